"""Reflections: their rubric, their length, and marks that a person gives."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest

from assessments.kinds import get_kind
from assessments.kinds.base import Control, InvalidResponse, NeedsPersonError
from assessments.kinds.reflection import MOST_CHARACTERS, count_words
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.test_kinds import paths

REFLECTION = get_kind("reflection")
BODY = SAMPLES["reflection"].body


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"id": ""}, "body.rubric.0.id"),
        ({"name": 3}, "body.rubric.0.name"),
        ({"levels": {"0": "a", "1": "b", "2": "c", "3": "d"}}, "body.rubric.0.levels.4"),
        ({"levels": {str(mark): "x" for mark in range(6)}}, "body.rubric.0.levels.5"),
        ({"levels": {"0": "", "1": "b", "2": "c", "3": "d", "4": "e"}}, "body.rubric.0.levels.0"),
        ({"levels": []}, "body.rubric.0.levels"),
        ({"returns_at_zero": "yes"}, "body.rubric.0.returns_at_zero"),
        ({"weight": 2}, "body.rubric.0.weight"),
        ({"id": "change"}, "body.rubric"),
    ],
)
def test_rubric_names_each_criterion_and_each_of_its_five_marks(change, path):
    body = deepcopy(BODY)
    body["rubric"][0].update(change)
    assert paths(REFLECTION.validate(body, {})) == [path]


@pytest.mark.parametrize("rubric", [[], {}, "x", 3])
def test_rubric_is_a_list_of_criteria(rubric):
    assert paths(REFLECTION.validate({**BODY, "rubric": rubric}, {})) == ["body.rubric"]


@pytest.mark.parametrize("words", [(5, 5), (6, 5), (-1, 5), ("1", 5), (True, 5), (1, 2.5)])
def test_reflection_asks_for_a_range_of_words(words):
    body = {**BODY, "min_words": words[0], "max_words": words[1]}
    assert paths(REFLECTION.validate(body, {})) == ["body.max_words"]


@pytest.mark.parametrize("words", [(0, 1), (1, 2), (100, 200)])
def test_reflection_may_ask_for_few_words_or_many(words):
    assert REFLECTION.validate({**BODY, "min_words": words[0], "max_words": words[1]}, {}) == []


def test_rubric_line_is_an_object_and_need_not_say_that_it_returns():
    assert paths(REFLECTION.validate({**BODY, "rubric": [3]}, {})) == ["body.rubric.0"]
    plain = {name: value for name, value in BODY["rubric"][0].items() if name != "returns_at_zero"}
    body = {**BODY, "rubric": [plain]}
    assert REFLECTION.validate(body, {}) == []
    assert not REFLECTION.criteria(body)[0].returns_at_zero
    assert paths(REFLECTION.validate({**BODY, "rubric": [{"id": "a", "name": "A"}]}, {})) == [
        "body.rubric.0.levels"
    ]


def test_reflection_shows_its_range_and_its_criteria():
    shown = REFLECTION.present(BODY, value={"text": "So far"})
    assert (shown.control, shown.min_words, shown.max_words, shown.text) == (Control.TEXT, 3, 6, "So far")
    assert [line.name for line in shown.criteria] == ["Situation", "Reasoning", "Change"]
    assert shown.criteria[0].marks[0] == "situation at 0"
    assert shown.criteria[0].marks[4] == "situation at 4"


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("one two", False),
        ("one two three", True),
        (" 1 2\n3  4 5 6 ", True),
        ("1 2 3 4 5 6 7", False),
        ("", False),
    ],
)
def test_reflection_is_complete_within_its_range_of_words(text, complete):
    assert REFLECTION.is_complete(BODY, {"text": text}) is complete


def test_words_are_parted_by_blanks():
    assert count_words("") == 0
    assert count_words(" e-professionalism,  isn't\n\n it? ") == 3


def test_reflection_keeps_text_as_written_but_for_line_ends_and_nul():
    form = {"text": ['  Zoé said:\r\n"no" \x00<b>\rEnd  ']}
    assert REFLECTION.parse(BODY, form) == {"text": 'Zoé said:\n"no" <b>\nEnd'}


def test_reflection_has_a_longest_text():
    assert len(REFLECTION.parse(BODY, {"text": ["x" * MOST_CHARACTERS]})["text"]) == MOST_CHARACTERS
    with pytest.raises(InvalidResponse) as refusal:
        REFLECTION.parse(BODY, {"text": ["x" * (MOST_CHARACTERS + 1)]})
    assert refusal.value.field == "text"
    assert "20,000" in str(refusal.value.message) or "20000" in str(refusal.value.message)


def test_reflection_is_not_scored_by_a_machine():
    with pytest.raises(NeedsPersonError):
        REFLECTION.score(BODY, {}, {"text": "one two three"})
    explanation = REFLECTION.explain(BODY, {}, {"text": "one two three"})
    assert (explanation.score, explanation.options, explanation.answered) == (None, (), True)
    assert [line.id for line in explanation.criteria] == ["situation", "reasoning", "change"]


def test_reflection_is_marked_out_of_twelve():
    assert REFLECTION.mark(BODY, {"situation": 3, "reasoning": 2, "change": 4}) == Fraction(9, 12)


@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"situation": 3, "reasoning": 2},
        {"situation": 3, "reasoning": 2, "change": 5},
        {"situation": 3, "reasoning": 2, "change": 4, "style": 4},
    ],
)
def test_reflection_refuses_marks_off_the_rubric(marks):
    with pytest.raises(ValueError, match="rubric"):
        REFLECTION.mark(BODY, marks)


def test_reflection_goes_back_for_nothing_where_the_rubric_says_so():
    marks = {"situation": 0, "reasoning": 0, "change": 4}
    assert [line.id for line in REFLECTION.returned_for(BODY, marks)] == ["situation"]
    assert REFLECTION.returned_for(BODY, {**marks, "situation": 1}) == ()
