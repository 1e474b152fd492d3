"""OneRoster 1.1 and 1.2 CSV: people, and the classes to which they are enrolled. Pure.

Read leniently: headers in any case and order, columns that no version has, files that the manifest
promises and the zip lacks. `password` and the agents of a user (their parents) are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from interop.roster import limits, values
from interop.roster.archive import Archive
from interop.roster.enrolled import FILE, GONE, ClassBook, Enrolled, Row, read_enrolments
from interop.roster.headers import closest, fold_header
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Finding, PersonRow, Roster, note, problem
from interop.roster.text import read_csv

WANTED: Final = {
    "manifest": ("propertyName", "value"),
    "users": (
        "sourcedId status enabledUser role givenName familyName email preferredGivenName preferredFamilyName"
    ).split(),
    "roles": ("userSourcedId", "role", "status"),
    "classes": ("sourcedId", "status", "title", "classCode"),
    "enrollments": ("classSourcedId", "userSourcedId", "role", "status", "beginDate", "endDate"),
}
"""The columns that are read, by file. Other files of the standard say nothing about who is where."""
_UNREAD: Final = (
    "dateLastModified orgSourcedIds username userIds middleName identifier sms phone agentSourcedIds grades"
    " password userMasterIdentifier preferredMiddleName primaryOrgSourcedId pronouns roleType beginDate"
    " endDate orgSourcedId userProfileSourcedId courseSourcedId classType location schoolSourcedId"
    " termSourcedIds subjects subjectCodes periods primary title"
).split()
_REQUIRED: Final = {
    "users": ("sourcedId", "givenName", "familyName"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}
_STANDARD: Final = frozenset(fold_header(name) for names in (*WANTED.values(), _UNREAD) for name in names)
_RELATIVES: Final = frozenset({"parent", "guardian", "relative"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of the zip: its name there, and its rows with their numbers."""

    name: str
    rows: tuple[tuple[int, Row], ...]
    columns: frozenset[str]


def read_oneroster(archive: Archive) -> Roster:
    """Return the people of a OneRoster zip, with the classes to be mapped to cohorts.

    Raises FileRefusedError where the zip holds no users, or where it cannot be read.
    """
    sheets, notes = _sheets(archive)
    if "users" not in sheets:
        raise _without_users(archive)
    manifest = _manifest(sheets)
    notes += _promises(manifest, sheets)
    delta = any(manifest.get(f"file.{name}") == "delta" for name in ("users", "enrollments"))
    book = ClassBook.of_rows(sheets["classes"].rows if "classes" in sheets else ())
    enrolled = read_enrolments(sheets["enrollments"].rows if "enrollments" in sheets else (), book)
    known = list(_people(sheets, enrolled))
    strangers = _strangers(enrolled, {person.external_id for person in known}, delta=delta)
    people = [*known, *strangers, *enrolled.nobody]
    if not people:
        raise FileRefusedError("only_header")
    if len(people) > limits.MAX_ROWS:
        raise FileRefusedError("too_many_rows", limit=limits.MAX_ROWS)
    return Roster(
        kind="oneroster-1.2" if _is_newer(manifest, sheets) else "oneroster-1.1",
        people=tuple(people),
        system=_system(manifest),
        classes=book.held(),
        delta=delta,
        notes=tuple(notes),
    )


def _sheets(archive: Archive) -> tuple[dict[str, Sheet], list[Finding]]:
    """Return the files that matter by folded name, whichever folder they lie in, and what was left alone."""
    paths: dict[str, str] = {}
    others: list[str] = []
    for path in archive.names():
        stem, suffix = PurePosixPath(path).stem.lower(), PurePosixPath(path).suffix.lower()
        if suffix == ".zip":
            others.append(path)
        if suffix != ".csv" or stem not in WANTED:
            continue
        if stem in paths:
            raise FileRefusedError("zip_twice", first=paths[stem][:200], second=path[:200])
        paths[stem] = path
    if others and "users" not in paths:
        raise FileRefusedError("zip_nested", name=others[0][:200])
    notes = [note("file", "zip_ignored", name=", ".join(others)[:200])] if others else []
    sheets = {stem: _sheet(stem, archive.read(path), notes) for stem, path in paths.items()}
    return sheets, notes


def _sheet(stem: str, data: bytes, notes: list[Finding]) -> Sheet:
    """Return the wanted columns of one file; no other is looked at. Adds what is worth saying to `notes`."""
    name = f"{stem}.csv"
    if not data.strip():
        return Sheet(name, (), frozenset())
    try:
        table = read_csv(data, limits.MAX_ENROLMENTS if stem == "enrollments" else limits.MAX_ROWS)
    except FileRefusedError as error:
        raise error.inside(name) from error
    notes += [replace(said, file=name) for said in table.notes]
    positions = _positions(stem, table.lines[0].cells, notes)
    for column in _REQUIRED.get(stem, ()):
        if fold_header(column) not in positions:
            raise FileRefusedError("zip_missing_column", column=column).inside(name)
    rows = tuple(
        (line.number, {column: line.cells[at] for column, at in positions.items() if at < len(line.cells)})
        for line in table.lines[1:]
    )
    return Sheet(name, rows, frozenset(positions))


def _positions(stem: str, cells: list[str], notes: list[Finding]) -> dict[str, int]:
    """Return where each wanted column stands; a misspelt one counts where no other claims its name."""
    wanted = {fold_header(column) for column in WANTED[stem]}
    positions: dict[str, int] = {}
    folded = [fold_header(cell) for cell in cells]
    for at, column in enumerate(folded):
        if column in wanted:
            positions.setdefault(column, at)
    for at, column in enumerate(folded):
        meant = "" if column in _STANDARD else closest(column, _STANDARD)
        if meant in wanted and meant not in positions:
            positions[meant] = at
            notes.append(
                note("file", "header_misspelt", file=f"{stem}.csv", header=cells[at][:60], read=meant)
            )
    return positions


def _without_users(archive: Archive) -> FileRefusedError:
    inside = ", ".join(PurePosixPath(path).name for path in archive.names()[:8])
    return FileRefusedError("zip_without_users", found=inside or "–")


def _manifest(sheets: dict[str, Sheet]) -> dict[str, str]:
    """Return the properties of the manifest by name; none where there is no manifest."""
    if "manifest" not in sheets:
        return {}
    return {
        row.get("propertyname", ""): row.get("value", "")
        if row.get("propertyname", "").startswith("source.")
        else row.get("value", "").lower()
        for _line, row in sheets["manifest"].rows
    }


def _promises(manifest: dict[str, str], sheets: dict[str, Sheet]) -> list[Finding]:
    """Return what to say of files that the manifest promises and the zip does not hold, or the reverse."""
    notes = []
    for name in ("classes", "enrollments", "roles"):
        said = manifest.get(f"file.{name}", "")
        if said in {"bulk", "delta"} and name not in sheets:
            notes.append(note("file", "promised_file_absent", name=f"{name}.csv"))
        if said == "absent" and name in sheets:
            notes.append(note("file", "unpromised_file", name=f"{name}.csv"))
    if "enrollments" not in sheets:
        notes.append(note("file", "no_enrollments"))
    return notes


def _is_newer(manifest: dict[str, str], sheets: dict[str, Sheet]) -> bool:
    said = manifest.get("oneroster.version", "")
    if said:
        return not said.startswith(("1.0", "1.1"))
    return "roles" in sheets or "role" not in sheets["users"].columns


def _system(manifest: dict[str, str]) -> str:
    """Return the name under which identifiers are kept: that of the source, where the manifest gives one."""
    for name in ("source.systemCode", "source.systemName"):
        said = manifest.get(name, "")
        if said and said.lower() != "absent":
            return f"oneroster:{said}"[: limits.MAX_SYSTEM]
    return "oneroster"


def _people(sheets: dict[str, Sheet], enrolled: Enrolled) -> Iterator[PersonRow]:
    roles = _roles(sheets)
    for line, row in sheets["users"].rows:
        external_id = row.get("sourcedid", "")
        said = roles.get(external_id, []) or [row.get("role", "")]
        yield _person(line, row, {role.lower() for role in said if role}, enrolled)


def _roles(sheets: dict[str, Sheet]) -> dict[str, list[str]]:
    """Return the roles of 1.2 by user; those marked as deleted do not count."""
    roles: dict[str, list[str]] = {}
    for _line, row in sheets["roles"].rows if "roles" in sheets else ():
        if row.get("status", "").lower() != GONE:
            roles.setdefault(row.get("usersourcedid", ""), []).append(row.get("role", ""))
    return roles


def _person(line: int, row: Row, roles: set[str], enrolled: Enrolled) -> PersonRow:
    external_id, email = row.get("sourcedid", ""), row.get("email", "").lower()
    given = row.get("givenname", "") or row.get("preferredgivenname", "")
    family = row.get("familyname", "") or row.get("preferredfamilyname", "")
    found = [*values.name_findings(given, family), *values.identifier_findings(external_id)]
    found += values.email_findings(email)
    if not external_id:
        found.append(problem("external_id", "sourced_id_missing"))
    if roles and roles <= _RELATIVES:
        found.append(problem("role", "relative", value=min(roles)))
    if row.get("enableduser", "").lower() in {"false", "0"}:
        found.append(note("status", "switched_off"))
    return PersonRow(
        line=line,
        external_id=external_id,
        given_name=given,
        family_name=family,
        email=email,
        places=tuple(enrolled.places.get(external_id, ())),
        gone=row.get("status", "").lower() == GONE,
        findings=(*found, *enrolled.findings.get(external_id, ())),
        source="users.csv",
    )


def _strangers(enrolled: Enrolled, known: set[str], *, delta: bool) -> Iterator[PersonRow]:
    """Yield those who are enrolled and not among the users.

    A delta names only what changed: such a person may be known already, and is looked for by identifier.
    """
    for external_id, line in enrolled.first_lines.items():
        if external_id in known:
            continue
        stranger = problem("external_id", "enrolled_stranger", id=external_id[:100])
        yield PersonRow(
            line=line,
            external_id=external_id,
            places=tuple(enrolled.places.get(external_id, ())),
            findings=(*enrolled.findings.get(external_id, ()), *(() if delta else (stranger,))),
            source=FILE,
            label=external_id[:100],
        )
