"""Making the reports that were asked for, away from the page.

The file is written aside and takes its name when it is whole, so neither a worker that dies nor somebody who
changes their mind leaves a part of one. What is cancelled is noticed between lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from common.school_time import end_of_day, school_day
from learners.periods import Period
from reports.audience import Audience
from reports.formats.csv_file import CsvShape
from reports.formats.pdf_file import TooLongForPaperError
from reports.models import Asked, ReportRun
from reports.querysets import ReportRunQuerySet
from reports.rules import sees_run
from reports.services.exporting import Choice, file_name, log_export, prepare
from reports.table import Report, Row
from reports.writing import SeveralDocumentsError, write

KEPT_FOR: Final = timedelta(days=14)
_ROWS_BETWEEN_LOOKS: Final = 1000
_SECONDS_BETWEEN_LOOKS: Final = 1


class StoppedError(Exception):
    """Raised inside a run that was cancelled, or taken over, meanwhile."""


def choice_of(asked: Asked) -> Choice:
    """Return what was asked for."""
    return Choice(
        report=asked.report,
        file_format=asked.file_format,
        wide=asked.wide,
        audience=Audience(asked.audience),
        study=asked.study,
        as_of=end_of_day(asked.as_of_on) if asked.as_of_on else None,
        period=Period(asked.from_on, asked.to_on),
        codes=frozenset(asked.chosen_codes),
        columns=tuple(asked.columns.split()),
        others=tuple(asked.others.select_related("program").order_by("code", "pk")),
        shape=CsvShape(asked.delimiter, asked.encoding),
    )


def path_of(run: ReportRun) -> Path:
    """Return where the file of a run stands."""
    return _folder() / f"{run.public_id}.{run.file_format}"


def make(*, run_id: int, at: datetime) -> bool:
    """Make the file of a run; return whether it was made. Harmless to repeat.

    A run that was cancelled meanwhile leaves nothing. Whoever asked must still be entitled to it.
    """
    claimed = ReportRun.objects.filter(pk=run_id, state=ReportRun.State.QUEUED)
    if not claimed.update(state=ReportRun.State.RUNNING, heard_at=at, rows_done=0):
        return False
    run = ReportRun.objects.select_related("cohort__program", "asked_by", "study").get(pk=run_id)
    draft = _draft_of(run)
    try:
        demand_entitled(run, at=at)
        with translation.override(run.language), timezone.override(settings.SCHOOL_TIME_ZONE):
            _finish(run, draft, _write(run, draft, at=at), at=at)
    except StoppedError:
        return False
    except Exception as error:
        _mine(run).update(state=ReportRun.State.FAILED, finished_at=timezone.now(), trouble=_trouble(error))
        raise
    finally:
        draft.unlink(missing_ok=True)
    return True


def demand_entitled(run: ReportRun, *, at: datetime) -> None:
    """Raise PermissionError unless whoever asked may still take the report out, of every cohort in it."""
    if not sees_run(run.asked_by, run, on=school_day(at)):
        raise PermissionError


def sweep() -> int:
    """Remove files that belong to no run: what a worker that was killed left; return how many.

    Kept are the files of runs that are done, and the drafts of runs that are being made.
    """
    files = {path: _run_of(path) for path in _folder().iterdir()}
    runs = {
        str(run.public_id): run
        for run in ReportRun.objects.filter(public_id__in=[key for key in files.values() if key])
    }
    left = [path for path, key in files.items() if key and not _belongs(path, runs.get(key))]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _run_of(path: Path) -> str:
    """The public id of the run that a file is named after; empty where it is none of ours."""
    try:
        return str(UUID(path.name.removeprefix(".").split(".")[0]))
    except ValueError:
        return ""


def _belongs(path: Path, run: ReportRun | None) -> bool:
    if run is None:
        return False
    # A file takes its name a moment before its run is done for all to see.
    running = run.state == ReportRun.State.RUNNING
    whole = (running or run.state == ReportRun.State.DONE) and path == path_of(run)
    return whole or (running and path == _draft_of(run))


def _draft_of(run: ReportRun) -> Path:
    return _folder() / f".{run.public_id}.{run.try_number}.part"


def _mine(run: ReportRun) -> ReportRunQuerySet:
    """The run, as long as it is being made by this very try."""
    return ReportRun.objects.filter(pk=run.pk, state=ReportRun.State.RUNNING, try_number=run.try_number)


def _trouble(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return ReportRun.Trouble.NOT_ENTITLED
    if isinstance(error, TooLongForPaperError):
        return ReportRun.Trouble.TOO_LONG
    if isinstance(error, SeveralDocumentsError):
        return ReportRun.Trouble.SEVERAL
    return ReportRun.Trouble.OTHER


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "reports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(run: ReportRun, draft: Path, *, at: datetime) -> Report:
    choice = choice_of(run)
    report = prepare(cohort=run.cohort, choice=choice, at=at, made_by=str(run.asked_by))
    ReportRun.objects.filter(pk=run.pk).update(rows_total=report.row_count)
    with draft.open("wb") as out:
        watched = replace(report, rows=_watched(run, report.rows))
        write(watched, choice.file_format, out, shape=choice.shape)
    return report


def _watched(run: ReportRun, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; now and then the run says how far it is, and asks whether it is still wanted.

    After many rows, and after a second, since a row of a folder is a whole file.
    """
    done, said = 0, 0.0
    for row in rows:
        if not done % _ROWS_BETWEEN_LOOKS or monotonic() - said > _SECONDS_BETWEEN_LOOKS:
            _say(run, done)
            said = monotonic()
        yield row
        done += 1
    _say(run, done)


def _say(run: ReportRun, done: int) -> None:
    if not _mine(run).update(rows_done=done, heard_at=timezone.now()):
        raise StoppedError


def _finish(run: ReportRun, draft: Path, report: Report, *, at: datetime) -> None:
    with draft.open("rb") as read:
        sha256 = hashlib.file_digest(read, "sha256").hexdigest()
    choice = choice_of(run)
    with transaction.atomic():
        made = _mine(run).update(
            state=ReportRun.State.DONE,
            rows_done=report.row_count,
            finished_at=timezone.now(),
            file_name=file_name(run.cohort, choice, at=at),
            size=draft.stat().st_size,
            sha256=sha256,
            kept_until=None if run.pinned else at + KEPT_FOR,
        )
        if not made:
            raise StoppedError
        log_export(
            cohort=run.cohort,
            choice=choice,
            at=at,
            by=run.asked_by,
            host_user="",
            report=report,
            sha256=sha256,
        )
        with suppress(FileNotFoundError):
            path_of(run).unlink()
        draft.replace(path_of(run))
