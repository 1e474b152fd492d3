"""Ways of importing that several tests take."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from interop.models import ImportBatch
from interop.roster import applying, staging
from interop.roster.batches import Options
from interop.roster.choices import options_for
from interop.roster.importing import Order, Outcome, import_now
from people.models import Cohort, Enrolment, ExternalId, GroupSpell, Program, StaffRole, User

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
START = date(2026, 9, 1)


def import_file(
    data: bytes,
    program: Program,
    cohort: Cohort | None = None,
    *,
    at: datetime = AT,
    dry_run: bool = False,
    by: User | None = None,
    mapping: dict[str, str] | None = None,
    **options: Any,
) -> Outcome:
    """Import as the console does."""
    roster = staging.read_roster(data)
    chosen = options_for(roster, cohort=cohort, starts_on=START, mapping=mapping).with_changes(**options)
    order = Order(roster, data, "roster.csv", program, cohort, chosen, by)
    return import_now(order=order, at=at, dry_run=dry_run)


def staged(
    data: bytes, program: Program, cohort: Cohort | None = None, *, by: User | None = None
) -> ImportBatch:
    """Stage as the page does, and have the rows looked at."""
    roster = staging.read_roster(data)
    batch = staging.stage(
        roster=roster,
        data=data,
        file_name="roster.csv",
        program=program,
        cohort=cohort,
        options=options_for(roster, cohort=cohort, starts_on=START),
        by=by,
        at=AT,
    )
    staging.look_at(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    return batch


def confirm(batch: ImportBatch, *, take_good: bool = False, end_missing: bool = False) -> bool:
    look = Options.of_batch(batch).look
    done = applying.confirm(batch=batch, look=look, take_good=take_good, end_missing=end_missing, at=AT)
    batch.refresh_from_db()
    return done


def actions(outcome: Outcome) -> list[str]:
    return [row.action.value for row in outcome.plan.rows]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that an import may write, so that two moments can be compared."""
    fields: dict[Any, tuple[str, ...]] = {
        User: ("pk", "email", "given_name", "family_name", "sort_name", "password", "activated_at"),
        ExternalId: ("user_id", "system", "sourced_id"),
        Enrolment: ("pk", "user_id", "cohort_id", "status", "starts_on", "ends_on", "recorded_until"),
        GroupSpell: ("pk", "user_id", "group_id", "starts_on", "ends_on", "recorded_until"),
        StaffRole: ("pk", "user_id", "role", "cohort_id", "program_id", "starts_on", "ends_on"),
    }
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list(*names))
        for model, names in fields.items()
    }
