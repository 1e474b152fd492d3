"""Claim codes: how they are made, written and compared. Pure but for the secret key of the site."""

from __future__ import annotations

import secrets
from typing import Final

from django.utils.crypto import salted_hmac

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code can be read from paper and told on the phone."""
LENGTH: Final = 12
"""Characters of a code: 60 bits, beyond guessing within its life."""
GROUP: Final = 4
_MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_code() -> str:
    """Return a fresh code as it is printed: three groups of four, such as `7KQ2-M9XD-04TB`."""
    return written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def written(code: str) -> str:
    """Return the characters of a code in groups."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """Return what somebody typed as a bare code: dashes, spaces and case do not matter, O is read as 0."""
    return "".join(char for char in text.upper().translate(_MISREAD) if char in ALPHABET)


def digest(text: str) -> str:
    """Return what is stored of a code: a keyed hash, worth nothing without the secret key of the site."""
    return salted_hmac("people.claim-code", typed(text), algorithm="sha256").hexdigest()
