"""Columns and points as they are drawn: in proportion, said in words, painted without a stylesheet."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common.plot_geometry import columns, scatter
from tests.common.test_charts import bare_shapes, draw

HALF = Fraction(1, 2)
GIVEN = {
    "counts": [("0", 0), ("50", 3), ("100", 6)],
    "points": [("1", HALF, Fraction(1, 4)), ("2", 1, -1)],
    "across": [("0", 0), ("1", 1)],
    "up": [("-1", -1), ("0", 0), ("1", 1)],
}
PLOTS = [
    "{% columns counts 'Sittings by share' %}",
    "{% scatter points 'Questions' across up 'facility' 'discrimination' %}",
]


@pytest.mark.parametrize("source", PLOTS)
def test_plot_needs_no_stylesheet_and_no_comma(source: str) -> None:
    with translation.override("fr"):
        svg = ElementTree.fromstring(draw(source, **GIVEN).strip())
    assert bare_shapes(svg, painted=False) == []
    for element in svg.iter():
        for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"):
            assert "," not in element.get(name, "")


def test_columns_say_their_counts() -> None:
    html = draw(PLOTS[0], **GIVEN)
    assert "50: 3; 100: 6" in html
    assert html.count("<rect") == 2


def test_scatter_names_its_points() -> None:
    assert "discrimination by facility: 1, 2" in draw(PLOTS[1], **GIVEN)
    assert "Nothing yet." in draw(PLOTS[1], **{**GIVEN, "points": []})


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_columns_are_in_proportion_and_stay_in_their_frame(counts: list[int]) -> None:
    drawn = columns([(str(n), count) for n, count in enumerate(counts)], height=200)
    for one in drawn.columns:
        assert 0 <= float(one.x) <= float(one.x) + float(one.width) <= 100
        assert float(one.top) + float(one.height) == pytest.approx(float(drawn.floor))
        assert (float(one.height) > 0) == (one.count > 0)
        wanted = 150 * one.count / max(counts) if max(counts) else 0
        assert float(one.height) == pytest.approx(max(wanted, 2 if one.count else 0), abs=0.01)


def test_points_stand_between_the_ends_of_the_axes() -> None:
    drawn = scatter([(0, 0), (HALF, HALF), (1, 1)], across=[("", 0), ("", 1)], up=[("", 0), ("", 1)])
    assert [one.x for one in drawn.spots] == [drawn.left, "52.50", drawn.right]
    assert [float(one.y) for one in drawn.spots] == [float(drawn.floor), 129, float(drawn.top)]


def test_plots_refuse_what_they_cannot_place() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        columns([("a", -1)])
    with pytest.raises(ValueError, match="off its axis"):
        scatter([(2, 0)], across=[("", 0), ("", 1)], up=[("", 0), ("", 1)])
    with pytest.raises(ValueError, match="beginning"):
        scatter([], across=[("", 1), ("", 1)], up=[("", 0), ("", 1)])
