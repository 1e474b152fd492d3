"""What a learner can still do about an assessment after a sitting: another attempt, or none. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.choices import Mode
from assessments.models import Administration, Attempt
from assessments.services.attempts import next_mode
from assessments.services.handing_in import TAKING


@dataclass(frozen=True, slots=True)
class Further:
    """`begun` is the attempt that is open already; without one, `left` attempts can be begun, of which the
    next counts or is practice."""

    begun: Attempt | None
    left: int
    counts: bool


def further_attempts(attempt: Attempt, *, at: datetime) -> Further:
    """Return what can follow a sitting, as far as this room knows: whoever begins one looks at the dates
    that hold for the learner by then. `attempt` has its administration with the version. Two queries."""
    administration = attempt.administration
    mine = list(Attempt.objects.filter(administration=administration, user=attempt.user_id).order_by("n"))
    begun = next((one for one in mine if one.state in TAKING), None)
    is_closed = attempt.closes_at is not None and attempt.closes_at <= at
    if is_closed or administration.state == Administration.State.WITHDRAWN:
        return Further(begun, 0, counts=False)
    left = max(0, administration.attempts_allowed - len(mine))
    counts = left > 0 and next_mode(administration, attempt.user) == Mode.COUNTING
    return Further(begun, left, counts)
