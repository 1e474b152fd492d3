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

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.models import Attainment
from assessments.policies_in_force import policies_in_force
from common.school_time import school_day
from learners.matrix import Column
from learners.models import CohortFramework
from learners.stands import Stand, packed, unpacked
from learners.target_rules import whole_per_cent
from people.models import Campus, Cohort, Enrolment, GroupSpell
from people.querysets import running_q

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
        """The learners as a bar draws them: who is there, who is below, and hatched who is not assessed."""
        return [
            ("in", _("reach it"), self.reached),
            ("late", _("below it"), self.assessed - self.reached),
            ("none", _("not assessed"), self.counted - self.assessed),
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
    """Return where each of the cohorts stands, in their order. Four queries.

    `past` says that `at` lies before now: then the record's history is read, as it stood by that instant.
    """
    columns = columns_of([cohort.pk for cohort in cohorts], at=at)
    members = _members(cohorts, at, past)
    parts = {pair: (pair[0], None) for pair in members}
    sizes, counts = _counted(parts, columns, at, past)
    on_leave = Counter(pk for (pk, _user), status in members.items() if status == Enrolment.Status.ON_LEAVE)
    return tuple(
        CohortStand(
            cohort,
            sizes[cohort.pk, None],
            on_leave[cohort.pk],
            _stands(columns[cohort.pk], sizes[cohort.pk, None], counts[cohort.pk, None]),
        )
        for cohort in cohorts
    )


def campus_stands(cohorts: Sequence[Cohort], *, at: datetime, past: bool = False) -> tuple[CampusStand, ...]:
    """Return where the learners of the cohorts stand, campus by campus; then, where there are any, who is in
    groups of several campuses and who is at none. Six queries; one where there is no campus.

    All cohorts are of one program. Which group is at which campus is read as it is today, who is in it as of
    the day. `past` as for `cohort_stands`.
    """
    campuses = list(Campus.objects.filter(program__in={cohort.program_id for cohort in cohorts}))
    if not campuses:
        return ()
    ids = [cohort.pk for cohort in cohorts]
    columns = columns_of(ids, at=at)
    places = places_at_campuses(ids, at=at, past=past)
    parts = {pair: (pair[0], places.get(pair, Where.NOWHERE)) for pair in _members(cohorts, at, past)}
    sizes, counts = _counted(parts, columns, at, past)
    wanted: list[tuple[Where, Campus | None]] = [(Where.CAMPUS, campus) for campus in campuses]
    found = []
    for where, campus in (*wanted, (Where.SEVERAL, None), (Where.NOWHERE, None)):
        key = where if campus is None else campus.pk
        stands = [one for pk in ids for one in _stands(columns[pk], sizes[pk, key], counts[pk, key])]
        found.append(CampusStand(where, campus, sum(sizes[pk, key] for pk in ids), _summed(stands)))
    return tuple(one for one in found if one.where is Where.CAMPUS or one.learners)


def places_at_campuses(
    cohort_ids: Collection[int], *, at: datetime, past: bool = False
) -> dict[Pair, int | Where]:
    """Return the key of the campus where somebody's groups are on the day, or that they are at several.

    Who is in no group at a campus is left out. `past` as for `cohort_stands`. One query.
    """
    running = GroupSpell.objects.running(school_day(at), as_recorded_by=at if past else None)
    rows = running.filter(group__cohort__in=cohort_ids, group__campus__isnull=False).order_by()
    places: dict[Pair, int | Where] = {}
    for cohort, user, campus in rows.values_list("group__cohort_id", "user_id", "group__campus_id"):
        if places.setdefault((cohort, user), campus) != campus:
            places[cohort, user] = Where.SEVERAL
    return places


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


Pair = tuple[int, int]
"""The key of a cohort and the key of a learner in it."""

Part = tuple[int, int | Where | None]
"""The key of a cohort, and which part of it: the key of a campus, another place, None for all of it."""

_Counts = Counter[Pair]
"""How many learners stand at (the key of a competency, a packed standing)."""


def _members(cohorts: Sequence[Cohort], at: datetime, past: bool) -> dict[Pair, str]:
    """Who is in the cohorts on the day, with the status of the spell."""
    rows = _spells([cohort.pk for cohort in cohorts], at, past)
    return {
        (cohort, user): status for cohort, user, status in rows.values_list("cohort_id", "user_id", "status")
    }


def _spells(cohort_ids: Collection[int], at: datetime, past: bool) -> QuerySet[Enrolment]:
    running = Enrolment.objects.running(school_day(at), as_recorded_by=at if past else None)
    return running.filter(cohort__in=cohort_ids, user__erased_at__isnull=True).order_by()


def _counted(
    parts: Mapping[Pair, Part], columns: Mapping[int, Sequence[Column]], at: datetime, past: bool
) -> tuple[Counter[Part], defaultdict[Part, _Counts]]:
    """How many learners each part has, and how many of them stand where. Two queries.

    The rows are counted here and not by the database: joined to spells and groups they would cost it more
    than they do on their way.
    """
    within: defaultdict[int, list[Part]] = defaultdict(list)
    for (_cohort, learner), part in parts.items():
        within[learner].append(part)
    counts: defaultdict[Part, _Counts] = defaultdict(Counter)
    for learner, competency, number in _standings(columns, at, past).iterator():
        for part in within.get(learner, ()):
            counts[part][competency, number] += 1
    return Counter(parts.values()), counts


def _standings(
    columns: Mapping[int, Sequence[Column]], at: datetime, past: bool
) -> QuerySet[Any, tuple[int, int, int]]:
    """What stands, or stood, by the policies in force for what the cohorts follow.

    The policies are named: they are few, and both databases then read along the index of what stands.
    """
    frameworks = {column.framework_id for followed in columns.values() for column in followed}
    policies = policies_in_force(at).filter(framework__in=frameworks).values_list("pk", flat=True)
    rows = Attainment.objects.as_of(at) if past else Attainment.objects.standing()
    return (
        rows.with_status_at(at)
        .filter(policy_version__in=list(policies), learner__in=_spells(columns, at, past).values("user_id"))
        .order_by()
        .values_list("learner_id", "competency_id", packed())
    )


def _stands(columns: Sequence[Column], learners: int, counts: _Counts) -> tuple[Stands, ...]:
    held: defaultdict[int, list[tuple[Stand, int]]] = defaultdict(list)
    for (competency, number), n in counts.items():
        held[competency].append((unpacked(number), n))
    return tuple(_stand(column, learners, held[column.pk]) for column in columns)


def _stand(column: Column, learners: int, held: Iterable[tuple[Stand, int]]) -> Stands:
    levels: Counter[int | None] = Counter()
    statuses: Counter[str] = Counter()
    for stand, n in held:
        levels[stand.level] += n
        statuses[stand.status] += n
    statuses[NOT_ASSESSED] += learners - statuses.total()
    return Stands(
        column=column,
        counted=learners,
        assessed=levels.total() - levels[None],
        reached=sum(n for level, n in levels.items() if level is not None and level >= column.target_level),
        by_status={status: statuses[status] for status in _STATUSES},
    )


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
