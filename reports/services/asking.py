"""Asking for reports, and what happens to a wish afterwards: cancelled, asked again, kept, cleared away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import F

from common.school_time import school_day
from people.models import Cohort, User
from reports.models import ReportDefinition, ReportRun, Study
from reports.services.exporting import NotYetError
from reports.services.making import KEPT_FOR, path_of, sweep
from reports.tasks import make_report

FORGOTTEN: Final = timedelta(minutes=5)
"""A run of which nothing was heard for so long has lost its worker."""
MOST_TRIES: Final = 3
CHOSEN: Final = (
    *("report", "file_format", "wide", "audience", "study", "as_of_on", "from_on", "to_on"),
    *("codes", "columns"),
    *("delimiter", "encoding", "language"),
)
"""What a kept choice and a run have in common, besides their cohorts."""


@transaction.atomic
def ask(*, run: ReportRun, by: User, at: datetime, others: Iterable[Cohort] = ()) -> ReportRun:
    """Put a run, filled in but not saved, into the queue; `others` are further cohorts of the same file.

    Raises NotYetError for a day that has not come.
    """
    if run.as_of_on is not None and run.as_of_on > school_day(at):
        raise NotYetError
    if run.as_of_on == school_day(at):
        run.as_of_on = None
    run.asked_by, run.asked_at, run.heard_at = by, at, at
    run.save()
    run.others.add(*(one for one in others if one.pk != run.cohort_id))
    transaction.on_commit(partial(make_report.enqueue, run.pk))
    return run


@transaction.atomic
def save_definition(
    *, definition: ReportDefinition, by: User, at: datetime, others: Iterable[Cohort] = ()
) -> ReportDefinition:
    """Keep a choice under its name, or change it. Names of one person and cohort differ."""
    definition.made_by, definition.made_at = by, at
    further, is_new = [one for one in others if one.pk != definition.cohort_id], definition.pk is None
    definition.save()
    if is_new:
        definition.others.add(*further)
    else:
        definition.others.set(further)
    return definition


@transaction.atomic
def ask_again(*, definition: ReportDefinition, by: User, at: datetime, language: str) -> ReportRun:
    """Ask for a report as a kept choice says."""
    said = {name: getattr(definition, name) for name in CHOSEN}
    run = ReportRun(cohort=definition.cohort, name=definition.name, **{**said, "language": language})
    return ask(run=run, by=by, at=at, others=definition.others.all())


@transaction.atomic
def duplicate(*, definition: ReportDefinition, by: User, at: datetime, name: str) -> ReportDefinition:
    """Keep the same choice once more, as one's own and not shared, under `name` and a number if need be."""
    taken = set(
        ReportDefinition.objects.filter(cohort=definition.cohort, made_by=by).values_list("name", flat=True)
    )
    said = {one: getattr(definition, one) for one in CHOSEN}
    copy = ReportDefinition(cohort=definition.cohort, name=_free(name, taken), **said)
    return save_definition(definition=copy, by=by, at=at, others=definition.others.all())


def study_named(name: str) -> Study | None:
    """Return the study of that name, which begins with its first report; None without a name."""
    return Study.objects.get_or_create(name=name)[0] if name else None


def _free(name: str, taken: Collection[str]) -> str:
    longest: int = ReportDefinition._meta.get_field("name").max_length or 0
    found, number = name[:longest], 1
    while found in taken:
        number += 1
        found = f"{name[: longest - 4]} {number}"
    return found


def delete_definition(*, definition: ReportDefinition) -> None:
    """Forget a kept choice. Reports that were asked for by it stay: they hold all that was chosen."""
    definition.delete()


def cancel(*, run: ReportRun, at: datetime) -> bool:
    """Stop a run that is not finished; return whether there was something to stop."""
    open_now = ReportRun.objects.filter(pk=run.pk, state__in=("queued", "running"))
    return bool(open_now.update(state=ReportRun.State.CANCELLED, finished_at=at))


@transaction.atomic
def retry(*, run: ReportRun, at: datetime) -> bool:
    """Queue a run again that was cancelled, failed or cleared away; return whether it was one."""
    over = ReportRun.objects.filter(pk=run.pk, state__in=("cancelled", "failed", "cleared"))
    queued = over.update(
        state=ReportRun.State.QUEUED,
        try_number=F("try_number") + 1,
        times_lost=0,
        trouble="",
        rows_done=0,
        rows_total=0,
        heard_at=at,
        finished_at=None,
    )
    if queued:
        transaction.on_commit(partial(make_report.enqueue, run.pk))
    return bool(queued)


def pin(*, run: ReportRun, pinned: bool, at: datetime, visit: str = "") -> None:
    """Keep a file for good, for the visit of that name, or for the usual time from now."""
    ReportRun.objects.filter(pk=run.pk, state=ReportRun.State.DONE).update(
        pinned=pinned, pinned_for=visit if pinned else "", kept_until=None if pinned else at + KEPT_FOR
    )


def due(at: datetime) -> int:
    """Take up what a worker left lying, and clear away files whose time is over; return how many."""
    silent = ReportRun.objects.filter(state__in=("queued", "running"), heard_at__lt=at - FORGOTTEN)
    given_up = silent.filter(times_lost__gte=MOST_TRIES - 1).update(
        state=ReportRun.State.FAILED, finished_at=at, trouble=ReportRun.Trouble.LOST
    )
    lost = list(silent)
    for run in lost:
        ReportRun.objects.filter(pk=run.pk, state=run.state, heard_at=run.heard_at).update(
            state=ReportRun.State.QUEUED,
            try_number=run.try_number + 1,
            times_lost=run.times_lost + 1,
            heard_at=at,
            rows_done=0,
        )
        make_report.enqueue(run.pk)
    over = list(ReportRun.objects.filter(state=ReportRun.State.DONE, pinned=False, kept_until__lt=at))
    for run in over:
        ReportRun.objects.filter(pk=run.pk).update(state=ReportRun.State.CLEARED)
        path_of(run).unlink(missing_ok=True)
    return given_up + len(lost) + len(over) + sweep()
