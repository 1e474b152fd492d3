"""How far a cohort is with what it aims at."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from learners.reaching_targets import TargetStand, TargetState, targets_of
from reports.scope import Scope, head_of, manifest_of
from reports.small_cells import suppressed
from reports.table import Column, Kind, Report, Row

NAME: Final = "targets"


def build(scope: Scope) -> Report:
    """Return one line for each target. Those who may not see names get no small groups."""
    found = targets_of(scope.cohort, scope.as_of)
    what = _("Targets of the cohort")
    exact = scope.audience.sees_names
    return Report(
        title=what,
        columns=columns(),
        rows=_rows(found, exact=exact),
        row_count=len(found),
        manifest=manifest_of(scope, NAME),
        head=head_of(
            scope, what, covers=ngettext("%(n)s target", "%(n)s targets", len(found)) % {"n": len(found)}
        ),
        notes=(
            _("Counted are the learners who are enrolled and active.")
            + " "
            + _("Who is on leave or has withdrawn is told apart and not counted."),
            _("A share is cut off after one decimal and never rounded up."),
            *(() if exact else (_("Empty stands for a group that is too small to be told."),)),
        ),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("competencies", _("Competencies")),
        Column("level", _("At level or above"), Kind.LEVEL),
        Column("measures", _("Measures"), Kind.INTEGER),
        Column("direct", _("Direct measures"), Kind.INTEGER),
        Column("share_needed", _("Share aimed at"), Kind.SHARE),
        Column("due", _("By"), Kind.DATE),
        Column("counted", _("Learners counted"), Kind.INTEGER),
        Column("reached", _("Reached it"), Kind.INTEGER),
        Column("share", _("Share that reached it"), Kind.SHARE),
        Column("on_leave", _("On leave"), Kind.INTEGER),
        Column("withdrawn", _("Withdrawn"), Kind.INTEGER),
        Column("state", _("State")),
    )


def _rows(found: tuple[TargetStand, ...], *, exact: bool) -> Iterator[Row]:
    words = {
        TargetState.MET: pgettext("target", "Met"),
        TargetState.ON_THE_WAY: pgettext("target", "On the way"),
        TargetState.MISSED: pgettext("target", "Missed"),
    }
    for one in found:
        parts = {"reached": one.reached, "short": one.counted - one.reached}
        reached = one.reached if exact else suppressed(parts)["reached"]
        target = one.target
        yield (
            ", ".join(column.code for column in one.columns),
            target.level,
            target.measures,
            target.direct,
            Fraction(one.share_needed, 100),
            target.due_on,
            one.counted,
            reached,
            Fraction(reached, one.counted) if reached is not None and one.counted else None,
            one.on_leave if exact else None,
            one.withdrawn if exact else None,
            words[one.state],
        )
