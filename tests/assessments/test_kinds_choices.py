"""Single best answer, true or false, multiple response: keys and explanations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation

from assessments.kinds import get_kind
from assessments.kinds.base import Control, Verdict
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.test_kinds import paths

SINGLE, TRUE_FALSE, MULTIPLE = map(get_kind, ("single_best_answer", "true_false", "multiple_response"))


def explained(code, value):
    sample = SAMPLES[code]
    explanation = get_kind(code).explain(sample.body, sample.key, value)
    return explanation, {option.id: option.verdict for option in explanation.options}


# Single best answer


@pytest.mark.parametrize("key", [{"correct": "Z"}, {"correct": None}, {"correct": ["B"]}, {}])
def test_single_best_answer_key_names_one_option(key):
    assert paths(SINGLE.validate(SAMPLES["single_best_answer"].body, key)) == ["key.correct"]


def test_single_best_answer_needs_two_options():
    body = SAMPLES["single_best_answer"].body
    assert paths(SINGLE.validate({**body, "options": body["options"][:1]}, {"correct": "A"})) == [
        "body.options"
    ]


def test_single_best_answer_is_drawn_as_radio_buttons():
    shown = SINGLE.present(SAMPLES["single_best_answer"].body, value={"choice": "C"})
    assert shown.control is Control.RADIO
    assert [option.id for option in shown.options if option.chosen] == ["C"]


def test_single_best_answer_explains_a_wrong_choice():
    explanation, verdicts = explained("single_best_answer", {"choice": "A"})
    assert verdicts == {"A": Verdict.WRONG, "B": Verdict.MISSED, "C": Verdict.LEFT, "D": Verdict.LEFT}
    assert str(explanation.arithmetic) == "Another answer is the best one: 0 of 1."
    assert [(option.chosen, option.keyed) for option in explanation.options[:3]] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip


def test_single_best_answer_explains_the_right_choice_and_none():
    explanation, verdicts = explained("single_best_answer", {"choice": "B"})
    assert verdicts["B"] is Verdict.RIGHT
    assert str(explanation.arithmetic) == "The best answer was chosen: 1 of 1."
    explanation, verdicts = explained("single_best_answer", {})
    assert verdicts["B"] is Verdict.MISSED
    assert str(explanation.arithmetic) == "Nothing was chosen: 0 of 1."


# True or false


@pytest.mark.parametrize("key", [{"correct": "true"}, {"correct": 1}, {"correct": None}, {}])
def test_true_false_key_is_true_or_false(key):
    assert paths(TRUE_FALSE.validate(SAMPLES["true_false"].body, key)) == ["key.correct"]


def test_true_false_has_no_options_of_its_own():
    body = {**SAMPLES["true_false"].body, "options": []}
    assert paths(TRUE_FALSE.validate(body, {"correct": True})) == ["body.options"]


def test_true_false_offers_true_before_false():
    shown = TRUE_FALSE.present(SAMPLES["true_false"].body, ["false", "true"], {"choice": False})
    assert [(option.id, str(option.text), option.chosen) for option in shown.options] == [
        ("true", "True", False),
        ("false", "False", True),
    ]


@pytest.mark.parametrize(
    ("correct", "choice", "verdicts", "words"),
    [
        (False, False, (Verdict.LEFT, Verdict.RIGHT), "The statement is false: 1 of 1."),
        (False, True, (Verdict.WRONG, Verdict.MISSED), "The statement is false: 0 of 1."),
        (True, True, (Verdict.RIGHT, Verdict.LEFT), "The statement is true: 1 of 1."),
        (True, None, (Verdict.MISSED, Verdict.LEFT), "Nothing was chosen: 0 of 1."),
    ],
)
def test_true_false_explains(correct, choice, verdicts, words):
    value = {} if choice is None else {"choice": choice}
    explanation = TRUE_FALSE.explain(SAMPLES["true_false"].body, {"correct": correct}, value)
    assert tuple(option.verdict for option in explanation.options) == verdicts
    assert [option.chosen for option in explanation.options] == [choice is True, choice is False]
    assert [option.keyed for option in explanation.options] == [correct, not correct]
    assert str(explanation.arithmetic) == words


# Multiple response


@pytest.mark.parametrize("correct", [[], ["A", "A"], ["Z"], "A", [["A"]], None])
def test_multiple_response_key_lists_options_once(correct):
    found = paths(MULTIPLE.validate(SAMPLES["multiple_response"].body, {"correct": correct}))
    assert found == ["key.correct"]


def test_multiple_response_reads_choices_in_the_order_written_and_once():
    body = SAMPLES["multiple_response"].body
    assert MULTIPLE.parse(body, {"choices": ["E", " B ", "E", ""]}) == {"choices": ["B", "E"]}


def test_multiple_response_is_complete_with_one_choice():
    body = SAMPLES["multiple_response"].body
    assert MULTIPLE.present(body).control is Control.CHECKBOX
    assert MULTIPLE.is_complete(body, {"choices": ["E"]})
    assert not MULTIPLE.is_complete(body, {"choices": []})


@pytest.mark.parametrize(
    ("choices", "score", "words"),
    [
        ("ACD", Fraction(1), "Right choices 3 of 3, wrong choices 0: (3 - 0) / 3 = 1.00."),
        ("ACB", Fraction(1, 3), "Right choices 2 of 3, wrong choices 1: (2 - 1) / 3 = 0.33."),
        ("ABE", Fraction(0), "Right choices 1 of 3, wrong choices 2: less than nothing counts as 0."),
        ("AB", Fraction(0), "Right choices 1 of 3, wrong choices 1: (1 - 1) / 3 = 0.00."),
    ],
)
def test_multiple_response_explains_its_arithmetic(choices, score, words):
    explanation, _ = explained("multiple_response", {"choices": list(choices)})
    assert explanation.score == score
    assert str(explanation.arithmetic) == words


def test_multiple_response_explains_every_option():
    explanation, verdicts = explained("multiple_response", {"choices": ["A", "B"]})
    assert [option.id for option in explanation.options if option.chosen] == ["A", "B"]
    assert [option.id for option in explanation.options if option.keyed] == ["A", "C", "D"]
    assert verdicts == {
        "A": Verdict.RIGHT, "B": Verdict.WRONG, "C": Verdict.MISSED, "D": Verdict.MISSED, "E": Verdict.LEFT,
    }  # fmt: skip


def test_sentence_takes_the_numbers_of_the_language_in_which_it_is_read():
    explanation, _ = explained("multiple_response", {"choices": ["A", "C", "B"]})
    with translation.override("fr"):
        assert "0,33" in str(explanation.arithmetic)
    with translation.override("en"):
        assert "0.33" in str(explanation.arithmetic)
