"""Which share of results was released within 42 days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.release_times import ReleaseTimes, release_times
from reports.scope import Scope, Tongue, head_of, manifest_of
from reports.small_cells import SMALLEST, suppressed
from reports.table import Column, Kind, Report, Row

NAME: Final = "release-times"
_PARTS: Final = ("within", "after", "waiting", "open")


def build(scope: Scope) -> Report:
    """Return one line for each assessment. Those who may not see names get no small groups."""
    found, tongue = release_times(scope.cohort, at=scope.as_of, period=scope.period), Tongue()
    titles = {one.version.pk: tongue.say(one.version, "title") for one in found}
    what = _("Results released within 42 days")
    sittings = sum(one.handed_in for one in found)
    exact = scope.audience.sees_names
    return Report(
        title=what,
        columns=columns(),
        rows=_rows(found, titles, exact=exact),
        row_count=len(found),
        manifest=manifest_of(scope, NAME),
        head=head_of(
            scope,
            what,
            covers=ngettext("%(n)s sitting", "%(n)s sittings", sittings) % {"n": sittings},
            only=tongue.only(),
        ),
        notes=(
            _(
                "Counted are sittings that count, from handing in to the release of the result; practice is"
                " left out. A sitting whose 42 days are not over counts toward the share only once it is"
                " released."
            ),
            _("A share is cut off after one decimal and never rounded up."),
            *(() if exact else (_("Empty stands for a group that is too small to be told."),)),
        ),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("assessment", _("Assessment")),
        Column("handed_in", _("Handed in"), Kind.INTEGER),
        Column("within", _("Released within 42 days"), Kind.INTEGER),
        Column("after", _("Released after 42 days"), Kind.INTEGER),
        Column("waiting", _("Not released after 42 days"), Kind.INTEGER),
        Column("open", _("Not released, 42 days not over"), Kind.INTEGER),
        Column("share", _("Share within 42 days"), Kind.SHARE),
    )


def _rows(found: tuple[ReleaseTimes, ...], titles: dict[int, str], *, exact: bool) -> Iterator[Row]:
    for one in found:
        counts = {part: getattr(one, part) for part in _PARTS}
        told = counts if exact else suppressed(counts)
        whole = exact or one.handed_in >= SMALLEST
        open_share = one.counted and all(count is not None for count in told.values())
        yield (
            titles[one.version.pk],
            one.handed_in if whole else None,
            *(told[part] for part in _PARTS),
            Fraction(one.within, one.counted) if open_share else None,
        )
