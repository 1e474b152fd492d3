"""Exporting a cohort."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import get_valid_filename

from assessments.services.settling import settle_due
from common.school_time import school_day
from learners.matrix import cohort_learners
from people.models import AccessLog, Cohort, User
from people.services.access_log import log_access
from reports.cohort_csv import cohort_csv
from reports.models import ExportLog
from reports.queries import cohort_standing


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file with its name, and the line of the log that tells of it."""

    name: str
    content: bytes
    log: ExportLog


def export_cohort(
    *, cohort: Cohort, at: datetime, by: User | None, host_user: str = "", wide: bool = False
) -> Exported:
    """Return where a cohort stands as a CSV file, and log that it left.

    What is overdue is settled first. `by` is None on the console of the server, where `host_user` names the
    account. `wide` gives one line per learner instead of one per learner and competency.
    """
    settle_due(at=at, learner_ids=[learner.pk for learner in cohort_learners(cohort, at=at)])
    standing = cohort_standing(cohort, at=at)
    content = cohort_csv(
        standing,
        exported_by=str(by) if by is not None else host_user,
        wide=wide,
        school_name=settings.SCHOOL_NAME,
    ).encode()
    rows = len(standing.people) * (1 if wide else len(standing.columns))
    with transaction.atomic():
        log = ExportLog.objects.create(
            report="cohort-wide" if wide else "cohort",
            format="csv",
            cohort=cohort,
            as_of=at,
            rows=rows,
            sha256=hashlib.sha256(content).hexdigest(),
            exported_by=by,
            host_user=host_user,
            exported_at=at,
        )
        if by is not None:
            log_access(actor=by, action=AccessLog.Action.EXPORTED, cohort=cohort, at=at)
    shape = "-wide" if wide else ""
    # A code such as 2029/30 must not become a folder where the file is saved.
    name = get_valid_filename(f"webside-{cohort.code}{shape}-{school_day(at):%Y-%m-%d}.csv")
    return Exported(name=name, content=content, log=log)
