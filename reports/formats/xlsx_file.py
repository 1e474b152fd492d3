"""A workbook: the table with typed cells, a frozen head and filters, and a sheet on method. Pure.

Rows go to the disk as they come, so that memory stays flat.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import UTC, date
from fractions import Fraction
from functools import partial
from typing import IO, Any, Final

import xlsxwriter

from reports.formats.words import Words
from reports.formats.xlsx_rows import BulkSheet
from reports.table import WRITTEN, Cell, Column, Kind, Report, Row, Tally, cut_to_tenths

_MOST_ROWS: Final = 1_048_575
"""Of one sheet, without its head."""
_LEAST_WIDTH, _MOST_WIDTH = 8, 64
"""In characters. A column is as wide as what its first rows hold."""
_LOOKED_AT: Final = 500
"""So many rows; to look at all of them would take longer than to write them."""
_ROOM: Final = 10
"""Characters by which a line may be shorter than its column where a program has another font."""
_ARROW: Final = 4
"""The room that the arrow of a filter takes beside the longest word of a head."""
_MOST_HEAD: Final = 24
"""A longer head is broken into lines."""
_MOST_ROWS_WRAPPED: Final = 2000
"""Of more rows a program would take long to find out how high each is."""
_MOST_COLUMNS_ON_A_PAGE: Final = 20
_A4: Final = 9
_METHOD_WIDTHS: Final = (36, 100)
_LINE: Final = 15.5
"""The height of a line. It is said for what has several, because not every program finds it out."""
_FORMS: Final[dict[Kind, dict[str, object]]] = {
    Kind.TEXT: {"align": "left", "indent": 1},
    Kind.IDENTIFIER: {"num_format": "@"},
    Kind.INTEGER: {"num_format": "0"},
    Kind.NUMBER: {"num_format": "0.00"},
    Kind.SHARE: {"num_format": "0.0%"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
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
        self._columns = report.columns
        self._heads = [book.add_format(_head_form(column)) for column in self._columns]
        few = report.row_count <= _MOST_ROWS_WRAPPED
        self._wrapped = few
        self._forms = [book.add_format(_form(column, wrapped=few)) for column in self._columns]
        self._shares = frozenset(at for at, one in enumerate(self._columns) if one.kind is Kind.SHARE)
        self._widths = [_head_width(column) for column in self._columns]

    def write(self, tally: Tally) -> None:
        """Write every row."""
        sheet = self._sheet(1)
        put = self._putting(sheet)
        place, sheets = 0, 1
        for row in tally.over(self._report.rows):
            if place == _MOST_ROWS:
                self._close(sheet, place)
                sheets, place = sheets + 1, 0
                sheet = self._sheet(sheets)
                put = self._putting(sheet)
            place += 1
            if tally.rows <= _LOOKED_AT:
                self._measure(row)
            put(place, self._shown(row) if self._shares else row)
        self._close(sheet, place)

    def _sheet(self, number: int) -> Any:
        name = self._words.lines if number == 1 else f"{self._words.lines} {number}"
        sheet = self._book.add_worksheet(name, None if self._wrapped else BulkSheet)
        sheet.freeze_panes(1, _columns_that_stay(self._columns))
        heads = [_lines(column.title, _head_width(column) - 2) for column in self._columns]
        sheet.set_row(0, _LINE * max(heads, default=1))
        for place, column in enumerate(self._columns):
            sheet.write_string(0, place, column.title, self._heads[place])
        _for_print(sheet, len(self._columns))
        return sheet

    def _close(self, sheet: Any, rows: int) -> None:
        """What is known once the rows are there: how wide columns are, and how far the filter reaches."""
        last = max(len(self._columns) - 1, 0)
        if isinstance(sheet, BulkSheet):
            sheet.end(rows=rows, columns=last + 1)
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, min(width, _MOST_WIDTH))
        sheet.autofilter(0, 0, rows, last)
        sheet.ignore_errors(
            {"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(rows, last)}"}
        )

    def _measure(self, row: Sequence[Cell]) -> None:
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                self._widths[at] = max(self._widths[at], len(cell) + 2)

    def _putting(self, sheet: Any) -> Callable[[int, Row], None]:
        """Return what writes a row: cell by cell, or at once where there are many."""
        return sheet.begin(self._forms) if isinstance(sheet, BulkSheet) else partial(self._row, sheet)

    def _shown(self, row: Row) -> Row:
        return [cut_to_tenths(cell) if at in self._shares else cell for at, cell in enumerate(row)]

    def _row(self, sheet: Any, place: int, row: Any) -> None:
        if self._wrapped and (most := max(map(_length, row), default=0)) > _MOST_WIDTH - 2:
            longest = next(cell for cell in row if _length(cell) == most)
            sheet.set_row(place, _LINE * _lines(longest, _MOST_WIDTH - _ROOM))
        for at, (cell, form) in enumerate(zip(row, self._forms, strict=True)):
            if cell is not None:
                _writer(sheet, cell)(place, at, _value(cell), form)


def _head_form(column: Column) -> dict[str, object]:
    """A head stands over its cells: left over words and days, right over figures."""
    side = {"align": "left", "indent": 1} if "indent" in _FORMS[column.kind] else {}
    over = side or {"align": "left" if column.kind in WRITTEN else "right"}
    return {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, **over}


def _form(column: Column, *, wrapped: bool) -> dict[str, object]:
    form = _FORMS[column.kind]
    return {**form, "valign": "top", "text_wrap": wrapped and column.kind is Kind.TEXT}


def _head_width(column: Column) -> int:
    word = max(map(len, column.title.split()), default=0)
    least = len("2026-06-30") + 2 if column.kind is Kind.DATE else _LEAST_WIDTH
    whole = min(len(column.title), _MOST_HEAD) if column.kind in WRITTEN else 0
    return max(least, word + _ARROW, whole + _ARROW)


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else 0


def _lines(text: str, width: int) -> int:
    """How many lines a text takes, the breaks within it counted."""
    return sum(max(len(textwrap.wrap(part, width)), 1) for part in text.split("\n"))


def _for_print(sheet: Any, columns: int) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
    if columns <= _MOST_COLUMNS_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)


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
    sheet.set_column(0, 0, _METHOD_WIDTHS[0])
    sheet.set_column(1, 1, _METHOD_WIDTHS[1])
    _for_print(sheet, 2)
    what = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        *report.head,
        *((words.method, note) for note in report.notes),
        (words.lines, str(tally.rows)),
        (words.fingerprint, tally.sha256),
    ]
    for place, (name, value) in enumerate(lines):
        sheet.set_row(place, _LINE * _lines(value, _METHOD_WIDTHS[1] - _ROOM))
        sheet.write_string(place, 0, name, what)
        sheet.write_string(place, 1, value, text)
