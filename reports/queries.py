"""What a cohort report reads, in a handful of queries whatever the size of the cohort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from assessments.models import PolicyVersion
from assessments.policies_in_force import adopted_policies
from common.school_time import school_day
from learners.levels import ScaleLevels, scale_levels
from learners.matrix import Column, LearnerRef, cohort_columns, cohort_learners, cohort_spells
from learners.recorded import NOTHING_RECORDED, Recorded, recorded_in
from learners.standings import own_levels
from people.models import Cohort, ExternalId, GroupSpell, User


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
    stand: Recorded
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
    stands: dict[tuple[int, int], Recorded]
    self_levels: dict[tuple[int, int], int]
    levels: ScaleLevels
    policies: tuple[PolicyVersion, ...]

    def lines(self) -> Iterator[Line]:
        """Return one line per learner and competency, learners by name, competencies in their order."""
        for person in self.people:
            key = person.learner.pk
            for column in self.columns:
                pair = (key, column.pk)
                yield Line(
                    person, column, self.stands.get(pair, NOTHING_RECORDED), self.self_levels.get(pair)
                )


def cohort_standing(cohort: Cohort, *, at: datetime) -> CohortStanding:
    """Read where the learners running in a cohort stand at that instant."""
    columns = cohort_columns(cohort, at=at)
    frameworks = {column.framework_id for column in columns}
    policies = tuple(
        policy for framework_id, policy in adopted_policies(at).items() if framework_id in frameworks
    )
    return CohortStanding(
        cohort=cohort,
        at=at,
        columns=columns,
        people=_people(cohort, at=at),
        stands=recorded_in(cohort, at=at),
        self_levels=own_levels(cohort_spells(cohort, at=at).values("user_id"), at=at),
        levels=scale_levels(column.scale_id for column in columns),
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
