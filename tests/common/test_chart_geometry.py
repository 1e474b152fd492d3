"""Positions of what charts are made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.chart_geometry import (
    Circle,
    Line,
    Sparkline,
    bar,
    distribution,
    dots,
    ring,
    sparkline,
    track,
    trend,
)

levels = st.one_of(st.none(), st.integers(1, 5))


# Track


def test_track_is_drawn_as_in_the_look():
    drawn = track(assessed=3, self_rating=2)
    assert (drawn.width, drawn.height, drawn.axis) == (176, 28, Line(10, 166, 14))
    assert [(tick.level, tick.x, tick.top, tick.bottom, tick.aim) for tick in drawn.ticks] == [
        (1, 10, 10, 18, False),
        (2, 49, 10, 18, False),
        (3, 88, 4, 24, True),
        (4, 127, 10, 18, False),
        (5, 166, 10, 18, False),
    ]
    assert drawn.dot == Circle(88, 14, "5.5")
    assert drawn.ring == Circle(49, 14, "6")
    assert drawn.gap == Line(88, 49, 14)


def test_track_puts_the_dot_inside_the_ring_where_both_agree():
    drawn = track(assessed=4, self_rating=4)
    assert (drawn.dot, drawn.ring, drawn.gap) == (Circle(127, 14, "5.5"), Circle(127, 14, "9.5"), None)


@pytest.mark.parametrize(
    ("assessed", "self_rating", "dot", "ring"),
    [(None, None, None, None), (1, None, 10, None), (None, 5, None, 166)],
)
def test_track_draws_only_what_is_known(assessed, self_rating, dot, ring):
    drawn = track(assessed, self_rating)
    assert drawn.gap is None
    assert (drawn.dot and drawn.dot.x, drawn.ring and drawn.ring.x) == (dot, ring)
    assert drawn.ring is None or drawn.ring.radius == "6"


def test_track_follows_target_and_number_of_levels():
    drawn = track(target=None, levels=3)
    assert (drawn.width, len(drawn.ticks), any(tick.aim for tick in drawn.ticks)) == (98, 3, False)
    assert [tick.level for tick in track(target=4).ticks if tick.aim] == [4]


@pytest.mark.parametrize("off", [{"assessed": 0}, {"assessed": 6}, {"self_rating": -1}, {"target": 6}])
def test_track_refuses_a_level_off_the_scale(off):
    with pytest.raises(ValueError, match="off the scale"):
        track(**off)


@given(levels, levels)
def test_track_places_marks_on_ticks_and_inside_its_width(assessed, self_rating):
    drawn = track(assessed, self_rating)
    at = {tick.level: tick.x for tick in drawn.ticks}
    for level, mark in ((assessed, drawn.dot), (self_rating, drawn.ring)):
        assert (mark is None) == (level is None)
        if mark:
            assert mark.x == at[level]
            assert 0 <= mark.x - float(mark.radius) <= mark.x + float(mark.radius) <= drawn.width
    assert (drawn.gap is None) == (None in {assessed, self_rating} or assessed == self_rating)


# Bar


def test_bar_is_drawn_as_in_the_look():
    drawn = bar([("l1", 0), ("l2", 5), ("l3", 11), ("l4", 6), ("l5", 2), ("none", 0)])
    assert drawn.total == 24
    assert [(part.kind, part.count, part.x, part.width, part.middle) for part in drawn.parts] == [
        ("l2", 5, "0.00", "20.83", "10.42"),
        ("l3", 11, "20.83", "45.84", "43.75"),
        ("l4", 6, "66.67", "25.00", "79.17"),
        ("l5", 2, "91.67", "8.33", "95.83"),
    ]
    assert drawn.parts[0].share == Fraction(5, 24)


def test_bar_keeps_one_of_twenty_four_in_proportion():
    assert [part.width for part in bar([("l1", 1), ("l2", 23)]).parts] == ["4.17", "95.83"]


def test_bar_widens_a_part_to_its_figures_at_the_cost_of_the_wider():
    drawn = bar([("l1", 1), ("l2", 299), ("none", 10)])
    assert [part.width for part in drawn.parts] == ["4.10", "89.30", "6.60"]
    assert [part.labelled for part in drawn.parts] == [True, True, True]
    assert drawn.parts[0].share == Fraction(1, 310)


def test_bar_widens_a_part_that_becomes_too_narrow_by_the_widening_of_others():
    """E has 7.0 of 100 at first, and 5.9 once the four parts of one have what they need."""
    drawn = bar([("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 70), ("f", 926)])
    assert [part.labelled for part in drawn.parts] == [True] * 6
    assert [part.width for part in drawn.parts[3:]] == ["4.10", "6.60", "77.00"]


def test_bar_of_too_many_parts_goes_without_figures_and_still_fills_the_width():
    drawn = bar([(str(n), 1) for n in range(40)])
    assert not any(part.labelled for part in drawn.parts)
    assert {part.width for part in drawn.parts} == {"2.50"}


@pytest.mark.parametrize("counts", [[], [("l1", 0), ("none", 0)]])
def test_bar_of_nothing_has_no_parts(counts):
    assert (bar(counts).total, bar(counts).parts) == (0, ())


def test_bar_of_one_part_is_the_whole():
    (part,) = bar([("none", 3)]).parts
    assert (part.x, part.width, part.middle, part.share) == ("0.00", "100.00", "50.00", 1)


def test_bar_refuses_a_negative_count():
    with pytest.raises(ValueError, match="0 or more"):
        bar([("l1", -1)])


@given(st.lists(st.integers(0, 20_000), max_size=7))
def test_bar_fills_its_width_in_order_with_room_for_every_figure(counts):
    drawn = bar((str(index), count) for index, count in enumerate(counts))
    assert [part.count for part in drawn.parts] == [count for count in counts if count]
    assert drawn.total == sum(counts)
    for left, right in pairwise(drawn.parts):
        assert Decimal(left.x) + Decimal(left.width) == Decimal(right.x)
    if drawn.parts:
        last = drawn.parts[-1]
        assert Decimal(last.x) + Decimal(last.width) == 100
        assert sum(part.share for part in drawn.parts) == 1
    for part in drawn.parts:
        assert part.labelled
        assert Decimal(part.width) >= Decimal("1.6") + Decimal("2.5") * len(str(part.count)) - Decimal("0.01")
        assert Decimal(part.x) < Decimal(part.middle) < Decimal(part.x) + Decimal(part.width)


@given(st.lists(st.integers(1, 20_000), min_size=2, max_size=30))
def test_bar_never_draws_more_narrower(counts):
    drawn = sorted(bar((str(n), count) for n, count in enumerate(counts)).parts, key=lambda part: part.count)
    for less, more in pairwise(drawn):
        assert Decimal(less.width) <= Decimal(more.width) + Decimal("0.02")


def test_distribution_lists_every_level_then_not_assessed():
    assert distribution({3: 4, None: 2, 1: 1}) == (
        ("l1", 1), ("l2", 0), ("l3", 4), ("l4", 0), ("l5", 0), ("none", 2),
    )  # fmt: skip
    assert distribution({}, levels=3) == (("l1", 0), ("l2", 0), ("l3", 0), ("none", 0))


# Trend

numbers = st.one_of(st.none(), st.integers(0, 40), st.fractions(0, 40, max_denominator=20))


def test_trend_places_values_between_the_ends_of_scale_and_time():
    drawn = trend([(10, 1), (20, 5), (40, 3)], low=1, high=5, target=3, height=160)
    assert [(mark.value, mark.at, mark.aim) for mark in drawn.rungs] == [
        (1, "134.00", False),
        (2, "106.50", False),
        (3, "79.00", True),
        (4, "51.50", False),
        (5, "24.00", False),
    ]
    assert (drawn.left, drawn.right) == ("4.10", "97.00")
    assert [(point.index, point.x, point.y) for point in drawn.points] == [
        (0, "6.10", "134.00"),
        (1, "35.73", "24.00"),
        (2, "95.00", "79.00"),
    ]
    assert [(one.index, other.index) for one, other in drawn.joined] == [(0, 1), (1, 2)]


def test_trend_leaves_a_gap_where_nothing_is_known():
    drawn = trend([(1, 1), (2, None), (3, 2), (4, 3)], low=0, high=5)
    assert [point.index for point in drawn.points] == [0, 2, 3]
    assert [(one.index, other.index) for one, other in drawn.joined] == [(2, 3)]


@pytest.mark.parametrize(("values", "points"), [([], 0), ([(7, None)], 0), ([(7, 2)], 1)])
def test_trend_of_little_is_a_scale_with_what_there_is(values, points):
    drawn = trend(values, low=0, high=4)
    assert (len(drawn.points), drawn.joined, len(drawn.rungs)) == (points, (), 5)
    assert not points or drawn.points[0].x == "50.55"


@pytest.mark.parametrize(
    ("values", "scale", "reason"),
    [
        ([(1, 6)], {"low": 1, "high": 5}, "off the scale"),
        ([(1, 1)], {"low": 1, "high": 5, "target": 6}, "off the scale"),
        ([(2, 1), (2, 1)], {"low": 1, "high": 5}, "grow"),
        ([(1, 1)], {"low": 5, "high": 5}, "above its beginning"),
    ],
)
def test_trend_refuses_what_it_cannot_place(values, scale, reason):
    with pytest.raises(ValueError, match=reason):
        trend(values, **scale)


@given(st.lists(numbers, max_size=30), st.integers(100, 400))
def test_trend_stays_within_its_frame_and_never_turns_back(values, height):
    drawn = trend(enumerate(values), low=0, high=40, height=height)
    assert [point.value for point in drawn.points] == [value for value in values if value is not None]
    across = [Decimal(point.x) for point in drawn.points]
    assert across == sorted(set(across))
    for point in drawn.points:
        assert Decimal(drawn.left) < Decimal(point.x) < Decimal(drawn.right)
        assert 0 < Decimal(point.y) < height
    for one, other in combinations(drawn.points, 2):
        assert (one.value >= other.value) or Decimal(one.y) >= Decimal(other.y)
    assert all(other.index == one.index + 1 for one, other in drawn.joined)
    known = [value is not None for value in values]
    assert len(drawn.joined) == sum(here and there for here, there in pairwise(known))


@given(st.integers(-20, 20), st.integers(1, 5_000))
def test_trend_marks_both_ends_and_few_between(low, extent):
    rungs = trend([], low=low, high=low + extent).rungs
    assert (rungs[0].value, rungs[-1].value) == (low, low + extent)
    assert len(rungs) <= 6
    assert all(below.value < above.value for below, above in pairwise(rungs))


# Dots


def test_dots_stand_on_one_scale_row_under_row():
    drawn = dots([("SM-1", 3, 2), ("SM-2", 4, 4), ("SM-3", None, 1), ("SM-4", None, None)])
    assert [(column.value, column.at, column.aim) for column in drawn.columns] == [
        (1, "16.20", False),
        (2, "36.15", False),
        (3, "56.10", True),
        (4, "76.05", False),
        (5, "96.00", False),
    ]
    assert [(row.label, row.y, row.dot, row.ring, row.around) for row in drawn.rows] == [
        ("SM-1", 40, "56.10", "36.15", False),
        ("SM-2", 72, "76.05", "76.05", True),
        ("SM-3", 104, None, "16.20", False),
        ("SM-4", 136, None, None, False),
    ]
    assert drawn.height == 156


@pytest.mark.parametrize("row", [("SM-1", 6, None), ("SM-1", None, 0), ("SM-1", -1, 3)])
def test_dots_refuse_a_level_off_the_scale(row):
    with pytest.raises(ValueError, match="off the scale"):
        dots([row])


@given(st.lists(st.tuples(st.text(max_size=30), levels, levels), max_size=40), st.integers(1, 5))
def test_dots_keep_every_row_apart_and_every_mark_on_its_level(rows, target):
    drawn = dots(rows, target=target)
    at = {column.value: column.at for column in drawn.columns}
    places = [Decimal(place) for place in at.values()]
    assert places == sorted(set(places))
    assert all(0 < place < 100 for place in places)
    for (label, assessed, own), row in zip(rows, drawn.rows, strict=True):
        assert (row.label, row.dot, row.ring) == (label, at.get(assessed), at.get(own))
        assert row.around == (assessed is not None and assessed == own)
        assert 24 < row.y < drawn.height - 4
    assert all(below.y - above.y == 32 for above, below in pairwise(drawn.rows))


# Sparkline


def test_sparkline_runs_from_foot_to_top():
    assert sparkline([0, 10, 5]) == Sparkline(
        96, 24, ("4.00,20.00 48.00,4.00 92.00,12.00",), ("92.00", "12.00")
    )


def test_sparkline_of_equals_runs_through_the_middle():
    assert sparkline([7, 7]).runs == ("4.00,12.00 92.00,12.00",)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_sparkline_of_nothing_is_empty(values):
    assert (sparkline(values).runs, sparkline(values).last) == ((), None)


def test_sparkline_of_one_value_is_a_point():
    assert sparkline([3]).last == ("48.00", "12.00")


@given(st.lists(numbers, max_size=40))
def test_sparkline_draws_every_known_value_inside_its_box(values):
    drawn = sparkline(values)
    points = [point.split(",") for run in drawn.runs for point in run.split(" ")]
    assert len(points) == sum(value is not None for value in values)
    assert all(4 <= Decimal(x) <= 92 and 4 <= Decimal(y) <= 20 for x, y in points)
    assert drawn.last == (tuple(points[-1]) if points else None)
    gaps = [list(run) for known, run in groupby(values, lambda value: value is not None) if known]
    assert len(drawn.runs) == len(gaps)


# Ring


@pytest.mark.parametrize(
    ("value", "whole", "filled"), [(0, 4, "0.00"), (1, 4, "39.27"), (4, 4, "157.08"), (0, 0, "0.00")]
)
def test_ring_fills_with_what_is_done(value, whole, filled):
    drawn = ring(value, whole)
    assert (drawn.middle, drawn.radius, drawn.around, drawn.filled) == ("28.00", "25.00", "157.08", filled)


@pytest.mark.parametrize(("value", "whole"), [(5, 4), (-1, 4), (1, 0)])
def test_ring_refuses_what_is_no_part(value, whole):
    with pytest.raises(ValueError, match="not a part"):
        ring(value, whole)


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_ring_tells_begun_from_nothing_and_unfinished_from_done(part):
    value, whole = part
    drawn = ring(value, whole)
    filled, around = Decimal(drawn.filled), Decimal(drawn.around)
    assert 0 <= filled <= around
    assert (filled == 0) == (value == 0)
    assert (filled == around) == (value == whole)


@given(st.integers(1, 500))
def test_ring_never_shrinks_when_more_is_done(whole):
    filled = [Decimal(ring(value, whole).filled) for value in range(whole + 1)]
    assert filled == sorted(filled)
