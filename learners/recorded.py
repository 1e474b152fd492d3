"""What stands in the record of a cohort, with the figures behind each level: what a report tells.

The dashboard reads the same rows by `learners.matrix`, without the figures, for speed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from assessments.models import Attainment, PolicyVersion
from common.school_time import school_zone
from learners.matrix import Column, cohort_spells
from learners.stands import NOWHERE
from people.models import Cohort


class Recorded(NamedTuple):
    """What was recorded of one learner and competency. Days are those of the school."""

    level: int | None
    status: str
    counted: int
    left_out: int
    first_shown: date | None
    last_shown: date | None


NOTHING_RECORDED = Recorded(NOWHERE.level, NOWHERE.status, 0, 0, None, None)


def recorded_in(
    cohort: Cohort, *, columns: Iterable[Column], policies: Collection[PolicyVersion], at: datetime
) -> dict[tuple[int, int], Recorded]:
    """Return what is recorded of the learners of a cohort under these policies, by learner and competency.

    Whom nothing was recorded of is left out: they stand at `NOTHING_RECORDED`. One query.
    """
    rows = (
        Attainment.objects.standing()
        .with_status_at(at)
        .filter(
            policy_version__in=policies,
            learner__in=cohort_spells(cohort, at=at).values("user_id"),
            competency__in=[column.pk for column in columns],
        )
        .order_by()
        .values_list(
            "learner_id",
            "competency_id",
            "level",
            "status_now",  # type: ignore[misc]
            "evidence_counted",
            "evidence_left_out",
            "first_shown_at",
            "last_shown_at",
        )
    )
    zone = school_zone()
    days: dict[datetime | None, date | None] = {None: None}
    recorded = {}
    for learner_id, competency_id, level, status, counted, left_out, first, last in rows:
        for instant in (first, last):
            if instant is not None and instant not in days:
                days[instant] = instant.astimezone(zone).date()
        recorded[learner_id, competency_id] = Recorded(
            level, status, counted, left_out, days[first], days[last]
        )
    return recorded
