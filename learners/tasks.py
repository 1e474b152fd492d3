"""Work of this room that the worker does. A task fetches nothing and decides nothing: services do."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from learners.services.announcing import announce


@task()
def announce_assignment(assignment_id: int) -> int:
    """Tell the learners whom an assignment reaches, by mail; return how many were told."""
    return announce(assignment_id=assignment_id, at=timezone.now())
