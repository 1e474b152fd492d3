"""What the tests of the pages about the school share."""

from __future__ import annotations

from django.urls import reverse


def url(name: str, *args) -> str:
    return reverse(f"people:{name}", args=args)
