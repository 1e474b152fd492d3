"""Headers as people misspell them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_SHORTEST: Final = 4
_LONG: Final = 10
"""From this length on a header may have two slips instead of one; "username" is no "surname"."""


def fold_header(text: str) -> str:
    """Return a header without case, accents, spaces and signs: "E-mail Address" is `emailaddress`."""
    if text.isascii():
        return re.sub(r"[\W_]", "", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]", "", "".join(char for char in decomposed if not unicodedata.combining(char)))


def closest(folded: str, known: Collection[str]) -> str:
    """Return the known header that a misspelt one means, or nothing when none or several are near enough.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour.
    """
    if len(folded) < _SHORTEST:
        return ""
    most = 2 if len(folded) >= _LONG else 1
    near = [(_slips(folded, name, most), name) for name in known if abs(len(name) - len(folded)) <= most]
    near = sorted(found for found in near if found[0] <= most)
    alone = len(near) == 1 or (len(near) > 1 and near[0][0] < near[1][0])
    return near[0][1] if alone else ""


def _slips(one: str, other: str, most: int) -> int:
    """Return how many slips lead from one word to the other, or more than `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for down, left in enumerate(one, start=1):
        older, before, row = before, row, [down]
        for across, top in enumerate(other, start=1):
            cost = min(before[across] + 1, row[across - 1] + 1, before[across - 1] + (left != top))
            if down > 1 and across > 1 and left == other[across - 2] and one[down - 2] == top:
                cost = min(cost, older[across - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
