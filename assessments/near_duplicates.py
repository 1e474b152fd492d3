"""Which texts say nearly the same: resemblance of their shingles.

Resemblance is the share of the pieces of both texts that they have in common (Jaccard), after Broder, A. Z.
(1997). On the resemblance and containment of documents. Proceedings of Compression and Complexity of
Sequences 1997, 21-29. https://doi.org/10.1109/SEQUEN.1997.666900. The pieces are runs of five characters
rather than of words, so that another ending or a word put in between counts for little. Pure: no Django.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

SIZE: Final = 5
"""Characters of one shingle."""
NEAR: Final = 0.55
"""The resemblance from which two texts are shown as nearly the same. Set by eye on items of this field."""
LONGEST: Final = 4_000
"""The characters of a text that are compared."""

_NO_WORD = re.compile(r"[^\w]+")
_FIELDS: Final = ("stem", "hypothesis", "finding")

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Near(Generic[Name]):
    """Something that is nearly the same, and how nearly: `resemblance`, above 0 to 1."""

    name: Name
    resemblance: float


def normalised(text: str) -> str:
    """The words of a text in small letters, without accents, signs and marks of Markdown."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return _NO_WORD.sub(" ", plain.replace("_", " ")).strip()


def shingles(text: str) -> frozenset[str]:
    """The runs of five characters in the normalised text; the whole of it where it is shorter."""
    plain = normalised(text)
    if not plain:
        return frozenset()
    return frozenset(plain[at : at + SIZE] for at in range(max(1, len(plain) - SIZE + 1)))


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of shingles have in common, 0 to 1. Nothing resembles an empty text."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def nearest(
    text: str, others: Iterable[tuple[Name, str]], *, at_least: float = NEAR, most: int = 5
) -> list[Near[Name]]:
    """The texts among `others` that resemble `text` by `at_least`, the nearest first, `most` of them.

    others: name and text of each. Those that are as near keep their order.
    """
    wanted = shingles(text)
    found = []
    for name, other in others:
        how_near = resemblance(wanted, shingles(other))
        if how_near and how_near >= at_least:
            found.append(Near(name, how_near))
    return sorted(found, key=lambda near: -near.resemblance)[:most]


def text_of(body: Mapping[str, Any]) -> str:
    """What of an item's body tells it from others: its stem, and the post, hypothesis and finding if any."""
    parts = [body.get(name, "") for name in _FIELDS]
    post = body.get("post")
    if isinstance(post, Mapping):
        parts.append(post.get("text", ""))
    return "\n".join(part for part in parts if isinstance(part, str) and part)
