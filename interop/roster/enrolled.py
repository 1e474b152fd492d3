"""Who is enrolled to which class of a OneRoster file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of
from typing import Final

from interop.roster import limits, values
from interop.roster.rows import ClassRef, Finding, PersonRow, Place, Role, Standing, note, problem

Row = Mapping[str, str]
"""The cells of a row by folded header."""

FILE: Final = "enrollments.csv"
GONE: Final = "tobedeleted"
_ROLES: Final = {"student": Role.STUDENT, "teacher": Role.FACULTY}


@dataclass(slots=True)
class ClassBook:
    """The classes to which somebody is enrolled, in the order in which they were first met."""

    listed: dict[str, ClassRef] = of(default_factory=dict)
    deleted: set[str] = of(default_factory=set)
    counts: dict[str, dict[Role, int]] = of(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[int, Row]]) -> ClassBook:
        """Return the book of the rows of classes.csv."""
        book = cls()
        for line, row in rows:
            sourced_id = row.get("sourcedid", "")
            if not sourced_id:
                continue
            title, code = row.get("title", "")[:200], row.get("classcode", "")[:200]
            book.listed.setdefault(sourced_id, ClassRef(sourced_id, title, code, line))
            if row.get("status", "").lower() == GONE:
                book.deleted.add(sourced_id)
        return book

    def count(self, sourced_id: str, role: Role) -> None:
        """Count one more person in the class; a class that no file lists is known by its identifier."""
        counted = self.counts.setdefault(sourced_id, {Role.STUDENT: 0, Role.FACULTY: 0})
        counted[role] += 1

    def held(self) -> tuple[ClassRef, ...]:
        """Return the classes that hold somebody: those listed first, in their order."""
        known = [ref for sourced_id, ref in self.listed.items() if sourced_id in self.counts]
        unknown = [ClassRef(sourced_id) for sourced_id in self.counts if sourced_id not in self.listed]
        return tuple(
            replace(ref, students=counted[Role.STUDENT], teachers=counted[Role.FACULTY])
            for ref in (*known, *unknown)
            for counted in (self.counts[ref.sourced_id],)
        )


@dataclass(slots=True)
class Enrolled:
    """The places and findings of each user by identifier, where each was first met, and rows for nobody."""

    places: dict[str, list[Place]] = of(default_factory=dict)
    findings: dict[str, list[Finding]] = of(default_factory=dict)
    first_lines: dict[str, int] = of(default_factory=dict)
    nobody: list[PersonRow] = of(default_factory=list)


def read_enrolments(rows: Iterable[tuple[int, Row]], book: ClassBook) -> Enrolled:
    """Return who is enrolled where. A row without a user or a class is kept as refused, under nobody."""
    enrolled = Enrolled()
    for line, row in rows:
        user, klass = row.get("usersourcedid", ""), row.get("classsourcedid", "")
        if not user or not klass or len(klass) > limits.MAX_IDENTIFIER:
            missing = "userSourcedId" if not user else "classSourcedId"
            wrong = problem("enrollments", "enrolment_incomplete", column=missing)
            enrolled.nobody.append(PersonRow(line, findings=(wrong,), source=FILE, label=user[:100]))
            continue
        enrolled.first_lines.setdefault(user, line)
        place, found = _place(line, row, deleted=klass in book.deleted)
        enrolled.findings.setdefault(user, []).extend(found)
        if place is not None:
            book.count(klass, place.role)
            enrolled.places.setdefault(user, []).append(place)
    return enrolled


def _place(line: int, row: Row, *, deleted: bool) -> tuple[Place | None, list[Finding]]:
    said = row.get("role", "").lower()
    role = _ROLES.get(said)
    if role is None:
        return None, [note("role", "enrolment_role", file=FILE, line=line, value=said[:60] or "–")]
    starts_on, undated = values.read_day("starts_on", row.get("begindate", ""))
    ends_on, endless = values.read_day("ends_on", row.get("enddate", ""))
    over = deleted or row.get("status", "").lower() == GONE
    place = Place(
        role=role,
        klass=row.get("classsourcedid", ""),
        standing=Standing.WITHDRAWN if over else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    unclear = (*undated, *endless)
    return place, [replace(finding, file=FILE, line=line, blocking=False) for finding in unclear]
