"""What a verb answers when it will not do what it was asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class RefusedError(ValidationError):
    """The act would break a rule of the house; the message says which and what to do, and forms show it."""
