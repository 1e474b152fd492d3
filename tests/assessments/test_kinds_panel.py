"""Keys that a panel gave: judgement cases and script concordance."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessments.kinds import get_kind
from tests.assessments.kind_samples import SAMPLES

RATING, RANKING, SCRIPT = (
    get_kind(code) for code in ("judgement_rating", "judgement_ranking", "script_concordance")
)
RATED, RANKED, SCRIPTED = (
    SAMPLES[code].body for code in ("judgement_rating", "judgement_ranking", "script_concordance")
)
RATINGS = {"A": 4, "B": 1, "C": 4}
RANKS = {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5}
VOTES = {
    "A": {"1": 2, "2": 8, "3": 2},
    "B": {"1": 10, "2": 2},
    "C": {"3": 6, "4": 6},
    "D": {"4": 12},
    "E": {"5": 9, "4": 3},
}


def paths(kind, body, key) -> list[str]:
    return [problem.path for problem in kind.validate(body, key)]


def test_ratings_earn_the_votes_for_them_where_a_panel_keyed_the_step():
    key = {"ratings": RATINGS, "panel": {"A": {"2": 1, "3": 3, "4": 12}, "B": {"1": 16}}}
    assert RATING.validate(RATED, key) == []
    score = RATING.score(RATED, key, {"ratings": {"A": 3, "B": 2, "C": 3}})
    assert score == (Fraction(3, 12) + 0 + Fraction(1, 2)) / 3
    told = RATING.explain(RATED, key, {"ratings": {"A": 3, "B": 1, "C": 4}})
    assert [str(option.verdict) for option in told.options] == ["close", "right", "right"]
    assert [vote.count for vote in told.options[0].votes] == [0, 1, 3, 12]
    assert told.options[2].votes == ()
    assert "2.25 / 3 = 0.75" in str(told.arithmetic)


def test_key_of_a_panel_is_worth_one_and_no_answer_nothing():
    key = {"ratings": RATINGS, "panel": {"A": {"4": 7, "3": 7}}}
    assert RATING.score(RATED, key, {"ratings": RATINGS}) == 1
    assert RATING.score(RATED, key, {}) == 0
    ranks = {"ranks": RANKS, "panel": VOTES}
    assert RANKING.validate(RANKED, ranks) == []
    assert RANKING.score(RANKED, ranks, {"ranks": RANKS}) == 1
    assert RANKING.score(RANKED, ranks, {}) == 0


@pytest.mark.parametrize(
    ("panel", "path"),
    [
        ({"Z": {"4": 1}}, "key.panel.Z"),
        ({"A": {"5": 1}}, "key.panel.A.5"),
        ({"A": {"4": -1}}, "key.panel.A.4"),
        ({"A": {"4": "many"}}, "key.panel.A.4"),
        ({"A": {"4": 0}}, "key.panel.A"),
        ({"A": {"4": 3, "3": 4}}, "key.panel.A"),
        ([], "key.panel"),
        ({"A": []}, "key.panel.A"),
    ],
)
def test_votes_on_ratings_fit_the_scale_and_the_key(panel, path):
    assert paths(RATING, RATED, {"ratings": RATINGS, "panel": panel}) == [path]


def test_ranks_earn_the_votes_for_them_and_nothing_when_shared():
    key = {"ranks": RANKS, "panel": VOTES}
    swapped = {**RANKS, "D": 5, "E": 4}
    assert RANKING.score(RANKED, key, {"ranks": swapped}) == (3 + 0 + Fraction(3, 9)) / 5
    shared = {**RANKS, "B": 2}
    assert RANKING.score(RANKED, key, {"ranks": shared}) == Fraction(3, 5)
    told = RANKING.explain(RANKED, key, {"ranks": swapped})
    assert [str(option.verdict) for option in told.options] == ["right", "right", "right", "wrong", "close"]
    assert "3.33 / 5 = 0.67" in str(told.arithmetic)


@pytest.mark.parametrize(
    ("panel", "path"),
    [
        ({**VOTES, "A": {"1": 3}}, "key.panel.A"),
        ({**VOTES, "A": {"2": 3, "6": 1}}, "key.panel.A.6"),
        ({name: VOTES[name] for name in "ABCD"}, "key.panel.E"),
    ],
)
def test_votes_on_ranks_cover_every_option_and_its_key(panel, path):
    assert paths(RANKING, RANKED, {"ranks": RANKS, "panel": panel}) == [path]


# Ten experts: one -2, six -1, three 0. The answer of six is worth 1, that of three 3/6.
@pytest.mark.parametrize(
    ("step", "score"), [(-1, 1), (0, Fraction(1, 2)), (-2, Fraction(1, 6)), (1, 0), (2, 0)]
)
def test_script_earns_the_votes_for_its_step_as_a_share_of_the_commonest(step, score):
    key = SAMPLES["script_concordance"].key
    assert SCRIPT.score(SCRIPTED, key, {"step": step}) == score


def test_script_with_two_commonest_steps_takes_either():
    key = {"panel": {"0": 4, "1": 4, "2": 2}}
    assert {step: SCRIPT.score(SCRIPTED, key, {"step": step}) for step in (0, 1, 2)} == {
        0: 1,
        1: 1,
        2: Fraction(1, 2),
    }
    keyed = [option.id for option in SCRIPT.explain(SCRIPTED, key, {}).options if option.keyed]
    assert keyed == ["0", "1"]


@pytest.mark.parametrize(
    ("panel", "path"),
    [({}, "key.panel"), ({"3": 1}, "key.panel.3"), ({"0": True}, "key.panel.0"), ({"0": 1.5}, "key.panel.0")],
)
def test_script_needs_votes_on_its_scale(panel, path):
    assert paths(SCRIPT, SCRIPTED, {"panel": panel}) == [path]
