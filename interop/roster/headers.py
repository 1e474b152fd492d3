"""Headers as people misspell them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

ALIKE: Final = 0.86
"""How alike two headers must be, from 0 to 1, to count as one and the same misspelt: one letter in seven."""
_SHORTEST: Final = 4


def fold_header(text: str) -> str:
    """Return a header without case, accents, spaces and signs: "E-mail Address" is `emailaddress`."""
    if text.isascii():
        return re.sub(r"[\W_]", "", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]", "", "".join(char for char in decomposed if not unicodedata.combining(char)))


def closest(folded: str, known: Collection[str]) -> str:
    """Return the known header that a misspelt one means, or nothing when none is near enough."""
    if len(folded) < _SHORTEST:
        return ""
    found = get_close_matches(folded, list(known), n=1, cutoff=ALIKE)
    return found[0] if found else ""
