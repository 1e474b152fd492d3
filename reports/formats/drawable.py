"""What becomes of letters that no font of this machine can draw. Pure.

PDF/UA allows no box in place of a letter, so typst refuses a file that needs one, and names every letter that
it lacks. They give way to a sign of their own, and the file says which they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

STAND_IN: Final = "\u25af"
"""▯, which the fonts that come with typst have."""
FONTS: Final = ("Liberation Sans", "DejaVu Sans", "Libertinus Serif")
_PLAIN_UP_TO: Final = "\u024f"
"""Latin letters with all their accents, which every one of these fonts has."""
_SIGNS: Final = frozenset("–—‘’“”…\u00a0\u202f" + STAND_IN)
_TURNS: Final = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Orders to turn the direction: a name that holds one would be read as another."""
_NAMED: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def lacking_letters(said: str) -> frozenset[str]:
    """Return the letters that typst says it cannot draw, none where it complains of something else."""
    found: set[str] = set()
    for text in _NAMED.findall(said):
        letters = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        marks = {letter for letter in letters if _is_mark(letter)}
        found |= marks or set(letters)
    return frozenset(letter for letter in found if _is_unusual(letter) or letter == STAND_IN)


def unusual_letters(data: Any) -> frozenset[str]:
    """Return all letters of the texts in `data` that not every font has."""
    return frozenset(
        letter for text in _texts(data) if not text.isascii() for letter in text if _is_unusual(letter)
    )


def without(data: Any, lacking: Iterable[str]) -> Any:
    """Return data for typst with the sign in place of each letter that is lacking.

    Marks that are lacking go without one, and so do marks on a sign. Keys and what is no text stay.
    """
    said: dict[int, str | None] = {ord(one): None if _silent(one) else STAND_IN for one in lacking}
    return _replaced(data, {**said, **_TURNS, ord(STAND_IN): STAND_IN})


def named(lacking: Iterable[str]) -> str:
    """Return the code points of the letters that a sign stands for, as standards write them."""
    return " ".join(f"U+{ord(one):04X}" for one in sorted(lacking) if not _silent(one) and one != STAND_IN)


def _texts(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def _is_unusual(letter: str) -> bool:
    return letter not in _SIGNS and (letter > _PLAIN_UP_TO or unicodedata.category(letter) == "Cc")


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def _silent(letter: str) -> bool:
    """Whether it says nothing by itself: a control, or a mark on a letter."""
    return unicodedata.category(letter) in {"Cc", "Cf"} or _is_mark(letter)


def _replaced(data: Any, said: dict[int, str | None]) -> Any:
    if isinstance(data, str):
        if data.isascii() and data.isprintable():
            return data
        text = data.translate(said)
        return "".join(one for one in text if not _is_mark(one)) if STAND_IN in text else text
    if isinstance(data, dict):
        return {key: _replaced(value, said) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, said) for value in data]
    return data
