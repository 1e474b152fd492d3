"""Where the parts of a chart stand: numbers in, positions out. Pure: no Django.

A template draws what is found here, the same on the page and on paper. Positions that need decimals are
text with a point ("20.83"), because SVG reads no decimal comma and templates write numbers in the reader's
language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# The track, in units of its own view box: the first tick, the distance of ticks, and the space around.
_FIRST, _STEP, _HEIGHT = 10, 39, 28
_MIDDLE = _HEIGHT // 2
_TICK, _AIM = 4, 10
_DOT, _RING, _RING_AROUND_DOT = "5.5", "6", "9.5"

# A bar on a phone is about 330 px wide: a figure takes 2.5 % of it, the space around figures 1.6 %.
_PER_FIGURE, _AROUND = Fraction(5, 2), Fraction(8, 5)
_WHOLE = Fraction(100)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tick:
    """One level on a track, from top to bottom; `aim` marks the target, whose tick is tall."""

    level: int
    x: int
    top: int
    bottom: int
    aim: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """The assessed dot or the self-rated ring."""

    x: int
    y: int
    radius: str


@dataclass(frozen=True, slots=True)
class Line:
    """A level line between two points."""

    start: int
    end: int
    y: int


@dataclass(frozen=True, slots=True)
class Track:
    """The scale with a learner on it. `dot` is the assessed level, `ring` the self-rating, each None where
    there is none; `gap` runs from dot to ring where they differ. Draw in the order axis, ticks, gap, ring,
    dot."""

    width: int
    height: int
    axis: Line
    ticks: tuple[Tick, ...]
    gap: Line | None
    ring: Circle | None
    dot: Circle | None


def track(
    assessed: int | None = None, self_rating: int | None = None, *, target: int | None = 3, levels: int = 5
) -> Track:
    """A track of `levels` ticks, with what is known of a learner. Raises ValueError for a level off it."""
    for level in (assessed, self_rating, target):
        if level is not None and not 1 <= level <= levels:
            raise ValueError(f"level {level} is off the scale of 1 to {levels}")
    end = _at(levels)
    together = assessed is not None and assessed == self_rating
    apart = assessed is not None and self_rating is not None and not together
    return Track(
        width=end + _FIRST,
        height=_HEIGHT,
        axis=Line(_FIRST, end, _MIDDLE),
        ticks=tuple(_tick(level, aim=level == target) for level in range(1, levels + 1)),
        gap=Line(_at(assessed or 0), _at(self_rating or 0), _MIDDLE) if apart else None,
        ring=_circle(self_rating, _RING_AROUND_DOT if together else _RING),
        dot=_circle(assessed, _DOT),
    )


def _at(level: int) -> int:
    return _FIRST + _STEP * (level - 1)


def _tick(level: int, *, aim: bool) -> Tick:
    reach = _AIM if aim else _TICK
    return Tick(level, _at(level), _MIDDLE - reach, _MIDDLE + reach, aim)


def _circle(level: int | None, radius: str) -> Circle | None:
    return None if level is None else Circle(_at(level), _MIDDLE, radius)


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a bar, in per cent of its width with two decimals. `share` is the true share, 0 to 1;
    `labelled` says that its count fits inside, centred on `middle`."""

    kind: str
    count: int
    share: Fraction
    x: str
    width: str
    middle: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of a whole, left to right and without gaps; parts of nothing are not drawn."""

    total: int
    parts: tuple[BarPart, ...]


def bar(counts: Iterable[tuple[str, int]]) -> Bar:
    """A bar of (kind, count) in the order given; counts are 0 or more, else ValueError.

    Every part is as wide as its count needs in figures, at the cost of the wider ones; apart from that
    widths are in proportion, and more is never narrower. Where even that does not fit, the parts share the
    width by their need and go without figures.
    """
    known = list(counts)
    if any(count < 0 for _kind, count in known):
        raise ValueError("a bar has counts of 0 or more")
    drawn = [(kind, count) for kind, count in known if count]
    total = sum(count for _kind, count in drawn)
    widths = _widths([count for _kind, count in drawn])
    parts, start = [], Fraction(0)
    for (kind, count), width in zip(drawn, widths, strict=True):
        left, right = _hundredths(start), _hundredths(start + width)
        parts.append(
            BarPart(
                kind=kind,
                count=count,
                share=Fraction(count, total),
                x=str(left),
                width=str(right - left),
                middle=str(_hundredths(start + width / 2)),
                labelled=width >= _needed(count),
            )
        )
        start += width
    return Bar(total, tuple(parts))


def distribution(held: Mapping[int | None, int], *, levels: int = 5) -> tuple[tuple[str, int], ...]:
    """Counts by level (None: not assessed) as kinds for a bar, and for the table beside it: `l1` upward,
    then `none`; levels that nobody holds are there with 0."""
    kinds = [(f"l{level}", held.get(level, 0)) for level in range(1, levels + 1)]
    return (*kinds, ("none", held.get(None, 0)))


def _needed(count: int) -> Fraction:
    return _AROUND + _PER_FIGURE * len(str(count))


def _widths(counts: list[int]) -> list[Fraction]:
    """Proportional widths, none below what its figures need, in sum the whole."""
    needs = [_needed(count) for count in counts]
    if sum(needs) > _WHOLE:
        return [_WHOLE * need / sum(needs) for need in needs]
    narrow: set[int] = set()
    while True:
        room = _WHOLE - sum(needs[index] for index in narrow)
        rest = sum(count for index, count in enumerate(counts) if index not in narrow)
        widths = [
            needs[index] if index in narrow else room * count / rest for index, count in enumerate(counts)
        ]
        short = {index for index, width in enumerate(widths) if width < needs[index]}
        if not short:
            return widths
        narrow |= short


def _hundredths(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_HUNDREDTH)
