"""Comma-separated values, streamed: a head that says what it is, an empty line, the table. Pure."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from common.spreadsheet import BOM, identifier, text
from reports.formats.words import Words
from reports.table import Cell, Kind, Report, Row, tenths_of_percent

_ROWS_AT_A_TIME: Final = 500
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS: Final = {"utf-8": "utf-8", "utf-16": "utf-16-le", "windows-1252": "cp1252"}


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How the file is written: the names of a delimiter and of an encoding of this module."""

    delimiter: str = "comma"
    encoding: str = "utf-8"


def csv_chunks(report: Report, shape: CsvShape | None = None, *, words: Words) -> Iterator[bytes]:
    """Return the file piece by piece; rows end as spreadsheets expect.

    A character that the encoding lacks becomes a question mark.
    """
    shape = shape or CsvShape()
    encoding = ENCODINGS[shape.encoding]
    out = _Lines()
    writer = csv.writer(out, delimiter=DELIMITERS[shape.delimiter])
    if shape.encoding != "windows-1252":
        out.write(BOM)
    writer.writerows((what, text(value)) for what, value in report.head)
    writer.writerows((words.notes, text(note)) for note in report.notes)
    writer.writerow(())
    writer.writerow([text(column.title) for column in report.columns])
    write = writer.writerow
    for count, row in enumerate(_cells(report), 1):
        write(row)
        if not count % _ROWS_AT_A_TIME:
            yield out.taken().encode(encoding, "replace")
    yield out.taken().encode(encoding, "replace")


class _Lines:
    """A file to write to that gives back what was written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.write = self._parts.append

    def taken(self) -> str:
        joined = "".join(self._parts)
        self._parts.clear()
        return joined


_text = lru_cache(maxsize=4096)(text)
_identifier = lru_cache(maxsize=4096)(identifier)


def _share(cell: Cell) -> str | None:
    return None if cell is None else f"{tenths_of_percent(Fraction(str(cell)))} %"


def _number(cell: Cell) -> Cell | float:
    return round(float(cell), 2) if isinstance(cell, Fraction) else cell


_WAYS: Final[dict[Kind, Callable[..., object]]] = {
    Kind.TEXT: _text,
    Kind.IDENTIFIER: _identifier,
    Kind.SHARE: _share,
    Kind.NUMBER: _number,
}


def _cells(report: Report) -> Iterable[Iterable[object]]:
    """The rows with what has to be changed in them; the rest passes untouched."""
    ways = [(place, _WAYS[one.kind]) for place, one in enumerate(report.columns) if one.kind in _WAYS]
    loose = [place for place, one in enumerate(report.columns) if one.kind not in _WAYS]
    return _changed(report.rows, ways, loose)


def _changed(
    rows: Iterable[Row], ways: list[tuple[int, Callable[..., object]]], loose: list[int]
) -> Iterator[list[object]]:
    for row in rows:
        cells: list[object] = list(row)
        for place, way in ways:
            if (cell := row[place]) is not None:
                cells[place] = way(cell)
        for place in loose:  # a word in a column of numbers, such as "fewer than 5"
            if isinstance(cell := row[place], str):
                cells[place] = _text(cell)
        yield cells
