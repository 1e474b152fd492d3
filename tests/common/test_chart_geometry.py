"""Positions of tracks and bars."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.chart_geometry import Circle, Line, bar, distribution, track

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
