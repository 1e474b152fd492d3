"""Where a whole cohort stands: learners by competencies, read in three queries whatever its size.

Attainment is read as it was written, never computed here. Rows stay plain tuples: at ten thousand learners
model instances would cost more than the database does.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Attainment
from assessments.policies_in_force import policies_in_force
from assessments.querysets import AttainmentQuerySet
from common.prepared import Prepared
from common.school_time import school_day
from common.translatable import LocalText, local_text
from competencies.models import Competency
from learners.models import CohortFramework
from learners.stands import NOWHERE, Stand, packed, unpacked
from people.access import Capability, cohorts_where
from people.models import Cohort, Enrolment, Group, GroupSpell, User
from people.querysets import EnrolmentQuerySet, running_q


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
        if self.family_name and self.given_name:
            return f"{self.family_name}, {self.given_name}"
        return self.family_name or self.given_name

    @property
    def full_name(self) -> str:
        """The name as it is said."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)


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
    language: str
    translations: Mapping[str, Mapping[str, str]] = field(hash=False)
    domain_id: int = 0

    def local(self, field: str, language: str) -> LocalText:
        """Return the text of `field` in `language`, or as it was written when there is no translation."""
        return local_text(self, field, language)


class Row(NamedTuple):
    """One learner with one cell for each column, in the same order."""

    learner: LearnerRef
    stands: Sequence[Stand]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Learners, by name, and where each stands on each competency that their cohort follows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, index: int) -> Iterator[Stand]:
        """Return the cells of one column, from the first learner to the last."""
        return (row.stands[index] for row in self.rows)


def read_matrix(
    cohort: Cohort,
    *,
    at: datetime,
    columns: tuple[Column, ...] | None = None,
    learners: tuple[LearnerRef, ...] | None = None,
) -> Matrix:
    """Return where the learners of a cohort, or some of them, stand at that instant.

    Those running in the cohort on the school's day are in it, also while on leave. A competency without a
    policy in force shows as not assessed. `columns` and `learners` are read where they are not given.
    """
    columns = cohort_columns(cohort, at=at) if columns is None else columns
    learners = cohort_learners(cohort, at=at) if learners is None else learners
    place = {column.pk: index for index, column in enumerate(columns)}
    empty = [NOWHERE] * len(columns)
    cells: dict[int, list[Stand]] = {learner.pk: empty.copy() for learner in learners}
    for learner_id, competency_id, number in _STANDINGS.rows(cohort=cohort.pk, on=school_day(at), at=at):
        if learner_id in cells and competency_id in place:
            cells[learner_id][place[competency_id]] = unpacked(number)
    return Matrix(
        columns=columns,
        rows=tuple(Row(learner, cells[learner.pk]) for learner in learners),
    )


def read_rows(
    cohort: Cohort, columns: tuple[Column, ...], learners: tuple[LearnerRef, ...], *, at: datetime
) -> tuple[Row, ...]:
    """Return where these few learners of a cohort stand at that instant, in their order. One query."""
    place = {column.pk: index for index, column in enumerate(columns)}
    cells = {learner.pk: [NOWHERE] * len(columns) for learner in learners}
    rows = standings_among(list(cells), cohort_id=cohort.pk, at=at).filter(competency__in=list(place))
    for learner_id, competency_id, number in rows.values_list("learner_id", "competency_id", packed()):
        cells[learner_id][place[competency_id]] = unpacked(number)
    return tuple(Row(learner, cells[learner.pk]) for learner in learners)


def following(cohort: Cohort, *, on: date) -> QuerySet[CohortFramework]:
    """Return what a cohort follows on a day."""
    return _following(cohort.pk, on).select_related("framework_version__framework")


def _following(cohort: Any, on: Any) -> QuerySet[CohortFramework]:
    return CohortFramework.objects.filter(running_q(on), cohort=cohort)


def cohort_columns(cohort: Cohort, *, at: datetime) -> tuple[Column, ...]:
    """Return the competencies that a cohort follows at that instant, in the framework's own order."""
    return tuple(Column(*values) for values in _COLUMNS.rows(cohort=cohort.pk, on=school_day(at)))


def cohort_learners(cohort: Cohort, *, at: datetime) -> tuple[LearnerRef, ...]:
    """Return the learners of a cohort, by name."""
    return tuple(map(LearnerRef._make, _LEARNERS.rows(cohort=cohort.pk, on=school_day(at))))


def members_among(learners: Iterable[LearnerRef], group: Group, *, at: datetime) -> tuple[LearnerRef, ...]:
    """Return those of the learners who are in the group on the school's day."""
    spells = GroupSpell.objects.running(school_day(at)).filter(group=group)
    members = set(spells.values_list("user_id", flat=True))
    return tuple(learner for learner in learners if learner.pk in members)


def cohort_spells(cohort: Cohort, *, at: datetime) -> QuerySet[Enrolment]:
    """Return the spells of a cohort on the school's day; the erased are out."""
    return _spells(cohort.pk, school_day(at))


def _spells(cohort: Any, on: Any) -> EnrolmentQuerySet:
    return Enrolment.objects.running(on).filter(cohort=cohort, user__erased_at__isnull=True)


_COHORT_AND_DAY: Final[dict[str, models.Field[Any, Any]]] = {
    "cohort": models.BigIntegerField(),
    "on": models.DateField(),
}

_COLUMNS: Final = Prepared(
    lambda cohort, on: (
        Competency.objects.filter(version__in=_following(cohort, on).values("framework_version"))
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
            "language",
            "translations",
            "domain_id",
        )
    ),
    **_COHORT_AND_DAY,
)

_LEARNERS: Final = Prepared(
    lambda cohort, on: (
        _spells(cohort, on)
        .order_by("user__sort_name", "user_id")
        .values_list("user_id", "user__public_id", "user__given_name", "user__family_name", "user__sort_name")
    ),
    **_COHORT_AND_DAY,
)

COHORT_DAY_AND_INSTANT: Final = {**_COHORT_AND_DAY, "at": models.DateTimeField()}


def standings_in(cohort: Any, on: Any, at: Any) -> AttainmentQuerySet:
    """Return what stands, by the policies in force for what a cohort follows, of all who run in it.

    Takes the cohort's key, the school's day and the instant, as values or as parameters of a prepared read.
    Standings on other versions of the frameworks come along, and those of erased people: fewer joins cost
    less than the few rows that a reader passes over.
    """
    learners = Enrolment.objects.running(on).filter(cohort=cohort).values("user_id")
    return _standings(Attainment.objects.standing(), learners, cohort=cohort, on=on, at=at)


def standings_as_of(cohort: Any, on: Any, at: Any, *, then: Any) -> AttainmentQuerySet:
    """Return what stood, as recorded by the instant `then`, of all who run in a cohort on the day `on`.

    By the policies in force then, for what the cohort follows on the day. `at` is the instant by which the
    enrolments are recorded. Where `then` is past, this reads the record's history and takes longer than
    `standings_in`.
    """
    learners = Enrolment.objects.running(on, as_recorded_by=at).filter(cohort=cohort).values("user_id")
    return _standings(Attainment.objects.as_of(then), learners, cohort=cohort, on=on, at=then)


def standings_among(
    learners: Iterable[int] | QuerySet[Any, Any],
    *,
    cohort_id: int,
    at: datetime,
    then: datetime | None = None,
) -> QuerySet[Any, Any]:
    """Return what stands of some learners of a cohort, given by key or by a read of their keys.

    With `then` what stood as recorded by that instant, for what the cohort follows on the day of `at`.
    """
    rows = Attainment.objects.standing() if then is None else Attainment.objects.as_of(then)
    return _standings(rows, learners, cohort=cohort_id, on=school_day(at), at=then or at)


def _standings(
    rows: AttainmentQuerySet,
    learners: Iterable[int] | QuerySet[Any, Any],
    *,
    cohort: Any,
    on: Any,
    at: Any,
) -> AttainmentQuerySet:
    frameworks = _following(cohort, on).values("framework_version__framework")
    return (
        rows.with_status_at(at)
        .filter(
            policy_version__in=policies_in_force(at).filter(framework__in=frameworks).values("pk"),
            learner__in=learners,
        )
        .order_by()
    )


_STANDINGS: Final = Prepared(
    lambda cohort, on, at: standings_in(cohort, on, at).values_list("learner_id", "competency_id", packed()),
    **COHORT_DAY_AND_INSTANT,
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
