"""Who may do what, and whose record they may see. The only place that answers.

The rest of the house asks here, with the day as an argument: roles and enrolments hold from a first day
to a last day at the school. Each answer about one row has a twin as SQL (`..._where`, `visible_to`), so
that a list and the pages behind it never disagree.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from common.school_time import school_day
from people.capabilities import GRANTS, NEVER_ON_ONESELF, OF_ADMIN, Capability
from people.models import Cohort, Enrolment, Program, StaffRole, User
from people.querysets import CohortQuerySet, ProgramQuerySet, UserQuerySet, is_admin

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

__all__ = [
    "Capability",
    "can",
    "capabilities_by_role",
    "capabilities_in",
    "cohorts_where",
    "is_admin",
    "is_learner",
    "is_staff_anywhere",
    "learners_where",
    "may_for_learner",
    "programs_where",
    "today",
]


def today(at: datetime) -> date:
    """Return the day on which the instant `at` falls at the school."""
    return school_day(at)


def can(
    user: User | AnonymousUser,
    capability: Capability,
    *,
    on: date,
    cohort: Cohort | None = None,
    program: Program | None = None,
) -> bool:
    """Return whether `user` has the capability on the day `on`.

    With `cohort`: in that cohort, by a role on it or on its program. With `program`: in the whole program,
    by a role on it. With neither: anywhere. One query, none for an admin.
    """
    if not user.is_active:
        return False
    if is_admin(user) and capability in OF_ADMIN:
        return True
    places = _places(user, capability, on)
    if cohort is not None:
        return (None, cohort.pk) in places or (cohort.program_id, None) in places
    if program is not None:
        return (program.pk, None) in places
    return bool(places)


def may_for_learner(user: User | AnonymousUser, capability: Capability, learner: User, *, on: date) -> bool:
    """Return whether the capability of `user` reaches the record of `learner` on the day `on`.

    It does through any cohort in which the learner is running. One's own record may be seen, and neither
    taught nor signed, whatever one's roles. An erased person has no named record. Two queries at most.
    """
    if not user.is_active or learner.erased_at is not None:
        return False
    oneself = user.pk == learner.pk
    if oneself and capability in NEVER_ON_ONESELF:
        return False
    if oneself and capability is Capability.SEE_RECORD:
        return True
    if is_admin(user) and capability in OF_ADMIN:
        return True
    places = _places(user, capability, on)
    return bool(places) and any(
        (None, cohort_id) in places or (program_id, None) in places
        for cohort_id, program_id in Enrolment.objects.running(on)
        .filter(user_id=learner.pk)
        .values_list("cohort_id", "cohort__program_id")
    )


def capabilities_in(user: User | AnonymousUser, cohort: Cohort, *, on: date) -> frozenset[Capability]:
    """Return every capability for which `can(user, ..., cohort=cohort)` holds. One query for all of them."""
    if not user.is_active or user.pk is None:
        return frozenset()
    roles = StaffRole.objects.running(on).filter(
        Q(cohort=cohort) | Q(program=cohort.program_id), user_id=user.pk
    )
    held = {capability for role in roles.values_list("role", flat=True) for capability in GRANTS[role]}
    return frozenset(held | OF_ADMIN) if is_admin(user) else frozenset(held)


def capabilities_by_role(user: User | AnonymousUser, *, on: date) -> dict[Cohort, frozenset[Capability]]:
    """Return the cohorts in which `user` holds a role on the day `on`, each with what the roles allow there.

    What an admin may do everywhere is left out: these are the cohorts that are somebody's own work. The
    newest cohort first, with its program at hand. Two queries, one for who holds no role.
    """
    if not user.is_active or user.pk is None:
        return {}
    held = StaffRole.objects.running(on).filter(user_id=user.pk)
    roles = list(held.values_list("role", "program_id", "cohort_id"))
    if not roles:
        return {}
    programs = {program_id for _role, program_id, _cohort_id in roles if program_id}
    own = {cohort_id for _role, _program_id, cohort_id in roles if cohort_id}
    cohorts = Cohort.objects.filter(Q(pk__in=own) | Q(program__in=programs)).select_related("program")
    return {
        cohort: frozenset(
            capability
            for role, program_id, cohort_id in roles
            if cohort_id == cohort.pk or program_id == cohort.program_id
            for capability in GRANTS[role]
        )
        for cohort in cohorts.order_by("-starts_on", "name", "pk")
    }


def cohorts_where(user: User | AnonymousUser, capability: Capability, *, on: date) -> CohortQuerySet:
    """Return the cohorts in which `can(user, capability, cohort=...)` holds."""
    return Cohort.objects.where(user, capability, on=on)


def programs_where(user: User | AnonymousUser, capability: Capability, *, on: date) -> ProgramQuerySet:
    """Return the programs in which `can(user, capability, program=...)` holds."""
    return Program.objects.where(user, capability, on=on)


def learners_where(user: User | AnonymousUser, capability: Capability, *, on: date) -> UserQuerySet:
    """Return the people for whom `may_for_learner(user, capability, ...)` holds."""
    reached: UserQuerySet = User.objects.learners_where(user, capability, on=on)
    return reached


def is_staff_anywhere(user: User | AnonymousUser, *, on: date) -> bool:
    """Return whether `user` is an admin or holds any role on the day `on`. Former staff are not."""
    if not user.is_active:
        return False
    return is_admin(user) or StaffRole.objects.running(on).filter(user_id=user.pk).exists()


def is_learner(user: User | AnonymousUser, *, on: date) -> bool:
    """Return whether `user` is running in any cohort on the day `on`, on leave included."""
    return user.is_active and Enrolment.objects.running(on).filter(user_id=user.pk).exists()


def _places(
    user: User | AnonymousUser, capability: Capability, on: date
) -> set[tuple[int | None, int | None]]:
    """Return (program, None) or (None, cohort) for each role that carries the capability."""
    if user.pk is None:
        return set()
    held = StaffRole.objects.running(on).filter(user_id=user.pk)
    return {
        (program_id, cohort_id)
        for role, program_id, cohort_id in held.values_list("role", "program_id", "cohort_id")
        if capability in GRANTS[role]
    }
