"""Which dates hold for somebody whom an assignment reaches in several ways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.windows import Window
from learners.target_dates import Reach, TargetDates, decide

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
BASE = Window(opens_at=START, due_at=START + timedelta(days=10), closes_at=START + timedelta(days=12))


def day(n: int) -> datetime:
    return START + timedelta(days=n)


def test_decide_without_overrides_returns_the_dates_of_the_assignment() -> None:
    assert decide(BASE, [TargetDates(Reach.COHORT)]) == BASE


def test_decide_lets_a_person_go_before_a_group_and_a_group_before_the_cohort() -> None:
    cohort = TargetDates(Reach.COHORT, due_at=day(30))
    group = TargetDates(Reach.GROUP, due_at=day(20))
    person = TargetDates(Reach.PERSON, due_at=day(5))

    assert decide(BASE, [cohort, group]).due_at == day(20)
    assert decide(BASE, [group, person, cohort]).due_at == day(5)


def test_decide_takes_the_later_due_date_between_two_groups() -> None:
    early = TargetDates(Reach.GROUP, due_at=day(3), opens_at=day(1))
    late = TargetDates(Reach.GROUP, due_at=day(9), opens_at=day(2))

    decided = decide(BASE, [early, late])

    assert (decided.opens_at, decided.due_at) == (day(2), day(9))


def test_decide_counts_no_due_date_as_the_latest() -> None:
    open_ended = Window(opens_at=START)

    assert (
        decide(open_ended, [TargetDates(Reach.GROUP, due_at=day(3)), TargetDates(Reach.GROUP)]).due_at is None
    )


def test_decide_keeps_the_dates_that_an_override_leaves_out() -> None:
    decided = decide(BASE, [TargetDates(Reach.PERSON, closes_at=day(40))])

    assert decided == Window(opens_at=BASE.opens_at, due_at=BASE.due_at, closes_at=day(40))


def test_decide_refuses_somebody_whom_nothing_reaches() -> None:
    with pytest.raises(ValueError, match="Nothing reaches"):
        decide(BASE, [])


dates = st.one_of(st.none(), st.integers(1, 60).map(day))
targets = st.builds(TargetDates, st.sampled_from(Reach), opens_at=dates, due_at=dates, closes_at=dates)


@given(st.lists(targets, min_size=1, max_size=6), st.randoms())
def test_decide_does_not_depend_on_the_order_of_the_targets(found: list[TargetDates], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert decide(BASE, shuffled) == decide(BASE, found)


@given(st.lists(targets, min_size=1, max_size=6), st.sampled_from(Reach), st.integers(1, 60))
def test_decide_never_moves_the_due_date_forward_for_a_further_target_of_the_same_kind(
    found: list[TargetDates], reach: Reach, n: int
) -> None:
    closest = max(target.reach for target in found)
    before = decide(BASE, found).due_at
    after = decide(BASE, [*found, TargetDates(closest, due_at=day(n))]).due_at

    assert before is not None
    assert after is not None
    assert after >= before
