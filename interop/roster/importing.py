"""A roster from bytes to people in one go, as the console does it: look and write in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from interop.roster import staging
from interop.roster.applying import write_rows
from interop.roster.batches import Options
from interop.roster.planning import Planner
from interop.roster.present import load_snapshot
from interop.roster.rows import Roster
from interop.roster.steps import Action, Plan, PlannedRow
from people.access import today
from people.models import Cohort, Program, User


@dataclass(frozen=True, slots=True)
class Order:
    """What to import where: a file that was read, its bytes and name, and what was chosen."""

    roster: Roster
    data: bytes
    file_name: str
    program: Program
    cohort: Cohort | None
    options: Options
    by: User | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The plan, whether it was written, and whether writing it changes anybody."""

    plan: Plan
    written: bool
    changes: bool


@transaction.atomic
def import_now(
    *, order: Order, at: datetime, dry_run: bool = False, report: Callable[[int, int], None] | None = None
) -> Outcome:
    """Plan the roster and write it: all or nothing, or what is good if the options say so.

    `report` is told how many of how many rows are planned. A file that changes nobody leaves no batch
    behind. Raises IntegrityError, and writes nothing, when somebody else took an address just now.
    """
    planned = _plan(order, at, report)
    options = replace(order.options, counts={action: planned.count(action) for action in Action})
    changes = any(_changes(row, options) for row in planned.rows)
    written = not dry_run and (options.take_good or not planned.count(Action.REFUSED))
    if written and changes:
        batch = staging.stage(
            roster=order.roster,
            data=order.data,
            file_name=order.file_name,
            program=order.program,
            cohort=order.cohort,
            options=replace(options, plan_notes=planned.notes),
            by=order.by,
            at=at,
            planned=planned.rows,
        )
        write_rows(batch=batch, rows=planned.rows, at=at)
    return Outcome(planned, written, changes)


def _plan(order: Order, at: datetime, report: Callable[[int, int], None] | None) -> Plan:
    wish = order.options.wish(order.cohort, on=today(at))
    roster = replace(order.roster, notes=order.options.notes)
    planner = Planner(roster, load_snapshot(roster, wish, order.program), wish)
    rows = []
    for row in planner.rows():
        rows.append(row)
        if report and len(rows) <= planner.total and len(rows) % staging.STEP == 0:
            report(len(rows), planner.total)
    return Plan(tuple(rows), planner.notes())


def _changes(row: PlannedRow, options: Options) -> bool:
    if row.action is Action.LEAVING:
        # Somebody who leaves may have a new name as well; that is written either way.
        return options.end_missing or len(row.changes) > len(row.steps.leave)
    return row.action in {Action.NEW, Action.CHANGED}
