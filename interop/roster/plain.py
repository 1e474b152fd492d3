"""A plain roster, CSV or workbook: one row per person and cohort. Pure."""

from __future__ import annotations

from interop.roster import values
from interop.roster.columns import Header, find_header
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Finding, PersonRow, Place, Roster, note, problem
from interop.roster.tables import Line, Table


def read_plain(table: Table) -> Roster:
    """Return the people of a plain roster; what is wrong with a row is said in its findings.

    Raises FileRefusedError where a column that every row needs is not there, or no row follows the header.
    """
    header, lines = find_header(table)
    _require_columns(header)
    if not lines:
        raise FileRefusedError("only_header")
    notes = [*table.notes, *header.notes]
    if "full_name" in header.positions and "family_name" not in header.positions:
        notes.append(note("file", "names_split"))
    return Roster(
        kind=table.kind,
        people=tuple(_person(line, header.cells(line)) for line in lines),
        needs_cohort="cohort" not in header.positions,
        notes=tuple(notes),
    )


def _require_columns(header: Header) -> None:
    there = header.positions
    if "full_name" not in there:
        for field in ("given_name", "family_name"):
            if field not in there:
                raise FileRefusedError("missing_column", column=field, row=header.line)
    if "external_id" not in there and "email" not in there:
        raise FileRefusedError("missing_identity", row=header.line)


def _person(line: Line, cells: dict[str, str]) -> PersonRow:
    given, family = _names(cells)
    found = values.name_findings(given, family)
    external_id, email = cells.get("external_id", ""), cells.get("email", "")
    found += values.identifier_findings(external_id)
    found += values.email_findings(email)
    if not external_id and not email:
        found.append(problem("external_id", "identity_missing"))
    place, wrong = _place(cells)
    return PersonRow(
        line=line.number,
        external_id=external_id,
        given_name=given,
        family_name=family,
        email=email.lower(),
        places=(place,),
        findings=(*found, *wrong),
    )


def _names(cells: dict[str, str]) -> tuple[str, str]:
    """Return given and family name; a single column is split at its comma, else before its last word."""
    given, family = cells.get("given_name", ""), cells.get("family_name", "")
    whole = cells.get("full_name", "")
    if given or family or not whole:
        return given, family
    if "," in whole:
        family, _, given = whole.partition(",")
    else:
        given, _, family = whole.rpartition(" ")
        given, family = (given, family) if given else (family, "")
    return given.strip(), family.strip()


def _place(cells: dict[str, str]) -> tuple[Place, list[Finding]]:
    role, found = values.read_role(cells.get("role", ""))
    standing, unclear = values.read_standing(cells.get("status", ""))
    starts_on, undated = values.read_day("starts_on", cells.get("starts_on", ""))
    found += [*unclear, *undated]
    for field in ("cohort", "group"):
        found += values.text_findings(field, cells.get(field, ""), 200)
    place = Place(
        role=role,
        cohort=cells.get("cohort", ""),
        group=cells.get("group", ""),
        standing=standing,
        starts_on=starts_on,
    )
    return place, found
