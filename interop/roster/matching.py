"""Whom a row of a file means: somebody who is here, or somebody new. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interop.roster.rows import Finding, PersonRow, Place, problem
from interop.roster.snapshot import Person, Snapshot
from people.names import fold

Key = tuple[str, str]
"""What tells the people of one file apart: their identifier, or their address where they have none."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A row, whom it means (None: somebody new), and what stands against it.

    Rows that name the same person alike are taken together: the first carries the places of all, the
    others say so in `same_as`, the line of the first.
    """

    row: PersonRow
    person: Person | None = None
    findings: tuple[Finding, ...] = ()
    same_as: int = 0

    @property
    def refused(self) -> bool:
        """Whether the row cannot be written as it is."""
        return any(finding.blocking for finding in self.findings)


def match_rows(rows: Sequence[PersonRow], snapshot: Snapshot) -> list[Matched]:
    """Return each row with whom it means, in the order of the file.

    Refused are two rows that give one identifier or one address to different people, and rows that the
    database knows as two people, or as one.
    """
    grouped = _grouped(rows)
    by_email = _keys_by_email(rows)
    found = {key: _match(group[0], snapshot) for key, group in grouped.items()}
    shared = Counter(person.pk for person, _findings in found.values() if person)
    matched: list[Matched] = []
    for row in rows:
        key = _key(row)
        if key is None:
            matched.append(Matched(row, findings=row.findings))
            continue
        group = grouped[key]
        person, against = found[key]
        against = [*against, *_clashes(row, group, by_email)]
        if person and shared[person.pk] > 1:
            against.append(problem("external_id", "one_person_twice"))
        matched.append(_together(row, group, person, against))
    return matched


def _key(row: PersonRow) -> Key | None:
    if row.external_id:
        return ("id", row.external_id)
    return ("email", row.email) if row.email else None


def _grouped(rows: Iterable[PersonRow]) -> dict[Key, list[PersonRow]]:
    grouped: dict[Key, list[PersonRow]] = {}
    for row in rows:
        if key := _key(row):
            grouped.setdefault(key, []).append(row)
    return grouped


def _keys_by_email(rows: Iterable[PersonRow]) -> dict[str, dict[Key, int]]:
    """Return, by address, the people of the file who claim it, each with the first row that does."""
    claimed: dict[str, dict[Key, int]] = {}
    for row in rows:
        key = _key(row)
        if row.email and key:
            claimed.setdefault(row.email, {}).setdefault(key, row.line)
    return claimed


def _clashes(row: PersonRow, group: list[PersonRow], by_email: dict[str, dict[Key, int]]) -> list[Finding]:
    found: list[Finding] = []
    other = next((one for one in group if not _alike(one, row)), None)
    if other is not None:
        code = "identifier_twice" if row.external_id else "email_twice"
        found.append(problem("external_id" if row.external_id else "email", code, row=other.line))
    claims = by_email.get(row.email, {})
    others = [line for key, line in claims.items() if key != _key(row)]
    if others:
        found.append(problem("email", "email_twice", row=min(others)))
    return found


def _alike(one: PersonRow, other: PersonRow) -> bool:
    """Whether two rows with one identifier state the same person; places may differ."""
    names = (one.given_name, one.family_name) == (other.given_name, other.family_name)
    return names and one.email == other.email and one.gone == other.gone


def _together(
    row: PersonRow, group: list[PersonRow], person: Person | None, against: list[Finding]
) -> Matched:
    if len(group) == 1 or against:
        return Matched(row, person, (*row.findings, *against))
    first = next((one for one in group if not one.refused), group[0])
    if row is not first:
        return Matched(row, person, row.findings, same_as=0 if row.refused else first.line)
    places: dict[Place, None] = {}
    for one in group:
        if not one.refused:
            places.update(dict.fromkeys(one.places))
    return Matched(replace(row, places=tuple(places)), person, row.findings)


def _match(row: PersonRow, snapshot: Snapshot) -> tuple[Person | None, list[Finding]]:
    """Return the person whom the identifier means, else the one whom the address means if nothing speaks
    against it, and what stands against the row.
    """
    by_email = _person(snapshot, snapshot.emails.get(row.email) if row.email else None)
    person = _person(snapshot, snapshot.identifiers.get(row.external_id) if row.external_id else None)
    if person is not None:
        if person.erased:
            return person, [problem("external_id", "erased")]
        taken = by_email is not None and by_email.pk != person.pk
        return person, [problem("email", "email_taken")] if taken else []
    if by_email is None:
        return None, []
    if row.external_id and by_email.identifiers:
        return None, [problem("email", "email_of_other_identifier")]
    if not _may_be(row, by_email):
        return None, [problem("email", "email_of_other_name")]
    return by_email, []


def _person(snapshot: Snapshot, pk: int | None) -> Person | None:
    return snapshot.people[pk] if pk is not None else None


def _may_be(row: PersonRow, person: Person) -> bool:
    """Whether the names agree in part: somebody who married, or whose first name was written short."""
    if not row.given_name and not row.family_name:
        return True
    ours = {fold(person.given_name), fold(person.family_name)} - {""}
    return not ours or bool(ours & {fold(row.given_name), fold(row.family_name)})
