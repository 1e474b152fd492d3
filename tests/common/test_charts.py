"""Charts as they are drawn: said in words, painted without a stylesheet, the same in every language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from common.parts import charts


def draw(source: str, **context: Any) -> str:
    return Template("{% load webside %}" + source).render(Context(context))


CHARTS = [
    "{% track assessed=3 self_rating=2 %}",
    "{% bar parts 'SM-6' alone=True %}",
    "{% trend days 'Level shown' low=1 high=5 target=3 %}",
    "{% dots rows 'Self beside assessed' %}",
    "{% sparkline values 'Handed in' %}",
    "{% progress_ring 3 5 'Sections read' %}",
]
GIVEN = {
    "parts": [("l1", "Novice", 1), ("l5", "Role model", 3), ("none", "Not assessed", 9), ("late", "late", 4)],
    "days": [
        (date(2026, 9, 1), 2),
        (date(2026, 10, 1), None),
        (date(2026, 11, 5), 3),
        (date(2026, 12, 5), 4),
    ],
    "rows": [("SM-1", 3, 2), ("SM-2", 4, 4), ("SM-3", None, 1)],
    "values": [1, 2, None, 4],
}


@pytest.mark.parametrize("source", CHARTS)
def test_chart_needs_no_stylesheet_to_be_painted(source: str) -> None:
    svg = ElementTree.fromstring(draw(source, **GIVEN).strip())
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.get("width")
    assert svg.get("height")
    assert bare_shapes(svg, painted=False) == []


def bare_shapes(element: ElementTree.Element, *, painted: bool) -> list[str]:
    """Return the shapes that neither they nor what holds them give a fill or a stroke."""
    painted = painted or "fill" in element.attrib or "stroke" in element.attrib
    name = element.tag.rpartition("}")[2]
    bare = [name] if name in ("rect", "circle", "line", "path", "polyline", "text") and not painted else []
    return bare + [one for child in element for one in bare_shapes(child, painted=painted)]


@pytest.mark.parametrize("source", CHARTS)
def test_chart_writes_its_figures_with_a_point_in_every_language(source: str) -> None:
    with translation.override("fr"):
        svg = ElementTree.fromstring(draw(source, **GIVEN).strip())
    for element in svg.iter():
        for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width"):
            assert "," not in element.get(name, "")


def test_trend_says_its_values_by_day_and_leaves_the_gap() -> None:
    html = draw(CHARTS[2], **GIVEN)
    assert "<title>Level shown</title>" in html
    assert "<desc>1 Sep 2026: 2; 5 Nov 2026: 3; 5 Dec 2026: 4</desc>" in html
    assert html.count("<circle") == 3
    assert html.count('stroke-dasharray="6 4"') == 1
    runs = re.search(r'class="runs".*?</g>', html, re.DOTALL)
    assert runs
    assert runs[0].count("<line") == 1


def test_trend_of_nothing_says_so() -> None:
    html = draw("{% trend days 'Level shown' low=1 high=5 %}", days=[])
    assert "<desc>Nothing yet.</desc>" in html
    assert "<circle" not in html


def test_dots_say_both_levels_of_each_row() -> None:
    html = draw(CHARTS[3], **GIVEN)
    assert "SM-1: assessed 3, self 2; SM-2: assessed 4, self 4; SM-3: assessed –, self 1" in html
    assert html.count('r="9.5"') == 1
    assert html.count('r="5.5"') == 2


def test_sparkline_and_ring_say_their_figures() -> None:
    assert "<title>Handed in: 1, 2, –, 4</title>" in draw(CHARTS[4], **GIVEN)
    html = draw(CHARTS[5])
    assert "<title>Sections read: 3 of 5</title>" in html
    assert ">3/5</text>" in html


def test_bar_alone_brings_its_hatching_and_leaves_it_to_the_page_otherwise() -> None:
    assert 'id="hatch"' in draw(CHARTS[1], **GIVEN)
    assert 'id="hatch"' not in draw("{% bar parts 'SM-6' %}", **GIVEN)


def test_chart_frame_puts_the_table_under_the_picture() -> None:
    html = draw(
        "{% capture as figures %}<p>3</p>{% endcapture %}"
        "{% chart title='Levels' description='By day.' table=figures %}<svg></svg>{% endchart %}"
    )
    assert "<figcaption>" in html
    assert html.index("Levels") < html.index("<svg>") < html.index("<summary>The same as a table")
    assert "<details" not in draw("{% chart title='Levels' %}<svg></svg>{% endchart %}")


def test_paint_is_that_of_the_light_tokens() -> None:
    css = (Path(__file__).parents[2] / "static/webside/css/tokens.css").read_text()
    light = dict(re.findall(r"--ws-([\w-]+): light-dark\((#\w{6}),", css))
    assert {name: light[name] for name in charts.PAINT} == dict(charts.PAINT)
    hatch = draw("{% bar parts 'x' alone=True %}", **GIVEN)
    assert f'class="hatch-bg" width="6" height="6" fill="{charts.PAINT["paper"]}"' in hatch
    assert f'stroke="{charts.PAINT["na-edge"]}"' in hatch
