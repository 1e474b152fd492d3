"""Where a file puts a person, and what has to be written for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as of
from datetime import date, timedelta

from interop.roster.rows import Finding, Place, Role, Standing, note, problem
from interop.roster.snapshot import CohortRef, GroupRef, Person, Snapshot, fold_code
from interop.roster.steps import Change, Enter, Join, Leave

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person importing chose.

    `on` is today at the school, `starts_on` the first day of new enrolments where the file gives none,
    `cohort` the code of the cohort for rows that name none. `mapping` leads from the identifier of a
    OneRoster class to the code of a cohort; an empty code leaves the class out. With `only`, the import
    stays within `cohort`: other cohorts do not exist for it, and nobody comes in without a place.
    """

    on: date
    starts_on: date
    cohort: str = ""
    mapping: Mapping[str, str] = of(default_factory=dict)
    only: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a file that was found in the program."""

    place: Place
    cohort: CohortRef
    group: GroupRef | None = None

    def over(self, on: date) -> bool:
        """Whether the file says that the person is no longer there."""
        ended = self.place.ends_on is not None and self.place.ends_on < on
        return ended or (self.place.standing is not None and self.place.standing.over)


@dataclass(slots=True)
class Spots:
    """The places of one row: those found, what stands against them, classes that are nowhere or left out."""

    found: list[Spot] = of(default_factory=list)
    findings: list[Finding] = of(default_factory=list)
    unmapped: list[str] = of(default_factory=list)
    left_out: list[str] = of(default_factory=list)

    @property
    def nowhere(self) -> bool:
        """Whether the file names classes for the person, and none of them leads to a cohort."""
        return not self.found and bool(self.unmapped or self.left_out)


@dataclass(slots=True)
class Written:
    """What writing the places of a row takes, and how it is shown."""

    enter: list[Enter] = of(default_factory=list)
    on_leave: list[tuple[int, bool]] = of(default_factory=list)
    leave: list[Leave] = of(default_factory=list)
    join: list[Join] = of(default_factory=list)
    quit: list[int] = of(default_factory=list)
    roles: list[tuple[Role, int]] = of(default_factory=list)
    changes: list[Change] = of(default_factory=list)
    findings: list[Finding] = of(default_factory=list)


def find_spots(places: tuple[Place, ...], snapshot: Snapshot, wish: Wish) -> Spots:
    """Return where in the program the places of a row are."""
    spots = Spots()
    for place in places:
        code = place.cohort or wish.cohort
        if place.klass:
            code = wish.mapping.get(place.klass, "")
            if not code:
                (spots.left_out if place.klass in wish.mapping else spots.unmapped).append(place.klass)
                continue
        _find(place, code, snapshot, spots)
    _refuse_both(spots, wish)
    return spots


def _find(place: Place, code: str, snapshot: Snapshot, spots: Spots) -> None:
    if not code:
        spots.findings.append(problem("cohort", "cohort_missing"))
        return
    cohort = snapshot.cohorts.get(fold_code(code))
    if cohort is None:
        spots.findings.append(
            problem("cohort", "cohort_unknown", value=code[:60], known=_known(snapshot.cohorts.values()))
        )
        return
    group = None
    if place.group and place.role is Role.STUDENT:
        group = snapshot.groups.get((cohort.pk, fold_code(place.group)))
        if group is None:
            there = [one for one in snapshot.groups.values() if one.cohort == cohort.pk]
            unknown = problem(
                "group", "group_unknown", value=place.group[:60], cohort=cohort.name, known=_known(there)
            )
            spots.findings.append(unknown)
            return
    spots.found.append(Spot(place, cohort, group))


def _known(refs: Iterable[CohortRef | GroupRef]) -> str:
    """Return the codes that there are, or the first of them, for a message."""
    codes = sorted({ref.code for ref in refs})
    return ", ".join(codes[:8]) + (", …" if len(codes) > 8 else "") or "–"


def _refuse_both(spots: Spots, wish: Wish) -> None:
    """Refuse somebody who would learn in a cohort and be staff of it: they would see their own marking."""
    there = [spot for spot in spots.found if not spot.over(wish.on)]
    students = {spot.cohort for spot in there if spot.place.role is Role.STUDENT}
    staff = {spot.cohort for spot in there if spot.place.role is not Role.STUDENT}
    for cohort in sorted(students & staff, key=lambda both: both.code):
        spots.findings.append(problem("role", "student_and_staff", cohort=cohort.name))


def write_places(
    spots: list[Spot],
    person: Person | None,
    used_groups: Mapping[int, set[int]],
    snapshot: Snapshot,
    wish: Wish,
) -> Written:
    """Return what it takes to bring a person where the file puts them.

    `used_groups` are the groups that the file uses, by cohort: whoever moves between these leaves the old
    one, while other groups of a person (a placement, say) are not the file's business.
    """
    written = Written()
    here = person or Person(0, "", "")
    by_cohort: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.place.role is Role.STUDENT:
            by_cohort.setdefault(spot.cohort.pk, []).append(spot)
        else:
            _staff(spot, here, wish, written)
    for together in by_cohort.values():
        staying = [spot for spot in together if not spot.over(wish.on)]
        if staying:
            first_day = _stay(staying, here, wish, written)
            _groups(staying, here, first_day, used_groups, snapshot, written)
        else:
            _go(together[0], here, written)
    return written


def _staff(spot: Spot, here: Person, wish: Wish, written: Written) -> None:
    role = (spot.place.role, spot.cohort.pk)
    if spot.over(wish.on):
        if role in here.roles:
            written.findings.append(note("role", "role_stays", cohort=spot.cohort.name))
    elif role not in here.roles and role not in written.roles:
        written.roles.append(role)
        written.changes.append(Change(f"role_{spot.place.role}", "", spot.cohort.name))


def _stay(spots: list[Spot], here: Person, wish: Wish, written: Written) -> date:
    """Enrol the person, or set their leave; return the first day on which they can be in a group."""
    cohort = spots[0].cohort
    said = {spot.place.standing for spot in spots} - {None}
    on_leave = Standing.ON_LEAVE in said and Standing.ACTIVE not in said
    days = [spot.place.starts_on for spot in spots if spot.place.starts_on]
    stay = here.stays.get(cohort.pk)
    if stay is None:
        first_day = min(days, default=wish.starts_on)
        left = here.left.get(cohort.pk)
        if left is not None and first_day <= left:
            first_day = max(left + ONE_DAY, wish.starts_on)
        written.enter.append(Enter(cohort.pk, first_day, on_leave))
        written.changes.append(Change("cohort", "", cohort.name))
        if on_leave:
            written.changes.append(Change("status", "", Standing.ON_LEAVE))
        return max(first_day, wish.on)
    if said and stay.status in {Standing.ACTIVE, Standing.ON_LEAVE}:
        wanted = Standing.ON_LEAVE if on_leave else Standing.ACTIVE
        if wanted != stay.status:
            written.on_leave.append((cohort.pk, on_leave))
            written.changes.append(Change("status", stay.status, wanted))
    if days and min(days) != stay.starts_on and not spots[0].place.klass:
        written.findings.append(note("starts_on", "start_kept", since=stay.starts_on.isoformat()))
    return max(stay.starts_on, wish.on)


def _groups(
    spots: list[Spot],
    here: Person,
    first_day: date,
    used_groups: Mapping[int, set[int]],
    snapshot: Snapshot,
    written: Written,
) -> None:
    wanted = {spot.group for spot in spots if spot.group}
    if not wanted:
        return
    keys = {group.pk for group in wanted}
    joined = sorted((group for group in wanted if group.pk not in here.groups), key=lambda group: group.pk)
    left = sorted((here.groups & used_groups.get(spots[0].cohort.pk, set())) - keys)
    written.join += [Join(group.pk, first_day) for group in joined]
    written.quit += left
    if joined or left:
        names = {group.pk: group.name for group in snapshot.groups.values()}
        old = ", ".join(names[pk] for pk in left)
        written.changes.append(Change("group", old, ", ".join(group.name for group in joined)))


def _go(spot: Spot, here: Person, written: Written) -> None:
    if spot.cohort.pk in here.stays:
        withdrawn = spot.place.standing is Standing.WITHDRAWN
        written.leave.append(Leave(spot.cohort.pk, completed=not withdrawn))
        written.changes.append(Change("cohort", spot.cohort.name, ""))
