"""Who may do what as staff, from when until when. Every change is logged with who made it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import AccessLog, Cohort, Program, StaffRole, User
from people.services.access_log import log_access
from people.services.errors import RefusedError
from people.services.locks import lock_people
from people.services.spells import overlapping_q


@transaction.atomic
def give_role(
    *,
    user: User,
    role: StaffRole.Role,
    by: User | None,
    starts_on: date,
    at: datetime,
    program: Program | None = None,
    cohort: Cohort | None = None,
    ends_on: date | None = None,
) -> StaffRole:
    """Give a role on a program or on a cohort, from `starts_on` until `ends_on` (both included, None: open).

    `by` is None only where no account acts, on the console of the server; the log then has no line.
    Raises RefusedError when the person holds the same role there on any of these days, was erased, or
    when not exactly one place is given.
    """
    if (program is None) == (cohort is None):
        raise RefusedError(_("Choose either a program or one of its cohorts."))
    if user.erased_at is not None:
        raise RefusedError(_("This person was erased and cannot hold a role."))
    lock_people([user.pk])
    same = StaffRole.objects.filter(user=user, role=role, program=program, cohort=cohort)
    if same.filter(overlapping_q(starts_on, ends_on)).exists():
        message = _(
            "%(person)s already has this role there on some of these days. End it first, or change the days."
        )
        raise RefusedError(message % {"person": user})
    given = StaffRole.objects.create(
        user=user,
        role=role,
        program=program,
        cohort=cohort,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=at,
        created_by=by,
    )
    if by is not None:
        log_access(actor=by, action=AccessLog.Action.CHANGED_ROLE, subject=user, cohort=cohort, at=at)
    return given


@transaction.atomic
def end_role(*, role: StaffRole, ends_on: date, by: User, at: datetime) -> StaffRole | None:
    """End a role with `ends_on` as its last day, and return it; None when it is taken back altogether.

    A last day before the first takes the role back: it was never to be held. To stop somebody at once,
    yesterday is the last day. What was done in the role stays done.
    """
    lock_people([role.user_id])
    held = StaffRole.objects.select_for_update().get(pk=role.pk)
    log_access(actor=by, action=AccessLog.Action.CHANGED_ROLE, subject=held.user, cohort=held.cohort, at=at)
    if ends_on < held.starts_on:
        held.delete()
        return None
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    return held
