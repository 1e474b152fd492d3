"""What stands in the record of a cohort, with the figures behind each level: what a report tells.

The dashboard reads the same rows by `learners.matrix`, without the figures, for speed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast

from common.prepared import Prepared
from common.school_time import school_day, school_zone
from learners.matrix import COHORT_DAY_AND_INSTANT, standings_as_of, standings_in
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


NOTHING_RECORDED: Final = Recorded(NOWHERE.level, NOWHERE.status, 0, 0, None, None)

# Instants come as text: on SQLite the ORM's conversion of two a row takes longer than all the rest.
_RECORDED: Final = Prepared(
    lambda cohort, on, at: standings_in(cohort, on, at).values_list(
        "learner_id",
        "competency_id",
        "level",
        "status_now",
        "evidence_counted",
        "evidence_left_out",
        Cast("first_shown_at", models.CharField()),
        Cast("last_shown_at", models.CharField()),
    ),
    **COHORT_DAY_AND_INSTANT,
)


def recorded_in(cohort: Cohort, *, at: datetime) -> dict[tuple[int, int], Recorded]:
    """Return what is recorded of a cohort by the policies in force, by the keys of learner and competency.

    Whom nothing was recorded of is left out: they stand at `NOTHING_RECORDED`. Standings on other versions of
    the frameworks may be among it. One query.
    """
    days: dict[str | None, date | None] = {None: None}
    recorded = {}
    for learner_id, competency_id, level, status, counted, left_out, first, last in _RECORDED.rows(
        cohort=cohort.pk, on=school_day(at), at=at
    ):
        for instant in (first, last):
            if instant not in days:
                days[instant] = _school_day_of(instant)
        recorded[learner_id, competency_id] = Recorded(
            level, status, counted, left_out, days[first], days[last]
        )
    return recorded


def _school_day_of(instant: str) -> date:
    """The school's day of an instant as the database writes it: in UTC, with or without saying so."""
    read = datetime.fromisoformat(instant)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(school_zone()).date()


def recorded_as_of(cohort: Cohort, *, at: datetime) -> dict[tuple[int, int], Recorded]:
    """Return what was recorded of a cohort by a past instant, as `recorded_in` does for the present.

    Reads the record's history: enrolments, policies and standings as they were known then.
    """
    held: QuerySet[Any, Any] = standings_as_of(cohort.pk, school_day(at), at, then=at)
    rows = held.values_list(
        "learner_id",
        "competency_id",
        "level",
        "status_now",
        "evidence_counted",
        "evidence_left_out",
        "first_shown_at",
        "last_shown_at",
    )
    return {
        (learner_id, competency_id): Recorded(
            level, status, counted, left_out, first and school_day(first), last and school_day(last)
        )
        for learner_id, competency_id, level, status, counted, left_out, first, last in rows.iterator()
    }
