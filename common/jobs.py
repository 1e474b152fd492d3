"""Background jobs whose worker died under them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Longer than any job takes: long work is staged in domain rows, a job only carries it on.
DEAD_AFTER = timedelta(minutes=15)
MOST_ATTEMPTS = 3


def revive_dead_jobs(at: datetime) -> int:
    """Queue again the jobs that have been running for too long; return how many were found.

    Jobs are idempotent, so running one again is harmless. A job that has died three times is failed.
    """
    with transaction.atomic():
        dead = list(
            DBTaskResult.objects.select_for_update().filter(
                status=TaskResultStatus.RUNNING, started_at__lt=at - DEAD_AFTER
            )
        )
        for job in dead:
            if len(job.worker_ids) >= MOST_ATTEMPTS:
                job.status, job.finished_at = TaskResultStatus.FAILED, at
            else:
                job.status, job.started_at = TaskResultStatus.READY, None
            job.save(update_fields=["status", "started_at", "finished_at"])
    return len(dead)
