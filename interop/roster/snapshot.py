"""Who and what is here already, as far as a roster concerns it. Pure; `present` fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as of
from datetime import date

from interop.roster.rows import Role


@dataclass(frozen=True, slots=True)
class CohortRef:
    """A cohort of the program that the import is for."""

    pk: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class GroupRef:
    """A group of one of these cohorts."""

    pk: int
    cohort: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Stay:
    """A spell in a cohort of the program that is not over: running, or still to begin."""

    status: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is here.

    `email_protected`: the address is theirs, whatever a file says (activated accounts, staff).
    `elsewhere`: they are here through other programs only, so this import shows and changes none of their
    details. `stays` are by cohort; `left` is the last day of a spell that is over; `groups` and `roles`
    are those that are not over.
    """

    pk: int
    given_name: str
    family_name: str
    email: str = ""
    identifiers: frozenset[str] = frozenset()
    email_protected: bool = False
    elsewhere: bool = False
    erased: bool = False
    stays: Mapping[int, Stay] = of(default_factory=dict)
    left: Mapping[int, date] = of(default_factory=dict)
    groups: frozenset[int] = frozenset()
    roles: frozenset[tuple[Role, int]] = frozenset()

    @property
    def name(self) -> str:
        """The name as it reads."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The people whom a roster may mean, and the cohorts and groups of its program.

    `identifiers` (in the roster's system) and `emails` (lower case) lead to the key of a person. `cohorts`
    and `groups` are by folded code and by folded name where that is nobody else's.
    """

    people: Mapping[int, Person] = of(default_factory=dict)
    identifiers: Mapping[str, int] = of(default_factory=dict)
    emails: Mapping[str, int] = of(default_factory=dict)
    cohorts: Mapping[str, CohortRef] = of(default_factory=dict)
    groups: Mapping[tuple[int, str], GroupRef] = of(default_factory=dict)

    def in_cohort(self, cohort: int) -> list[Person]:
        """Return those who are in the cohort, in the order of their names."""
        there = [person for person in self.people.values() if cohort in person.stays]
        return sorted(there, key=lambda person: (person.family_name, person.given_name, person.pk))


def fold_code(text: str) -> str:
    """Return a code as it is looked up: case and the spaces around it do not tell two apart."""
    return text.strip().casefold()
