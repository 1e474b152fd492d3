"""Where the cohorts of a program stand beside each other, and its campuses: figures that name nobody.

Attainment is read as it was written. What is counted is what the distribution on the dashboard of a cohort
counts: who is in the cohort on the school's day, on leave included, and of these who stands at the level
aimed at or above. The number of queries does not grow with cohorts, campuses, learners or competencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Attainment
from assessments.policies_in_force import policies_in_force
from assessments.querysets import AttainmentQuerySet
from common.school_time import school_day
from learners.matrix import Column
from learners.models import CohortFramework
from learners.target_rules import whole_per_cent
from people.models import Campus, Cohort, Enrolment, GroupSpell
from people.querysets import recorded_q, running_q

NOT_ASSESSED: Final = Attainment.Status.NOT_ASSESSED.value
_STATUSES: Final = tuple(status.value for status in Attainment.Status)

Key = tuple[int, str]
"""A competency whatever the version of its framework: the key of the framework, and the code."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How many learners of a cohort, or at a campus, stand where on one competency.

    counted: the learners, the denominator. assessed: those of them with any level. reached: those at the
    level aimed at or above. by_status: how many hold each status, in the order of the statuses and in sum
    `counted`; of whom nothing was recorded is not assessed.
    """

    column: Column
    counted: int
    assessed: int
    reached: int
    by_status: Mapping[str, int]

    @property
    def per_cent(self) -> int:
        """The share at the level aimed at, in whole per cent, cut off and never rounded up."""
        return whole_per_cent(self.reached, self.counted)

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """The learners as a bar draws them: who is there, and hatched who is not yet."""
        return [
            ("in", _("reach it"), self.reached),
            ("none", _("not there yet"), self.counted - self.reached),
        ]

    @property
    def key(self) -> Key:
        """The competency, whatever the version."""
        return self.column.framework_id, self.column.code


@dataclass(frozen=True, slots=True)
class CohortStand:
    """A cohort: its learners on the day, how many of them are on leave, and its competencies in order."""

    cohort: Cohort
    learners: int
    on_leave: int
    stands: tuple[Stands, ...]


class Where(StrEnum):
    """Where learners are: each of a cohort is in exactly one of these places."""

    CAMPUS = "campus"
    SEVERAL = "several"
    """In groups of more than one campus."""
    NOWHERE = "nowhere"
    """In no group that is at a campus."""


@dataclass(frozen=True, slots=True)
class CampusStand:
    """The learners at one campus, at several, or at none. `campus` is None but for a campus.

    The places add up: in sum they are the learners of the cohorts that were asked for. With several cohorts a
    competency is counted over those that follow it, each at the level that it aims at; the column is that of
    the first of them.
    """

    where: Where
    campus: Campus | None
    learners: int
    stands: tuple[Stands, ...]


def cohort_stands(cohorts: Sequence[Cohort], *, at: datetime, past: bool = False) -> tuple[CohortStand, ...]:
    """Return where each of the cohorts stands, in their order. Three queries.

    `past` says that `at` lies before now: then the record's history is read, as it stood by that instant.
    """
    ids = [cohort.pk for cohort in cohorts]
    columns = columns_of(ids, at=at)
    sizes = _sizes(_spells(ids, at, past), "cohort_id", "status")
    rows = _counted(_standings(ids, at, past), _OF_COHORT)
    found = []
    for cohort in cohorts:
        on_leave = sizes[cohort.pk, Enrolment.Status.ON_LEAVE.value]
        learners = sum(number for (pk, _status), number in sizes.items() if pk == cohort.pk)
        counts = rows[(cohort.pk,)]
        stands = tuple(_stands(column, learners, counts) for column in columns[cohort.pk])
        found.append(CohortStand(cohort, learners, on_leave, stands))
    return tuple(found)


def campus_stands(cohorts: Sequence[Cohort], *, at: datetime, past: bool = False) -> tuple[CampusStand, ...]:
    """Return where the learners of the cohorts stand, campus by campus; then, where there are any, who is in
    groups of several campuses and who is at none. Eight queries; one where there is no campus.

    All cohorts are of one program. Which group is at which campus is read as it is today, who is in it as of
    the day. `past` as for `cohort_stands`.
    """
    campuses = list(Campus.objects.filter(program__in={cohort.program_id for cohort in cohorts}))
    if not campuses:
        return ()
    ids = [cohort.pk for cohort in cohorts]
    columns = columns_of(ids, at=at)
    several = _at_several(ids, at, past)
    spells, standings = _spells(ids, at, past), _standings(ids, at, past)
    placed = spells.filter(_in_group(at, past, "user__", F("cohort_id")))
    placed_standings = standings.filter(_in_group(at, past, "learner__", F(_OF_COHORT)))
    # By cohort and place: how many learners, and how many of them stand where.
    sizes: dict[tuple[int, int | Where], int] = {}
    rows: dict[tuple[int, int | Where], _Counts] = {}
    all_sizes, any_sizes = _sizes(spells, "cohort_id"), _sizes(placed, "cohort_id")
    one_sizes = _sizes(placed.exclude(user__in=several), "cohort_id", _CAMPUS_OF_USER)
    all_rows, any_rows = _counted(standings, _OF_COHORT), _counted(placed_standings, _OF_COHORT)
    one_rows = _counted(placed_standings.exclude(learner__in=several), _OF_COHORT, _CAMPUS_OF_LEARNER)
    for pk in ids:
        here = [(pk, campus.pk) for campus in campuses]
        for one in here:
            sizes[one], rows[one] = one_sizes[one], one_rows[one]
        sizes[pk, Where.SEVERAL] = any_sizes[(pk,)] - sum(one_sizes[one] for one in here)
        rows[pk, Where.SEVERAL] = any_rows[(pk,)] - sum((one_rows[one] for one in here), Counter())
        sizes[pk, Where.NOWHERE] = all_sizes[(pk,)] - any_sizes[(pk,)]
        rows[pk, Where.NOWHERE] = all_rows[(pk,)] - any_rows[(pk,)]
    places: list[tuple[Where, Campus | None]] = [(Where.CAMPUS, campus) for campus in campuses]
    found = [
        _place(where, campus, ids, columns, sizes, rows)
        for where, campus in (*places, (Where.SEVERAL, None), (Where.NOWHERE, None))
    ]
    return tuple(one for one in found if one.where is Where.CAMPUS or one.learners)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A competency with its stands side by side; None where it is not followed.

    The column is that of the first stand: another one may follow another version of the framework.
    """

    column: Column
    cells: tuple[Stands | None, ...]


def aligned(parts: Sequence[Sequence[Stands]]) -> tuple[Aligned, ...]:
    """Return one row for each competency of any of the parts, in the order in which they name it first."""
    held = [{one.key: one for one in part} for part in parts]
    columns: dict[Key, Column] = {}
    for part in parts:
        for one in part:
            columns.setdefault(one.key, one.column)
    return tuple(Aligned(column, tuple(found.get(key) for found in held)) for key, column in columns.items())


def columns_of(cohort_ids: Collection[int], *, at: datetime) -> dict[int, tuple[Column, ...]]:
    """Return the competencies that each cohort follows at that instant, in its order. One query."""
    version = "framework_version__"
    competency = f"{version}competencies__"
    rows = (
        CohortFramework.objects.filter(running_q(school_day(at)), cohort__in=cohort_ids)
        .filter(**{f"{competency}isnull": False})
        .order_by(f"{version}framework__title", f"{competency}position")
        .values_list(
            "cohort_id",
            f"{competency}pk",
            f"{competency}public_id",
            f"{competency}code",
            f"{competency}title",
            f"{competency}short_title",
            f"{version}target_level",
            f"{version}scale_id",
            f"{version}framework_id",
            f"{competency}language",
            f"{competency}translations",
        )
    )
    columns: dict[int, list[Column]] = {pk: [] for pk in cohort_ids}
    for cohort_id, *values in rows:
        columns[cohort_id].append(Column(*values))
    return {pk: tuple(found) for pk, found in columns.items()}


_Counts = Counter[tuple[int, int | None, str]]
"""How many learners stand at (competency, level, status)."""

_SPELL: Final = "learner__enrolments__"
_OF_COHORT: Final = f"{_SPELL}cohort_id"
_CAMPUS_OF_LEARNER: Final = "learner__group_spells__group__campus_id"
_CAMPUS_OF_USER: Final = "user__group_spells__group__campus_id"


def _spells(cohort_ids: Collection[int], at: datetime, past: bool) -> QuerySet[Enrolment]:
    running = Enrolment.objects.running(school_day(at), as_recorded_by=at if past else None)
    return running.filter(cohort__in=cohort_ids, user__erased_at__isnull=True).order_by()


def _standings(cohort_ids: Collection[int], at: datetime, past: bool) -> AttainmentQuerySet:
    """What stands, or stood, by the policies in force; once for each of the cohorts its learner is in."""
    rows = Attainment.objects.as_of(at) if past else Attainment.objects.standing()
    return (
        rows.with_status_at(at)
        .filter(
            running_q(school_day(at), prefix=_SPELL),
            recorded_q(at if past else None, prefix=_SPELL),
            learner__enrolments__cohort__in=cohort_ids,
            learner__erased_at__isnull=True,
            policy_version__in=policies_in_force(at).values("pk"),
        )
        .order_by()
    )


def _in_group(at: datetime, past: bool, person: str, cohort: F) -> Q:
    """The condition that the person is, on the day, in a group of the cohort that is at a campus."""
    spell = f"{person}group_spells__"
    return (
        Q(**{f"{spell}group__cohort_id": cohort, f"{spell}group__campus__isnull": False})
        & running_q(school_day(at), prefix=spell)
        & recorded_q(at if past else None, prefix=spell)
    )


def _at_several(cohort_ids: Collection[int], at: datetime, past: bool) -> QuerySet[Any, Any]:
    """The keys of who is in groups of more than one campus in one of the cohorts."""
    running = GroupSpell.objects.running(school_day(at), as_recorded_by=at if past else None)
    return (
        running.filter(group__cohort__in=cohort_ids, group__campus__isnull=False)
        .order_by()
        .values("user_id", "group__cohort_id")
        .annotate(campuses=Count("group__campus_id", distinct=True))
        .filter(campuses__gt=1)
        .values("user_id")
    )


def _sizes(spells: QuerySet[Enrolment], *by: str) -> Counter[tuple[Any, ...]]:
    rows = spells.values_list(*by).annotate(learners=Count("user_id", distinct=True))
    return Counter({tuple(key): number for *key, number in rows})


def _counted(rows: AttainmentQuerySet, *by: str) -> defaultdict[tuple[Any, ...], _Counts]:
    found: defaultdict[tuple[Any, ...], _Counts] = defaultdict(Counter)
    counts = rows.values_list(*by, "competency_id", "level", "status_now").annotate(
        learners=Count("learner_id", distinct=True)
    )
    for *key, competency, level, status, learners in counts:
        found[tuple(key)][competency, level, status] = learners
    return found


def _stands(column: Column, learners: int, counts: _Counts) -> Stands:
    mine = [(level, status, n) for (pk, level, status), n in counts.items() if pk == column.pk]
    statuses: Counter[str] = Counter()
    for _level, status, n in mine:
        statuses[status] += n
    statuses[NOT_ASSESSED] += learners - sum(statuses.values())
    return Stands(
        column=column,
        counted=learners,
        assessed=sum(n for level, _status, n in mine if level is not None),
        reached=sum(n for level, _status, n in mine if level is not None and level >= column.target_level),
        by_status={status: statuses[status] for status in _STATUSES},
    )


def _place(
    where: Where,
    campus: Campus | None,
    cohort_ids: Sequence[int],
    columns: Mapping[int, tuple[Column, ...]],
    sizes: Mapping[tuple[int, int | Where], int],
    rows: Mapping[tuple[int, int | Where], _Counts],
) -> CampusStand:
    key = where if campus is None else campus.pk
    stands = [_stands(column, sizes[pk, key], rows[pk, key]) for pk in cohort_ids for column in columns[pk]]
    return CampusStand(where, campus, sum(sizes[pk, key] for pk in cohort_ids), _summed(stands))


def _summed(stands: Iterable[Stands]) -> tuple[Stands, ...]:
    """The stands added up by competency, whatever the version of its framework."""
    found: dict[Key, Stands] = {}
    for one in stands:
        held = found.get(one.key)
        found[one.key] = one if held is None else _sum(held, one)
    return tuple(found.values())


def _sum(one: Stands, other: Stands) -> Stands:
    return Stands(
        column=one.column,
        counted=one.counted + other.counted,
        assessed=one.assessed + other.assessed,
        reached=one.reached + other.reached,
        by_status={status: one.by_status[status] + other.by_status[status] for status in _STATUSES},
    )
