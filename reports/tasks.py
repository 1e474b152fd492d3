"""Work of this room that the worker does. A task fetches nothing and decides nothing: services do."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from reports.services.making import make


@task()
def make_report(run_id: int) -> bool:
    """Make the file of a report that was asked for; return whether it was made."""
    return make(run_id=run_id, at=timezone.now())
