"""What writing a roster would do: parsed rows and who is here, to planned rows. Pure.

Whoever imports sees this plan before anything is written, and what is written is this plan or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interop.roster.matching import Matched, match_rows
from interop.roster.placing import Spots, Wish, Written, find_spots, write_places
from interop.roster.rows import ClassRef, Finding, PersonRow, Role, Roster, note, problem
from interop.roster.snapshot import CohortRef, Person, Snapshot
from interop.roster.steps import Action, Change, Leave, Plan, PlannedRow, Steps
from people.names import fold

FEW = 4
"""Cohorts smaller than this may leave by halves without a word."""


def plan(roster: Roster, snapshot: Snapshot, wish: Wish) -> Plan:
    """Return what writing the roster would do, row by row, then those who would leave."""
    planner = Planner(roster, snapshot, wish)
    rows = tuple(planner.rows())
    return Plan(rows, planner.notes())


@dataclass(frozen=True, slots=True)
class _Placed:
    matched: Matched
    spots: Spots


class Planner:
    """One plan in the making; `rows` may be consumed bit by bit, so that progress can be shown."""

    def __init__(self, roster: Roster, snapshot: Snapshot, wish: Wish) -> None:
        self._roster = roster
        self._snapshot = snapshot
        self._wish = wish
        self._placed = [
            _Placed(matched, find_spots(matched.row.places, snapshot, wish))
            for matched in match_rows(roster.people, snapshot)
        ]
        self._used_groups = self._find_used_groups()
        self._names = self._names_by_cohort()
        self._handled: set[tuple[int, int]] = set()
        self._spared: set[int] = set()
        self._spared_names: set[str] = set()
        self._touched: dict[int, CohortRef] = {}
        self._leaving: Counter[int] = Counter()

    @property
    def total(self) -> int:
        """How many rows the file has; more are planned where somebody leaves or a class is nowhere."""
        return len(self._placed)

    def rows(self) -> Iterator[PlannedRow]:
        """Yield the rows in the order of the file, then classes without a cohort, then who would leave."""
        for placed in self._placed:
            yield self._row(placed)
        yield from self._classes()
        yield from self._missing()

    def notes(self) -> tuple[Finding, ...]:
        """Return what is to be said of the whole, once all rows were consumed."""
        notes = list(self._roster.notes)
        for pk, count in self._leaving.items():
            there = len(self._snapshot.in_cohort(pk))
            if there >= FEW and count * 2 > there:
                name = self._touched[pk].name
                notes.append(note("file", "many_leave", count=count, there=there, cohort=name))
        return tuple(notes)

    # One row ---------------------------------------------------------------------------------

    def _row(self, placed: _Placed) -> PlannedRow:
        matched, spots = placed.matched, placed.spots
        person, row = matched.person, matched.row
        if matched.same_as:
            found = (*matched.findings, note("", "same_as", row=matched.same_as))
            return PlannedRow(row, Action.UNCHANGED, _pk(person), findings=found)
        findings = [*matched.findings, *spots.findings, *self._against(placed)]
        if any(finding.blocking for finding in findings):
            self._spare(row, person)
            return PlannedRow(row, Action.REFUSED, _pk(person), findings=tuple(findings))
        if code := self._not_brought_in(row, person, spots):
            self._spare(row, person)
            return PlannedRow(row, Action.UNCHANGED, _pk(person), findings=(*findings, note("", code)))
        return self._written(row, person, spots, findings)

    def _against(self, placed: _Placed) -> list[Finding]:
        row, person, spots = placed.matched.row, placed.matched.person, placed.spots
        found: list[Finding] = []
        if spots.unmapped:
            names = ", ".join(self._class_name(klass) for klass in spots.unmapped)
            if not spots.found:
                found.append(problem("cohort", "class_without_cohort", classes=names))
            else:
                found.append(note("cohort", "class_skipped", classes=names))
        if person is None and not row.refused and not (row.given_name or row.family_name):
            stranger = problem("external_id", "enrolled_stranger", id=row.external_id[:100])
            found.append(stranger if row.label else problem("given_name", "name_missing"))
        return found

    def _not_brought_in(self, row: PersonRow, person: Person | None, spots: Spots) -> str:
        """Return why the row is passed over though nothing is wrong with it, or nothing."""
        if spots.nowhere:
            return "left_out"
        if person is None and self._is_over(row, spots):
            return "not_brought_in"
        return "without_place" if self._wish.only and not spots.found and not row.gone else ""

    def _is_over(self, row: PersonRow, spots: Spots) -> bool:
        ended = [spot.over(self._wish.on) for spot in spots.found]
        return row.gone or (bool(ended) and all(ended))

    def _written(
        self, row: PersonRow, person: Person | None, spots: Spots, findings: list[Finding]
    ) -> PlannedRow:
        if person and row.gone:
            written = self._departure(person)
        else:
            written = write_places(spots.found, person, self._used_groups, self._snapshot, self._wish)
        steps, changes, kept = _details(row, person)
        steps = replace(
            steps,
            enter=tuple(written.enter),
            on_leave=tuple(written.on_leave),
            leave=tuple(written.leave),
            join=tuple(written.join),
            quit=tuple(written.quit),
            roles=tuple(written.roles),
        )
        self._remember(person, spots)
        changes += written.changes
        findings = [*findings, *kept, *written.findings, *self._namesakes(row, person, spots)]
        action = Action.NEW
        if person:
            action = Action.LEAVING if written.leave else Action.CHANGED if changes else Action.UNCHANGED
        return PlannedRow(row, action, _pk(person), tuple(changes), steps, tuple(findings))

    def _spare(self, row: PersonRow, person: Person | None) -> None:
        """Remember whom a row that is not written may mean: the file names them, so they have not left."""
        known = (self._snapshot.identifiers.get(row.external_id), self._snapshot.emails.get(row.email))
        self._spared.update(pk for pk in (_pk(person), *known) if pk is not None)
        self._spared_names.add(fold(row.name))

    def _departure(self, person: Person) -> Written:
        """Return the end of every stay of somebody whom the source system has deleted, and nothing else."""
        names = {cohort.pk: cohort.name for cohort in self._snapshot.cohorts.values()}
        return Written(
            leave=[Leave(cohort) for cohort in person.stays],
            changes=[Change("cohort", names[cohort], "") for cohort in person.stays],
        )

    def _remember(self, person: Person | None, spots: Spots) -> None:
        for spot in spots.found:
            if spot.place.role is not Role.STUDENT:
                continue
            if not spot.over(self._wish.on):
                self._touched.setdefault(spot.cohort.pk, spot.cohort)
            if person:
                self._handled.add((person.pk, spot.cohort.pk))

    def _namesakes(self, row: PersonRow, person: Person | None, spots: Spots) -> list[Finding]:
        """Say so when somebody new has the name of somebody who is in the cohort already."""
        if person:
            return []
        name = fold(row.name)
        cohorts = [spot.cohort for spot in spots.found if name in self._names.get(spot.cohort.pk, ())]
        return [note("given_name", "namesake", cohort=cohorts[0].name)] if cohorts else []

    # What the file says as a whole -------------------------------------------------------------

    def _classes(self) -> Iterator[PlannedRow]:
        for klass in self._roster.classes:
            if klass.sourced_id in self._wish.mapping:
                continue
            found = problem(
                "cohort", "class_unmapped", name=klass.name, id=klass.sourced_id, students=klass.students
            )
            row = PersonRow(klass.line, label=klass.name, source="classes.csv")
            yield PlannedRow(row, Action.REFUSED, findings=(found,), made=True)

    def _missing(self) -> Iterator[PlannedRow]:
        """Yield who is in a cohort that the file fills, and whom no row of the file puts there."""
        if self._roster.delta:
            return
        for cohort in self._touched.values():
            for person in self._snapshot.in_cohort(cohort.pk):
                spared = person.pk in self._spared or fold(person.name) in self._spared_names
                if spared or (person.pk, cohort.pk) in self._handled:
                    continue
                self._leaving[cohort.pk] += 1
                row = PersonRow(
                    0,
                    external_id=min(person.identifiers, default=""),
                    given_name=person.given_name,
                    family_name=person.family_name,
                    email=person.email,
                )
                steps = Steps(leave=(Leave(cohort.pk),))
                change = Change("cohort", cohort.name, "")
                yield PlannedRow(row, Action.LEAVING, person.pk, (change,), steps, made=True)

    def _find_used_groups(self) -> dict[int, set[int]]:
        used: dict[int, set[int]] = {}
        for placed in self._placed:
            for spot in placed.spots.found:
                if spot.group:
                    used.setdefault(spot.cohort.pk, set()).add(spot.group.pk)
        return used

    def _names_by_cohort(self) -> dict[int, set[str]]:
        names: dict[int, set[str]] = {}
        for person in self._snapshot.people.values():
            for cohort in person.stays:
                names.setdefault(cohort, set()).add(fold(person.name))
        return names

    def _class_name(self, sourced_id: str) -> str:
        known: dict[str, ClassRef] = {klass.sourced_id: klass for klass in self._roster.classes}
        return known[sourced_id].name if sourced_id in known else sourced_id


def _pk(person: Person | None) -> int | None:
    return person.pk if person else None


def _details(row: PersonRow, person: Person | None) -> tuple[Steps, list[Change], list[Finding]]:
    """Return what becomes of a person's names, address and identifier.

    An empty cell takes nothing away. The address of staff or of an activated account is never touched,
    and of somebody who is only in other programs nothing is, nor is it shown.
    """
    if person is None:
        steps = Steps(row.given_name, row.family_name, row.email or None, link=bool(row.external_id))
        return steps, [], []
    changes: list[Change] = []
    kept: list[Finding] = []
    given = row.given_name if row.given_name not in {"", person.given_name} else None
    family = row.family_name if row.family_name not in {"", person.family_name} else None
    email = row.email if row.email not in {"", person.email} else None
    link = bool(row.external_id) and row.external_id not in person.identifiers
    if person.elsewhere:
        if given or family or email:
            kept.append(note("", "kept_elsewhere"))
        given = family = email = None
    if email and person.email_protected:
        kept.append(note("email", "email_kept", value=row.email))
        email = None
    if given is not None:
        changes.append(Change("given_name", person.given_name, given))
    if family is not None:
        changes.append(Change("family_name", person.family_name, family))
    if email is not None:
        changes.append(Change("email", person.email, email))
    if link:
        changes.append(Change("external_id", "", row.external_id))
    return Steps(given, family, email, link), changes, kept
