"""Taking a report of a cohort out, with a line in the log."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.text import get_valid_filename

from assessments.services.settling import settle_due
from common.school_time import school_day
from competencies.models import FrameworkVersion
from learners.curriculum_map import curriculum_map
from learners.periods import ALWAYS, Period
from people.models import AccessLog, Cohort, User
from people.services.access_log import log_access
from reports.audience import Audience
from reports.catalogue import READY
from reports.curriculum_inventory import write as write_inventory
from reports.formats.csv_file import CsvShape
from reports.models import ExportLog, Study
from reports.queries import members
from reports.ready import inventory, progress
from reports.scope import Scope
from reports.several import together, with_columns
from reports.table import Report
from reports.writing import write

MOST_LEARNERS_ON_PAPER: Final = 1000
"""A PDF of more gives figures instead of lines."""
_LONGEST_CODES: Final = 80
"""Of the codes of cohorts in the name of a file."""


class NobodyToNameError(ValueError):
    """Raised where pseudonyms are asked for in a file that holds no lines of learners."""


class NotInThatFormatError(ValueError):
    """Raised where a folder is asked for as a table, or a table as a folder."""


class OnlyForStaffError(ValueError):
    """Raised where others than staff would get what names every learner."""


class NoPeriodError(ValueError):
    """Raised for days, where the report has none or is for others than staff.

    Two periods that overlap, subtracted, would tell of a group that is too small to be told.
    """


class NotYetError(ValueError):
    """Raised for an instant that has not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which report, in which format and shape, for whom. `as_of` is None for now.

    `others` are cohorts that stand in the same file; `columns` the keys of those to show, in their order.
    """

    report: str = progress.NAME
    file_format: str = "csv"
    wide: bool = False
    audience: Audience = Audience.STAFF
    study: Study | None = None
    as_of: datetime | None = None
    period: Period = ALWAYS
    codes: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    others: tuple[Cohort, ...] = ()
    shape: CsvShape = field(default_factory=CsvShape)


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file with its name, its manifest, and the line of the log that tells of it."""

    name: str
    content: bytes
    log: ExportLog
    manifest: dict[str, Any]


class InventoryFile(NamedTuple):
    """The map as a file, with its name."""

    name: str
    content: bytes


def export_cohort(
    *,
    cohort: Cohort,
    at: datetime,
    by: User | None,
    host_user: str = "",
    wide: bool = False,
    choice: Choice | None = None,
) -> Exported:
    """Return a report of a cohort as a file, and log that it left.

    What is overdue is settled first. `by` is None on the console of the server, where `host_user` names the
    account. Without a `choice` it is the progress of the cohort as CSV. Raises NobodyToNameError,
    NotYetError.
    """
    choice = choice or Choice(wide=wide)
    out = io.BytesIO()
    made_by = str(by) if by is not None else host_user
    report = prepare(cohort=cohort, choice=choice, at=at, made_by=made_by)
    write(report, choice.file_format, out, shape=choice.shape)
    content = out.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    return Exported(
        name=file_name(cohort, choice, at=at),
        content=content,
        log=log_export(
            cohort=cohort, choice=choice, at=at, by=by, host_user=host_user, report=report, sha256=sha256
        ),
        manifest=report.manifest.as_json(rows=report.row_count, sha256=sha256),
    )


def export_inventory(
    *, version: FrameworkVersion, cohort: Cohort | None, by: User, at: datetime, school: str
) -> InventoryFile:
    """Return the map of a framework as XML, of a cohort or of the whole school, and log that it left."""
    found = curriculum_map(version, cohort=cohort, at=at)
    content = write_inventory(found, at=at, school=school)
    of = f"{version.framework.code}-{version.n}" + (f"-{cohort.code}" if cohort else "")
    with transaction.atomic():
        ExportLog.objects.create(
            report=inventory.NAME,
            format="xml",
            cohort=cohort,
            as_of=at,
            audience=Audience.STAFF.value,
            filters={"framework": f"{version.framework.code} {version.n}"},
            rows=1,
            sha256=hashlib.sha256(content).hexdigest(),
            exported_by=by,
            exported_at=at,
        )
        if cohort is not None:
            log_access(actor=by, action=AccessLog.Action.EXPORTED, cohort=cohort, at=at)
    return InventoryFile(get_valid_filename(f"webside-inventory-{of}-{school_day(at):%Y-%m-%d}.xml"), content)


def prepare(*, cohort: Cohort, choice: Choice, at: datetime, made_by: str) -> Report:
    """Return a report with its rows still to be read. What is overdue is settled first.

    Raises NobodyToNameError, NotYetError, NotInThatFormatError, OnlyForStaffError, NoPeriodError.
    """
    _check(choice, at)
    cohorts = (cohort, *choice.others)
    people = {
        one for each in cohorts for one in members(each, at=at, past=False).values_list("user_id", flat=True)
    }
    settle_due(at=at, learner_ids=list(people))
    on_paper = choice.file_format == "pdf"
    scope = Scope(
        cohort=cohort,
        as_of=choice.as_of or at,
        made_at=at,
        made_by=made_by,
        school=settings.SCHOOL_NAME,
        audience=choice.audience,
        wide=choice.wide,
        study=choice.study,
        summarised=on_paper and len(people) > MOST_LEARNERS_ON_PAPER,
        on_paper=on_paper,
        period=choice.period,
        codes=choice.codes,
        columns=choice.columns,
    )
    build = READY[choice.report].build
    whole = together([build(replace(scope, cohort=one)) for one in cohorts], cohorts)
    return with_columns(whole, choice.columns)


def log_export(
    *,
    cohort: Cohort,
    choice: Choice,
    at: datetime,
    by: User | None,
    host_user: str,
    report: Report,
    sha256: str,
) -> ExportLog:
    """Write down that a file left, with its fingerprint, and return the line.

    What is written is what the manifest says: a pack for a visit is for visitors, whoever asked for it. A
    file of several cohorts leaves a line for each; that of `cohort` is returned.
    """
    with transaction.atomic():
        logs = [
            ExportLog.objects.create(
                **_told(report, choice),
                cohort=one,
                sha256=sha256,
                exported_by=by,
                host_user=host_user,
                exported_at=at,
            )
            for one in (cohort, *choice.others)
        ]
        if by is not None:
            for one in (cohort, *choice.others):
                log_access(actor=by, action=AccessLog.Action.EXPORTED, cohort=one, at=at)
    return logs[0]


def _told(report: Report, choice: Choice) -> dict[str, Any]:
    """What log and manifest have in common."""
    manifest = report.manifest
    return {
        "report": manifest.report,
        "format": choice.file_format,
        "as_of": manifest.as_of,
        "audience": manifest.audience,
        "study": choice.study if manifest.study else None,
        "filters": dict(manifest.filters),
        "rows": report.row_count,
    }


def file_name(cohort: Cohort, choice: Choice, *, at: datetime) -> str:
    """Return a name under which the file can be saved anywhere."""
    what = "" if choice.report == progress.NAME else f"-{choice.report}"
    shape = "-wide" if choice.wide else ""
    # A code such as 2029/30 must not become a folder where the file is saved.
    day = school_day(choice.as_of or at)
    codes = "-".join(one.code for one in (cohort, *choice.others))[:_LONGEST_CODES]
    return get_valid_filename(f"webside-{codes}{what}{shape}-{day:%Y-%m-%d}.{choice.file_format}")


def _check(choice: Choice, at: datetime) -> None:
    ready = READY[choice.report]
    if choice.file_format not in ready.formats:
        raise NotInThatFormatError
    if ready.staff_only and not choice.audience.sees_names:
        raise OnlyForStaffError
    if choice.period and not (ready.period and choice.audience.sees_names):
        raise NoPeriodError
    if choice.as_of is not None and choice.as_of > at:
        raise NotYetError
    has_lines = ready.lines and choice.audience.sees_names
    if choice.study is not None and not has_lines:
        raise NobodyToNameError
