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
from itertools import pairwise

# The track, in units of its own view box: the first tick, the distance of ticks, and the space around.
_FIRST, _STEP, _HEIGHT = 10, 39, 28
_MIDDLE = _HEIGHT // 2
_TICK, _AIM = 4, 10
_DOT, _RING, _RING_AROUND_DOT = "5.5", "6", "9.5"

# A bar on a phone is about 330 px wide: a figure takes 2.5 % of it, the space around figures 1.6 %.
_PER_FIGURE, _AROUND = Fraction(5, 2), Fraction(8, 5)
_WHOLE = Fraction(100)
_HUNDREDTH = Decimal("0.01")

# The charts that follow track and bar have no view box either, apart from the small ones: what runs across is
# in per cent of the width, what runs down in pixels, so that figures keep their size and marks stay round.
_PLOT_TOP, _PLOT_END, _BELOW = 24, Fraction(97), 26
_DOTS_TOP, _DOTS_ROW, _DOTS_END = 24, 32, Fraction(96)
_SPARK_AROUND = 4
_PER_LETTER = Fraction(14, 5)
_HALF, _PI = Fraction(1, 2), Fraction(355, 113)

Number = int | Fraction


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
    _check((assessed, self_rating, target), levels)
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


def _check(known: Iterable[int | None], levels: int) -> None:
    for level in known:
        if level is not None and not 1 <= level <= levels:
            raise ValueError(f"level {level} is off the scale of 1 to {levels}")


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on an axis; `at` is how far along it stands, `aim` marks the target."""

    value: int
    at: str
    aim: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a trend. `index` is its place among the points given."""

    index: int
    value: Fraction
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Values over time: rungs from the lowest up, points in order, and the neighbours that a line joins.
    `left` and `right` are where the plot begins and ends."""

    height: int
    left: str
    right: str
    rungs: tuple[Mark, ...]
    points: tuple[Point, ...]
    joined: tuple[tuple[Point, Point], ...]


def trend(
    values: Iterable[tuple[int, Number | None]],
    *,
    low: int,
    high: int,
    target: int | None = None,
    height: int = 160,
    most_rungs: int = 6,
) -> Trend:
    """A line through (when, value) in the order given; a None is a gap that no line bridges.

    `when` is any whole number that grows (a day's ordinal): distances are those in time, and one point
    stands in the middle. Values lie from `low` to `high`, which become the ends of the scale; between them
    stand whole rungs, at most `most_rungs` and the target. Raises ValueError for a value or a target off
    the scale, for times that do not grow, and for a scale without extent.
    """
    known = list(values)
    if low >= high:
        raise ValueError("a trend needs a scale whose end lies above its beginning")
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(known)):
        raise ValueError("the times of a trend grow from each point to the next")
    left = _AROUND + _PER_FIGURE * max(len(str(low)), len(str(high)))
    floor = height - _BELOW

    def down(value: Number) -> str:
        if not low <= value <= high:
            raise ValueError(f"{value} is off the scale of {low} to {high}")
        return str(_hundredths(floor - (Fraction(value) - low) * (floor - _PLOT_TOP) / (high - low)))

    def along(when: int) -> str:
        first, last = known[0][0], known[-1][0]
        share = Fraction(when - first, last - first) if last > first else _HALF
        inset = left + 2
        return str(_hundredths(inset + share * (_PLOT_END - 2 - inset)))

    placed = [
        None if value is None else Point(index, Fraction(value), along(when), down(value))
        for index, (when, value) in enumerate(known)
    ]
    steps = max(1, -(-(high - low) // (most_rungs - 1)))
    marked = {*range(low, high - steps // 2, steps), high, *(() if target is None else (target,))}
    return Trend(
        height=height,
        left=str(_hundredths(left)),
        right=str(_hundredths(_PLOT_END)),
        rungs=tuple(Mark(value, down(value), value == target) for value in sorted(marked)),
        points=tuple(point for point in placed if point),
        joined=tuple((one, other) for one, other in pairwise(placed) if one and other),
    )


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row: its label, its line, and what is known. `dot` and `ring` are positions or None; `around` says
    that the ring runs around the dot, because both are at one level."""

    label: str
    y: int
    dot: str | None
    ring: str | None
    around: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """Self beside assessed, one row under the other on one scale. Labels stand left of `left`."""

    height: int
    left: str
    right: str
    columns: tuple[Mark, ...]
    rows: tuple[DotRow, ...]


def dots(
    rows: Iterable[tuple[str, int | None, int | None]], *, target: int | None = 3, levels: int = 5
) -> Dots:
    """Rows of (short label, assessed, self-rating) on a scale of `levels`. Raises ValueError for a level off
    it."""
    known = list(rows)
    _check((target, *(level for _label, *both in known for level in both)), levels)
    longest = max((len(label) for label, _assessed, _self in known), default=0)
    left = min(Fraction(40), 5 + _PER_LETTER * longest)
    step = (_DOTS_END - left) / max(levels - 1, 1)
    at = {level: str(_hundredths(left + step * (level - 1))) for level in range(1, levels + 1)}
    drawn = tuple(
        DotRow(
            label=label,
            y=_DOTS_TOP + _DOTS_ROW * index + _DOTS_ROW // 2,
            dot=at[assessed] if assessed else None,
            ring=at[own] if own else None,
            around=bool(assessed) and assessed == own,
        )
        for index, (label, assessed, own) in enumerate(known)
    )
    return Dots(
        height=_DOTS_TOP + _DOTS_ROW * len(known) + 4,
        left=at[1],
        right=at[levels],
        columns=tuple(Mark(level, x, level == target) for level, x in at.items()),
        rows=drawn,
    )


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line of the size of a word, in units of its own view box: `runs` are the points of each unbroken
    piece as SVG writes them, `last` is the place of the newest value, None where there is none."""

    width: int
    height: int
    runs: tuple[str, ...]
    last: tuple[str, str] | None


def sparkline(values: Iterable[Number | None], *, width: int = 96, height: int = 24) -> Sparkline:
    """A line through values at even distances; a None is a gap. The lowest lies at the foot and the highest
    at the top; where all are equal the line runs through the middle."""
    known = list(values)
    said = [Fraction(value) for value in known if value is not None]
    if not said:
        return Sparkline(width, height, (), None)
    low, reach = min(said), max(said) - min(said)
    inner, tall = width - 2 * _SPARK_AROUND, height - 2 * _SPARK_AROUND
    runs: list[list[tuple[str, str]]] = [[]]
    for index, value in enumerate(known):
        if value is None:
            runs.append([])
            continue
        across = Fraction(index, len(known) - 1) if len(known) > 1 else _HALF
        up = (Fraction(value) - low) / reach if reach else _HALF
        x, y = _SPARK_AROUND + across * inner, height - _SPARK_AROUND - up * tall
        runs[-1].append((str(_hundredths(x)), str(_hundredths(y))))
    drawn = [run for run in runs if run]
    return Sparkline(width, height, tuple(" ".join(map(",".join, run)) for run in drawn), drawn[-1][-1])


@dataclass(frozen=True, slots=True)
class Ring:
    """How much of some work is done, as a ring that fills from the top in the sense of a clock. `around` is
    the length of the whole ring, `filled` of what is done."""

    size: int
    middle: str
    radius: str
    around: str
    filled: str


def ring(value: int, whole: int, *, size: int = 56, stroke: int = 6) -> Ring:
    """A ring of `value` out of `whole`, which may be 0: then nothing is filled. Raises ValueError unless
    0 <= value <= whole. What is begun is never drawn as nothing, nor what is unfinished as all."""
    if not 0 <= value <= whole:
        raise ValueError(f"{value} is not a part of {whole}")
    radius = Fraction(size - stroke, 2)
    around = 2 * _PI * radius
    filled = around * value / whole if whole else Fraction(0)
    if 0 < value < whole:
        filled = min(max(filled, Fraction(stroke, 2)), around - Fraction(stroke, 2))
    return Ring(size, *(str(_hundredths(length)) for length in (Fraction(size, 2), radius, around, filled)))
