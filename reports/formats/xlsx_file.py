"""A workbook: the table with typed cells, a frozen head and filters, and a sheet on method. Pure.

Rows go to the disk as they come, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date
from fractions import Fraction
from typing import IO, Any, Final

import xlsxwriter

from reports.formats.words import Words
from reports.table import Cell, Column, Kind, Report, Tally

_MOST_ROWS: Final = 1_048_575
"""Of one sheet, without its head."""
_WIDTHS: Final = {
    Kind.TEXT: 24,
    Kind.IDENTIFIER: 16,
    Kind.INTEGER: 12,
    Kind.NUMBER: 12,
    Kind.SHARE: 12,
    Kind.DATE: 13,
    Kind.LEVEL: 8,
}
_FORMS: Final = {
    Kind.TEXT: {},
    Kind.IDENTIFIER: {"num_format": "@"},
    Kind.INTEGER: {"num_format": "0"},
    Kind.NUMBER: {"num_format": "0.00"},
    Kind.SHARE: {"num_format": "0.0%"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
    Kind.LEVEL: {"num_format": "0"},
}


def write_xlsx(report: Report, out: IO[bytes], *, words: Words) -> None:
    """Write the book into a file that is open for writing bytes."""
    tally = Tally()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made = report.manifest.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": report.title, "author": report.manifest.school, "created": made})
    _Book(book, report, words).write(tally)
    _method(book, report, words, tally)
    book.close()


class _Book:
    """The sheets of the table: one, or as many as its rows need."""

    def __init__(self, book: Any, report: Report, words: Words) -> None:
        self._book, self._report, self._words = book, report, words
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._forms = [book.add_format(_FORMS[column.kind]) for column in report.columns]

    def write(self, tally: Tally) -> None:
        """Write every row."""
        sheet = self._sheet(1)
        place, sheets = 0, 1
        for row in tally.over(self._report.rows):
            if place == _MOST_ROWS:
                self._close(sheet, place)
                sheets, place = sheets + 1, 0
                sheet = self._sheet(sheets)
            place += 1
            self._row(sheet, place, row)
        self._close(sheet, place)

    def _sheet(self, number: int) -> Any:
        name = self._words.lines if number == 1 else f"{self._words.lines} {number}"
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, _columns_that_stay(self._report.columns))
        for place, column in enumerate(self._report.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
            sheet.write_string(0, place, column.title, self._bold)
        return sheet

    def _close(self, sheet: Any, rows: int) -> None:
        sheet.autofilter(0, 0, rows, max(len(self._report.columns) - 1, 0))

    def _row(self, sheet: Any, place: int, row: Any) -> None:
        for at, (cell, form) in enumerate(zip(row, self._forms, strict=True)):
            if cell is not None:
                _writer(sheet, cell)(place, at, _value(cell), form)


def _columns_that_stay(columns: tuple[Column, ...]) -> int:
    """What names a line stays in view when one moves to the right: the first column."""
    return 1 if len(columns) > 1 else 0


def _writer(sheet: Any, cell: Cell) -> Callable[..., Any]:
    found: Callable[..., Any]
    if isinstance(cell, str):
        found = sheet.write_string
    elif isinstance(cell, date):
        found = sheet.write_datetime
    else:
        found = sheet.write_number
    return found


def _value(cell: Cell) -> object:
    return float(cell) if isinstance(cell, Fraction) else cell


def _method(book: Any, report: Report, words: Words, tally: Tally) -> None:
    sheet = book.add_worksheet(words.method)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    what = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        *report.head,
        *((words.method, note) for note in report.notes),
        (words.lines, str(tally.rows)),
        (words.fingerprint, tally.sha256),
    ]
    for place, (name, value) in enumerate(lines):
        sheet.write_string(place, 0, name, what)
        sheet.write_string(place, 1, value, text)
