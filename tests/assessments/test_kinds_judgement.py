"""Judgement cases: what their keys demand, partial answers, and explanations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessments.kinds import get_kind
from assessments.kinds.base import Control, Verdict
from tests.assessments.kind_samples import SAMPLES, options, question
from tests.assessments.test_kinds import paths

RATING, RANKING = get_kind("judgement_rating"), get_kind("judgement_ranking")
RATED, RANKED = SAMPLES["judgement_rating"], SAMPLES["judgement_ranking"]


# Rating


@pytest.mark.parametrize(
    ("ratings", "path"),
    [
        ({"A": 4, "B": 1}, "key.ratings.C"),
        ({"A": 4, "B": 1, "C": 4, "D": 1}, "key.ratings.D"),
        ({"A": 4, "B": 0, "C": 4}, "key.ratings.B"),
        ({"A": 5, "B": 1, "C": 4}, "key.ratings.A"),
        ({"A": "4", "B": 1, "C": 4}, "key.ratings.A"),
        ({"A": True, "B": 1, "C": 4}, "key.ratings.A"),
        ([4, 1, 4], "key.ratings"),
    ],
)
def test_rating_key_rates_every_option_from_one_to_four(ratings, path):
    assert paths(RATING.validate(RATED.body, {"ratings": ratings})) == [path]


def test_rating_is_drawn_as_a_scale_from_inappropriate_to_appropriate():
    shown = RATING.present(RATED.body, value={"ratings": {"B": 2}})
    assert shown.control is Control.SCALE
    assert [(step.value, str(step.label)) for step in shown.steps] == [
        (1, "Clearly inappropriate"),
        (2, "Questionable"),
        (3, "Acceptable, not the best"),
        (4, "Clearly appropriate"),
    ]
    assert [option.given for option in shown.options] == [None, 2, None]
    assert [option.field for option in shown.options] == ["rating-A", "rating-B", "rating-C"]


def test_rating_can_be_saved_in_part():
    value = RATING.parse(RATED.body, {"rating-B": ["2"]})
    assert value == {"ratings": {"B": 2}}
    assert not RATING.is_complete(RATED.body, value)
    assert RATING.score(RATED.body, RATED.key, value) == Fraction(1, 6)


@pytest.mark.parametrize(
    ("given", "score"),
    [({"A": 3, "B": 1, "C": 4}, Fraction(5, 6)), ({"A": 2, "B": 2, "C": 4}, Fraction(1, 2))],
)
def test_rating_follows_the_worked_examples(given, score):
    explanation = RATING.explain(RATED.body, RATED.key, {"ratings": given})
    assert explanation.score == score == RATING.score(RATED.body, RATED.key, {"ratings": given})
    assert sum(option.points for option in explanation.options) / 3 == score


def test_rating_explains_each_step_and_the_arithmetic():
    explanation = RATING.explain(RATED.body, RATED.key, {"ratings": {"A": 3, "B": 4}})
    assert [option.verdict for option in explanation.options] == [
        Verdict.CLOSE, Verdict.WRONG, Verdict.UNANSWERED,
    ]  # fmt: skip
    assert [option.chosen for option in explanation.options] == [True, True, False]
    first, _, last = explanation.options
    assert (first.given, first.wanted, first.points, first.possible) == (3, 4, Fraction(1, 2), 1)
    assert (str(first.given_label), str(first.wanted_label)) == (
        "Acceptable, not the best",
        "Clearly appropriate",
    )
    assert (last.given, str(last.given_label), last.points) == (None, "", 0)
    assert str(explanation.arithmetic) == (
        "As keyed 0, one step away on the same side 1, of 3 steps: (0 + 1 / 2) / 3 = 0.17."
    )


def test_rating_takes_no_notice_of_ratings_off_the_scale():
    value = {"ratings": {"A": 9, "B": True, "C": 4}}
    assert RATING.score(RATED.body, RATED.key, value) == Fraction(1, 3)
    assert not RATING.is_complete(RATED.body, value)
    assert [option.given for option in RATING.explain(RATED.body, RATED.key, value).options] == [
        None,
        None,
        4,
    ]


# Ranking


@pytest.mark.parametrize(
    ("ranks", "path"),
    [
        ({"A": 1, "B": 2}, "key.ranks.C"),
        ({"A": 1, "B": 2, "C": 2}, "key.ranks"),
        ({"A": 0, "B": 1, "C": 2}, "key.ranks"),
        ({"A": 2, "B": 3, "C": 4}, "key.ranks"),
        ({"A": 1, "B": 2, "C": "3"}, "key.ranks.C"),
        ({"A": 1, "B": 2, "C": 3, "D": 4}, "key.ranks.D"),
    ],
)
def test_ranking_key_gives_each_rank_once(ranks, path):
    assert paths(RANKING.validate(question(options=options("ABC")), {"ranks": ranks})) == [path]


def test_ranking_needs_two_options():
    assert paths(RANKING.validate(question(options=options("A")), {"ranks": {"A": 1}})) == ["body.options"]


def test_ranking_is_drawn_with_as_many_ranks_as_options():
    shown = RANKING.present(RANKED.body, value={"ranks": {"C": 5}})
    assert shown.control is Control.RANK
    assert [step.value for step in shown.steps] == [1, 2, 3, 4, 5]
    assert [option.given for option in shown.options] == [5, None, None, None, None]


def test_ranking_can_be_saved_in_part_and_with_a_shared_rank():
    value = RANKING.parse(RANKED.body, {"rank-A": ["2"], "rank-B": ["2"], "rank-C": ["3"]})
    assert value == {"ranks": {"A": 2, "B": 2, "C": 3}}
    assert not RANKING.is_complete(RANKED.body, value)
    all_shared = {"ranks": {"A": 2, "B": 2, "C": 3, "D": 4, "E": 5}}
    assert not RANKING.is_complete(RANKED.body, all_shared)
    assert RANKING.score(RANKED.body, RANKED.key, all_shared) == Fraction(4, 12)


@pytest.mark.parametrize("rank", ["0", "6", "1.5", "first", "-1"])
def test_ranking_refuses_ranks_that_are_not_there(rank):
    with pytest.raises(ValueError, match="rank-A"):
        RANKING.parse(RANKED.body, {"rank-A": [rank]})


def test_ranking_explains_each_place_and_the_arithmetic():
    given = {"ranks": {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}}
    explanation = RANKING.explain(RANKED.body, RANKED.key, given)
    assert explanation.score == Fraction(5, 6)
    assert [(o.given, o.wanted, o.points, o.verdict) for o in explanation.options[:3]] == [
        (1, 2, 3, Verdict.CLOSE),
        (2, 1, 3, Verdict.CLOSE),
        (3, 3, 4, Verdict.RIGHT),
    ]
    assert {option.possible for option in explanation.options} == {4}
    assert str(explanation.arithmetic) == (
        "The ranks are 2 places away from the key in all: 1 - 2 / 12 = 0.83."
    )


def test_ranking_explains_shared_and_missing_ranks_as_farthest_away():
    explanation = RANKING.explain(RANKED.body, RANKED.key, {"ranks": {"A": 2, "B": 2, "C": 3, "D": 4}})
    assert [option.verdict for option in explanation.options] == [
        Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT, Verdict.UNANSWERED,
    ]  # fmt: skip
    assert [option.chosen for option in explanation.options] == [True] * 4 + [False]
    assert explanation.score == 0
    assert (
        str(explanation.arithmetic) == "The ranks are 12 places away from the key in all: 1 - 12 / 12 = 0.00."
    )
    nothing = RANKING.explain(RANKED.body, RANKED.key, {"ranks": {}})
    assert str(nothing.arithmetic) == "The ranks are 20 places away from the key in all, more than 12: 0."


def test_ranking_takes_no_notice_of_options_and_ranks_that_are_not_there():
    value = {"ranks": {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5, "Z": 2}}
    assert RANKING.score(RANKED.body, RANKED.key, value) == 1
    off = {"ranks": {**RANKED.right_value["ranks"], "E": 6}}
    assert RANKING.explain(RANKED.body, RANKED.key, off).options[4].verdict is Verdict.UNANSWERED
