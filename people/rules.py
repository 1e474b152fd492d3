"""Whether a person may see one row: the twins of the querysets' `visible_to`.

The functions take the day. They are registered as permissions (`user.has_perm("people.view_cohort", cohort)`)
that ask about today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import predicate

from people.access import Capability, can, is_admin, may_for_learner, today
from people.models import (
    AccessLog,
    Campus,
    ClaimCode,
    Cohort,
    Enrolment,
    ExternalId,
    Group,
    GroupSpell,
    Program,
    StaffRole,
    User,
)


def sees_program(user: User | AnonymousUser, program: Program, *, on: date) -> bool:
    """Return whether `user` may know that the program exists: by a role in it, or by learning there."""
    if not user.is_active or user.pk is None:
        return False
    if is_admin(user):
        return True
    held = (
        StaffRole.objects.running(on).filter(user_id=user.pk).values_list("program_id", "cohort__program_id")
    )
    if any(program.pk in places for places in held):
        return True
    learnt = Enrolment.objects.filter(user_id=user.pk, recorded_until__isnull=True)
    return program.pk in set(learnt.values_list("cohort__program_id", flat=True))


def sees_campus(user: User | AnonymousUser, campus: Campus, *, on: date) -> bool:
    """Return whether `user` may know that the campus exists: whoever may know of its program."""
    return sees_program(user, campus.program, on=on)


def sees_cohort(user: User | AnonymousUser, cohort: Cohort, *, on: date) -> bool:
    """Return whether `user` may know that the cohort exists: as staff of it, or as a learner, ever."""
    if not user.is_active or user.pk is None:
        return False
    # Every role sees at least the aggregates of its cohorts.
    if can(user, Capability.SEE_AGGREGATES, on=on, cohort=cohort):
        return True
    learnt = Enrolment.objects.filter(user_id=user.pk, recorded_until__isnull=True)
    return cohort.pk in set(learnt.values_list("cohort_id", flat=True))


def sees_group(user: User | AnonymousUser, group: Group, *, on: date) -> bool:
    """Return whether `user` may know that the group exists: as staff of its cohort, or as a member, ever."""
    if not user.is_active or user.pk is None:
        return False
    if can(user, Capability.SEE_AGGREGATES, on=on, cohort=group.cohort):
        return True
    belonged = GroupSpell.objects.filter(user_id=user.pk, recorded_until__isnull=True)
    return group.pk in set(belonged.values_list("group_id", flat=True))


def sees_person(user: User | AnonymousUser, person: User, *, on: date) -> bool:
    """Return whether `user` may open the named record of the person."""
    return may_for_learner(user, Capability.SEE_RECORD, person, on=on)


def sees_external_id(user: User | AnonymousUser, row: ExternalId, *, on: date) -> bool:
    """Return whether `user` may open the named record of whom the identifier is."""
    return sees_person(user, row.user, on=on)


def sees_claim_code(user: User | AnonymousUser, row: ClaimCode, *, on: date) -> bool:
    """Return whether `user` manages the roster of the person for whom the code was issued."""
    return may_for_learner(user, Capability.MANAGE, row.user, on=on)


def sees_enrolment(user: User | AnonymousUser, row: Enrolment, *, on: date) -> bool:
    """Return whether the spell is one's own or in a cohort whose learners `user` may see by name."""
    own = user.is_active and row.user_id == user.pk
    return own or can(user, Capability.SEE_RECORD, on=on, cohort=row.cohort)


def sees_group_spell(user: User | AnonymousUser, row: GroupSpell, *, on: date) -> bool:
    """Return whether the spell is one's own or in a cohort whose learners `user` may see by name."""
    own = user.is_active and row.user_id == user.pk
    return own or can(user, Capability.SEE_RECORD, on=on, cohort=row.group.cohort)


def sees_staff_role(user: User | AnonymousUser, row: StaffRole, *, on: date) -> bool:
    """Return whether the role is one's own or in a place whose staff `user` manages."""
    own = user.is_active and row.user_id == user.pk
    return own or can(user, Capability.MANAGE, on=on, cohort=row.cohort, program=row.program)


def sees_access_log(user: User | AnonymousUser, row: AccessLog, *, on: date) -> bool:
    """Return whether the act was one's own, was done to oneself, or in a cohort that `user` manages."""
    if not user.is_active:
        return False
    if is_admin(user) or user.pk in {row.actor_id, row.subject_id}:
        return True
    return row.cohort is not None and can(user, Capability.MANAGE, on=on, cohort=row.cohort)


SEES: dict[str, Callable[..., bool]] = {
    "program": sees_program,
    "campus": sees_campus,
    "cohort": sees_cohort,
    "group": sees_group,
    "user": sees_person,
    "externalid": sees_external_id,
    "claimcode": sees_claim_code,
    "enrolment": sees_enrolment,
    "groupspell": sees_group_spell,
    "staffrole": sees_staff_role,
    "accesslog": sees_access_log,
}
"""The predicate of each model that has `visible_to`."""


def _today(sees: Callable[..., bool]) -> Callable[[Any, Any], bool]:
    def asked_today(user: Any, row: Any) -> bool:
        return row is not None and sees(user, row, on=today(timezone.now()))

    return asked_today


for _name, _sees in SEES.items():
    add_perm(f"people.view_{_name}", predicate(_today(_sees), name=f"sees_{_name}"))  # type: ignore[no-untyped-call]
