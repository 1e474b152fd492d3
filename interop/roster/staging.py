"""A roster on its way in: rows staged as they were read, then looked at, bit by bit, by whoever is awake.

The state is in the batch. Whoever looks may be killed at any point: the next one starts over from the rows
as they were read, and only the last step says that the batch is ready.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from interop.models import ImportBatch, ImportRow
from interop.roster.archive import Archive
from interop.roster.batches import Options, staged_roster
from interop.roster.oneroster import read_oneroster
from interop.roster.plain import read_plain
from interop.roster.planning import Planner
from interop.roster.present import load_snapshot
from interop.roster.reading import read
from interop.roster.rows import Roster
from interop.roster.steps import PlannedRow
from people.access import today
from people.models import Cohort, Program, User

STEP = 500
"""Rows looked at between two reports of progress."""


def read_roster(data: bytes) -> Roster:
    """Return the roster in the bytes of a file, whichever format it is. Raises FileRefusedError."""
    content = read(data)
    return read_oneroster(content) if isinstance(content, Archive) else read_plain(content)


@transaction.atomic
def stage(
    *,
    roster: Roster,
    data: bytes,
    file_name: str,
    program: Program,
    cohort: Cohort | None,
    options: Options,
    by: User | None,
    at: datetime,
    planned: Sequence[PlannedRow] | None = None,
) -> ImportBatch:
    """Keep the rows of a file and return their batch. The file itself is not kept.

    With `planned` the batch is ready to be written; without, its rows wait to be looked at.
    """
    batch = ImportBatch.objects.create(
        kind=roster.kind,
        file_name=file_name[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        program=program,
        cohort=cohort,
        options=options.as_json(),
        state=ImportBatch.State.READING if planned is None else ImportBatch.State.APPLYING,
        rows_total=len(roster.people),
        rows_done=0 if planned is None else len(roster.people),
        created_by=by,
        created_at=at,
    )
    if planned is None:
        rows = [
            ImportRow(batch=batch, line=row.line, action=ImportRow.Action.READ, values=row.as_json())
            for row in roster.people
        ]
    else:
        rows = [_row(batch, row) for row in planned]
    ImportRow.objects.bulk_create(rows, batch_size=STEP)
    return batch


def look_at(*, batch_id: int, at: datetime, report: Callable[[int, int], None] | None = None) -> None:
    """Plan every staged row against who is here now, and make the batch ready to be looked at.

    `report` is told how many of how many rows are done. Does nothing for a batch that does not wait for
    this. Two who do it at once, or one who starts over, come to the same rows.
    """
    batch = ImportBatch.objects.select_related("program", "cohort").get(pk=batch_id)
    options = Options.of_batch(batch)
    if batch.state != ImportBatch.State.READING or options.needs_mapping:
        return
    keys = list(batch.rows.order_by("pk").exclude(values__has_key="made").values_list("pk", flat=True))
    roster = staged_roster(batch)
    wish = options.wish(batch.cohort, on=today(at))
    planner = Planner(roster, load_snapshot(roster, wish, batch.program), wish)
    counts: Counter[str] = Counter()
    done = 0
    planned = planner.rows()
    for chunk in _chunks(islice(planned, planner.total)):
        counts.update(row.action for row in chunk)
        rows = [_row(batch, row, pk) for row, pk in zip(chunk, keys[done : done + len(chunk)], strict=True)]
        done += len(chunk)
        if not _write(batch, rows, done):
            return
        if report:
            report(done, planner.total)
    made = list(planned)
    counts.update(row.action for row in made)
    options = options.with_changes(
        counts=dict(counts), plan_notes=planner.notes(), look=options.look + 1, asked=""
    )
    _make_ready(batch, [_row(batch, row) for row in made], options)


@transaction.atomic
def _write(batch: ImportBatch, rows: list[ImportRow], done: int) -> bool:
    """Write what is planned for these rows; return False when the batch moved on meanwhile."""
    if _locked(batch) is None:
        return False
    ImportRow.objects.bulk_create(
        rows,
        batch_size=STEP,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["action", "user", "changes", "problems"],
    )
    ImportBatch.objects.filter(pk=batch.pk).update(rows_done=done)
    return True


@transaction.atomic
def _make_ready(batch: ImportBatch, made: list[ImportRow], options: Options) -> None:
    locked = _locked(batch)
    if locked is None:
        return
    batch.rows.filter(values__has_key="made").delete()
    ImportRow.objects.bulk_create(made, batch_size=STEP)
    locked.state = ImportBatch.State.STAGED
    locked.options = options.as_json()
    locked.save(update_fields=["state", "options"])


def _locked(batch: ImportBatch) -> ImportBatch | None:
    """Lock the batch; None when somebody finished looking, or chose otherwise, since it was fetched."""
    reading = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.READING)
    locked = reading.select_for_update().first()
    return locked if locked is not None and locked.options == batch.options else None


def _row(batch: ImportBatch, planned: PlannedRow, pk: int | None = None) -> ImportRow:
    values = planned.row.as_json() | ({"made": True} if planned.made else {})
    return ImportRow(
        pk=pk,
        batch=batch,
        line=planned.row.line,
        action=planned.action.value,
        user_id=planned.user,
        values=values,
        changes=[change.as_json() for change in planned.changes],
        problems=[finding.as_json() for finding in planned.findings],
    )


def _chunks(rows: Iterable[PlannedRow]) -> Iterator[list[PlannedRow]]:
    rest = iter(rows)
    while chunk := list(islice(rest, STEP)):
        yield chunk
