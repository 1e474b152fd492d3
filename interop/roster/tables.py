"""A table of text as it stood in a file, whichever format that was. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, NamedTuple

from interop.roster.rows import Finding


class Line(NamedTuple):
    """One row of a table: its number as the spreadsheet counts it, from 1, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet or one CSV file that hold anything, and what reading it found worth saying.

    `kind` is csv or xlsx.
    """

    kind: str
    lines: tuple[Line, ...]
    notes: tuple[Finding, ...] = ()


# What people and programs put around a value without meaning it: spaces of every width, a stray mark.
_AROUND: Final = " \t\r\n\v\f\u00a0\u1680\u2007\u202f\u3000\ufeff\u200b"
# How an export keeps the zeros of 00417 from a spreadsheet: ="00417".
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')


def clean(value: str) -> str:
    """Return a cell without what stands around its value, in composed form (é as one character).

    A zero byte, which no database keeps, becomes the sign for a lost letter, and refuses its row later.
    """
    value = value.strip(_AROUND).replace("\0", "\ufffd")
    if kept := _KEPT_AS_TEXT.fullmatch(value):
        value = kept.group(1).strip(_AROUND)
    return value if value.isascii() else unicodedata.normalize("NFC", value)
