"""Writing down who looked at whose record, and who let data out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from people.models import AccessLog, Cohort, User

ONE_LOOK = timedelta(minutes=30)
"""Turning pages of one record within this time is one look, not many."""


def log_access(
    *,
    actor: User,
    action: AccessLog.Action,
    at: datetime,
    subject: User | None = None,
    cohort: Cohort | None = None,
) -> None:
    """Write one line of the log. A look at one's own record, or again within `ONE_LOOK`, writes none.

    Opens no transaction of its own: reading a page again must not wait for SQLite's one writer.
    """
    if action == AccessLog.Action.VIEWED_RECORD:
        if subject == actor:
            return
        recent = AccessLog.objects.filter(actor=actor, action=action, subject=subject, cohort=cohort)
        if recent.filter(at__gt=at - ONE_LOOK, at__lte=at).exists():
            return
    AccessLog.objects.create(actor=actor, action=action, subject=subject, cohort=cohort, at=at)


def log_looks(*, actor: User, subjects: Collection[User], at: datetime) -> None:
    """Write that one page showed the records of these people, as `log_access` would. Two queries at most."""
    looked = AccessLog.Action.VIEWED_RECORD
    recent = AccessLog.objects.filter(actor=actor, action=looked, subject__in=subjects, cohort=None)
    known = set(recent.filter(at__gt=at - ONE_LOOK, at__lte=at).values_list("subject_id", flat=True))
    new = [
        AccessLog(actor=actor, action=looked, subject=subject, at=at)
        for subject in subjects
        if subject != actor and subject.pk not in known
    ]
    if new:
        AccessLog.objects.bulk_create(new)
