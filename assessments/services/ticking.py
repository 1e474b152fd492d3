"""What the worker does from time to time. It may die at any moment, or never run: pages settle for
themselves."""

from __future__ import annotations

from datetime import datetime

from assessments.services.carrying import carry_evidence
from assessments.services.settling import settle_due


def tick(at: datetime) -> int:
    """Settle what is due at `at`, for everybody, and carry what is left of evidence into newer framework
    versions; return how many sittings changed and for how many people evidence was carried.

    Harmless to repeat and to kill.
    """
    return settle_due(at=at) + carry_evidence(at=at)
