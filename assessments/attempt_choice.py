"""Which attempt at an assessment counts. Pure: no Django, no clock.

Retakes after feedback are practice; of the counting attempts at an assessment one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from assessments.facts import EvidenceFact, LeftOutReason


class AttemptRule(StrEnum):
    """Which of several counting attempts counts; an assessment says so, or the best does."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFact:
    """One finished sitting of one learner. `assessment` names the assessment, whatever its version.

    released_at: when the result was released, None before. feedback_at: when the learner could first see
    keys or feedback, None before. practice: given as practice, whatever happened.
    """

    key: str
    assessment: str
    started_at: datetime
    submitted_at: datetime
    released_at: datetime | None
    points: Fraction
    possible: Fraction
    practice: bool = False
    feedback_at: datetime | None = None

    @property
    def share(self) -> Fraction:
        """Points earned as a share of those possible; 0 where nothing could be earned."""
        return self.points / self.possible if self.possible else Fraction(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """The attempts that count, one per assessment, and the others with the reason, both in order of time."""

    chosen: tuple[AttemptFact, ...]
    left_out: tuple[tuple[AttemptFact, LeftOutReason], ...]


def choose_attempts(
    attempts: Iterable[AttemptFact],
    *,
    at: datetime,
    rules: Mapping[str, AttemptRule] | None = None,
) -> Choice:
    """Of the attempts released by `at`, the one of each assessment that counts.

    `rules` by assessment; the best counts where it says nothing, the later of two that are equally good.
    What is not released is in neither list: a choice must not tell what may not be told.
    """
    released = sorted(
        (one for one in set(attempts) if one.released_at is not None and one.released_at <= at), key=_order
    )
    practice = {one for one in released if is_practice(one, released)}
    chosen = set()
    for assessment in {one.assessment for one in released}:
        counting = [one for one in released if one.assessment == assessment and one not in practice]
        if counting:
            chosen.add(_pick(counting, (rules or {}).get(assessment, AttemptRule.BEST)))
    return Choice(
        chosen=tuple(one for one in released if one in chosen),
        left_out=tuple(
            (one, LeftOutReason.PRACTICE if one in practice else LeftOutReason.OTHER_ATTEMPT)
            for one in released
            if one not in chosen
        ),
    )


def is_practice(attempt: AttemptFact, others: Iterable[AttemptFact]) -> bool:
    """Whether it was given as practice, or began after the feedback of another attempt at the same
    assessment, practice or not: it shows the same answers."""
    return attempt.practice or any(
        other.assessment == attempt.assessment
        and other.key != attempt.key
        and other.feedback_at is not None
        and other.feedback_at <= attempt.started_at
        for other in others
    )


def leave_out_unchosen(evidence: Iterable[EvidenceFact], choice: Choice) -> tuple[EvidenceFact, ...]:
    """The same evidence, that of attempts which do not count marked with why (its `source` is the key of
    its attempt), ready for `derive`."""
    reasons = {attempt.key: reason for attempt, reason in choice.left_out}
    return tuple(
        replace(fact, excluded=reasons[fact.source]) if fact.source in reasons else fact for fact in evidence
    )


def _order(attempt: AttemptFact) -> tuple[datetime, datetime, str, str]:
    return attempt.submitted_at, attempt.started_at, attempt.assessment, attempt.key


def _pick(in_order: list[AttemptFact], rule: AttemptRule) -> AttemptFact:
    match rule:
        case AttemptRule.FIRST:
            return in_order[0]
        case AttemptRule.LATEST:
            return in_order[-1]
        case AttemptRule.BEST:
            return max(reversed(in_order), key=lambda attempt: attempt.share)
