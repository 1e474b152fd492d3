"""What a text was when somebody began to change it, as a short mark that a form can carry.

Whoever saves says which text they saw. When another has stood there since, nothing is overwritten: the two
are shown beside each other. The mark is made from the text itself, so that saving one section never stands
in the way of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

SIZE: Final = 12


def mark_of(parts: Iterable[object]) -> str:
    """Return the mark of the parts that were seen, as hexadecimal digits."""
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        text = str(part).encode()
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.hexdigest()
