"""A workbook to a table. Read by calamine, after a look at what it would have to hold in memory. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from interop.roster import limits
from interop.roster.archive import Archive
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Finding, note
from interop.roster.tables import Line, Table, clean

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CHUNK: Final = 64 * 1024
_EXACT_UP_TO: Final = 10**15
"""A spreadsheet keeps fifteen digits of a number; what lies beyond is made up."""

Widths = dict[tuple[int, int], int]
"""Row and column (from 0) of numbers that the sheet shows with leading zeros, to the digits it shows."""


def is_workbook(archive: Archive) -> bool:
    """Return whether the zip is an Excel workbook rather than a zip of files."""
    return any(name.startswith("xl/") for name in archive.names())


def read_workbook(data: bytes, archive: Archive) -> Table:
    """Return the first visible sheet that holds anything.

    Raises FileRefusedError where the workbook is broken, locked or empty, or a sheet is too large.
    """
    widths = _look_ahead(archive)
    filled, rows = _first_sheet(data)
    if not filled:
        raise FileRefusedError("empty")
    others = filled[1:]
    notes = [note("file", "other_sheets", sheet=filled[0], others=", ".join(others))] if others else []
    lines, more = _lines(rows, widths.get(filled[0], {}))
    return Table("xlsx", lines, (*notes, *more))


def _first_sheet(data: bytes) -> tuple[list[str], list[list[Any]]]:
    """Return the names of the visible sheets that hold anything, and the cells of the first of them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        filled = [name for name in visible if book.get_sheet_by_name(name).height]
        first = book.get_sheet_by_name(filled[0]).to_python(skip_empty_area=False) if filled else []
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefusedError("xlsx_broken") from error
    except BaseException as error:
        # The reader is a Rust library; when it gives up, what it raises is no Exception.
        if type(error).__name__ == "PanicException":
            raise FileRefusedError("xlsx_broken") from error
        raise
    return filled, first


def _lines(rows: list[list[Any]], widths: Widths) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    lines: list[Line] = []
    for down, row in enumerate(rows):
        cells = [_text(value, widths.get((down, across), 0)) for across, value in enumerate(row)]
        if any(cells):
            lines.append(Line(down + 1, cells))
    if not lines:
        raise FileRefusedError("empty")
    return tuple(lines), (note("file", "zeros_from_format", count=len(widths)),) if widths else ()


def _text(value: Any, width: int) -> str:
    """Return a cell as a reader of the sheet would write it down: whole numbers without a decimal point."""
    match value:
        case str():
            return clean(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, width)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time() | timedelta():
            return value.isoformat() if not isinstance(value, timedelta) else str(value)
    return "" if value is None else clean(str(value))


def _number(value: float, width: int) -> str:
    if value != int(value):
        return repr(value)
    if abs(value) >= _EXACT_UP_TO:
        # Written so that the check for numbers which a spreadsheet has shortened finds it.
        return f"{value:.6E}"
    return f"{int(value):0{width}d}"


def _look_ahead(archive: Archive) -> dict[str, Widths]:
    """Return, by name of the sheet, which numbers show leading zeros; refuse what cannot be held.

    calamine holds a sheet as a full rectangle: one cell in the last corner would take all memory there is.
    So every part of the workbook is looked at, whatever the workbook calls it.
    """
    parts = {name: archive.read(name) for name in archive.names()}
    if "xl/workbook.xml" not in parts or "xl/workbook.bin" in parts or "mimetype" in parts:
        raise FileRefusedError("other_workbook")
    styles = _padding_styles(parts.get("xl/styles.xml", b""))
    widths = {name: _measure(data, styles) for name, data in parts.items() if _is_xml(data)}
    paths = _paths_of_sheets(parts)
    return {sheet: widths[path] for sheet, path in paths.items() if path in widths}


def _is_xml(data: bytes) -> bool:
    return b"<" in data[:64]


def _paths_of_sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the name of each sheet with the path of its part, which the workbook keeps in two tables."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in _elements(parts.get("xl/_rels/workbook.xml.rels", b""))
        if name == "Relationship"
    }
    sheets: dict[str, str] = {}
    for name, attributes in _elements(parts["xl/workbook.xml"]):
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(key, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets[attributes.get("name", "")] = path
    return sheets


def _padding_styles(data: bytes) -> dict[str, int]:
    """Return the index of each cell style whose number format is only zeros, with how many."""
    formats: dict[str, int] = {}
    styles: list[str] = []
    inside = False
    for name, attributes in _elements(data):
        if name == "numFmt" and re.fullmatch(r"0{2,20}", attributes.get("formatCode", "")):
            formats[attributes.get("numFmtId", "")] = len(attributes["formatCode"])
        inside = name in {"cellXfs", "alignment", "protection"} or (inside and name == "xf")
        if inside and name == "xf":
            styles.append(attributes.get("numFmtId", ""))
    return {str(index): formats[style] for index, style in enumerate(styles) if style in formats}


def _measure(data: bytes, styles: dict[str, int]) -> Widths:
    """Walk the cells of a sheet: refuse a sheet beyond the limits, collect numbers shown with zeros."""
    widths: Widths = {}
    row = column = -1
    for name, attributes in _elements(data):
        if name == "row":
            row, column = _given_row(attributes.get("r", ""), row + 1), -1
        elif name == "c":
            row, column = _given_cell(attributes.get("r", ""), row, column + 1)
            style = attributes.get("s", "")
            if style in styles and attributes.get("t", "n") == "n":
                widths[row, column] = styles[style]
        else:
            continue
        if row > limits.MAX_ROWS:
            raise FileRefusedError("too_many_rows", limit=limits.MAX_ROWS)
        if column >= limits.MAX_COLUMNS:
            raise FileRefusedError("too_many_columns", limit=limits.MAX_COLUMNS, row=row + 1)
    return widths


def _given_row(said: str, otherwise: int) -> int:
    return int(said) - 1 if said.isdecimal() and len(said) < 9 else otherwise


def _given_cell(said: str, row: int, column: int) -> tuple[int, int]:
    found = _CELL.fullmatch(said.upper())
    if not found:
        return row, column
    across = 0
    for letter in found.group(1):
        across = across * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, across - 1


def _elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element's local name and attributes, in the order of the document.

    A document type is refused before anything it declares can be expanded; a workbook has none.
    """
    if not data:
        return
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
            yield from found
            found.clear()
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileRefusedError("xlsx_broken") from error


def _refuse_document_type(*_said: object) -> None:
    raise FileRefusedError("xlsx_broken")
