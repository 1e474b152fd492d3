"""What was left blank for a person to mark: it earns nothing, and by itself shows nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import CutScores, MarkedItem, competency_results
from assessments.tiers import Tier
from tests.assessments.test_scoring import item, marked


def blank(competency, tier=Tier.KNOWS_HOW, possible=1):
    return MarkedItem(competency, tier, Fraction(0), Fraction(possible), blank=True)


def test_competency_of_which_all_was_left_blank_has_no_result():
    assert competency_results([blank(1), blank(1)], CutScores()) == ()
    (result,) = competency_results([blank(1), item(2, Tier.KNOWS, 1)], CutScores())
    assert result.competency == 2


def test_blank_weighs_on_the_share_beside_what_was_answered():
    (result,) = competency_results([item(1, Tier.KNOWS_HOW, 1), blank(1)], CutScores())
    assert (result.points, result.possible, result.level) == (1, 2, 2)


def test_blank_takes_no_points():
    with pytest.raises(ValueError, match="blank"):
        MarkedItem(1, Tier.KNOWS, Fraction(1), Fraction(1), blank=True)


@given(st.lists(marked, max_size=8), st.lists(st.builds(blank, st.integers(1, 3), st.sampled_from(Tier))))
def test_leaving_blank_never_helps_and_shows_nothing_by_itself(items, blanks):
    before = {result.competency: result for result in competency_results(items, CutScores())}
    after = {result.competency: result for result in competency_results([*items, *blanks], CutScores())}
    assert before.keys() == after.keys()
    for competency, result in after.items():
        assert result.share <= before[competency].share
        assert result.level <= before[competency].level
