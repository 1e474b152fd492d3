"""What a roster says, free of the format it came in. Pure; nothing here knows Django or the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

SCHOOL_SYSTEM: Final = "school"
"""The system whose identifiers are the student and staff numbers of the school itself."""


class Role(StrEnum):
    """What a person is in the place where the file puts them; all but the first are staff roles."""

    STUDENT = "student"
    LEAD = "lead"
    FACULTY = "faculty"
    SIGNER = "signer"
    VIEWER = "viewer"


class Standing(StrEnum):
    """What a file may say about a place: that the person is in it, or no longer."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"

    @property
    def over(self) -> bool:
        """Whether the person is no longer in the place."""
        return self in {Standing.COMPLETED, Standing.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a row or a file: which field, what (a code of `wording`), with which values.

    A blocking finding refuses the row. `file` and `line` are given where they differ from those of the row.
    """

    field: str
    code: str
    params: Mapping[str, str | int] = of(default_factory=dict)
    blocking: bool = True
    file: str = ""
    line: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON values, with nothing that is empty."""
        said = {
            "field": self.field,
            "code": self.code,
            "params": dict(self.params),
            "note": not self.blocking,
        }
        return {key: value for key, value in (said | {"file": self.file, "line": self.line}).items() if value}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the finding that `as_json` wrote."""
        return cls(
            field=said.get("field", ""),
            code=said["code"],
            params=said.get("params", {}),
            blocking=not said.get("note", False),
            file=said.get("file", ""),
            line=said.get("line", 0),
        )


def note(field_name: str, code: str, *, file: str = "", line: int = 0, **params: str | int) -> Finding:
    """Return a finding that is worth saying and refuses nothing."""
    return Finding(field_name, code, params, blocking=False, file=file, line=line)


def problem(field_name: str, code: str, *, file: str = "", line: int = 0, **params: str | int) -> Finding:
    """Return a finding that refuses the row."""
    return Finding(field_name, code, params, file=file, line=line)


@dataclass(frozen=True, slots=True)
class Place:
    """One place that the file gives a person.

    `cohort` is a code as written, empty for the cohort chosen with the import; `klass` is the OneRoster
    class that stands in its stead. The standing and the days are None where the file does not say.
    """

    role: Role = Role.STUDENT
    cohort: str = ""
    klass: str = ""
    group: str = ""
    standing: Standing | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def as_json(self) -> dict[str, str]:
        """Return the place as JSON values, with nothing that is empty."""
        said = {
            "role": self.role.value,
            "cohort": self.cohort,
            "class": self.klass,
            "group": self.group,
            "standing": self.standing.value if self.standing else "",
            "starts_on": self.starts_on.isoformat() if self.starts_on else "",
            "ends_on": self.ends_on.isoformat() if self.ends_on else "",
        }
        return {key: value for key, value in said.items() if value}

    @classmethod
    def from_json(cls, said: Mapping[str, str]) -> Self:
        """Return the place that `as_json` wrote."""
        return cls(
            role=Role(said["role"]),
            cohort=said.get("cohort", ""),
            klass=said.get("class", ""),
            group=said.get("group", ""),
            standing=Standing(said["standing"]) if "standing" in said else None,
            starts_on=date.fromisoformat(said["starts_on"]) if "starts_on" in said else None,
            ends_on=date.fromisoformat(said["ends_on"]) if "ends_on" in said else None,
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a row of a file states them.

    `line` is the row in the spreadsheet, the header being row 1; `source` the file of a zip. `gone` says
    that the source system has deleted the person. `label` names what is no person, such as a class.
    """

    line: int
    external_id: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    places: tuple[Place, ...] = ()
    gone: bool = False
    findings: tuple[Finding, ...] = ()
    source: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """The name as it reads, or what stands in its stead."""
        return f"{self.given_name} {self.family_name}".strip() or self.label

    @property
    def refused(self) -> bool:
        """Whether the row cannot be written as it is."""
        return any(finding.blocking for finding in self.findings)

    def with_findings(self, *more: Finding) -> Self:
        """Return the row with further findings."""
        return replace(self, findings=(*self.findings, *more)) if more else self

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON values, without its line, with nothing that is empty."""
        said = {
            "external_id": self.external_id,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "email": self.email,
            "places": [place.as_json() for place in self.places],
            "gone": self.gone,
            "findings": [finding.as_json() for finding in self.findings],
            "source": self.source,
            "label": self.label,
        }
        return {key: value for key, value in said.items() if value}

    @classmethod
    def from_json(cls, line: int, said: Mapping[str, Any]) -> Self:
        """Return the row that `as_json` wrote."""
        return cls(
            line=line,
            external_id=said.get("external_id", ""),
            given_name=said.get("given_name", ""),
            family_name=said.get("family_name", ""),
            email=said.get("email", ""),
            places=tuple(Place.from_json(place) for place in said.get("places", ())),
            gone=said.get("gone", False),
            findings=tuple(Finding.from_json(finding) for finding in said.get("findings", ())),
            source=said.get("source", ""),
            label=said.get("label", ""),
        )


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class of a OneRoster file to which people are enrolled: its names, and how many it holds."""

    sourced_id: str
    title: str = ""
    code: str = ""
    line: int = 0
    students: int = 0
    teachers: int = 0

    @property
    def name(self) -> str:
        """The title, or the identifier where the file does not give one."""
        return self.title or self.code or self.sourced_id

    def as_json(self) -> dict[str, str | int]:
        """Return the class as JSON values."""
        return {
            "id": self.sourced_id,
            "title": self.title,
            "code": self.code,
            "line": self.line,
            "students": self.students,
            "teachers": self.teachers,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the class that `as_json` wrote."""
        return cls(
            sourced_id=said["id"],
            title=said["title"],
            code=said["code"],
            line=said["line"],
            students=said["students"],
            teachers=said["teachers"],
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole file: its people, the system that names them, and what is to be said of the file itself.

    `kind` is csv, xlsx, oneroster-1.1 or oneroster-1.2. In a `delta` those who are not named have not left.
    `needs_cohort` says that no column gives a cohort, so one must be chosen for the import.
    """

    kind: str
    people: tuple[PersonRow, ...]
    system: str = SCHOOL_SYSTEM
    classes: tuple[ClassRef, ...] = ()
    delta: bool = False
    needs_cohort: bool = False
    notes: tuple[Finding, ...] = ()
