"""The columns of a plain roster: which header means what. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from interop.roster.headers import closest, fold_header
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Finding, note
from interop.roster.tables import Line, Table

HEADER_WITHIN: Final = 10
"""The header is looked for in this many rows with content: exports put titles above it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A documented column: the field it fills, its header, and the other headers that mean the same."""

    field: str
    header: str
    synonyms: frozenset[str]


def _column(field: str, header: str, synonyms: str) -> Column:
    return Column(field, header, frozenset(fold_header(word) for word in synonyms.split("|")))


COLUMNS: Final = (
    _column(
        "external_id",
        "student_number",
        "student no|student no.|student id|student nr|external id|id|id number|number|identifier|sourced id"
        "|staff number|staff id|person id|university id|campus id|registration number|matriculation number"
        "|matric number|matriculation|sis id|numéro d'étudiant|no étudiant|numéro étudiant|matricule"
        "|code permanent",
    ),
    _column(
        "given_name",
        "given_name",
        "given names|first name|first names|firstname|first|forename|forenames|given|prénom|prénoms",
    ),
    _column("family_name", "family_name", "last name|lastname|last|surname|family|nom|nom de famille"),
    _column("full_name", "name", "full name|student name|student|learner|nom complet|display name"),
    _column(
        "email",
        "email",
        "e-mail|email address|e-mail address|mail|school email|university email|courriel|adresse courriel"
        "|adresse électronique",
    ),
    _column(
        "cohort", "cohort", "cohort code|class|class of|class year|year|cohorte|promotion|classe|intake|entry"
    ),
    _column(
        "group", "group", "group code|tutorial group|tutorial|small group|pbl group|section|groupe|subgroup"
    ),
    _column("role", "role", "roles|type|user type|person type|rôle|fonction"),
    _column(
        "starts_on",
        "starts_on",
        "start date|start|starts|begin date|from|enrolled on|enrolled from|enrolment date|enrollment date"
        "|date de début|début",
    ),
    _column("status", "status", "enrolment status|enrollment status|state|standing|statut|état"),
)
"""Every column a roster may have, in the order of the template."""

_CERTAIN: Final = {
    fold_header(name): column.field for column in COLUMNS for name in (column.header, column.field)
}
_LIKELY: Final = {name: column.field for column in COLUMNS for name in column.synonyms}
_SECRET: Final = ("password", "passwort", "motdepasse", "pwd", "passphrase", "secret")


@dataclass(frozen=True, slots=True)
class Header:
    """Where each field stands: the header's row, the position of each column, and what it is called there."""

    line: int
    positions: dict[str, int]
    called: dict[str, str]
    notes: tuple[Finding, ...]

    def cells(self, line: Line) -> dict[str, str]:
        """Return the known fields of a row; a row cut short has empty cells, other columns are not read."""
        width = len(line.cells)
        return {
            name: line.cells[position] if position < width else ""
            for name, position in self.positions.items()
        }


def find_header(table: Table) -> tuple[Header, tuple[Line, ...]]:
    """Return the header and the rows below it.

    The header is the row among the first ten that holds the most known columns. Raises FileRefusedError
    where none is known, or where two columns claim to be the same thing.
    """
    candidates = table.lines[:HEADER_WITHIN]
    scores = [len(_known(line)) for line in candidates]
    best = max(scores)
    if best == 0:
        raise FileRefusedError("no_header", found=_listed(candidates[0].cells))
    index = scores.index(best)
    return _header(candidates[index]), table.lines[index + 1 :]


def _known(line: Line) -> set[str]:
    found = (_meaning(cell) for cell in line.cells)
    return {field for field, _rank in found if field}


def _meaning(cell: str) -> tuple[str, int]:
    """Return the field that a header means and how surely: 3 the documented name, 2 another, 1 misspelt."""
    folded = fold_header(cell)
    if folded in _CERTAIN:
        return _CERTAIN[folded], 3
    if folded in _LIKELY:
        return _LIKELY[folded], 2
    if near := closest(folded, _CERTAIN.keys() | _LIKELY.keys()):
        return _CERTAIN.get(near) or _LIKELY[near], 1
    return "", 0


def _header(line: Line) -> Header:
    claims: dict[str, list[tuple[int, int]]] = {}
    ignored: list[str] = []
    guessed: list[Finding] = []
    for position, cell in enumerate(line.cells):
        field, rank = _meaning(cell)
        if field:
            claims.setdefault(field, []).append((rank, position))
        elif cell:
            ignored.append(cell)
    positions: dict[str, int] = {}
    for field, found in claims.items():
        surest = max(rank for rank, _position in found)
        if surest == 1:
            guessed.append(note("file", "header_guessed", column=field, header=line.cells[found[0][1]]))
        chosen = [position for rank, position in found if rank == surest]
        if len(chosen) > 1:
            first, second = (line.cells[position] for position in chosen[:2])
            raise FileRefusedError("same_column", field=field, first=first, second=second)
        positions[field] = chosen[0]
        ignored += [line.cells[position] for rank, position in found if rank < surest]
    called = {field: line.cells[position] for field, position in positions.items()}
    return Header(line.number, positions, called, (*guessed, *_ignored(ignored)))


def _ignored(headers: list[str]) -> tuple[Finding, ...]:
    """Return what to say of columns that are left alone; one that holds passwords is named on its own."""
    secret = [header for header in headers if any(word in fold_header(header) for word in _SECRET)]
    others = [header for header in headers if header not in secret]
    notes = [note("file", "columns_ignored", columns=_listed(others))] if others else []
    if secret:
        notes.append(note("file", "password_ignored", columns=_listed(secret)))
    return tuple(notes)


def _listed(cells: list[str]) -> str:
    filled = [cell[:60] for cell in cells if cell]
    return ", ".join(filled[:12]) + (", …" if len(filled) > 12 else "")
