"""Work of this room that the worker does. A task fetches nothing and decides nothing: services do."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from assessments.services import regrading


@task()
def carry_on_regrade(regrade_id: int) -> None:
    """Mark the sittings that are left of a regrade."""
    regrading.carry_on(regrade_id=regrade_id, at=timezone.now())
