"""Staged rows and counts in words, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Q

from interop.models import ImportBatch, ImportRow
from interop.roster import wording
from interop.roster.batches import Options
from interop.roster.rows import Finding, PersonRow
from interop.roster.steps import Change
from people.access import Capability, cohorts_where
from people.models import Cohort, User
from people.querysets import running_q


@dataclass(frozen=True, slots=True)
class RowShown:
    """One staged row: where it stands, who it is, what happens and why."""

    where: str
    name: str
    details: str
    action: str
    action_label: str
    changes: tuple[str, ...]
    findings: tuple[wording.Said, ...]


def shown_rows(rows: Iterable[ImportRow]) -> list[RowShown]:
    """Return the rows in words."""
    return [_shown(row) for row in rows]


def _shown(row: ImportRow) -> RowShown:
    person = PersonRow.from_json(row.line, row.values)
    findings = [wording.say(Finding.from_json(said)) for said in row.problems]
    return RowShown(
        where=wording.place(row.line, person.source),
        name=person.name,
        details=" · ".join(part for part in (person.external_id, person.email) if part),
        action=row.action,
        action_label=str(ImportRow.Action(row.action).label),
        changes=tuple(wording.change(Change.from_json(said)) for said in row.changes),
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The import as a whole: counts by action, notes on the file, what was chosen."""

    new: int
    changed: int
    unchanged: int
    leaving: int
    refused: int
    notes: tuple[wording.Said, ...]
    has_classes: bool
    moved_on: bool
    end_missing: bool

    @classmethod
    def of(cls, batch: ImportBatch, options: Options) -> Self:
        """Return what is to be said of the import."""
        counts = options.counts
        return cls(
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            leaving=counts.get("leaving", 0),
            refused=counts.get("refused", 0),
            notes=tuple(wording.say(finding) for finding in options.plan_notes),
            has_classes=bool(options.classes),
            moved_on=options.moved_on,
            end_missing=options.end_missing,
        )

    @property
    def nothing_to_write(self) -> bool:
        """Whether writing it would change nobody, whatever is chosen."""
        return not (self.new or self.changed or self.leaving)


def without_address(batch: ImportBatch, user: User, on: date) -> list[Cohort]:
    """Return the cohorts in which people whom the import made have no address: they need a claim code."""
    made = batch.rows.filter(action=ImportRow.Action.NEW, user__email__isnull=True).values("user")
    running = running_q(on, prefix="enrolments__")
    cohorts = cohorts_where(user, Capability.MANAGE, on=on).filter(
        running, Q(enrolments__recorded_until__isnull=True), enrolments__user__in=made
    )
    return list(cohorts.distinct().order_by("name"))
