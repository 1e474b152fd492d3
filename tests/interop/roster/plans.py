"""Rows, people and plans in few words, for the tests of planning."""

from __future__ import annotations

from datetime import date

from interop.roster.placing import Wish
from interop.roster.planning import plan
from interop.roster.rows import PersonRow, Place, Roster
from interop.roster.snapshot import CohortRef, GroupRef, Person, Snapshot, Stay
from interop.roster.steps import Plan, PlannedRow

TODAY = date(2026, 11, 23)
START = date(2026, 9, 1)
C29, C28 = CohortRef(1, "2029", "Class of 2029"), CohortRef(2, "2028", "Class of 2028")
A, B, WARD = (
    GroupRef(11, 1, "A", "Tutorial A"),
    GroupRef(12, 1, "B", "Tutorial B"),
    GroupRef(13, 1, "W", "Ward"),
)
WISH = Wish(on=TODAY, starts_on=TODAY, cohort="2029")


def ann(**more) -> PersonRow:
    values = {"line": 2, "external_id": "1", "given_name": "Ann", "family_name": "Bee", "places": (Place(),)}
    return PersonRow(**(values | more))


def here(pk: int = 1, **more) -> Person:
    values = {
        "given_name": "Ann",
        "family_name": "Bee",
        "identifiers": frozenset({"1"}),
        "stays": {1: Stay("active", START)},
    }
    return Person(pk, **(values | more))


def snapshot(*people: Person) -> Snapshot:
    return Snapshot(
        people={person.pk: person for person in people},
        identifiers={one: person.pk for person in people for one in person.identifiers},
        emails={person.email: person.pk for person in people if person.email},
        cohorts={"2029": C29, "2028": C28},
        groups={(1, "a"): A, (1, "b"): B, (1, "w"): WARD},
    )


def planned(*rows: PersonRow, people: tuple[Person, ...] = (), wish: Wish = WISH, **roster) -> Plan:
    return plan(Roster("csv", rows, **roster), snapshot(*people), wish)


def only(found: Plan) -> PlannedRow:
    (row,) = found.rows
    return row


def codes(row: PlannedRow) -> set[str]:
    return {finding.code for finding in row.findings}
