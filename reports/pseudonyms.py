"""Names that stay the same within a study and tell nothing outside it. Pure.

HMAC-SHA-256 (RFC 2104) keyed with the study's secret: whoever lacks the secret can neither go back to the
learner nor join two studies, and the secret never leaves the school. 80 bits are shown, so that two of ten
thousand learners share one with a chance below 1 in 10^16.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

_SHOWN_BYTES = 10


def pseudonym(*, secret: str, learner: UUID) -> str:
    """Return the pseudonym of a learner, by their public identifier, in the study with that secret.

    "P-" and 16 letters and figures. Raises ValueError for an empty secret.
    """
    if not secret:
        raise ValueError("a pseudonym needs a secret")
    digest = hmac.new(secret.encode(), b"webside learner " + learner.bytes, hashlib.sha256).digest()
    return f"P-{base64.b32encode(digest[:_SHOWN_BYTES]).decode()}"
