"""Bytes of a text file to a table: which encoding, which separator, which rows. Pure."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from typing import Final

from interop.roster import limits
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Finding, note
from interop.roster.tables import Line, Table, clean

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS: Final = (",", ";", "\t", "|")


def read_csv(data: bytes, most: int = limits.MAX_ROWS) -> Table:
    """Return the table in the bytes of a CSV file: any usual encoding, any usual separator.

    Raises FileRefusedError where it is no text, is empty, or has more than `most` rows or too many columns.
    """
    text, notes = decode(data)
    separator, text = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines: list[Line] = []
    number = 0
    while True:
        number += 1
        try:
            cells = [clean(cell) for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            raise FileRefusedError("csv_broken", row=number) from error
        if len(cells) > limits.MAX_COLUMNS:
            raise FileRefusedError("too_many_columns", limit=limits.MAX_COLUMNS, row=number)
        if any(cells):
            lines.append(Line(number, cells))
        if len(lines) > most + 1:
            raise FileRefusedError("too_many_rows", limit=most)
    if not lines:
        raise FileRefusedError("empty")
    return Table("csv", tuple(lines), notes)


def decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of the bytes, and a note where the encoding had to be guessed.

    In order: the mark at the start; UTF-16 without a mark, told by its zeros; UTF-8; else Windows-1252,
    which contains Latin-1. Raises FileRefusedError for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), ()
    if b"\0" in data:
        return _strictly(data, _utf16_without_mark(data)), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (note("file", "read_as_latin"),)
    except UnicodeDecodeError:
        return data.decode("latin-1"), (note("file", "read_as_latin"),)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefusedError("not_text") from error


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    raise FileRefusedError("not_text")


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text without a leading `sep=;` line, which only a spreadsheet reads."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) == len("sep=") + 1:
        # The line stays as an empty one, so that rows keep the numbers that a spreadsheet shows.
        return said[-1], f"\n{rest}"
    if said == "sep=" and "\t" in first:
        return "\t", f"\n{rest}"
    counts: Counter[str] = Counter()
    for line in [line for line in text.splitlines()[:20] if line.strip()][:10]:
        outside = "".join(line.split('"')[0::2])
        counts.update({separator: outside.count(separator) for separator in _SEPARATORS})
    best = max(_SEPARATORS, key=lambda separator: counts[separator])
    return (best if counts[best] else ","), text
