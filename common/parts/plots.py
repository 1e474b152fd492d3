"""Plots as SVG: counts as columns, pairs of figures as points. Painted by attributes, as charts are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common import plot_geometry
from common.components import draw
from common.labels import labelled
from common.parts.charts import PAINT
from common.plot_geometry import Number

_RECT: Final = '<rect x="{}%" y="{}" width="{}%" height="{}"/>'
_LABEL: Final = '<text x="{}%" y="{}">{}</text>'
_CIRCLE: Final = '<circle cx="{}%" cy="{}" r="4.5"/>'
_ACROSS: Final = '<line x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
_MOST_NAMED: Final = 40


def _joined(piece: str, rows: Iterable[tuple[object, ...]]) -> SafeString:
    return mark_safe("".join(piece.format(*(escape(str(one)) for one in row)) for row in rows))


def columns(counts: Iterable[tuple[str, int]], label: str) -> SafeString:
    """Return counts as columns with their figures; counts: (label of the column, count); label: what is
    counted."""
    known = list(counts)
    drawn = plot_geometry.columns(known)
    said = "; ".join(labelled(name, count) for name, count in known if count)
    filled = [one for one in drawn.columns if one.count]
    return draw(
        "columns",
        plot=drawn,
        label=label,
        said=said or _("Nothing yet."),
        marks=_joined(_RECT, ((one.x, one.top, one.width, one.height) for one in filled)),
        figures=_joined(_LABEL, ((one.middle, one.top, one.count) for one in filled)),
        axis=_joined(_LABEL, ((one.middle, drawn.height - 8, one.label) for one in drawn.columns)),
        rungs=_joined(_ACROSS, [("8", "98", drawn.floor, drawn.floor)]),
        paint=PAINT,
    )


def scatter(
    points: Iterable[tuple[str, Number, Number]],
    label: str,
    across: Sequence[tuple[str, Number]],
    up: Sequence[tuple[str, Number]],
    across_name: str,
    up_name: str,
) -> SafeString:
    """Return points with their names on two axes.

    points: (name, x, y); across, up: the marks of the axes as (label, value), ends first and last;
    across_name, up_name: what the axes measure; label: what the points are.
    """
    known = list(points)
    drawn = plot_geometry.scatter(((x, y) for _name, x, y in known), across=across, up=up)
    names = ", ".join(name for name, _x, _y in known[:_MOST_NAMED])
    said = _("%(up)s by %(across)s: %(names)s") % {"up": up_name, "across": across_name, "names": names}
    return draw(
        "scatter",
        plot=drawn,
        label=label,
        said=said if known else _("Nothing yet."),
        rungs=_joined(_ACROSS, ((drawn.left, drawn.right, one.at, one.at) for one in drawn.up)),
        up=_joined(_LABEL, (("0", one.at, one.label) for one in drawn.up)),
        across=_joined(_LABEL, ((one.at, drawn.height - 8, one.label) for one in drawn.across)),
        marks=_joined(_CIRCLE, ((one.x, one.y) for one in drawn.spots)),
        figures=_joined(_LABEL, ((one.x, one.y, known[one.index][0]) for one in drawn.spots)),
        paint=PAINT,
    )


PARTS = (columns, scatter)
