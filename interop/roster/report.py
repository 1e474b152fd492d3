"""A plan as text for the console: what happens to whom, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from common.labels import labelled
from interop.models import ImportRow
from interop.roster import wording
from interop.roster.steps import Action, Plan, PlannedRow

SHOWN = 50
"""Rows of one kind that are listed, unless all are asked for."""
_ORDER = (Action.NEW, Action.CHANGED, Action.LEAVING, Action.UNCHANGED)


def lines(plan: Plan, *, every_row: bool, end_missing: bool) -> Iterator[str]:
    """Yield the lines of the preview: a table of what happens, the notes, the refusals, the counts."""
    yield f"{_('Row'):>6}  {_('What happens'):<12}  {_('Person'):<32}  {_('Number'):<20}  {_('Changes')}"
    for action in _ORDER:
        yield from _table(plan, action, every_row=every_row)
    notes = [wording.say(finding) for finding in plan.notes]
    notes += [
        wording.say(finding, line=row.row.line, source=row.row.source)
        for row in plan.rows
        for finding in row.findings
        if not finding.blocking and finding.code != "same_as"
    ]
    if notes:
        yield ""
        yield _("To know:")
        yield from _some([f"  {said}" for said in notes], every_row=every_row)
    refused = [row for row in plan.rows if row.action is Action.REFUSED]
    if refused:
        yield ""
        yield _("Refused:")
        yield from (line for row in refused for line in _refusal(row))
        if any(finding.code == "class_unmapped" for row in refused for finding in row.findings):
            yield _("To say where a class leads: --map CLASS=COHORT; to leave it out: --map CLASS=")
    yield ""
    yield _counts(plan)
    if plan.count(Action.LEAVING) and not end_missing:
        yield _("Those who are leaving keep their enrolment. To end it: --end-missing")


def as_json(plan: Plan, *, written: bool) -> dict[str, Any]:
    """Return the plan as JSON values: counts, rows with their changes, and what was said of each."""
    return {
        "written": written,
        "counts": {action.value: plan.count(action) for action in Action},
        "notes": [str(wording.say(finding)) for finding in plan.notes],
        "rows": [
            {
                "row": row.row.line,
                "file": row.row.source,
                "action": row.action.value,
                "name": row.row.name,
                "external_id": row.row.external_id,
                "email": row.row.email,
                "changes": [wording.change(change) for change in row.changes],
                "findings": [_finding(wording.say(finding)) for finding in row.findings],
            }
            for row in plan.rows
        ],
    }


def _finding(said: wording.Said) -> dict[str, Any]:
    return {
        "field": said.field,
        "message": said.message,
        "remedy": said.remedy,
        "refuses": said.blocking,
    }


def _table(plan: Plan, action: Action, *, every_row: bool) -> Iterator[str]:
    rows = [row for row in plan.rows if row.action is action]
    yield from _some([_line(row) for row in rows], every_row=every_row)


def _line(row: PlannedRow) -> str:
    what = str(ImportRow.Action(row.action.value).label)
    changes = "; ".join(wording.change(change) for change in row.changes)
    number = str(row.row.line or "–")
    return f"{number:>6}  {what:<12}  {row.row.name:<32}  {row.row.external_id:<20}  {changes}".rstrip()


def _some(all_lines: list[str], *, every_row: bool) -> Iterator[str]:
    shown = all_lines if every_row else all_lines[:SHOWN]
    yield from shown
    if len(all_lines) > len(shown):
        yield _("        … and %(count)s more (-v 2 lists all)") % {"count": len(all_lines) - len(shown)}


def _refusal(row: PlannedRow) -> Iterator[str]:
    for finding in row.findings:
        if finding.blocking:
            said = wording.say(finding, line=row.row.line, source=row.row.source)
            text = f"{said.message} {said.remedy}".rstrip()
            name = "" if row.row.name in said.message else row.row.name
            for label in (said.field, name, said.where):
                text = labelled(label, text) if label else text
            yield f"  {text}"


def _counts(plan: Plan) -> str:
    return _(
        "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(leaving)s leaving, %(refused)s refused."
    ) % {action.value: plan.count(action) for action in Action}
