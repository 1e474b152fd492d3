"""Who and what is here already, read in a few statements per two thousand people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as of
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q
from django.db.models.functions import Lower

from interop.roster.placing import Wish
from interop.roster.rows import Role, Roster
from interop.roster.snapshot import CohortRef, GroupRef, Person, Snapshot, Stay, fold_code
from people.models import Cohort, Enrolment, ExternalId, Group, GroupSpell, Program, StaffRole, User
from people.querysets import recorded_q
from people.services.accounts import email_is_protected

T = TypeVar("T")

CHUNK = 2_000
"""How many values one statement asks about; SQLite takes a limited number."""


def load_snapshot(roster: Roster, wish: Wish, program: Program) -> Snapshot:
    """Return the people whom the roster may mean and those in the cohorts it names, as of `wish.on`.

    Where the wish stays within one cohort, the others of the program count as elsewhere.
    """
    cohorts = _cohorts(program)
    if wish.only:
        own = fold_code(wish.cohort)
        cohorts = {code: ref for code, ref in cohorts.items() if fold_code(ref.code) == own}
    identifiers = _identifiers(roster)
    emails = _emails(roster)
    named = {cohorts[code].pk for code in _codes(roster, wish) if code in cohorts}
    keys = {*identifiers.values(), *emails.values(), *_members(named, wish.on)}
    here = {ref.pk for ref in cohorts.values()}
    reach = _Reach(frozenset(here), None if wish.only else program.pk, wish.on)
    return Snapshot(
        people=_people(sorted(keys), roster.system, reach),
        identifiers=identifiers,
        emails=emails,
        cohorts=cohorts,
        groups={key: ref for key, ref in _groups(program).items() if ref.cohort in here},
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """What counts as here: these cohorts, and the program itself unless the import stays within a cohort."""

    cohorts: frozenset[int]
    program: int | None
    on: date


def _cohorts(program: Program) -> dict[str, CohortRef]:
    rows = Cohort.objects.filter(program=program).order_by("pk").values_list("pk", "code", "name")
    refs = [CohortRef(*row) for row in rows]
    return _by_name(refs) | {fold_code(ref.code): ref for ref in refs}


def _groups(program: Program) -> dict[tuple[int, str], GroupRef]:
    rows = Group.objects.filter(cohort__program=program).order_by("pk")
    by_cohort: dict[int, list[GroupRef]] = defaultdict(list)
    for row in rows.values_list("pk", "cohort_id", "code", "name"):
        by_cohort[row[1]].append(GroupRef(*row))
    return {
        (cohort, name): ref
        for cohort, refs in by_cohort.items()
        for name, ref in (_by_name(refs) | {fold_code(ref.code): ref for ref in refs}).items()
    }


R = TypeVar("R", CohortRef, GroupRef)


def _by_name(refs: list[R]) -> dict[str, R]:
    """Return the places by folded name, where the name is nobody else's."""
    names = Counter(fold_code(ref.name) for ref in refs)
    return {fold_code(ref.name): ref for ref in refs if names[fold_code(ref.name)] == 1}


def _codes(roster: Roster, wish: Wish) -> set[str]:
    named = {place.cohort for row in roster.people for place in row.places}
    return {fold_code(code) for code in (*named, wish.cohort, *wish.mapping.values()) if code}


def _identifiers(roster: Roster) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in _chunks({row.external_id for row in roster.people if row.external_id}):
        rows = ExternalId.objects.filter(system=roster.system, sourced_id__in=chunk)
        found.update(rows.values_list("sourced_id", "user_id"))
    return found


def _emails(roster: Roster) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in _chunks({row.email for row in roster.people if row.email}):
        rows = User.objects.annotate(folded=Lower("email")).filter(folded__in=chunk)
        found.update((email.lower(), pk) for email, pk in rows.values_list("email", "pk"))
    return found


def _members(cohorts: set[int], on: date) -> set[int]:
    standing = Enrolment.objects.filter(recorded_q(), _not_over(on), cohort__in=cohorts)
    return set(standing.values_list("user_id", flat=True))


def _not_over(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


@dataclass(slots=True)
class _Places:
    """What one person is, in this program and beyond."""

    stays: dict[int, Stay] = of(default_factory=dict)
    left: dict[int, date] = of(default_factory=dict)
    groups: set[int] = of(default_factory=set)
    roles: set[tuple[Role, int]] = of(default_factory=set)
    here: bool = False
    beyond: bool = False


def _people(keys: list[int], system: str, reach: _Reach) -> dict[int, Person]:
    people: dict[int, Person] = {}
    for chunk in _chunks(keys):
        places: dict[int, _Places] = defaultdict(_Places)
        _read_spells(chunk, reach, places)
        _read_roles(chunk, reach, places)
        named: dict[int, set[str]] = defaultdict(set)
        rows = ExternalId.objects.filter(user__in=chunk, system=system)
        for pk, sourced_id in rows.values_list("user_id", "sourced_id"):
            named[pk].add(sourced_id)
        protected = email_is_protected(user_ids=chunk)
        users = User.objects.filter(pk__in=chunk).order_by("pk")
        fields = ("pk", "given_name", "family_name", "email", "erased_at", "is_school_admin", "is_superuser")
        for row in users.values_list(*fields):
            pk = row[0]
            people[pk] = _person(row, places[pk], frozenset(named[pk]), pk in protected, reach)
    return people


def _person(
    row: tuple[Any, ...], places: _Places, identifiers: frozenset[str], protected: bool, reach: _Reach
) -> Person:
    pk, given_name, family_name, email, erased_at, is_school_admin, is_superuser = row
    beyond = places.beyond or is_school_admin or is_superuser
    return Person(
        pk=pk,
        given_name=given_name,
        family_name=family_name,
        email=(email or "").lower(),
        identifiers=identifiers,
        # Two programs share the person: neither hands the account to another address.
        email_protected=protected or beyond,
        elsewhere=not places.here and (beyond or reach.program is None),
        erased=erased_at is not None,
        stays=places.stays,
        left=places.left,
        groups=frozenset(places.groups),
        roles=frozenset(places.roles),
    )


def _read_spells(chunk: list[int], reach: _Reach, places: dict[int, _Places]) -> None:
    fields = ("user_id", "cohort_id", "status", "starts_on", "ends_on")
    spells = Enrolment.objects.filter(recorded_q(), user__in=chunk).order_by("starts_on")
    for pk, cohort, status, starts_on, ends_on in spells.values_list(*fields):
        there = places[pk]
        if cohort not in reach.cohorts:
            there.beyond = True
            continue
        there.here = True
        if ends_on is None or ends_on >= reach.on:
            there.stays.setdefault(cohort, Stay(status, starts_on))
        else:
            there.left[cohort] = max(ends_on, there.left.get(cohort, ends_on))
    groups = GroupSpell.objects.filter(recorded_q(), _not_over(reach.on), user__in=chunk)
    for pk, group in groups.filter(group__cohort__in=reach.cohorts).values_list("user_id", "group_id"):
        places[pk].groups.add(group)


def _read_roles(chunk: list[int], reach: _Reach, places: dict[int, _Places]) -> None:
    fields = ("user_id", "role", "program_id", "cohort_id", "ends_on")
    for pk, role, program, cohort, ends_on in StaffRole.objects.filter(user__in=chunk).values_list(*fields):
        there = places[pk]
        if cohort not in reach.cohorts and (program is None or program != reach.program):
            there.beyond = True
            continue
        there.here = True
        if cohort is not None and (ends_on is None or ends_on >= reach.on):
            there.roles.add((Role(role), cohort))


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
