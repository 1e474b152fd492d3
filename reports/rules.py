"""Whether a person may see or change one report that was asked for, or a choice that was kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from people.access import Capability, can
from people.models import Cohort, User
from reports.models import ReportDefinition, ReportRun


def takes_out(user: User | AnonymousUser, cohorts: Iterable[Cohort], *, on: date) -> bool:
    """Return whether `user` may take reports of every one of the cohorts out."""
    return all(can(user, Capability.MANAGE, on=on, cohort=cohort) for cohort in cohorts)


def sees_run(user: User | AnonymousUser, run: ReportRun, *, on: date) -> bool:
    """Return whether `user` may see a run and its file: they may take all of it out themselves."""
    return takes_out(user, run.cohorts, on=on)


def sees_definition(user: User | AnonymousUser, row: ReportDefinition, *, on: date) -> bool:
    """Return whether `user` may see a kept choice: their own or a shared one, of what they may take out."""
    return (row.made_by_id == user.pk or row.shared) and takes_out(user, row.cohorts, on=on)


def changes_definition(user: User | AnonymousUser, row: ReportDefinition, *, on: date) -> bool:
    """Return whether `user` may change or delete a kept choice: it is their own, and they see it."""
    return row.made_by_id == user.pk and sees_definition(user, row, on=on)
