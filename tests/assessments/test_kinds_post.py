"""The review of a made-up post."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest

from assessments.kinds import get_kind
from tests.assessments.kind_samples import SAMPLES

KIND, SAMPLE = get_kind("post_review"), SAMPLES["post_review"]
BODY, KEY = SAMPLE.body, SAMPLE.key
FINE = {"marks": {}, "decision": "publish"}


def paths(body, key) -> list[str]:
    return [problem.path for problem in KIND.validate(body, key)]


def test_post_without_picture_and_with_nothing_to_mark_is_an_item():
    body = {**BODY, "post": {"author": "A", "text": "Fine."}, "spans": [{"id": "s1", "text": "Fine."}]}
    del body["regions"]
    assert KIND.validate(body, FINE) == []
    assert KIND.score(body, FINE, {"marks": {}, "decision": "publish"}) == 1
    assert KIND.score(body, FINE, {"marks": {"s1": "tone"}, "decision": "publish"}) == Fraction(1, 2)
    assert KIND.score(body, FINE, {"marks": {}}) == 0
    assert "Nothing is to be marked" in str(KIND.explain(body, FINE, FINE).arithmetic)


@pytest.mark.parametrize(
    ("part", "change", "path"),
    [
        ("post", {"author": ""}, "body.post.author"),
        ("post", {"alt": ""}, "body.post.alt"),
        ("post", {"picture": "https://elsewhere.example/x.png"}, "body.post.picture"),
        ("post", {"place": "moon"}, "body.post.place"),
        ("post", {"likes": 3}, "body.post.likes"),
        ("post", {"picture": ""}, "body.regions"),
        ("post", {"text": "Other words."}, "body.spans"),
        ("spans", [], "body.spans"),
        ("spans", "text", "body.spans"),
        ("regions", {}, "body.regions"),
    ],
)
def test_post_and_its_pieces_fit_together(part, change, path):
    body = deepcopy(BODY)
    body[part] = {**body[part], **change} if part == "post" else change
    assert path in paths(body, {**KEY, "marks": {}})


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"id": "s1"}, "body.regions.0.id"),
        ({"label": " "}, "body.regions.0.label"),
        ({"x": -1}, "body.regions.0"),
        ({"x": 0.5}, "body.regions.0"),
        ({"w": 0}, "body.regions.0"),
        ({"x": 700, "w": 301}, "body.regions.0"),
        ({"h": "all"}, "body.regions.0"),
        ({"r": 3}, "body.regions.0.r"),
    ],
)
def test_part_of_a_picture_lies_within_it(change, path):
    body = deepcopy(BODY)
    body["regions"][0].update(change)
    assert path in paths(body, {**KEY, "marks": {}})


def test_more_parts_than_can_be_drawn_are_refused():
    regions = [{"id": f"r{n}", "label": "x", "x": 0, "y": 0, "w": 9, "h": 9} for n in range(9)]
    assert paths({**BODY, "regions": regions}, {**KEY, "marks": {}}) == ["body.regions"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"marks": {"s9": "tone"}}, "key.marks.s9"),
        ({"marks": {"s1": "rude"}}, "key.marks.s1"),
        ({"marks": []}, "key.marks"),
        ({"decision": "burn"}, "key.decision"),
        ({"decisions": {"burn": 50}}, "key.decisions.burn"),
        ({"decisions": {"edit": -1}}, "key.decisions.edit"),
        ({"decisions": {"edit": 0.5}}, "key.decisions.edit"),
    ],
)
def test_key_names_pieces_breaches_and_decisions_that_there_are(change, path):
    assert paths(BODY, {**KEY, **change}) == [path]


# Three pieces are keyed. Two marked, one of them with its name, and one needless: 2 x 1.5 / (3 + 3).
@pytest.mark.parametrize(
    ("marks", "decision", "score"),
    [
        ({"s1": "identifier", "s2": "identifier", "r1": "identifier"}, "withhold", 1),
        ({"s1": "identifier", "s2": "tone", "s3": "other"}, "withhold", Fraction(3, 4)),
        ({"s1": "identifier", "s2": "tone", "s3": "other"}, "edit", Fraction(1, 2)),
        ({"s1": "", "s2": "", "r1": ""}, "publish", Fraction(1, 4)),
        ({}, "withhold", Fraction(1, 2)),
        ({}, None, 0),
        ({"s1": "identifier", "s2": "identifier", "r1": "identifier"}, None, Fraction(1, 2)),
    ],
)
def test_marks_and_decision_are_worth_half_each(marks, decision, score):
    value = {"marks": marks} | ({"decision": decision} if decision else {})
    assert KIND.score(BODY, KEY, value) == score


def test_mark_is_read_from_its_box_and_its_breach_from_its_list():
    form = {"piece-s1": ["on"], "breach-s1": [""], "breach-s2": ["tone"], "decision": ["edit"]}
    value = KIND.parse(BODY, form)
    assert value == {"marks": {"s1": ""}, "decision": "edit"}
    assert not KIND.is_complete(BODY, value)
    assert KIND.is_complete(BODY, {"marks": {}, "decision": "edit"})


def test_post_is_shown_piece_by_piece_with_the_places_of_its_picture():
    post = KIND.present(BODY, value={"marks": {"r1": "identifier"}}).post
    assert post
    assert [(piece.n, piece.id, piece.marked) for piece in post.pieces] == [
        (1, "s1", False),
        (2, "s2", False),
        (3, "s3", False),
        (4, "r1", True),
    ]
    assert post.regions[0].box == ("60.0%", "10.5%", "34.0%", "40.0%")
    assert (post.initials, str(post.place), str(post.regions[0].breach_label)) == (
        "RQ",
        "Public",
        "Identifier",
    )


def test_explanation_says_of_each_piece_what_became_of_it():
    value = {"marks": {"s1": "identifier", "s2": "", "s3": "tone"}, "decision": "edit"}
    told = KIND.explain(BODY, KEY, value)
    assert {option.id: str(option.verdict) for option in told.options} == {
        "s1": "right",
        "s2": "close",
        "s3": "wrong",
        "r1": "missed",
    }
    assert told.decision
    assert (str(told.decision.verdict), str(told.decision.wanted_label)) == ("close", "Withhold")
    assert str(told.arithmetic) == (
        "Marks: 2 x 1.50 / (3 keyed + 3 marked) = 0.50. Decision: 0.50. (0.50 + 0.50) / 2 = 0.50."
    )
