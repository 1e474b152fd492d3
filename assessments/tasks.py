"""Work of this room that the worker does. A task fetches nothing and decides nothing: services do."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from assessments.services import looking_ahead, regrading


@task()
def carry_on_regrade(regrade_id: int) -> None:
    """Mark the sittings that are left of a regrade."""
    regrading.carry_on(regrade_id=regrade_id, at=timezone.now())


@task()
def work_out_preview(preview_id: int) -> None:
    """Look at what is left of the sittings that a corrected key would move."""
    looking_ahead.work_out(preview_id=preview_id, at=timezone.now())
