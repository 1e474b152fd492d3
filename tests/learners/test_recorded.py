"""What a report reads of the record, packed and unpacked: the same as the rows say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Attainment
from learners.pairs import Pairs
from learners.recorded import NOTHING_RECORDED, Recorded, recorded_as_of, recorded_in
from tests.learners.classroom import Classroom

PAIRS = st.tuples(st.integers(1, 9), st.integers(1, 5))


@given(st.lists(st.tuples(PAIRS, st.integers(0, 2**63 - 2))))
def test_pairs_hold_what_a_dict_holds(given: list[tuple[tuple[int, int], int]]) -> None:
    pairs = Pairs((*pair, number) for pair, number in given)
    assert dict(pairs) == dict(given)
    assert len(pairs) == len(dict(given))
    assert pairs.get((10, 1)) is None
    assert pairs.get((1, 6), 7) == 7
    with pytest.raises(KeyError):
        pairs[0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shown", "day"),
    [
        # The last and the first microsecond of days in Toronto, in winter, in summer and where clocks change.
        (datetime(2026, 3, 3, 4, 59, 59, 999999, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 5, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 3, 9, 3, 59, 59, 999999, tzinfo=UTC), date(2026, 3, 8)),
        (datetime(2026, 7, 1, 4, 0, 0, 1, tzinfo=UTC), date(2026, 7, 1)),
        (None, None),
    ],
)
def test_record_tells_figures_and_days_of_the_school(shown: datetime | None, day: date | None) -> None:
    room = Classroom.open()
    learner, competency = room.school.learner, room.school.competency
    room.observe(learner, competency, 3, days_ago=1)
    rows = Attainment.objects.filter(learner=learner, competency=competency)
    rows.update(
        level=5,
        status="refresh_due",
        look_again=True,
        evidence_counted=70_000,
        evidence_left_out=60_000_000,
        first_shown_at=shown,
        last_shown_at=shown and shown + timedelta(days=1),
    )
    at = timezone.now()
    told = Recorded(5, "refresh_due", 70_000, 60_000_000, day, day and day + timedelta(days=1))
    for found in (recorded_in(room.cohort, at=at), recorded_as_of(room.cohort, at=at)):
        assert found[learner.pk, competency.pk] == told
        assert found.get((0, 0), NOTHING_RECORDED) is NOTHING_RECORDED
        assert dict(found) == {(learner.pk, competency.pk): told}
