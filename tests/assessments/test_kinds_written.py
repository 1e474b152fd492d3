"""Short answers, numbers and pairs: what is refused of an item, and what an answer earns."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest
from django.utils import translation

from assessments.kinds import get_kind
from assessments.kinds.base import InvalidResponse
from tests.assessments.kind_samples import SAMPLES

SHORT, NUMBER, MATCH = (get_kind(code) for code in ("short_answer", "numeric", "matching"))


def paths(code: str, body=None, key=None) -> list[str]:
    sample = SAMPLES[code]
    problems = get_kind(code).validate({**sample.body, **(body or {})}, {**sample.key, **(key or {})})
    return [problem.path for problem in problems]


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ([], "key.answers"),
        ("text", "key.answers"),
        ([{"text": "a", "weight": 100}] * 51, "key.answers"),
        ([{"text": "a", "weight": 50}], "key.answers"),
        ([{"text": " ", "weight": 100}], "key.answers.0.text"),
        ([{"text": 3, "weight": 100}], "key.answers.0.text"),
        ([{"text": "a" * 501, "weight": 100}], "key.answers.0.text"),
        ([{"text": "a", "weight": -1}], "key.answers.0.weight"),
        ([{"text": "a", "weight": 0.5}], "key.answers.0.weight"),
        ([{"text": "a"}], "key.answers.0.weight"),
        ([{"text": "a", "weight": 100, "points": 1}], "key.answers.0.points"),
        ([{"text": "a", "weight": 100, "feedback": 1}], "key.answers.0.feedback"),
        ([3], "key.answers.0"),
    ],
)
def test_accepted_answers_are_texts_with_weights_and_one_is_whole(answers, path):
    assert paths("short_answer", key={"answers": answers}) == [path]


@pytest.mark.parametrize("width", [0, 61, "20", 2.5, True])
def test_width_is_a_number_of_characters(width):
    assert paths("short_answer", body={"width": width}) == ["body.width"]


def test_short_answer_takes_what_earns_most_whatever_its_place():
    key = {
        "answers": [{"text": "a*", "weight": 20}, {"text": "ab", "weight": 100}, {"text": "*", "weight": 5}]
    }
    body = SAMPLES["short_answer"].body
    scores = {text: SHORT.score(body, key, {"text": text}) for text in ("AB", "ac", "x", "")}
    assert scores == {"AB": 1, "ac": Fraction(1, 5), "x": Fraction(1, 20), "": 0}


def test_short_answer_is_tidied_and_bounded():
    body = SAMPLES["short_answer"].body
    assert SHORT.parse(body, {"text": ["first", " a\x00 \n b "]}) == {"text": "a b"}
    with pytest.raises(InvalidResponse):
        SHORT.parse(body, {"text": ["a" * 501]})


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"low": "2,5", "high": "3"}, "key.answers.0.low"),
        ({"low": 2, "high": "3"}, "key.answers.0.low"),
        ({"low": "2", "high": "x"}, "key.answers.0.high"),
        ({"low": "3", "high": "2"}, "key.answers.0.high"),
        ({"low": "2"}, "key.answers.0.high"),
    ],
)
def test_range_has_two_ends_in_their_order(answer, path):
    assert paths("numeric", key={"answers": [{**answer, "weight": 100}]}) == [path]


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ("2.4", 1),
        ("2.6", 1),
        ("2.39999999999999999999", Fraction(1, 3)),
        ("3", Fraction(1, 3)),
        ("3.01", 0),
        ("-2.5", 0),
    ],
)
def test_number_is_right_within_its_range_ends_included(given, score):
    sample = SAMPLES["numeric"]
    assert NUMBER.score(sample.body, sample.key, NUMBER.parse(sample.body, {"number": [given]})) == score


def test_number_is_shown_again_in_the_form_of_the_reader():
    body = SAMPLES["numeric"].body
    with translation.override("fr"):
        assert NUMBER.present(body, value={"number": "2.5"}).text == "2,5"
        told = NUMBER.explain(body, SAMPLES["numeric"].key, {"number": "2.5"})
        assert str(told.options[0].text).startswith("2,4 ")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"pairs": {"P1": "B", "P2": "E"}}, "key.pairs.P3"),
        ({"pairs": {"P1": "B", "P2": "E", "P3": "Z"}}, "key.pairs.P3"),
        ({"pairs": {"P1": "B", "P2": "E", "P3": "B", "P4": "A"}}, "key.pairs.P4"),
        ({"pairs": []}, "key.pairs"),
    ],
)
def test_every_premise_has_one_of_the_options(change, path):
    assert path in paths("matching", key=change)


def test_premises_have_ids_of_their_own():
    body = deepcopy(SAMPLES["matching"].body)
    body["premises"][1]["id"] = "P1"
    assert "body.premises.1.id" in paths("matching", body=body)
    assert paths("matching", body={"premises": body["premises"][:1]})[0] == "body.premises"


def test_extended_matching_has_a_list_of_six_at_least():
    short = SAMPLES["extended_matching"].body["options"][:5]
    assert "body.options" in paths("extended_matching", body={"options": short})


def test_answer_of_another_version_counts_for_nothing():
    sample = SAMPLES["matching"]
    value = {"pairs": {"P1": "Z", "P9": "A", "P2": "E"}}
    assert MATCH.score(sample.body, sample.key, value) == Fraction(1, 3)
    assert not MATCH.is_complete(sample.body, value)
    assert MATCH.explain(sample.body, sample.key, value).score == Fraction(1, 3)


@pytest.mark.parametrize(
    ("weights", "path"),
    [
        ({"B": 50, "A": 10}, "key.weights.B"),
        ({"Z": 10}, "key.weights.Z"),
        ({"A": 0.5}, "key.weights.A"),
        ({"A": 101}, "key.weights.A"),
        ([], "key.weights"),
    ],
)
def test_weights_of_a_best_answer_are_per_cent_of_options_that_there_are(weights, path):
    assert paths("single_best_answer", key={"weights": weights}) == [path]


def test_weighted_best_answer_earns_a_part_and_never_less_than_nothing():
    kind, body = get_kind("single_best_answer"), SAMPLES["single_best_answer"].body
    key = {"correct": "B", "weights": {"A": "33.33333", "C": -50, "D": 100}}
    scores = {name: kind.score(body, key, {"choice": name}) for name in "ABCD"}
    assert scores == {"A": Fraction(1, 3), "B": 1, "C": 0, "D": 1}
    told = kind.explain(body, key, {"choice": "A"})
    assert [str(option.verdict) for option in told.options] == ["close", "missed", "left", "missed"]
    assert str(told.arithmetic) == "Another answer is better; this one earns a part: 0.33 of 1."


@pytest.mark.parametrize(
    ("weights", "path"),
    [
        ({"A": 50, "C": 40}, "key.weights"),
        ({"A": 50, "C": 25, "D": 24}, "key.weights"),
        ({"A": 50, "C": 50, "D": 50, "B": 5}, "key.weights"),
    ],
)
def test_weights_of_several_answers_are_those_of_the_keyed_and_make_a_whole(weights, path):
    assert paths("multiple_response", key={"weights": weights}) == [path]


def test_weighted_answers_add_up():
    kind, sample = get_kind("multiple_response"), SAMPLES["multiple_response"]
    key = {**sample.key, "weights": {"A": 60, "C": 20, "D": 20, "B": -50}}
    assert kind.validate(sample.body, key) == []
    assert kind.score(sample.body, key, sample.right_value) == 1
    assert kind.score(sample.body, key, {"choices": ["A", "B"]}) == Fraction(1, 10)
    assert kind.score(sample.body, key, {"choices": ["A", "E"]}) == Fraction(3, 5)
    told = kind.explain(sample.body, key, {"choices": ["A", "B"]})
    assert str(told.arithmetic) == (
        "The choices give 0.60 and take 0.50 of the points, within 0 and 1: 0.10."
    )


def test_number_that_is_not_accepted_is_told_its_own_feedback() -> None:
    body, key = SAMPLES["numeric"].body, SAMPLES["numeric"].key
    told = NUMBER.explain(body, key, {"number": "7"}).options[-1]
    assert (str(told.text), told.chosen, told.feedback) == ("Any other number", True, "SECRET other")
    for value in ({"number": "2.5"}, {}):
        assert "SECRET other" not in [one.feedback for one in NUMBER.explain(body, key, value).options]
    draft = NUMBER.to_draft(body, key)
    assert NUMBER.from_draft(draft, lambda text: text.text)[0]["feedback_other"] == "SECRET other"
