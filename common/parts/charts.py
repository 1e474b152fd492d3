"""Charts as SVG, the same on the page and on paper.

Each carries its paint as attributes, so that it can stand in a document without stylesheets; the page's own
CSS overrides them, for the dark, for forced colours, for the size. Nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common import chart_geometry, dates
from common.chart_geometry import Number
from common.components import draw
from common.labels import labelled

PAINT: Final[Mapping[str, str]] = {
    "paper": "#f6f8f7",
    "ink": "#14201c",
    "muted": "#52605b",
    "rule": "#d7dfdb",
    "edge": "#74837d",
    "data": "#1f4f96",
    "na-edge": "#8c9a94",
    **dict(
        zip(("l1", "l2", "l3", "l4", "l5"), "#dde8f6 #b7cdea #7ca5d9 #3a6cb0 #153b75".split(), strict=True)
    ),
    **dict(zip(("l1-ink", "l2-ink", "l3-ink"), "#0e1b2e #0e1b2e #0a1526".split(), strict=True)),
    "l4-ink": "#ffffff",
    "l5-ink": "#ffffff",
}
"""The light colours of `tokens.css`, as attributes need them."""

_FILLS: Final = {"none": ("url(#hatch)", "ink"), "in": ("ink", "paper"), "late": ("muted", "paper")}
_MOST_FIGURES: Final = 8
# The many small pieces of a chart are joined, not looped over in a template: that takes a third of the time.
_ACROSS: Final = '<line x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
_DOWN: Final = '<line x1="{}%" x2="{}%" y1="24" y2="100%"/>'
_LABEL: Final = '<text x="{}%" y="{}">{}</text>'
_PART: Final = '<rect class="b-{}" fill="{}" x="{}%" y="0" width="{}%" height="100%"/>'
_COUNT: Final = (
    '<text class="t-{}" fill="{}" text-anchor="middle" dominant-baseline="central" font-size="13"'
    ' x="{}%" y="50%">{}</text>'
)
_CIRCLE: Final = '<circle cx="{}%" cy="{}" r="{}"/>'


def _joined(piece: str, rows: Iterable[tuple[object, ...]]) -> SafeString:
    """Return `piece` for each of `rows`, which are escaped (by the library: three times as fast here)."""
    return mark_safe("".join(piece.format(*(escape(str(one)) for one in row)) for row in rows))


def _paint(kind: str) -> tuple[str, str]:
    """Return the fill of a part of a bar, and the ink of its figures."""
    fill, ink = _FILLS.get(kind, (kind, f"{kind}-ink"))
    return PAINT.get(fill, fill), PAINT[ink]


def track(
    assessed: int | None = None,
    self_rating: int | None = None,
    target: int | None = 3,
    levels: int = 5,
) -> SafeString:
    """Return the track: a tick per level, tall at the target, a dot for assessed, a ring for self.

    Hidden from screen readers: the level badges that stand beside it say the same. With neither level
    the bare scale is drawn, so that rows stay in line.
    """
    drawn = chart_geometry.track(assessed or None, self_rating or None, target=target, levels=levels)
    return draw("track", track=drawn, paint=PAINT)


def bar(parts: Iterable[tuple[str, str, int]], label: str, alone: bool = False) -> SafeString:
    """Return a bar of parts of a whole, each with its count inside where it fits.

    parts: (kind, word, count), kind being l1 to l5, none (hatched), in or late; label: what it counts;
    alone: it stands outside the frame, in a document, and brings its own hatching.
    """
    known = list(parts)
    drawn = chart_geometry.bar((kind, count) for kind, _word, count in known)
    said = ", ".join(f"{word} {count}" for _kind, word, count in known)
    painted = [(part, *_paint(part.kind)) for part in drawn.parts]
    return draw(
        "bar",
        parts=_joined(_PART, ((part.kind, fill, part.x, part.width) for part, fill, _ink in painted)),
        counts=_joined(
            _COUNT,
            ((part.kind, ink, part.middle, part.count) for part, _fill, ink in painted if part.labelled),
        ),
        label=labelled(label, said),
        alone=alone,
        paint=PAINT,
    )


def trend(
    points: Iterable[tuple[date | datetime, Number | None]],
    label: str,
    low: int,
    high: int,
    target: int | None = None,
) -> SafeString:
    """Return values over days as a line, from `low` to `high`, with the target as a heavy dashed line.

    points: (day, value), a day at most once, None where nothing is known; label: what is measured.
    """
    known = list(points)
    days = [dates.record_day(day) for day, _value in known]
    drawn = chart_geometry.trend(
        ((day.toordinal(), value) for day, value in known), low=low, high=high, target=target
    )
    said = "; ".join(labelled(days[one.index], one.value) for one in drawn.points)
    named = drawn.points if len(drawn.points) <= _MOST_FIGURES else drawn.points[-1:]
    return draw(
        "trend",
        trend=drawn,
        label=label,
        said=said or _("Nothing yet."),
        ends=(days[0] if days else "", days[-1] if len(days) > 1 else ""),
        rungs=_rungs(drawn, aim=False),
        aims=_rungs(drawn, aim=True),
        axis=_joined(_LABEL, (("0", one.at, one.value) for one in drawn.rungs)),
        runs=_joined(_ACROSS, ((one.x, other.x, one.y, other.y) for one, other in drawn.joined)),
        marks=_joined(_CIRCLE, ((one.x, one.y, "4.5") for one in drawn.points)),
        figures=_joined(_LABEL, ((one.x, one.y, one.value) for one in named)),
        paint=PAINT,
    )


def _rungs(drawn: chart_geometry.Trend, *, aim: bool) -> SafeString:
    marks = (mark for mark in drawn.rungs if mark.aim == aim)
    return _joined(_ACROSS, ((drawn.left, drawn.right, one.at, one.at) for one in marks))


def dots(
    rows: Iterable[tuple[str, int | None, int | None]], label: str, target: int | None = 3, levels: int = 5
) -> SafeString:
    """Return self beside assessed for several competencies on one scale: a dot, a ring, dotted the distance.

    rows: (code, assessed, self-rating), None where there is none; label: whose they are.
    """
    known = list(rows)
    said = "; ".join(
        _("%(code)s: assessed %(assessed)s, self %(own)s")
        % {"code": code, "assessed": assessed or "–", "own": own or "–"}
        for code, assessed, own in known
    )
    drawn = chart_geometry.dots(known, target=target, levels=levels)
    rows_ = drawn.rows
    return draw(
        "dots",
        dots=drawn,
        label=label,
        said=said,
        rungs=_joined(_DOWN, ((one.at, one.at) for one in drawn.columns if not one.aim)),
        aims=_joined(_DOWN, ((one.at, one.at) for one in drawn.columns if one.aim)),
        axis=_joined(_LABEL, ((one.at, 14, one.value) for one in drawn.columns)),
        names=_joined(_LABEL, (("0", one.y, one.label) for one in rows_)),
        lines=_joined(_ACROSS, ((drawn.left, drawn.right, one.y, one.y) for one in rows_)),
        gaps=_joined(
            _ACROSS,
            ((one.dot, one.ring, one.y, one.y) for one in rows_ if one.dot and one.ring and not one.around),
        ),
        rings=_joined(
            _CIRCLE, ((one.ring, one.y, "9.5" if one.around else "6") for one in rows_ if one.ring)
        ),
        marks=_joined(_CIRCLE, ((one.dot, one.y, "5.5") for one in rows_ if one.dot)),
        paint=PAINT,
    )


def sparkline(values: Iterable[Number | None], label: str) -> SafeString:
    """Return a line of the size of a word, with a dot at the newest value; label: what is measured."""
    known = list(values)
    said = ", ".join("–" if value is None else str(value) for value in known)
    drawn = chart_geometry.sparkline(known)
    return draw("sparkline", line=drawn, label=labelled(label, said), paint=PAINT)


def progress_ring(value: int, max: int, label: str) -> SafeString:  # noqa: A002
    """Return how much of some work is done as a ring with its figures; never for how far a person is."""
    said = _("%(value)s of %(max)s") % {"value": value, "max": max}
    figures = len(f"{value}{max}")
    size = 56 if figures < 5 else 72 if figures < 6 else 92
    return draw(
        "progress_ring",
        ring=chart_geometry.ring(value, max, size=size),
        value=value,
        max=max,
        label=labelled(label, said),
        paint=PAINT,
    )


def chart(content: SafeString, title: str, description: str = "", table: str = "") -> SafeString:
    """Return the frame of a chart: what it shows, how to read it, the chart, and the same as a table.

    table: HTML from `capture`, a `{% table %}` with the figures that the chart shows.
    """
    return draw("chart", content=content, title=title, description=description, table=table)


PARTS = (track, bar, trend, dots, sparkline, progress_ring, chart)
