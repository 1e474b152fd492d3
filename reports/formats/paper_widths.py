"""How the width of a page is shared out among the columns of a table. Pure.

Widths are counted in letters of the table's size. No column is narrower than its longest word, as far as the
page has room for all; what is left goes to those that have more to say.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from reports.table import WRITTEN, Column

UPRIGHT: Final = 8
"""As many columns fit on an upright page."""
_PAGES: Final = {False: 505, True: 751}
"""The width between the margins of A4 in points: upright, and turned."""
_LETTER: Final = 0.52
"""The mean width of a letter, of its height."""
_BOLD: Final = 1.2
_AROUND: Final = 7
"""Points between the words of two columns."""
_SIZES: Final = ((UPRIGHT, 9), (11, 8), (20, 7), (sys.maxsize, 5))
"""Up to so many columns, the letters are so many points high."""
_MOST_WRITTEN, _LEAST = 40, 4
_MOST_WORD: Final = 24
"""A longer word is broken."""
_LOOKED_AT: Final = 500
"""So many rows."""


def is_wide(columns: int) -> bool:
    """Whether the page is turned."""
    return columns > UPRIGHT


def size(columns: int) -> int:
    """How high the letters are, in points."""
    return next(points for most, points in _SIZES if columns <= most)


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the width of each column in letters, the space around its words included."""
    seen = rows[:_LOOKED_AT]
    letter = size(len(columns)) * _LETTER
    around = _AROUND / letter
    needs, wants = [], []
    for place, column in enumerate(columns):
        cells = [row[place] for row in seen]
        need = max(_longest_word(column.title) * _BOLD, *map(_longest_word, cells), _LEAST)
        want = max(map(len, cells), default=0) if column.kind in WRITTEN else len(column.title) / 3
        needs.append(need + around)
        wants.append(max(need, min(want, _MOST_WRITTEN)) + around)
    room = _PAGES[is_wide(len(columns))] / letter
    more = sum(wants) - sum(needs)
    if sum(wants) <= room or not more:
        return wants
    left = max(room - sum(needs), 0) / more
    return [need + (want - need) * left for need, want in zip(needs, wants, strict=True)]


def _longest_word(text: str) -> int:
    return min(max(map(len, text.split()), default=0), _MOST_WORD)
