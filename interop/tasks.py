"""Work of this room that the worker does. A task fetches nothing and decides nothing: services do."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from interop.roster import flow


@task()
def carry_on_import(batch_id: int) -> None:
    """Do what an import waits for: have its rows looked at, or written."""
    flow.carry_on(batch_id=batch_id, at=timezone.now())
