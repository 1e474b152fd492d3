"""Where a whole cohort stands: learners by competencies, read in four queries whatever its size.

Attainment is read as it was written, never computed here. Rows stay plain tuples: at ten thousand learners
model instances would cost more than the database does.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Attainment
from assessments.policies_in_force import adopted_policies
from common.school_time import school_day
from competencies.models import Competency
from learners.models import CohortFramework
from people.access import Capability, cohorts_where
from people.models import Cohort, Enrolment, Group, GroupSpell, User
from people.querysets import running_q

NOT_ASSESSED = Attainment.Status.NOT_ASSESSED.value


class Stand(NamedTuple):
    """One cell: the level (None where nothing has been assessed), the status, whether to look again."""

    level: int | None
    status: str
    look_again: bool


NOWHERE = Stand(level=None, status=NOT_ASSESSED, look_again=False)


class LearnerRef(NamedTuple):
    """A learner as a row of the matrix."""

    pk: int
    public_id: uuid.UUID
    given_name: str
    family_name: str
    sort_name: str

    @property
    def name(self) -> str:
        """The name as it stands in a list that is sorted by it."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


@dataclass(frozen=True, slots=True)
class Column:
    """A competency as a column of the matrix."""

    pk: int
    public_id: uuid.UUID
    code: str
    title: str
    short_title: str
    target_level: int
    scale_id: int
    framework_id: int


@dataclass(frozen=True, slots=True)
class Row:
    """One learner with one cell for each column, in the same order."""

    learner: LearnerRef
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Learners, by name, and where each stands on each competency that their cohort follows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, index: int) -> Iterator[Stand]:
        """Return the cells of one column, from the first learner to the last."""
        return (row.stands[index] for row in self.rows)


def read_matrix(
    cohort: Cohort, *, at: datetime, group: Group | None = None, columns: tuple[Column, ...] | None = None
) -> Matrix:
    """Return where the learners of a cohort, or of one of its groups, stand at that instant.

    Those running in the cohort on the school's day are in it, also while on leave. A competency without a
    policy in force shows as not assessed. `columns` are read where they are not given.
    """
    columns = cohort_columns(cohort, at=at) if columns is None else columns
    learners = cohort_learners(cohort, at=at, group=group)
    place = {column.pk: index for index, column in enumerate(columns)}
    empty = [NOWHERE] * len(columns)
    cells: dict[int, list[Stand]] = {learner.pk: empty.copy() for learner in learners}
    seen: dict[Stand, Stand] = {}
    for learner_id, competency_id, level, status, look_again in _standings(
        cohort, competency_ids=place, at=at, group=group
    ):
        row = cells.get(learner_id)
        if row is not None:
            stand = Stand(level, status, look_again)
            row[place[competency_id]] = seen.setdefault(stand, stand)
    return Matrix(
        columns=columns,
        rows=tuple(Row(learner=learner, stands=tuple(cells[learner.pk])) for learner in learners),
    )


def following(cohort: Cohort, *, on: date) -> QuerySet[CohortFramework]:
    """Return what a cohort follows on a day."""
    return CohortFramework.objects.filter(running_q(on), cohort=cohort).select_related(
        "framework_version__framework"
    )


def cohort_columns(cohort: Cohort, *, at: datetime) -> tuple[Column, ...]:
    """Return the competencies that a cohort follows at that instant, in the framework's own order."""
    followed = following(cohort, on=school_day(at))
    competencies = (
        Competency.objects.filter(version__in=followed.values("framework_version"))
        .order_by("version__framework__title", "position")
        .values_list(
            "pk",
            "public_id",
            "code",
            "title",
            "short_title",
            "version__target_level",
            "version__scale_id",
            "version__framework_id",
        )
    )
    return tuple(Column(*values) for values in competencies)


def cohort_learners(cohort: Cohort, *, at: datetime, group: Group | None = None) -> tuple[LearnerRef, ...]:
    """Return the learners of a cohort, or of one of its groups, by name."""
    people = (
        cohort_spells(cohort, at=at, group=group)
        .order_by("user__sort_name", "user_id")
        .values_list("user_id", "user__public_id", "user__given_name", "user__family_name", "user__sort_name")
    )
    return tuple(LearnerRef(*values) for values in people)


def cohort_spells(cohort: Cohort, *, at: datetime, group: Group | None = None) -> QuerySet[Enrolment]:
    """Return the spells of a cohort, or of one of its groups, on the school's day; the erased are out."""
    on = school_day(at)
    spells = Enrolment.objects.running(on).filter(cohort=cohort, user__erased_at__isnull=True)
    if group is not None:
        spells = spells.filter(user__in=GroupSpell.objects.running(on).filter(group=group).values("user_id"))
    return spells


def _standings(
    cohort: Cohort, *, competency_ids: Iterable[int], at: datetime, group: Group | None
) -> QuerySet[Attainment, tuple[int, int, int | None, str, bool]]:
    return (
        Attainment.objects.standing()
        .with_status_at(at)
        .filter(
            policy_version__in=[policy.pk for policy in adopted_policies(at).values()],
            learner__in=cohort_spells(cohort, at=at, group=group).values("user_id"),
            competency__in=list(competency_ids),
        )
        .order_by()
        .values_list("learner_id", "competency_id", "level", "status_now", "look_again")  # type: ignore[misc]
    )


def shared_cohort(viewer: User, learner: User, *, on: date) -> Cohort | None:
    """Return the cohort through which `viewer` sees the learner; None for oneself and for strangers."""
    spells = Enrolment.objects.running(on).filter(user=learner).values("cohort_id")
    return cohorts_where(viewer, Capability.SEE_RECORD, on=on).filter(pk__in=spells).first()


def cohorts_with_size(user: User, *, at: datetime) -> QuerySet[Cohort]:
    """Return the cohorts whose figures `user` may see, each with its number of learners as `size`."""
    on = school_day(at)
    size = (
        Enrolment.objects.running(on)
        .filter(cohort=OuterRef("pk"), user__erased_at__isnull=True)
        .order_by()
        .values("cohort")
        .annotate(n=Count("user", distinct=True))
        .values("n")
    )
    cohorts: QuerySet[Cohort] = (
        cohorts_where(user, Capability.SEE_AGGREGATES, on=on)
        .annotate(size=Coalesce(Subquery(size), 0))
        .select_related("program")
        .order_by("program__name", "-starts_on", "name")
    )
    return cohorts
