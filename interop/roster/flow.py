"""The way of an import from the pages: begun, its classes mapped, looked at, written or given up.

Long work is asked for here and done by the worker. Who asked is answered by the state of the batch, so a
dead worker costs time and nothing else: the tick, or a button on the page, carries on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from interop.models import ImportBatch, ImportRow
from interop.roster import applying, staging
from interop.roster.batches import Options, is_working

FORGOTTEN_BY_THE_WORKER = timedelta(minutes=2)
"""Work that was asked for so long ago is taken up by whoever comes first."""
KEPT = timedelta(days=30)
"""How long the rows of an import are kept; they hold names and addresses."""


@transaction.atomic
def map_classes(*, batch: ImportBatch, mapping: Mapping[str, str], at: datetime) -> bool:
    """Say where the classes lead, and have the rows looked at again. Return False when it is too late."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in {ImportBatch.State.READING, ImportBatch.State.STAGED}:
        return False
    options = Options.of_batch(locked).with_changes(mapping=mapping, asked=at.isoformat(), moved_on=False)
    locked.options, locked.state, locked.rows_done = options.as_json(), ImportBatch.State.READING, 0
    locked.save(update_fields=["options", "state", "rows_done"])
    return True


@transaction.atomic
def discard(*, batch: ImportBatch) -> bool:
    """Give the import up and forget its rows. Return False when it is being written or was written."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in {ImportBatch.State.READING, ImportBatch.State.STAGED}:
        return False
    locked.rows.all().delete()
    locked.state = ImportBatch.State.DISCARDED
    locked.save(update_fields=["state"])
    return True


def carry_on(*, batch_id: int, at: datetime) -> None:
    """Do what the batch waits for: look at its rows, or write them and, should people have changed, look."""
    applying.apply(batch_id=batch_id, at=at)
    staging.look_at(batch_id=batch_id, at=at)


def tick(at: datetime) -> int:
    """Carry on what a worker left lying, and forget old rows. Return how many imports that touched."""
    working = ImportBatch.objects.filter(
        state__in=(ImportBatch.State.READING, ImportBatch.State.APPLYING)
    ).order_by("pk")
    left = [batch.pk for batch in working if is_working(batch) and _is_left(batch, at)]
    for batch_id in left:
        carry_on(batch_id=batch_id, at=at)
    return len(left) + _forget(at)


def _is_left(batch: ImportBatch, at: datetime) -> bool:
    asked = Options.of_batch(batch).asked
    since = datetime.fromisoformat(asked) if asked else batch.created_at
    return since < at - FORGOTTEN_BY_THE_WORKER


@transaction.atomic
def _forget(at: datetime) -> int:
    """Give up what nobody confirmed, and forget the rows of what was written, once that is long ago."""
    old = ImportBatch.objects.filter(created_at__lt=at - KEPT).exclude(state=ImportBatch.State.APPLYING)
    keys = list(old.filter(rows__isnull=False).values_list("pk", flat=True).distinct())
    ImportRow.objects.filter(batch__in=keys).delete()
    open_states = (ImportBatch.State.READING, ImportBatch.State.STAGED)
    old.filter(state__in=open_states).update(state=ImportBatch.State.DISCARDED)
    return len(keys)
