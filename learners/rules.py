"""Whether a person may see or change one assignment: the twins of the querysets' reads.

The functions take the day. They are registered as permissions (`user.has_perm("learners.view_assignment",
assignment)`) that ask about today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import predicate

from learners.membership import active_group_spells, active_spells
from learners.models import Assignment, AssignmentTarget, CohortTarget, Finding
from people.access import Capability, can, may_for_learner, today
from people.models import Cohort, User


def reaches(user: User | AnonymousUser, row: Assignment, *, on: date) -> bool:
    """Return whether the assignment is given to `user` on that day, themselves or through where they learn.

    What was withdrawn reaches nobody, and nothing reaches who is active in no cohort.
    """
    if row.state != Assignment.State.GIVEN or not user.is_active:
        return False
    cohorts = set(active_spells(on).filter(user=user.pk).values_list("cohort_id", flat=True))
    groups = set(active_group_spells(on).filter(user=user.pk).values_list("group_id", flat=True))
    return bool(cohorts) and any(
        target.user_id == user.pk or target.cohort_id in cohorts or target.group_id in groups
        for target in AssignmentTarget.objects.filter(assignment=row)
    )


def follows(user: User | AnonymousUser, row: Assignment, *, on: date) -> bool:
    """Return whether `user` sees by name, as staff, somebody to whom the assignment was given."""
    return _has_target(user, row, Capability.SEE_RECORD, on)


def teaches(user: User | AnonymousUser, row: Assignment, *, on: date) -> bool:
    """Return whether `user` teaches somebody to whom the assignment was given, and so may change it."""
    return _has_target(user, row, Capability.TEACH, on)


def sees_assignment(user: User | AnonymousUser, row: Assignment, *, on: date) -> bool:
    """Return whether the assignment reaches `user`, or `user` sees by name somebody it was given to."""
    return reaches(user, row, on=on) or follows(user, row, on=on)


def changes_assignment(user: User | AnonymousUser, row: Assignment, *, on: date) -> bool:
    """Return whether `user` may change its dates or withdraw it: it stands, and they teach there."""
    return row.state == Assignment.State.GIVEN and teaches(user, row, on=on)


def grants_extra_time(user: User | AnonymousUser, learner: User, *, on: date) -> bool:
    """Return whether `user` may give the learner extra time: they lead them, and are not themselves it."""
    return user.pk != learner.pk and may_for_learner(user, Capability.MANAGE, learner, on=on)


def teaches_target(user: User | AnonymousUser, target: AssignmentTarget, *, on: date) -> bool:
    """Return whether `user` teaches the cohort, the group or the person that a target names."""
    return _covers(user, target, Capability.TEACH, on)


def sets_target(user: User | AnonymousUser, target: CohortTarget, *, on: date) -> bool:
    """Return whether `user` may set and end what a cohort or a program aims at: they lead all of it."""
    return can(user, Capability.MANAGE, on=on, cohort=target.cohort, program=target.program)


def sees_finding(user: User | AnonymousUser, finding: Finding, *, on: date) -> bool:
    """Return whether `user` may read a finding: whoever may see the figures of its cohort."""
    return can(user, Capability.SEE_AGGREGATES, on=on, cohort=finding.cohort)


def notes_findings(user: User | AnonymousUser, cohort: Cohort, *, on: date) -> bool:
    """Return whether `user` may record findings about a cohort and add to them: whoever teaches there."""
    return can(user, Capability.TEACH, on=on, cohort=cohort)


def _has_target(user: User | AnonymousUser, row: Assignment, capability: Capability, on: date) -> bool:
    targets = AssignmentTarget.objects.filter(assignment=row).select_related(
        "cohort", "group__cohort", "user"
    )
    return any(_covers(user, target, capability, on) for target in targets)


def _covers(user: User | AnonymousUser, target: AssignmentTarget, capability: Capability, on: date) -> bool:
    if target.user is not None:
        # What was given to oneself is a learner's matter, whatever one's roles.
        return target.user_id != user.pk and may_for_learner(user, capability, target.user, on=on)
    cohort = target.cohort if target.group is None else target.group.cohort
    return can(user, capability, on=on, cohort=cohort)


SEES: dict[str, Callable[..., bool]] = {"assignment": sees_assignment, "finding": sees_finding}
"""The predicate of each model that has `visible_to`."""


def _today(sees: Callable[..., bool]) -> Callable[[Any, Any], bool]:
    def asked_today(user: Any, row: Any) -> bool:
        return row is not None and sees(user, row, on=today(timezone.now()))

    return asked_today


def _register(name: str, sees: Callable[..., bool]) -> None:
    add_perm(f"learners.{name}", predicate(_today(sees), name=name))  # type: ignore[no-untyped-call]


for _name, _sees in SEES.items():
    _register(f"view_{_name}", _sees)
_register("change_assignment", changes_assignment)
