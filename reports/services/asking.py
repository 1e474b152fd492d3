"""Asking for reports, and what happens to a wish afterwards: cancelled, asked again, kept, cleared away."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction

from common.school_time import school_day
from people.models import User
from reports.models import ReportDefinition, ReportRun
from reports.services.exporting import NotYetError
from reports.services.making import KEPT_FOR, path_of
from reports.tasks import make_report

FORGOTTEN: Final = timedelta(minutes=5)
"""A run of which nothing was heard for so long has lost its worker."""
MOST_TRIES: Final = 3


@transaction.atomic
def ask(*, run: ReportRun, by: User, at: datetime) -> ReportRun:
    """Put a run, filled in but not saved, into the queue. Raises NotYetError for a day that has not come."""
    if run.as_of_on is not None and run.as_of_on > school_day(at):
        raise NotYetError
    if run.as_of_on == school_day(at):
        run.as_of_on = None
    run.asked_by, run.asked_at, run.heard_at = by, at, at
    run.save()
    transaction.on_commit(partial(make_report.enqueue, run.pk))
    return run


@transaction.atomic
def save_definition(*, definition: ReportDefinition, by: User, at: datetime) -> ReportDefinition:
    """Keep a wish under its name; the newer one of the same name replaces the older."""
    ReportDefinition.objects.filter(cohort=definition.cohort, made_by=by, name=definition.name).delete()
    definition.made_by, definition.made_at = by, at
    definition.save()
    return definition


def cancel(*, run: ReportRun, at: datetime) -> bool:
    """Stop a run that is not finished; return whether there was something to stop."""
    open_now = ReportRun.objects.filter(pk=run.pk, state__in=("queued", "running"))
    return bool(open_now.update(state=ReportRun.State.CANCELLED, finished_at=at))


@transaction.atomic
def retry(*, run: ReportRun, at: datetime) -> bool:
    """Queue a run again that was cancelled, failed or cleared away; return whether it was one."""
    over = ReportRun.objects.filter(pk=run.pk, state__in=("cancelled", "failed", "cleared"))
    queued = over.update(
        state=ReportRun.State.QUEUED, try_number=1, rows_done=0, rows_total=0, heard_at=at, finished_at=None
    )
    if queued:
        transaction.on_commit(partial(make_report.enqueue, run.pk))
    return bool(queued)


def pin(*, run: ReportRun, pinned: bool, at: datetime) -> None:
    """Keep a file for good, or for the usual time from now."""
    ReportRun.objects.filter(pk=run.pk, state=ReportRun.State.DONE).update(
        pinned=pinned, kept_until=None if pinned else at + KEPT_FOR
    )


def due(at: datetime) -> int:
    """Take up what a worker left lying, and clear away files whose time is over; return how many."""
    lost = ReportRun.objects.filter(
        state__in=("queued", "running"), heard_at__lt=at - FORGOTTEN, try_number__lt=MOST_TRIES
    )
    given_up = ReportRun.objects.filter(
        state__in=("queued", "running"), heard_at__lt=at - FORGOTTEN, try_number__gte=MOST_TRIES
    ).update(state=ReportRun.State.FAILED, finished_at=at)
    for run in lost:
        ReportRun.objects.filter(pk=run.pk, state=run.state, heard_at=run.heard_at).update(
            state=ReportRun.State.QUEUED, try_number=run.try_number + 1, heard_at=at, rows_done=0
        )
        make_report.enqueue(run.pk)
    over = list(ReportRun.objects.filter(state=ReportRun.State.DONE, pinned=False, kept_until__lt=at))
    for run in over:
        ReportRun.objects.filter(pk=run.pk).update(state=ReportRun.State.CLEARED)
        path_of(run).unlink(missing_ok=True)
    return given_up + len(lost) + len(over)
