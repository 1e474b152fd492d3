"""What the charts and tables of item analysis draw, from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assessments.item_analysis import Analysis, histogram
from assessments.item_reports import ItemLine
from assessments.item_words import decimals, percent

BINS = 10
Marks = list[tuple[str, Fraction]]


def distribution(found: Analysis) -> list[tuple[str, str, int]]:
    """How many sittings earned which share of the points: (short label, range, count)."""
    counts = histogram(found.totals, BINS)
    width = 100 // BINS
    return [
        (str(place * width), f"{place * width}–{(place + 1) * width}", count)
        for place, count in enumerate(counts)
    ]


def points(lines: Sequence[ItemLine]) -> list[tuple[str, Fraction, Fraction]]:
    """Facility and discrimination of the questions that have both: (number, facility, discrimination)."""
    return [
        (str(line.n), _exact(line.figures.facility.value), _exact(line.figures.discrimination.value))
        for line in lines
        if line.figures.facility.value is not None and line.figures.discrimination.value is not None
    ]


def _exact(value: float | None) -> Fraction:
    return Fraction(value or 0).limit_denominator(1000)


def facility_axis() -> Marks:
    """The axis of facility, in per cent."""
    return [(percent(step / 4), Fraction(step, 4)) for step in range(5)]


def discrimination_axis(drawn: Sequence[tuple[str, Fraction, Fraction]]) -> Marks:
    """The axis of discrimination, down to where the lowest point stands."""
    lowest = min((y for _name, _x, y in drawn), default=Fraction(0))
    steps = [Fraction(n, 5) for n in range(-5, 6)]
    first = max(step for step in steps if step <= lowest) if lowest < 0 else Fraction(0)
    return [(decimals(float(step), 1), step) for step in steps if step >= first]
