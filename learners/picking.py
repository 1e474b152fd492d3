"""Which learners of a cohort a reader asked for, and in which order: as few rows as the question needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from assessments.models import Attainment
from common.school_time import school_day
from learners.matrix import Column, LearnerRef, standings_among
from learners.reaching_targets import targets_of
from people.models import Cohort, Enrolment, Group, GroupSpell
from people.names import fold

NAME: Final = "name"
NOT_ASSESSED: Final = Attainment.Status.NOT_ASSESSED.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for.

    `sort` is "name" or the public id of a competency; `descending` turns the order around, and who is not
    assessed stands last either way. `status` is asked of the competency `of` (a public id), or of any.
    `short_of` is the public id of a target: whoever does not reach it yet. `since` is an earlier day, with
    whose end the levels are compared.
    """

    name: str = ""
    group: Group | None = None
    status: str = ""
    of: str = ""
    sort: str = NAME
    descending: bool = False
    short_of: UUID | None = None
    since: date | None = None


def keys_of(cohort: Cohort, group: Group | None, *, at: datetime) -> QuerySet[Any, Any]:
    """Return the keys of who runs in a cohort on the school's day, or of those who are in a group of it."""
    on = school_day(at)
    spells = Enrolment.objects.running(on).filter(cohort=cohort, user__erased_at__isnull=True)
    if group is not None:
        spells = spells.filter(user__in=GroupSpell.objects.running(on).filter(group=group).values("user"))
    return spells.order_by().values("user_id")


def picked(
    cohort: Cohort,
    wanted: Wanted,
    *,
    columns: Iterable[Column],
    learners: tuple[LearnerRef, ...],
    at: datetime,
) -> tuple[LearnerRef, ...]:
    """Return those of the learners who fit, in the order asked for.

    `learners` are by name, which is the order of equals too. A question of status or level is one query;
    that about a target reads where the cohort stands with its targets.
    """
    found = _named(learners, wanted.name)
    known = {str(column.public_id): column for column in columns}
    if wanted.short_of is not None:
        found = _short_of(cohort, wanted.short_of, found, columns=tuple(known.values()), at=at)
    rows = standings_among(keys_of(cohort, wanted.group, at=at), cohort_id=cohort.pk, at=at)
    if wanted.status:
        asked = [known[wanted.of]] if wanted.of in known else list(known.values())
        found = _with_status(rows, wanted.status, asked, found)
    return _ordered(rows, wanted, known.get(wanted.sort), found)


def _named(learners: Iterable[LearnerRef], name: str) -> list[LearnerRef]:
    words = fold(name).split()
    return [one for one in learners if all(word in one.sort_name for word in words)]


def _short_of(
    cohort: Cohort, target_id: UUID, learners: list[LearnerRef], *, columns: tuple[Column, ...], at: datetime
) -> list[LearnerRef]:
    targets = targets_of(cohort, at, columns=columns)
    short = next((one.short for one in targets if one.target.public_id == target_id), None)
    return learners if short is None else [one for one in learners if one.pk in short]


def _with_status(
    rows: QuerySet[Any, Any], status: str, columns: list[Column], learners: list[LearnerRef]
) -> list[LearnerRef]:
    """Nothing recorded says "not assessed" too, so those are who lack another status in some competency."""
    rows = rows.filter(competency__in=[column.pk for column in columns])
    if status == NOT_ASSESSED:
        assessed = Counter(
            dict(
                rows.exclude(status_now=NOT_ASSESSED)
                .values_list("learner_id")
                .annotate(n=Count("pk"))
                .values_list("learner_id", "n")
            )
        )
        return [one for one in learners if assessed[one.pk] < len(columns)]
    held = set(rows.filter(status_now=status).values_list("learner_id", flat=True))
    return [one for one in learners if one.pk in held]


def _ordered(
    rows: QuerySet[Any, Any], wanted: Wanted, column: Column | None, learners: list[LearnerRef]
) -> tuple[LearnerRef, ...]:
    if column is None:
        return tuple(reversed(learners)) if wanted.descending else tuple(learners)
    levels = dict(rows.filter(competency=column.pk).values_list("learner_id", "level"))
    turn = -1 if wanted.descending else 1

    def place(learner: LearnerRef) -> tuple[bool, int]:
        level = levels.get(learner.pk)
        return level is None, turn * (level or 0)

    return tuple(sorted(learners, key=place))
