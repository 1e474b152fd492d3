"""Staged rows and counts in words, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interop.models import ImportBatch, ImportRow
from interop.roster import wording
from interop.roster.batches import Options
from interop.roster.rows import Finding, PersonRow
from interop.roster.steps import Change
from people.access import Capability, cohorts_where
from people.models import Cohort, Enrolment, User

SHOWN_ACTIONS: Final = frozenset(ImportRow.Action) - {ImportRow.Action.READ}


@dataclass(frozen=True, slots=True)
class RowShown:
    """One staged row: where it stands, who it is, what happens and why."""

    where: str
    name: str
    details: tuple[str, ...]
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
        details=tuple(part for part in (person.external_id, person.email) if part),
        action=row.action,
        action_label=str(ImportRow.Action(row.action).label),
        changes=tuple(wording.change(Change.from_json(said)) for said in row.changes),
        findings=tuple(findings),
    )


class Tab(NamedTuple):
    """One kind of rows: how many there are, and the link to them alone."""

    label: str
    href: str
    current: bool


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
    tabs: tuple[Tab, ...]

    @classmethod
    def of(cls, batch: ImportBatch, options: Options, *, wanted: str) -> Self:
        """Return what is to be said of the import; `wanted` is the kind of rows that is shown."""
        decided = {"many_leave"} if batch.state == ImportBatch.State.APPLIED else set()
        counts = options.counts
        return cls(
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            leaving=counts.get("leaving", 0),
            refused=counts.get("refused", 0),
            notes=tuple(
                wording.say(finding) for finding in options.plan_notes if finding.code not in decided
            ),
            has_classes=bool(options.classes),
            moved_on=options.moved_on,
            end_missing=options.end_missing,
            tabs=_tabs(counts, wanted),
        )

    @property
    def nothing_to_write(self) -> bool:
        """Whether writing it would change nobody, whatever is chosen."""
        return not (self.new or self.changed or self.leaving)


class Entered(NamedTuple):
    """A cohort into which the import brought somebody; `needs_codes` where some of them have no address."""

    cohort: Cohort
    needs_codes: bool


def entered(batch: ImportBatch, user: User, on: date) -> list[Entered]:
    """Return the cohorts of the people whom a written import made or changed, if `user` manages them."""
    written = (ImportRow.Action.NEW, ImportRow.Action.CHANGED)
    touched = batch.rows.filter(action__in=written, user__isnull=False)
    unreached = touched.filter(action=ImportRow.Action.NEW, user__email__isnull=True)
    standing = Enrolment.objects.running(on)
    there = standing.filter(user__in=touched.values("user")).values("cohort")
    coded = set(standing.filter(user__in=unreached.values("user")).values_list("cohort", flat=True))
    cohorts = cohorts_where(user, Capability.MANAGE, on=on).filter(program=batch.program, pk__in=there)
    return [Entered(cohort, cohort.pk in coded) for cohort in cohorts.order_by("-starts_on", "name")]


def _tabs(counts: Mapping[str, int], wanted: str) -> tuple[Tab, ...]:
    found = [
        Tab(_counted(action.value, counts.get(action.value, 0)), f"?show={action.value}", wanted == action)
        for action in ImportRow.Action
        if action in SHOWN_ACTIONS and (counts.get(action.value) or wanted == action)
    ]
    return (Tab(_("All %(count)s") % {"count": sum(counts.values())}, "?", not wanted), *found)


def _counted(action: str, n: int) -> str:
    """Return the word for rows of one kind and how many there are; other languages bend the word."""
    words = {
        "new": ngettext("New %(n)s", "New %(n)s", n),
        "changed": ngettext("Changed %(n)s", "Changed %(n)s", n),
        "unchanged": ngettext("Unchanged %(n)s", "Unchanged %(n)s", n),
        "leaving": ngettext("Leaving %(n)s", "Leaving %(n)s", n),
        "refused": ngettext("Refused %(n)s", "Refused %(n)s", n),
    }
    return words[action] % {"n": n}
