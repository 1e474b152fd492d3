"""What a cohort report reads, in a handful of queries whatever the size of the cohort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language

from assessments.models import PolicyVersion
from assessments.policies_in_force import adopted_policies
from common.local_text import LocalText
from common.school_time import school_day
from competencies.models import Competency
from learners.levels import ScaleLevels, scale_levels
from learners.matrix import Column, LearnerRef, cohort_columns
from learners.models import CohortFramework
from learners.pairs import Pair
from learners.recorded import NOTHING_RECORDED, Recorded, recorded_as_of, recorded_in
from learners.standings import own_levels
from people.models import Cohort, Enrolment, ExternalId, GroupSpell, User
from people.querysets import EnrolmentQuerySet, running_q


class Person(NamedTuple):
    """What identifies a learner in a file."""

    learner: LearnerRef
    email: str
    identifiers: str
    groups: str
    active: bool = True
    """Not on leave: only who is active is counted in the figures of a cohort."""


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


@dataclass(frozen=True)
class CohortStanding:
    """Where a cohort stood at an instant, with what each line is made of."""

    cohort: Cohort
    at: datetime
    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    stands: Mapping[Pair, Recorded]
    self_levels: Mapping[Pair, int]
    levels: ScaleLevels
    policies: tuple[PolicyVersion, ...]

    def lines(self) -> Iterator[Line]:
        """Return one line per learner and competency, learners by name, competencies in their order."""
        for person in self.people:
            yield from self._lines_of(person)

    def lines_of(self, learner: int) -> Iterator[Line]:
        """Return the lines of one learner, by key, competencies in their order."""
        return self._lines_of(self._by_key[learner])

    def _lines_of(self, person: Person) -> Iterator[Line]:
        key = person.learner.pk
        for column in self.columns:
            pair = (key, column.pk)
            yield Line(person, column, self.stands.get(pair, NOTHING_RECORDED), self.self_levels.get(pair))

    @cached_property
    def _by_key(self) -> dict[int, Person]:
        return {person.learner.pk: person for person in self.people}


def cohort_standing(
    cohort: Cohort, *, at: datetime, past: bool = False, codes: frozenset[str] = frozenset()
) -> CohortStanding:
    """Read where the learners running in a cohort stand at that instant.

    `past` reads what was recorded by then, in place of what stands now. `codes` keep only the competencies
    with these codes; none keep all.
    """
    columns = tuple(column for column in cohort_columns(cohort, at=at) if not codes or column.code in codes)
    frameworks = {column.framework_id for column in columns}
    policies = tuple(
        policy for framework_id, policy in adopted_policies(at).items() if framework_id in frameworks
    )
    spells = members(cohort, at=at, past=past)
    return CohortStanding(
        cohort=cohort,
        at=at,
        columns=columns,
        people=_people(cohort, spells, at=at, past=past),
        stands=recorded_as_of(cohort, at=at) if past else recorded_in(cohort, at=at),
        self_levels=own_levels(spells.values("user_id"), at=at),
        levels=scale_levels(column.scale_id for column in columns),
        policies=policies,
    )


def competencies_of(cohorts: Iterable[Cohort], *, on: date) -> list[tuple[str, LocalText]]:
    """Return code and title, in the reader's language, of what any of the cohorts follows on a day."""
    followed = CohortFramework.objects.filter(running_q(on), cohort__in=[one.pk for one in cohorts])
    rows = Competency.objects.filter(version__in=followed.values("framework_version"))
    found: dict[str, LocalText] = {}
    for one in rows.order_by("version__framework__title", "position"):
        found.setdefault(one.code, one.local("title", get_language() or one.language))
    return list(found.items())


def members(cohort: Cohort, *, at: datetime, past: bool) -> EnrolmentQuerySet:
    """Return who runs in a cohort on the day, as recorded now, or with `past` by that instant."""
    running = Enrolment.objects.running(school_day(at), as_recorded_by=at if past else None)
    return running.filter(cohort=cohort, user__erased_at__isnull=True)


def _people(cohort: Cohort, spells: EnrolmentQuerySet, *, at: datetime, past: bool) -> tuple[Person, ...]:
    learners: QuerySet[Any, Any] = spells.order_by("user__sort_name", "user_id").values_list(
        "user_id",
        "user__public_id",
        "user__given_name",
        "user__family_name",
        "user__sort_name",
        "status",
    )
    keys = spells.order_by().values("user_id")
    emails = dict(User.objects.filter(pk__in=keys).values_list("pk", "email"))
    identifiers: defaultdict[int, list[str]] = defaultdict(list)
    for key, sourced_id in ExternalId.objects.filter(user__in=keys).values_list("user_id", "sourced_id"):
        identifiers[key].append(sourced_id)
    groups: defaultdict[int, list[str]] = defaultdict(list)
    running = GroupSpell.objects.running(school_day(at), as_recorded_by=at if past else None)
    in_groups = running.filter(group__cohort=cohort, user__in=keys)
    for key, name in in_groups.order_by("group__name").values_list("user_id", "group__name"):
        groups[key].append(name)
    return tuple(
        Person(
            learner=LearnerRef(*learner),
            email=emails.get(learner[0]) or "",
            identifiers="; ".join(identifiers[learner[0]]),
            groups="; ".join(groups[learner[0]]),
            active=status == Enrolment.Status.ACTIVE,
        )
        for *learner, status in learners
    )
