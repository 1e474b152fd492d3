"""Findings and changes in words, in the language of whoever reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from common.dates import record_day
from common.labels import labelled
from interop.roster import wording_files, wording_rows
from interop.roster.columns import COLUMNS
from interop.roster.rows import Finding
from interop.roster.steps import Change

_ALL: Final = {
    **wording_files.REFUSALS,
    **wording_files.NOTES,
    **wording_rows.REFUSALS,
    **wording_rows.NOTES,
}

FIELDS: Final[dict[str, StrPromise]] = {
    "file": gettext_lazy("File"),
    "external_id": gettext_lazy("Student number"),
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "full_name": gettext_lazy("Name"),
    "email": gettext_lazy("Email"),
    "cohort": gettext_lazy("Cohort"),
    "group": gettext_lazy("Group"),
    "role": gettext_lazy("Role"),
    "starts_on": gettext_lazy("Starts on"),
    "ends_on": gettext_lazy("Ends on"),
    "status": gettext_lazy("Status"),
    "enrollments": gettext_lazy("Enrolment"),
    "role_faculty": gettext_lazy("Faculty of"),
    "role_lead": gettext_lazy("Lead of"),
    "role_signer": gettext_lazy("Signer of"),
    "role_viewer": gettext_lazy("Viewer of"),
}
"""The name of each field as pages and messages write it."""

STATUSES: Final[dict[str, StrPromise]] = {
    "active": gettext_lazy("active"),
    "on_leave": gettext_lazy("on leave"),
    "completed": gettext_lazy("completed"),
    "withdrawn": gettext_lazy("withdrawn"),
}
_HEADERS: Final = {column.field: column.header for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: where, which field, what was found, what to do. `blocking` refuses the row."""

    where: str
    field: str
    message: str
    remedy: str
    blocking: bool

    def __str__(self) -> str:
        said = " ".join(part for part in (self.message, self.remedy) if part)
        for label in (self.field, self.where):
            said = labelled(label, said) if label else said
        return said


def say(finding: Finding, *, line: int = 0, source: str = "") -> Said:
    """Return the finding in words; `line` and `source` are those of its row, where it names none."""
    message, remedy = _ALL[finding.code]
    params = {name: _shown(name, value) for name, value in finding.params.items()}
    field = "" if finding.field == "file" else str(FIELDS.get(finding.field, ""))
    return Said(
        where=place(finding.line or line, finding.file or source),
        field=field,
        message=str(message) % params,
        remedy=str(remedy) % params if remedy else "",
        blocking=finding.blocking,
    )


def place(line: int, source: str = "") -> str:
    """Return where a row stands: "row 7", "users.csv, row 7", or nothing for a row that no file holds."""
    if not line:
        return source
    said = _("row %(line)s") % {"line": line}
    return f"{source}, {said}" if source else said


def change(one: Change) -> str:
    """Return a change in words: "Email: a@x.example → b@x.example", "Joins Class of 2029"."""
    old, new = _value(one.what, one.old), _value(one.what, one.new)
    label = str(FIELDS[one.what])
    if one.what.startswith("role_"):
        return f"{label} {new}"
    if old and new:
        return labelled(label, f"{old} → {new}")
    if one.what in {"cohort", "group"}:
        words = _("Joins %(place)s") if new else _("Leaves %(place)s")
        return words % {"place": new or old}
    return labelled(label, new or old)


def _value(what: str, value: str) -> str:
    return str(STATUSES.get(value, value)) if what == "status" else value


def _shown(name: str, value: str | int) -> str | int:
    if name == "column":
        return _HEADERS.get(str(value), value)
    if name == "since":
        return record_day(date.fromisoformat(str(value)))
    return value
