"""How far a key can be trusted, in words: who confirmed it, how many, when."""

from __future__ import annotations

from django.utils.translation import ngettext

from assessments.choices import KeyStatus
from assessments.models import ItemKey
from common.dates import record_day


def key_trust(key: ItemKey) -> str:
    """Return how far a key can be trusted: proposed, confirmed by a panel of so many on a day, sourced."""
    if key.status == KeyStatus.PANEL_CONFIRMED and key.panel_size and key.panel_on:
        said = ngettext(
            "Confirmed by a panel of %(n)s expert, %(day)s",
            "Confirmed by a panel of %(n)s experts, %(day)s",
            key.panel_size,
        )
        return said % {"n": key.panel_size, "day": record_day(key.panel_on)}
    return str(KeyStatus(key.status).label)
