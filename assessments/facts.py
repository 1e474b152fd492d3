"""The facts from which attainment is derived: evidence and signed decisions. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessments.policy_rules import LEVELS
from assessments.tiers import Tier


class Method(StrEnum):
    """The types of evidence, a closed list. Self-rating is not one of them: it never counts."""

    QUIZ = "quiz"
    JUDGEMENT = "judgement"
    APPLIED = "applied"
    REFLECTION = "reflection"
    OBSERVATION = "observation"

    @property
    def from_person(self) -> bool:
        """Whether a person judged the learner's own work or conduct."""
        return self in {Method.REFLECTION, Method.OBSERVATION}


class LeftOutReason(StrEnum):
    """Why a recorded piece of evidence does not count."""

    VOIDED = "voided"
    SUPERSEDED = "superseded"
    PRACTICE = "practice"
    OTHER_ATTEMPT = "other_attempt"


class DecisionKind(StrEnum):
    """What a signer decided, from weakest to strongest where two carry the same instant."""

    ATTAINED = "attained"
    OVERRIDDEN = "overridden"
    DECLINED = "declined"
    REVOKED = "revoked"

    @property
    def attains(self) -> bool:
        """Whether the learner has attained by it, with the count or against it."""
        return self in {DecisionKind.ATTAINED, DecisionKind.OVERRIDDEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFact:
    """One piece of evidence about one learner and competency.

    key: names the piece to the caller; it decides nothing unless all else is equal. level: raw, 1 to 5.
    rater: who judged, None for a machine; reflections and observations always have one. encounter: the
    occasion, for observations. source: the attempt or observation that it came from; revision counts up
    where the same source was marked anew. shown_at: when the learner showed it. recorded_at: when it
    entered the record. voided_at: when it was voided. excluded: why it does not count, where that was
    decided before (see `assessments.attempt_choice`).
    """

    key: str
    level: int
    tier: Tier
    method: Method
    shown_at: datetime
    recorded_at: datetime
    source: str
    assessment: str = ""
    rater: str | None = None
    encounter: str | None = None
    revision: int = 1
    voided_at: datetime | None = None
    excluded: LeftOutReason | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LEVELS:
            raise ValueError(f"evidence {self.key}: level {self.level} is off the scale of 1 to {LEVELS}")
        if self.method.from_person and self.rater is None:
            raise ValueError(f"evidence {self.key}: {self.method} needs the person who judged")
        if any(moment.tzinfo is None for moment in (self.shown_at, self.recorded_at)):
            raise ValueError(f"evidence {self.key}: times need a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact:
    """One signed judgement. `attained` agrees with the count, `overridden` says attained against it,
    `declined` says not yet, whatever the count; `revoked` takes back what stands.

    level: 1 to 5, needed to attain or override.
    """

    kind: DecisionKind
    signed_at: datetime
    signer: str
    level: int | None = None

    def __post_init__(self) -> None:
        if self.level is None and self.kind.attains:
            raise ValueError(f"a decision of {self.kind} needs a level")
        if self.level is not None and not 1 <= self.level <= LEVELS:
            raise ValueError(f"a decision's level is from 1 to {LEVELS}")
        if self.signed_at.tzinfo is None:
            raise ValueError("a decision's time needs a time zone")

    @property
    def order(self) -> tuple[datetime, int, int, str]:
        """By signature; of two with one instant the stronger kind holds."""
        kinds = list(DecisionKind)
        return self.signed_at, kinds.index(self.kind), -(self.level or 0), self.signer
