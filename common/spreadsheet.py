"""Cells of a file that a spreadsheet opens. Pure.

A spreadsheet runs a cell that begins like a formula, drops the leading zeros of a number and makes a date
of `12-3`. All are stopped here, in the way that Excel and LibreOffice undo on screen (OWASP, CSV Injection,
2023).
"""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that is run; the wide signs are read like the narrow ones in East Asia."""
_LOOKS_LIKE_NUMBER: Final = re.compile(r"[0-9][0-9.,:/ -]*(?:[eE][0-9]+)?\Z")

BOM: Final = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def text(value: str) -> str:
    """Return text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe."""
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value


def identifier(value: str) -> str:
    """Return an identifier that stays as it is: `00417` is written as text, not as a number or a date."""
    if _LOOKS_LIKE_NUMBER.match(value):
        return f'="{value}"'
    return text(value)
