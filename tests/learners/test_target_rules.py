"""Shares are counted in whole learners and never rounded up; measures are counted, not believed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learners.target_rules import (
    Demand,
    Place,
    Shown,
    Spell,
    TargetState,
    meets_all,
    needed_of,
    places_on,
    state_of,
    whole_per_cent,
)

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
counts = st.integers(0, 12_000)
shares = st.integers(1, 100)


def state(reached: int, counted: int, share: int = 80, **demand: object) -> TargetState:
    return state_of(reached=reached, counted=counted, demand=Demand(level=3, share=share, **demand), on=TODAY)


def test_share_just_below_is_not_met() -> None:
    assert state(799, 1000) is TargetState.ON_THE_WAY
    assert state(800, 1000) is TargetState.MET
    assert whole_per_cent(799, 1000) == 79


@given(counts, shares, st.data())
def test_share_is_met_exactly_where_the_fraction_is(counted: int, share: int, data: st.DataObject) -> None:
    reached = data.draw(st.integers(0, counted))
    met = counted > 0 and Fraction(reached, counted) >= Fraction(share, 100)
    assert (state(reached, counted, share) is TargetState.MET) == met
    assert (counted > 0 and reached >= needed_of(counted, share)) == met
    assert whole_per_cent(reached, counted) <= (Fraction(100 * reached, counted) if counted else 0)


@given(counts, shares)
def test_needed_is_the_fewest_learners_that_make_the_share(counted: int, share: int) -> None:
    needed = needed_of(counted, share)
    assert needed * 100 >= counted * share
    assert needed == 0 or (needed - 1) * 100 < counted * share


def test_target_is_missed_only_after_its_last_day() -> None:
    assert state(1, 10, due_on=TODAY) is TargetState.ON_THE_WAY
    assert state(1, 10, due_on=TODAY - DAY) is TargetState.MISSED
    assert state(9, 10, due_on=TODAY - DAY) is TargetState.MET
    assert state(0, 0, due_on=TODAY - DAY) is TargetState.ON_THE_WAY


def test_two_measures_one_of_them_direct() -> None:
    demand = Demand(level=3, share=80, measures=2, direct=1)
    assert Shown(3, direct=1, rated=True).meets(demand)
    assert Shown(3, direct=2).meets(demand)
    assert not Shown(3, direct=1).meets(demand)
    assert not Shown(3, direct=0, rated=True).meets(demand)
    assert not Shown(2, direct=5, rated=True).meets(demand)
    assert not Shown(None, direct=5, rated=True).meets(demand)


def test_self_rating_never_stands_for_a_direct_measure() -> None:
    assert not Shown(3, direct=1, rated=True).meets(Demand(level=3, share=80, measures=2, direct=2))


def test_learner_meets_it_in_every_competency_or_not_at_all() -> None:
    there, short = Shown(4, direct=1), Shown(2, direct=1)
    demand = Demand(level=3, share=80)
    assert meets_all((there, there), demand)
    assert not meets_all((there, short), demand)


@given(st.integers(1, 5), st.integers(0, 5), st.booleans(), st.integers(1, 6), st.data())
def test_asking_for_more_never_reaches_more(
    level: int, direct: int, rated: bool, measures: int, data: st.DataObject
) -> None:
    asked = data.draw(st.integers(0, measures))
    shown = Shown(level, direct, rated)
    harder = Demand(level=3, share=80, measures=measures + 1, direct=asked)
    if shown.meets(harder):
        assert shown.meets(Demand(level=3, share=80, measures=measures, direct=asked))


@pytest.mark.parametrize("wrong", [{"share": 0}, {"share": 101}, {"share": 80, "measures": 1, "direct": 2}])
def test_demand_refuses_what_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"share|direct"):
        Demand(level=3, **wrong)


def spell(status: str, start: int, end: int | None = None, learner: int = 1) -> Spell:
    return Spell(learner, status, TODAY + start * DAY, None if end is None else TODAY + end * DAY)


@pytest.mark.parametrize(
    ("spells", "place"),
    [
        ([spell("active", -9)], Place.ACTIVE),
        ([spell("active", 1)], None),
        ([spell("active", -9, -5), spell("on_leave", -4)], Place.ON_LEAVE),
        ([spell("active", -9, -5), spell("withdrawn", -4, -2)], Place.WITHDRAWN),
        ([spell("withdrawn", -4, 0)], Place.WITHDRAWN),
        ([spell("withdrawn", -9, -5), spell("active", -2)], Place.ACTIVE),
        ([spell("active", -9, -2), spell("active", 5)], Place.LEFT),
        ([spell("completed", -9, 0)], Place.ACTIVE),
        ([spell("completed", -9, -1)], Place.LEFT),
        ([spell("on_leave", -9), spell("active", -3)], Place.ACTIVE),
    ],
)
def test_place_in_a_cohort_on_a_day(spells: list[Spell], place: Place | None) -> None:
    assert places_on(spells, TODAY).get(1) is place
    assert places_on(reversed(spells), TODAY).get(1) is place
