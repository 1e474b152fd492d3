"""Finding words in texts, whatever their accents and case. Nothing here knows Django.

A text fits when each word of the query is in one of its fields. A word that stands whole ranks above one
that begins a word, and that above one that lies within; a find in an earlier field ranks above one in a
later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_QUERY: Final = 200
MOST_WORDS: Final = 8
_WORD: Final = re.compile(r"\w+", re.UNICODE)

_WHOLE, _START, _WITHIN = 6, 4, 1


class Folded(NamedTuple):
    """A text without accents and case; `places[i]` is where its i-th character came from."""

    text: str
    places: tuple[int, ...]


class Span(NamedTuple):
    """A stretch of a text, the end excluded."""

    start: int
    end: int


@lru_cache(maxsize=4096)
def folded(text: str) -> Folded:
    """Return `text` without accents and case. The newest 4,096 texts are remembered."""
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            if not unicodedata.combining(part):
                kept.append(part)
                places.append(place)
    return Folded("".join(kept), tuple(places))


def words(query: str) -> tuple[str, ...]:
    """Return the folded words of a query, each once, at most `MOST_WORDS`."""
    found = _WORD.findall(folded(query[:LONGEST_QUERY]).text)
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def rank(fields: Sequence[str], wanted: Sequence[str]) -> int:
    """Return how well `fields` (the most telling first) fit the folded words `wanted`; 0 is not at all."""
    total = 0
    for word in wanted:
        best = max(
            (_rank_in(folded(field).text, word) * (len(fields) - at) for at, field in enumerate(fields)),
            default=0,
        )
        if not best:
            return 0
        total += best
    return total


def spans(text: str, wanted: Sequence[str]) -> list[Span]:
    """Return where the folded words `wanted` stand in `text`, in order, without overlaps."""
    key = folded(text)
    found: list[Span] = []
    for word in wanted:
        found.extend(
            Span(key.places[hit.start()], key.places[hit.end() - 1] + 1)
            for hit in re.finditer(re.escape(word), key.text)
        )
    return _merged(found)


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _rank_in(text: str, word: str) -> int:
    best, start = 0, text.find(word)
    while start >= 0 and best < _WHOLE:
        opens = start == 0 or not text[start - 1].isalnum()
        after = start + len(word)
        closes = after == len(text) or not text[after].isalnum()
        best = max(best, (_WHOLE if closes else _START) if opens else _WITHIN)
        start = text.find(word, start + 1)
    return best
