"""What a cohort report reads, in a handful of queries whatever the size of the cohort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from assessments.models import Attainment, PolicyVersion, SelfAssessment, SelfRating
from assessments.policies_in_force import adopted_policies
from common.school_time import school_day, school_zone
from competencies.models import Level
from learners.matrix import Column, LearnerRef, cohort_columns, cohort_learners, cohort_spells
from people.models import Cohort, ExternalId, GroupSpell, User

NOT_ASSESSED = Attainment.Status.NOT_ASSESSED.value


class Stand(NamedTuple):
    """What was recorded of one learner and competency. Days are those of the school."""

    level: int | None
    status: str
    counted: int
    left_out: int
    first_shown: date | None
    last_shown: date | None


NOWHERE = Stand(None, NOT_ASSESSED, 0, 0, None, None)


class Person(NamedTuple):
    """What identifies a learner in a file."""

    learner: LearnerRef
    email: str
    identifiers: str
    groups: str


class Line(NamedTuple):
    """One learner and competency of the report."""

    person: Person
    column: Column
    stand: Stand
    self_level: int | None

    @property
    def bias(self) -> int | None:
        """The self-rating minus the level; None where one of the two is missing."""
        if self.self_level is None or self.stand.level is None:
            return None
        return self.self_level - self.stand.level


@dataclass(frozen=True, slots=True)
class CohortStanding:
    """Where a cohort stood at an instant, with what each line is made of."""

    cohort: Cohort
    at: datetime
    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    stands: dict[tuple[int, int], Stand]
    self_levels: dict[tuple[int, int], int]
    levels: dict[int, str]
    policies: tuple[PolicyVersion, ...]

    def lines(self) -> Iterator[Line]:
        """Return one line per learner and competency, learners by name, competencies in their order."""
        for person in self.people:
            key = person.learner.pk
            for column in self.columns:
                pair = (key, column.pk)
                yield Line(person, column, self.stands.get(pair, NOWHERE), self.self_levels.get(pair))


def cohort_standing(cohort: Cohort, *, at: datetime) -> CohortStanding:
    """Read where the learners running in a cohort stand at that instant."""
    columns = cohort_columns(cohort, at=at)
    frameworks = {column.framework_id for column in columns}
    policies = tuple(
        policy for framework_id, policy in adopted_policies(at).items() if framework_id in frameworks
    )
    scales = {column.scale_id for column in columns}
    return CohortStanding(
        cohort=cohort,
        at=at,
        columns=columns,
        people=_people(cohort, at=at),
        stands=_stands(cohort, columns, policies, at=at),
        self_levels=_self_levels(cohort, at=at),
        levels=dict(Level.objects.filter(scale__in=scales).values_list("ordinal", "name")),
        policies=policies,
    )


def _people(cohort: Cohort, *, at: datetime) -> tuple[Person, ...]:
    learners = cohort_learners(cohort, at=at)
    members = cohort_spells(cohort, at=at).values("user_id")
    emails = dict(User.objects.filter(pk__in=members).values_list("pk", "email"))
    identifiers: defaultdict[int, list[str]] = defaultdict(list)
    for key, sourced_id in ExternalId.objects.filter(user__in=members).values_list("user_id", "sourced_id"):
        identifiers[key].append(sourced_id)
    groups: defaultdict[int, list[str]] = defaultdict(list)
    spells = GroupSpell.objects.running(school_day(at)).filter(group__cohort=cohort, user__in=members)
    for key, name in spells.order_by("group__name").values_list("user_id", "group__name"):
        groups[key].append(name)
    return tuple(
        Person(
            learner=learner,
            email=emails.get(learner.pk) or "",
            identifiers="; ".join(identifiers[learner.pk]),
            groups="; ".join(groups[learner.pk]),
        )
        for learner in learners
    )


def _stands(
    cohort: Cohort, columns: tuple[Column, ...], policies: tuple[PolicyVersion, ...], *, at: datetime
) -> dict[tuple[int, int], Stand]:
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
    stands = {}
    for learner_id, competency_id, level, status, counted, left_out, first, last in rows:
        for instant in (first, last):
            if instant is not None and instant not in days:
                days[instant] = instant.astimezone(zone).date()
        stands[learner_id, competency_id] = Stand(level, status, counted, left_out, days[first], days[last])
    return stands


def _self_levels(cohort: Cohort, *, at: datetime) -> dict[tuple[int, int], int]:
    """The newest rating that each learner handed in, by learner and competency."""
    ratings = (
        SelfRating.objects.filter(
            self_assessment__user__in=cohort_spells(cohort, at=at).values("user_id"),
            self_assessment__state=SelfAssessment.State.SUBMITTED,
            self_assessment__submitted_at__lte=at,
        )
        .order_by("self_assessment__submitted_at", "pk")
        .values_list("self_assessment__user_id", "competency_id", "level")
    )
    return {(learner, competency): level for learner, competency, level in ratings}
