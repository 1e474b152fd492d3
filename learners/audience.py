"""Whom an assignment reaches, and what reaches a person. Reads only: nothing is fanned out per learner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from assessments.windows import Window
from common.school_time import school_day
from learners.membership import active_group_spells, active_spells
from learners.models import Assignment, AssignmentTarget
from learners.target_dates import Reach, TargetDates, decide
from people.models import Cohort, Group, User


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom something is given; at least one of the three holds somebody."""

    cohorts: Sequence[Cohort] = ()
    groups: Sequence[Group] = ()
    people: Sequence[User] = ()

    def __bool__(self) -> bool:
        return bool(self.cohorts or self.groups or self.people)


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment as it reaches one person: what, and the dates that hold for them."""

    assignment: Assignment
    window: Window


def members_of(*, cohorts: object = (), groups: object = (), people: object = (), on: date) -> QuerySet[User]:
    """Return the learners in these cohorts and groups on a day, and those of these people who are active in
    any cohort, each once, by name.

    The arguments are whatever `__in` takes: keys, rows or a queryset. Who is on leave is not reached, be it
    through the cohort, through a group or by name.
    """
    in_cohorts = active_spells(on).filter(cohort__in=cohorts).values("user_id")
    by_name = active_spells(on).filter(user__in=people).values("user_id")
    in_groups = active_group_spells(on).filter(group__in=groups).values("user_id")
    reached: QuerySet[User] = User.objects.living().filter(
        Q(pk__in=in_cohorts) | Q(pk__in=in_groups) | Q(pk__in=by_name)
    )
    return reached


def reached_by_audience(audience: Audience, *, at: datetime) -> QuerySet[User]:
    """Return the learners whom an audience reaches at that instant."""
    return members_of(
        cohorts=audience.cohorts,
        groups=audience.groups,
        people=[person.pk for person in audience.people],
        on=school_day(at),
    )


def reached_by(assignment: Assignment, *, at: datetime) -> QuerySet[User]:
    """Return the learners whom an assignment reaches at that instant, in one query."""
    targets = AssignmentTarget.objects.filter(assignment=assignment)
    return members_of(
        cohorts=targets.filter(cohort__isnull=False).values("cohort_id"),
        groups=targets.filter(group__isnull=False).values("group_id"),
        people=targets.filter(user__isnull=False).values("user_id"),
        on=school_day(at),
    )


def given_to(user: User, *, at: datetime) -> list[Given]:
    """Return all that reaches a person at that instant, with the dates that hold for them. One query.

    What opens later is among it; what was withdrawn is not. In order of due date, what has none last.
    """
    targets = (
        AssignmentTarget.objects.reaching(user, on=school_day(at))
        .filter(assignment__state=Assignment.State.GIVEN)
        .select_related(
            "assignment__module",
            "assignment__administration__version__assessment",
            "assignment__assigned_by",
        )
        .order_by("assignment_id")
    )
    reaching: dict[Assignment, list[TargetDates]] = defaultdict(list)
    for target in targets:
        reaching[target.assignment].append(dates_of(target))
    given = [
        Given(assignment=assignment, window=decide(base_window(assignment), dates))
        for assignment, dates in reaching.items()
    ]
    return sorted(given, key=lambda one: by_due_date(one.window))


def window_for(assignment: Assignment, user: User, *, at: datetime) -> Window | None:
    """Return the dates that hold for a person, or None where the assignment does not reach them."""
    return next((given.window for given in given_to(user, at=at) if given.assignment == assignment), None)


def windows_of(
    assignment: Assignment, *, at: datetime, base: Window, own: Mapping[int, TargetDates]
) -> dict[int, Window]:
    """Return the dates that would hold for each learner whom an assignment reaches, by the learner's key.

    `base` are the dates of the assignment; `own`, by a target's key, what differs for that target where it
    is not what the target has now. Four queries.
    """
    on = school_day(at)
    targets = list(AssignmentTarget.objects.filter(assignment=assignment))
    by_cohort, by_group, by_name = (
        {getattr(target, key): own.get(target.pk, dates_of(target)) for target in targets}
        for key in ("cohort_id", "group_id", "user_id")
    )
    named = active_spells(on).filter(user__in=set(by_name) - {None}).values_list("user_id", "user_id")
    members = active_group_spells(on).filter(group__in=set(by_group) - {None})
    class_ = active_spells(on).filter(cohort__in=set(by_cohort) - {None})
    reaching: dict[int, list[TargetDates]] = defaultdict(list)
    for found, dates in (
        (class_.values_list("user_id", "cohort_id"), by_cohort),
        (members.values_list("user_id", "group_id"), by_group),
        (named, by_name),
    ):
        for learner, key in found:
            reaching[learner].append(dates[key])
    return {learner: decide(base, dates) for learner, dates in reaching.items()}


def base_window(assignment: Assignment) -> Window:
    """Return the dates of an assignment itself."""
    return Window(opens_at=assignment.opens_at, due_at=assignment.due_at, closes_at=assignment.closes_at)


def dates_of(target: AssignmentTarget) -> TargetDates:
    """Return how directly a target names somebody, and the dates in which it differs."""
    if target.user_id is not None:
        reach = Reach.PERSON
    else:
        reach = Reach.GROUP if target.group_id is not None else Reach.COHORT
    return TargetDates(
        reach=reach, opens_at=target.opens_at, due_at=target.due_at, closes_at=target.closes_at
    )


def by_due_date(window: Window) -> tuple[bool, float]:
    """Return what to sort work by: its due date, what has none last."""
    return (window.due_at is None, window.due_at.timestamp() if window.due_at else 0.0)
