"""What a learner does with one question of a running sitting: answer it, mark it, ask for its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from assessments.choices import ReleaseRule
from assessments.feedback_seen import held_back_by
from assessments.models import Attempt, AttemptItem, Response
from assessments.services.errors import (
    AlreadySubmitted,
    AnswerShown,
    CountsElsewhere,
    InvalidAnswer,
    NotShownAtOnce,
    TimeIsUp,
    UnknownQuestion,
)
from assessments.services.handing_in import TAKING, overdue, rehearse
from assessments.services.record import lock_learners
from assessments.snapshot import RulesSnapshot

KEPT_FOR: Final = timedelta(hours=24)
"""How long after the end an answer that was on its way is still kept, unscored."""


def save_response(
    *,
    attempt: Attempt,
    position: int,
    value: Mapping[str, Any],
    client_seq: int,
    at: datetime,
    confidence: int | None = None,
    seconds: int = 0,
    flagged: bool | None = None,
    then_show: bool = False,
) -> Response:
    """Save an answer as a further revision, and return the one that stands.

    `value` is what the item's kind parsed; an empty one clears the answer. `client_seq` orders the saves of
    a learner (such as milliseconds of their clock; 0 where the page does not count): one that arrives after
    a newer one changes nothing, and the newer one is returned. The same save twice is one revision.
    `confidence` is 1 (guessed) to 4 (certain). `seconds` is how long the question was in view since the last
    save, never more than the sitting has lasted. `flagged` marks the question to come back to, or takes the
    mark away; `then_show` does what `check_answer` does, in the same transaction.

    An answer that arrives after the time was over is kept with `is_late` for a day and never scored. Raises
    AlreadySubmitted, AnswerShown, NotShownAtOnce, CountsElsewhere, TimeIsUp, UnknownQuestion or
    InvalidAnswer.
    """
    with transaction.atomic():
        attempt = _held(attempt, with_learner=then_show)
        late = _is_late(attempt, at)
        item = _item_at(attempt, position)
        if item.checked_at is not None:
            raise AnswerShown
        _check_answer(item, value)
        if not late:
            _add_seconds(item, min(seconds, int((at - attempt.started_at).total_seconds())))
            _flag(item, flagged)
            if then_show:
                _show(attempt, item, at)
        before = item.responses.order_by("-revision").first()
        if before is not None and _nothing_new(before, value, client_seq, confidence, late=late):
            return before
        return Response.objects.create(
            attempt_item=item,
            revision=before.revision + 1 if before else 1,
            client_seq=max(client_seq, before.client_seq if before else 0),
            value=dict(value),
            confidence=confidence,
            is_late=late,
            saved_at=at,
        )


def _is_late(attempt: Attempt, at: datetime) -> bool:
    """Whether the time is over. Raises AlreadySubmitted or TimeIsUp where nothing more is kept."""
    if attempt.state in TAKING and not overdue(attempt, at):
        return False
    if attempt.state not in TAKING and not attempt.submitted_by_clock:
        raise AlreadySubmitted
    ended = attempt.deadline_at if attempt.state in TAKING else attempt.submitted_at
    if ended is None or at - ended > KEPT_FOR:
        raise TimeIsUp
    return True


def flag_question(*, attempt: Attempt, position: int, flagged: bool, at: datetime) -> AttemptItem:
    """Mark a question to come back to, or take the mark away. Raises AlreadySubmitted or UnknownQuestion."""
    with transaction.atomic():
        attempt = _held(attempt)
        if attempt.state not in TAKING or overdue(attempt, at):
            raise AlreadySubmitted
        item = _item_at(attempt, position)
        _flag(item, flagged)
        return item


def check_answer(*, attempt: Attempt, position: int, at: datetime) -> AttemptItem:
    """Let the learner see the answer of one question, whose own answer stands from then on.

    Only where results show after each question, and no sitting that counts would be helped. Harmless twice.
    Raises NotShownAtOnce, CountsElsewhere, AlreadySubmitted or UnknownQuestion.
    """
    with transaction.atomic():
        attempt = _held(attempt, with_learner=True)
        if attempt.state not in TAKING or overdue(attempt, at):
            raise AlreadySubmitted
        item = _item_at(attempt, position)
        _show(attempt, item, at)
        return item


def _held(attempt: Attempt, *, with_learner: bool = False) -> Attempt:
    """The sitting as it stands, held until the transaction ends; `with_learner`, so that the same learner
    begins no other sitting meanwhile."""
    if with_learner:
        lock_learners([attempt.user_id])
    return Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)


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


def _flag(item: AttemptItem, flagged: bool | None) -> None:
    if flagged is not None:
        item.is_flagged = flagged
        item.save(update_fields=["is_flagged"])


def _show(attempt: Attempt, item: AttemptItem, at: datetime) -> None:
    if RulesSnapshot.from_json(attempt.rules).release_rule != ReleaseRule.AT_ONCE:
        raise NotShownAtOnce
    if held_back_by(attempt):
        raise CountsElsewhere
    if item.checked_at is None:
        item.checked_at = at
        item.save(update_fields=["checked_at"])


def _add_seconds(item: AttemptItem, seconds: int) -> None:
    if seconds > 0:
        AttemptItem.objects.filter(pk=item.pk).update(seconds=F("seconds") + seconds)


def _nothing_new(
    before: Response, value: Mapping[str, Any], client_seq: int, confidence: int | None, *, late: bool
) -> bool:
    if client_seq and client_seq < before.client_seq:
        return True
    return (before.value, before.confidence, before.is_late) == (dict(value), confidence, late)
