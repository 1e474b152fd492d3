"""A tagged PDF (PDF/UA-1), set by typst: contents, page numbers, charts with their table. Pure.

The data go in as one JSON text, so that no name is ever read as markup.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import typst

from common.chart_geometry import bar
from reports.formats.drawable import FONTS, STAND_IN, lacking_letters, named, unusual_letters, without
from reports.formats.words import Words
from reports.table import WRITTEN, Bars, Cell, Column, Kind, Report, Tally, tenths_of_percent

MOST_ROWS: Final = 20_000
"""Typst keeps every cell in memory; more rows than this belong into a book."""
_TEMPLATE: Final = Path(__file__).with_name("report.typ")
# Told apart without colours, too: each is lighter than the one before it, and counts stand in the bars.
_FILLS: Final = ("#1c3a5e", "#2f6690", "#5b9bb5", "#a3c9c7", "#e4e0d2", "#ffffff")
_INKS: Final = ("#ffffff", "#ffffff", "#000000", "#000000", "#000000", "#000000")
_NARROW: Final = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.SHARE, Kind.LEVEL, Kind.DATE})
_MOST_UPRIGHT: Final = 8
"""As many columns fit on an upright page."""
_CROWDED: Final = 20
_SIZES: Final = ((_MOST_UPRIGHT, 9), (14, 8), (_CROWDED, 7), (sys.maxsize, 5))
"""Up to so many columns, the letters are so many points high."""
_TRIES: Final = 4
_LONG_WORD: Final = re.compile(r"\S{24}")
"""A word that a column may be too narrow for: it is broken where the column ends."""


class TooLongForPaperError(ValueError):
    """Raised for a table of more rows than a PDF is made of."""


def pdf_bytes(report: Report, *, words: Words) -> bytes:
    """Return the finished file. Raises TooLongForPaperError beyond `MOST_ROWS` rows."""
    if report.row_count > MOST_ROWS:
        raise TooLongForPaperError
    made = report.manifest.made_at.astimezone(UTC)
    return _set(_data(report, words), words, made=int(made.timestamp()))


def _set(data: dict[str, Any], words: Words, *, made: int) -> bytes:
    """Set the file; letters that typst lacks give way, in the end all that not every font has."""
    lacking: frozenset[str] = frozenset()
    for _try in range(_TRIES):
        try:
            return _compiled(_said_without(data, lacking, words), made)
        except typst.TypstError as error:
            more = lacking_letters(error.diagnostic) - lacking
            if not more:
                break
            lacking |= more
    return _compiled(_said_without(data, unusual_letters(data), words), made)


def _said_without(data: dict[str, Any], lacking: frozenset[str], words: Words) -> dict[str, Any]:
    found: dict[str, Any] = without(data, lacking)
    if codes := named(lacking):
        note = words.not_drawn % {"sign": STAND_IN, "codes": codes}
        return {**found, "notes": [*found["notes"], note]}
    return found


def _compiled(data: dict[str, Any], made: int) -> bytes:
    found = typst.compile(
        str(_TEMPLATE),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=made,
    )
    assert isinstance(found, bytes)  # noqa: S101 - one output, as no other path is named
    return found


def _data(report: Report, words: Words) -> dict[str, Any]:
    tally = Tally()
    rows = [
        [_said(column, cell, words) for column, cell in zip(report.columns, row, strict=True)]
        for row in tally.over(report.rows)
    ]
    many = len(report.columns)
    return {
        "title": report.title,
        "cohort": report.manifest.cohort,
        "school": report.manifest.school,
        "made": report.manifest.made_at.astimezone(words.zone).date().isoformat(),
        "fonts": list(FONTS),
        "lang": words.language[:2],
        "words": {
            "contents": words.contents,
            "about": words.about,
            "method": words.method,
            "page": words.page,
            "of": words.of,
            "nothing": words.nothing,
        },
        "lines": words.table,
        "head": [
            *(list(pair) for pair in report.head),
            [words.lines, str(tally.rows)],
            [words.fingerprint, tally.sha256],
        ],
        "notes": [*report.notes, *((words.dash,) if any(words.empty in row for row in rows) else ())],
        "charts": [_chart(chart) for chart in report.charts],
        "wide": many > _MOST_UPRIGHT,
        "size": next(size for most, size in _SIZES if many <= most),
        "columns": [
            {"title": column.title, "number": column.kind in _NARROW - {Kind.DATE}}
            for column in report.columns
        ],
        "widths": [
            _width(column, rows, place, crowded=many > _CROWDED)
            for place, column in enumerate(report.columns)
        ],
        "long": any(_LONG_WORD.search(cell) for row in rows for cell in row),
        "rows": rows,
    }


def _width(column: Column, rows: list[list[str]], place: int, *, crowded: bool) -> int:
    """In proportion to what stands in the column, within bounds; a head takes three lines at the most."""
    longest = max((len(row[place]) for row in rows[:500]), default=0)
    word = max((len(part) for part in column.title.split()), default=0)
    most = (18 if crowded else 30) if column.kind in WRITTEN else 12
    return max(5, min(most, max(longest, word, len(column.title) // 3 + 1)) + 1)


def _said(column: Column, cell: Cell, words: Words) -> str:
    if cell is None:
        return words.empty
    if column.kind is Kind.SHARE and isinstance(cell, (int, Fraction)):
        return f"{tenths_of_percent(Fraction(cell))}\u00a0%".replace(".", words.decimal)
    if isinstance(cell, Fraction):
        return f"{float(cell):.2f}".replace(".", words.decimal)
    return str(cell)


def _chart(chart: Bars) -> dict[str, Any]:
    fills = dict(zip((key for key, _title in chart.kinds), _FILLS, strict=False))
    inks = dict(zip(fills, _INKS, strict=False))
    return {
        "title": chart.title,
        "description": chart.description,
        "kinds": [{"title": title, "fill": fills[key]} for key, title in chart.kinds],
        "rows": [
            {
                "label": label,
                "parts": [
                    {
                        "x": float(part.x),
                        "width": float(part.width),
                        "count": part.count,
                        "labelled": part.labelled,
                        "fill": fills[part.kind],
                        "ink": inks[part.kind],
                    }
                    for part in bar(zip(fills, counts, strict=True)).parts
                ],
            }
            for label, counts in chart.rows
        ],
    }
