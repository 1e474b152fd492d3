"""Rows of a sheet by the hundred thousand, written as XML at once. Pure.

xlsxwriter takes a cell at a time, which costs more than all the rest of a large book. Here a row is put
together from parts that are prepared for each column, and handed to the sheet as it would have written it:
cells of ECMA-376 part 1, section 18.3.1, with texts in line. All else of the sheet stays with xlsxwriter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.table import Row

_FIRST_DAY: Final = date(1899, 12, 30).toordinal()
"""Day 0 of a book, so that every day since March 1900 has its number."""
_MOST_CHARACTERS: Final = 32_767
"""Of one cell, counted as UTF-16 does; the rest of a longer text is left out."""
_ESCAPED: Final = re.compile(r"_x[0-9a-fA-F]{4}_")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class BulkSheet(Worksheet):  # type: ignore[misc]
    """A sheet of a book in constant memory to which finished rows can be added, from the top down."""

    def begin(self, columns: Sequence[Any]) -> Callable[[int, Row], None]:
        """Return what writes a row: (its place, counted from 0, and its cells).

        `columns` are the formats of the cells. No cell may be written otherwise from the first row on.
        """
        heads = [
            (f'<c r="{xl_col_to_name(place)}', f'" s="{form._get_xf_index()}"')
            for place, form in enumerate(columns)
        ]

        ways = _WAYS

        def write(place: int, row: Row) -> None:
            number = place + 1
            cells = [
                f"{head}{number}{form}{ways[type(cell)](cell)}"
                for (head, form), cell in zip(heads, row, strict=True)
                if cell is not None
            ]
            self._write_single_row(place)
            self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')

        return write

    def end(self, *, rows: int, columns: int) -> None:
        """Say how far the sheet reaches, once all rows are written: so many below the head."""
        self._check_dimensions(rows, max(columns - 1, 0))


@lru_cache(maxsize=8192)
def _text(cell: str) -> str:
    """A text, with what XML or a book would take for something else written as both read it back."""
    if len(cell) > _MOST_CHARACTERS // 2:
        cell = cell.encode("utf-16-le")[: 2 * _MOST_CHARACTERS].decode("utf-16-le", "ignore")
    said = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", cell)
    said = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", said)
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if cell != cell.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{said}</t></is></c>'


@lru_cache(maxsize=8192)
def _day(cell: date) -> str:
    return f"><v>{cell.toordinal() - _FIRST_DAY}</v></c>"


def _number(cell: int | float | Fraction) -> str:
    return f"><v>{cell if isinstance(cell, int) else format(float(cell), '.16G')}</v></c>"


class _Ways(dict[type, Callable[[Any], str]]):
    """How a cell of each type is written; a type that is derived from one of them as that one."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        found = next(way for base, way in _PLAIN.items() if issubclass(kind, base))
        self[kind] = found
        return found


_PLAIN: Final[dict[type, Callable[[Any], str]]] = {
    str: _text,
    int: _number,
    float: _number,
    Fraction: _number,
    date: _day,
}
_WAYS: Final = _Ways()
