"""A tagged PDF (PDF/UA-1), set by typst: contents, page numbers, charts with their table. Pure.

The data go in as one JSON text, so that no name is ever read as markup.
"""

from __future__ import annotations

import json
import re
from datetime import UTC
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import typst

from common.chart_geometry import bar
from reports.formats.drawable import FONTS, STAND_IN, lacking_letters, named, unusual_letters, without
from reports.formats.paper_widths import is_wide, size, widths
from reports.formats.words import Words
from reports.table import Bars, Cell, Column, Kind, Report, Tally, tenths_of_percent

MOST_ROWS: Final = 20_000
"""Typst keeps every cell in memory; more rows than this belong into a book."""
_TEMPLATE: Final = Path(__file__).with_name("report.typ")
# Told apart without colours, too: each is lighter than the one before it, and counts stand in the bars.
_FILLS: Final = ("#1c3a5e", "#2f6690", "#5b9bb5", "#a3c9c7", "#e4e0d2", "#ffffff")
_INKS: Final = ("#ffffff", "#ffffff", "#000000", "#000000", "#000000", "#000000")
_NARROW: Final = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.SHARE, Kind.LEVEL, Kind.DATE})
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
        "wide": is_wide(many),
        "size": size(many),
        "columns": [
            {"title": column.title, "number": column.kind in _NARROW - {Kind.DATE}}
            for column in report.columns
        ],
        "widths": widths(report.columns, rows),
        "long": any(_LONG_WORD.search(cell) for row in rows for cell in row),
        "rows": rows,
    }


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
