"""A learner's sitting: begin or resume it, save an answer, hand it in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q

from assessments.choices import Mode
from assessments.kinds import get_kind
from assessments.models import (
    Accommodation,
    Administration,
    AssessmentItem,
    Attempt,
    AttemptItem,
    ItemVersion,
    Response,
)
from assessments.services.administering import freeze
from assessments.services.errors import (
    AlreadySubmitted,
    Closed,
    InvalidAnswer,
    NoAttemptsLeft,
    NotOpenYet,
    TimeIsUp,
    UnknownQuestion,
    Withdrawn,
)
from assessments.services.handing_in import TAKING, hand_in, locked, overdue, rehearse
from assessments.services.record import recording
from assessments.snapshot import RulesSnapshot
from assessments.windows import Window
from people.models import User

__all__ = ["Window", "next_mode", "save_response", "start_attempt", "submit_attempt"]


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

    `window` holds the learner's own dates. `seed` decides the order of shuffled options; without one it
    follows from the sitting's random identifier. A sitting that begins after the learner saw feedback on a
    counting one at the same assessment is practice. Raises Withdrawn, NotOpenYet, Closed or NoAttemptsLeft.
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
        _lay_out(attempt, seed)
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
    and no feedback on a counting sitting at the same assessment was seen. `administration` has its version.
    """
    if administration.mode != Mode.COUNTING:
        return Mode.PRACTICE
    seen = Attempt.objects.filter(
        user=user,
        administration__version__assessment=administration.version.assessment_id,
        mode=Mode.COUNTING,
        state=Attempt.State.RELEASED,
    )
    return Mode.PRACTICE if seen.exists() else Mode.COUNTING


def _extra_time(administration: Administration, user: User) -> int:
    """Extra time in per cent: for this administration, else the standing one, else none."""
    granted: dict[int | None, int] = {
        row.administration_id: row.percent
        for row in Accommodation.objects.filter(
            Q(administration=administration) | Q(administration__isnull=True), user=user
        )
    }
    return granted.get(administration.pk, granted.get(None, 0))


def _lay_out(attempt: Attempt, seed: int | None) -> None:
    version = attempt.administration.version
    chance = random.Random(attempt.public_id.int if seed is None else seed)  # noqa: S311 - no secret
    items = AssessmentItem.objects.filter(version=version).select_related("item_version").order_by("position")
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            item_version=item.item_version,
            option_order=_order(item.item_version, chance) if version.shuffle else [],
        )
        for position, item in enumerate(items, start=1)
    )


def _order(version: ItemVersion, chance: random.Random) -> list[str]:
    kind = get_kind(version.kind)
    options = list(kind.option_ids(version.body))
    if kind.shuffles:
        chance.shuffle(options)
    return options


def save_response(
    *, attempt: Attempt, position: int, value: Mapping[str, Any], client_seq: int, at: datetime
) -> Response:
    """Save an answer as a further revision, and return the one that stands.

    `value` is what the item's kind parsed; an empty one clears the answer. `client_seq` orders the saves of
    a learner (such as milliseconds of their clock; 0 where the page does not count): one that arrives after
    a newer one changes nothing, and the newer one is returned. The same save twice is one revision.
    Raises AlreadySubmitted, TimeIsUp, UnknownQuestion or InvalidAnswer.
    """
    with transaction.atomic():
        attempt = locked(attempt)
        if attempt.state not in TAKING:
            raise AlreadySubmitted
        if overdue(attempt, at):
            raise TimeIsUp
        item = _item_at(attempt, position)
        _check_answer(item, value)
        before = item.responses.order_by("-revision").first()
        if before is not None and _nothing_new(before, value, client_seq):
            return before
        return Response.objects.create(
            attempt_item=item,
            revision=before.revision + 1 if before else 1,
            client_seq=max(client_seq, before.client_seq if before else 0),
            value=dict(value),
            saved_at=at,
        )


def _item_at(attempt: Attempt, position: int) -> AttemptItem:
    item = attempt.items.select_related("item_version").filter(position=position).first()
    if item is None:
        raise UnknownQuestion
    return item


def _check_answer(item: AttemptItem, value: Mapping[str, Any]) -> None:
    """That the answer can be marked: what is saved must never stand in the way of handing in."""
    try:
        rehearse(item, value)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise InvalidAnswer from error


def _nothing_new(before: Response, value: Mapping[str, Any], client_seq: int) -> bool:
    if client_seq and client_seq < before.client_seq:
        return True
    return bool(before.value == value)


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
