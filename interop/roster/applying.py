"""Writing a roster that was looked at: the plan again, and if it still is what was shown, all of it at once.

One short transaction under a lock on the batch. Killed at any point, nothing is written, and the batch still
says that it waits to be; run again, or twice at once, it is written once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from interop.models import ImportBatch, ImportRow
from interop.roster.batches import Options, staged_roster
from interop.roster.planning import plan
from interop.roster.present import load_snapshot
from interop.roster.steps import Action, Change, PlannedRow
from people.access import today
from people.models import Cohort, Enrolment, ExternalId, Group, StaffRole, User
from people.services import accounts, enrolling, grouping, staffing

ONE_DAY = timedelta(days=1)
WRITTEN = frozenset({Action.NEW, Action.CHANGED, Action.LEAVING})


class MovedOnError(Exception):
    """People changed between looking and writing: what would be written is no longer what was shown."""


@transaction.atomic
def confirm(*, batch: ImportBatch, look: int, take_good: bool, end_missing: bool, at: datetime) -> bool:
    """Say that the batch is to be written as it was shown at the `look`th look. Return whether that holds.

    It does not when it was said before, when the rows were looked at again since, or when a row is refused
    and `take_good` is not chosen.
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    options = Options.of_batch(locked)
    stale = locked.state != ImportBatch.State.STAGED or options.look != look
    if stale or (options.counts.get(Action.REFUSED, 0) and not take_good):
        return False
    locked.options = options.with_changes(
        take_good=take_good, end_missing=end_missing, moved_on=False, asked=at.isoformat()
    ).as_json()
    locked.state = ImportBatch.State.APPLYING
    locked.save(update_fields=["options", "state"])
    return True


def apply(*, batch_id: int, at: datetime) -> bool:
    """Write the batch if it waits to be written. Return whether this call wrote it.

    When people changed since the rows were looked at, nothing is written and the batch waits to be looked
    at again, so that nobody gets what was not shown.
    """
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
            if batch.state != ImportBatch.State.APPLYING:
                return False
            _write(batch, at)
    except (MovedOnError, IntegrityError):
        _look_again(batch_id)
        return False
    return True


@transaction.atomic
def _look_again(batch_id: int) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != ImportBatch.State.APPLYING:
        return
    batch.options = Options.of_batch(batch).with_changes(moved_on=True).as_json()
    batch.state, batch.rows_done = ImportBatch.State.READING, 0
    batch.save(update_fields=["options", "state", "rows_done"])


def _write(batch: ImportBatch, at: datetime) -> None:
    options = Options.of_batch(batch)
    roster, wish = staged_roster(batch), options.wish(batch.cohort, on=today(at))
    rows = plan(roster, load_snapshot(roster, wish, batch.program), wish).rows
    _refuse_other_than_shown(batch, rows)
    if not options.take_good and any(row.action is Action.REFUSED for row in rows):
        raise MovedOnError
    write_rows(batch=batch, rows=rows, at=at)


@transaction.atomic
def write_rows(*, batch: ImportBatch, rows: Iterable[PlannedRow], at: datetime) -> None:
    """Write the planned rows of a batch that waits to be written, by the services of `people`.

    Raises IntegrityError, and writes nothing, when somebody else took an address or an identifier just now.
    """
    options = Options.of_batch(batch)
    written = [row for row in rows if row.action in WRITTEN]
    keys = _people(written, options.system, at)
    _Places(batch, written, keys, today(at), at).write(end_missing=options.end_missing)
    _name_the_new(batch, options.system)
    batch.state, batch.applied_at = ImportBatch.State.APPLIED, at
    batch.save(update_fields=["state", "applied_at"])


def _refuse_other_than_shown(batch: ImportBatch, rows: Iterable[PlannedRow]) -> None:
    staged = batch.rows.values_list("line", "action", "user_id", "changes")
    shown = Counter(
        (line, action, user, tuple(Change.from_json(change) for change in changes))
        for line, action, user, changes in staged
    )
    now = Counter((row.row.line, row.action.value, row.user, row.changes) for row in rows)
    if shown != now:
        raise MovedOnError


def _people(rows: list[PlannedRow], system: str, at: datetime) -> list[int]:
    """Make and change the people of the rows, and return the key of the person of each."""
    new = [row for row in rows if row.action is Action.NEW]
    made = accounts.create_people(
        people=[
            accounts.NewPerson(
                given_name=row.steps.given_name or "",
                family_name=row.steps.family_name or "",
                email=row.steps.email,
                external_ids=((system, row.row.external_id),) if row.steps.link else (),
            )
            for row in new
        ],
        at=at,
    )
    accounts.update_people(
        changes=[
            accounts.ChangedPerson(
                user_id=row.user,
                given_name=row.steps.given_name,
                family_name=row.steps.family_name,
                email=row.steps.email,
                external_ids=((system, row.row.external_id),) if row.steps.link else (),
            )
            for row in rows
            if row.user is not None and _changes_person(row)
        ]
    )
    keys = iter(user.pk for user in made)
    return [next(keys) if row.user is None else row.user for row in rows]


def _changes_person(row: PlannedRow) -> bool:
    steps = row.steps
    named = steps.given_name is not None or steps.family_name is not None
    return named or steps.email is not None or steps.link


class _Places:
    """The places of the written rows, gathered so that each service is called once per place, not per row."""

    def __init__(
        self, batch: ImportBatch, rows: list[PlannedRow], keys: list[int], on: date, at: datetime
    ) -> None:
        self._rows = list(zip(rows, keys, strict=True))
        self._on, self._at, self._by = on, at, batch.created_by
        self._cohorts = {cohort.pk: cohort for cohort in Cohort.objects.filter(program=batch.program)}
        self._groups = {group.pk: group for group in Group.objects.filter(cohort__program=batch.program)}

    def write(self, *, end_missing: bool) -> None:
        """Enrol, send on leave, put into groups, give roles; end spells only if `end_missing`."""
        self._enrol()
        self._on_leave()
        if end_missing:
            self._end()
        self._regroup()
        self._give_roles()

    def _enrol(self) -> None:
        entering: dict[tuple[int, date], list[int]] = defaultdict(list)
        for row, pk in self._rows:
            for step in row.steps.enter:
                entering[step.cohort, step.starts_on].append(pk)
        for (cohort, starts_on), people in sorted(entering.items()):
            enrolling.enrol_many(
                cohort=self._cohorts[cohort], user_ids=people, starts_on=starts_on, at=self._at
            )

    def _on_leave(self) -> None:
        for row, pk in self._rows:
            wanted = [
                *row.steps.on_leave,
                *((step.cohort, True) for step in row.steps.enter if step.on_leave),
            ]
            for cohort, on_leave in wanted:
                spell = Enrolment.objects.filter(user=pk, cohort=cohort, recorded_until__isnull=True).latest(
                    "starts_on"
                )
                enrolling.change_status(
                    spell=spell,
                    status=Enrolment.Status.ON_LEAVE if on_leave else Enrolment.Status.ACTIVE,
                    from_day=max(self._on, spell.starts_on),
                    at=self._at,
                )

    def _end(self) -> None:
        leaving: dict[tuple[int, bool], list[int]] = defaultdict(list)
        for row, pk in self._rows:
            for step in row.steps.leave:
                leaving[step.cohort, step.completed].append(pk)
        for (cohort, completed), people in sorted(leaving.items()):
            enrolling.end_many(
                cohort=self._cohorts[cohort],
                user_ids=people,
                # Yesterday: who is not in the file is no longer here today.
                ends_on=self._on - ONE_DAY,
                at=self._at,
                status=Enrolment.Status.COMPLETED if completed else Enrolment.Status.WITHDRAWN,
            )

    def _regroup(self) -> None:
        leaving: dict[int, list[int]] = defaultdict(list)
        joining: dict[tuple[int, date], list[int]] = defaultdict(list)
        for row, pk in self._rows:
            for group in row.steps.quit:
                leaving[group].append(pk)
            for step in row.steps.join:
                joining[step.group, step.starts_on].append(pk)
        for group, people in sorted(leaving.items()):
            grouping.leave_many(
                group=self._groups[group], user_ids=people, ends_on=self._on - ONE_DAY, at=self._at
            )
        for (group, starts_on), people in sorted(joining.items()):
            grouping.join_many(group=self._groups[group], user_ids=people, starts_on=starts_on, at=self._at)

    def _give_roles(self) -> None:
        giving = [(row, pk) for row, pk in self._rows if row.steps.roles]
        people = User.objects.in_bulk([pk for _row, pk in giving])
        for row, pk in giving:
            for role, cohort in row.steps.roles:
                staffing.give_role(
                    user=people[pk],
                    role=StaffRole.Role(role.value),
                    cohort=self._cohorts[cohort],
                    by=self._by,
                    starts_on=self._on,
                    at=self._at,
                )


def _name_the_new(batch: ImportBatch, system: str) -> None:
    """Note on each new row whom it made, so that the result can lead to them."""
    made = batch.rows.filter(action=ImportRow.Action.NEW, user__isnull=True)
    by_identifier = ExternalId.objects.filter(system=system, sourced_id=OuterRef("named"))
    made.annotate(named=KT("values__external_id")).filter(named__isnull=False).update(
        user=Subquery(by_identifier.values("user")[:1])
    )
    by_email = User.objects.filter(email=OuterRef("named"))
    made.annotate(named=KT("values__email")).filter(named__isnull=False).update(
        user=Subquery(by_email.values("pk")[:1])
    )
