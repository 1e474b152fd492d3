"""What the worker does from time to time. It may die at any moment, or never run: pages settle for
themselves."""

from __future__ import annotations

from datetime import datetime

from assessments.services.carrying import carry_evidence
from assessments.services.looking_ahead import previews_due
from assessments.services.regrading import regrade_due
from assessments.services.settling import settle_due


def tick(at: datetime) -> int:
    """Settle what is due at `at`, for everybody, carry what is left of evidence into newer framework
    versions, and carry on regrades and their previews that a worker left lying; return how many sittings
    changed, for how many people evidence was carried, and how many sittings were marked anew or looked at.

    Harmless to repeat and to kill.
    """
    return settle_due(at=at) + carry_evidence(at=at) + regrade_due(at=at) + previews_due(at=at)
