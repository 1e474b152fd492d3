"""Where columns and points of a plot stand: numbers in, positions out. Pure: no Django.

As in `common.chart_geometry`, what runs across is in per cent of the width and what runs down in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_HUNDREDTH = Decimal("0.01")
_LEFT, _RIGHT = Fraction(8), Fraction(98)
# Points leave room for the figures of their axes, on a phone too.
_POINTS_LEFT, _POINTS_RIGHT = Fraction(11), Fraction(94)
_TOP, _BELOW = 24, 26
_GAP = Fraction(1, 8)

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with its label below; `middle` is where figure and label stand."""

    label: str
    count: int
    x: str
    width: str
    top: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Counts side by side. `floor` is where they stand."""

    height: int
    floor: str
    columns: tuple[Column, ...]


def columns(counts: Iterable[tuple[str, int]], *, height: int = 180) -> Columns:
    """Columns of (label, count) from left to right, as high as their counts. What is counted is never drawn
    as nothing. Raises ValueError for a count below 0."""
    known = list(counts)
    if any(count < 0 for _label, count in known):
        raise ValueError("a column has a count of 0 or more")
    most = max((count for _label, count in known), default=0)
    floor, room = height - _BELOW, height - _BELOW - _TOP
    step = (_RIGHT - _LEFT) / max(1, len(known))
    drawn = []
    for index, (label, count) in enumerate(known):
        tall = max(Fraction(2), Fraction(room * count, most)) if count else Fraction(0)
        left = _LEFT + step * (index + _GAP / 2)
        drawn.append(
            Column(
                label=label,
                count=count,
                x=_said(left),
                width=_said(step * (1 - _GAP)),
                top=_said(floor - tall),
                height=_said(tall),
                middle=_said(_LEFT + step * (index + Fraction(1, 2))),
            )
        )
    return Columns(height, str(floor), tuple(drawn))


@dataclass(frozen=True, slots=True)
class Rung:
    """A value on an axis and where it stands."""

    label: str
    at: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One point; `index` is its place among the points given."""

    index: int
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points on two axes."""

    height: int
    left: str
    right: str
    top: str
    floor: str
    across: tuple[Rung, ...]
    up: tuple[Rung, ...]
    spots: tuple[Spot, ...]


def scatter(
    points: Iterable[tuple[Number, Number]],
    *,
    across: Sequence[tuple[str, Number]],
    up: Sequence[tuple[str, Number]],
    height: int = 260,
) -> Scatter:
    """Points (x, y). `across` and `up` are the marks of the axes as (label, value), the first and the last of
    them their ends. Raises ValueError for an axis without extent and for a point off it."""
    known = list(points)
    _check(across, [x for x, _y in known])
    _check(up, [y for _x, y in known])
    floor = height - _BELOW

    def along(value: Number) -> str:
        share = (Fraction(value) - across[0][1]) / (Fraction(across[-1][1]) - across[0][1])
        return _said(_POINTS_LEFT + share * (_POINTS_RIGHT - _POINTS_LEFT))

    def down(value: Number) -> str:
        share = (Fraction(value) - up[0][1]) / (Fraction(up[-1][1]) - up[0][1])
        return _said(floor - share * (floor - _TOP))

    return Scatter(
        height=height,
        left=_said(_POINTS_LEFT),
        right=_said(_POINTS_RIGHT),
        top=str(_TOP),
        floor=str(floor),
        across=tuple(Rung(label, along(value)) for label, value in across),
        up=tuple(Rung(label, down(value)) for label, value in up),
        spots=tuple(Spot(index, along(x), down(y)) for index, (x, y) in enumerate(known)),
    )


def _check(axis: Sequence[tuple[str, Number]], values: Iterable[Number]) -> None:
    if len(axis) < 2 or axis[0][1] >= axis[-1][1]:
        raise ValueError("an axis needs an end that lies above its beginning")
    if any(not axis[0][1] <= value <= axis[-1][1] for value in values):
        raise ValueError("a point lies off its axis")


def _said(value: Fraction) -> str:
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(_HUNDREDTH))
