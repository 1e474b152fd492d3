"""A learner's sitting: begin or resume it, and hand it in. Answering has its own module."""

from __future__ import annotations

import random
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q

from assessments.choices import Mode
from assessments.feedback_seen import seen_by
from assessments.models import (
    Accommodation,
    Administration,
    Attempt,
)
from assessments.services.administering import freeze
from assessments.services.errors import (
    Closed,
    NoAttemptsLeft,
    NotOpenYet,
    Withdrawn,
)
from assessments.services.handing_in import TAKING, hand_in, locked, overdue
from assessments.services.laying_out import lay_out
from assessments.services.record import recording
from assessments.snapshot import RulesSnapshot
from assessments.windows import Window
from people.models import User

__all__ = ["Window", "next_mode", "start_attempt", "submit_attempt"]


def start_attempt(
    *,
    administration: Administration,
    user: User,
    window: Window,
    at: datetime,
    language: str,
    seed: int | None = None,
) -> Attempt:
    """Return the learner's open sitting, or begin one with the rules and dates of this instant.

    `window` holds the learner's own dates. `seed` decides what is drawn and the order of what is shuffled;
    without one it follows from the sitting's random identifier. A sitting that begins after the learner
    saw feedback of the same assessment is practice. Raises Withdrawn, NotOpenYet, Closed,
    NoAttemptsLeft or NotReady.
    """
    with recording([user.pk], at=at) as now:
        present = Attempt.objects.filter(administration=administration, user=user, state__in=TAKING).first()
        if present is not None and overdue(present, now):
            hand_in(locked(present), at=now)
        elif present is not None:
            return present
        administration = Administration.objects.select_related("version__assessment").get(
            pk=administration.pk
        )
        _check_open(administration, window, at)
        used = (
            Attempt.objects.filter(administration=administration, user=user).aggregate(n=Max("n"))["n"] or 0
        )
        if used >= administration.attempts_allowed:
            raise NoAttemptsLeft
        freeze(administration.version, at=now)
        attempt = _new(administration, user, n=used + 1, window=window, at=now, language=language)
        attempt.save()
        chance = random.Random(attempt.public_id.int if seed is None else seed)  # noqa: S311 - no secret
        lay_out(attempt, chance)
        return attempt


def _check_open(administration: Administration, window: Window, at: datetime) -> None:
    if administration.state == Administration.State.WITHDRAWN:
        raise Withdrawn
    if at < window.opens_at:
        raise NotOpenYet
    if not window.is_open(at):
        raise Closed


def _new(
    administration: Administration, user: User, *, n: int, window: Window, at: datetime, language: str
) -> Attempt:
    version = administration.version
    extra = _extra_time(administration, user) if version.time_limit_minutes else 0
    rules = RulesSnapshot(
        title=str(version.local("title", language).value),
        type=version.assessment.type,
        version=version.n,
        counting_attempt=version.assessment.counting_attempt,
        release_rule=administration.release_rule,
        attempts_allowed=administration.attempts_allowed,
        cut_scores=tuple(str(cut) for cut in version.cut_scores),
        minutes=version.minutes,
        time_limit_minutes=version.time_limit_minutes,
        extra_time=extra,
        asks_confidence=version.asks_confidence,
    )
    return Attempt(
        administration=administration,
        user=user,
        n=n,
        mode=next_mode(administration, user),
        rules=rules.as_json(),
        language=language,
        started_at=at,
        due_at=window.due_at,
        closes_at=window.closes_at,
        deadline_at=rules.deadline(started_at=at, closes_at=window.closes_at),
    )


def next_mode(administration: Administration, user: User) -> str:
    """Return whether a sitting that `user` begins now would count: only where the administration counts
    and no feedback of the same assessment was seen, in practice neither. `administration` has its version.
    """
    if administration.mode != Mode.COUNTING or seen_by(user, [administration.version.assessment_id]):
        return Mode.PRACTICE
    return Mode.COUNTING


def _extra_time(administration: Administration, user: User) -> int:
    """Extra time in per cent: for this administration, else the standing one, else none."""
    granted: dict[int | None, int] = {
        row.administration_id: row.percent
        for row in Accommodation.objects.filter(
            Q(administration=administration) | Q(administration__isnull=True), user=user
        )
    }
    return granted.get(administration.pk, granted.get(None, 0))


def submit_attempt(*, attempt: Attempt, by: User, at: datetime) -> Attempt:
    """Hand in a sitting, once: handing in again returns it as it stands.

    What a key can mark is marked, and where the result is due at once, it is released in the same
    transaction. After the deadline the sitting is handed in as of its deadline. Only the learner hands in.
    """
    if by.pk != attempt.user_id:
        raise PermissionDenied
    with recording([attempt.user_id], at=at) as now:
        attempt = locked(attempt)
        if attempt.state in TAKING:
            hand_in(attempt, at=now)
        return attempt
