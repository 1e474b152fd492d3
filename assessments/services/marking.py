"""What a marker does with a piece of work: mark it, return it for revision, show its result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assessments.kinds import get_kind
from assessments.kinds.reflection import Reflection
from assessments.models import Attempt, AttemptItem, ReturnNote, Score, ScoreComment
from assessments.policy_rules import LEVELS
from assessments.results import standing_scores
from assessments.scoring import to_stored
from assessments.services.errors import (
    AnotherAttemptOpen,
    MarkedMeanwhile,
    NeedsReason,
    NotHandedIn,
    NothingToMark,
    NotMarkedYet,
    OffTheRubric,
    OffTheScale,
    OnOneself,
)
from assessments.services.handing_in import (
    TAKING,
    fully_marked,
    locked,
    release_if_due,
    release_time,
    standing_responses,
)
from assessments.services.record import recording
from assessments.services.releasing import release, rewrite_evidence
from people.models import User

if TYPE_CHECKING:
    from decimal import Decimal

MARKABLE = (Attempt.State.SUBMITTED, Attempt.State.RELEASED)


def mark_response(
    *,
    attempt_item: AttemptItem,
    marker: User,
    criteria: Mapping[str, int],
    level: int,
    comment: str,
    at: datetime,
    seen: int | None = None,
) -> Score:
    """Mark a piece of work with the points of each criterion of its rubric and the level it shows.

    When everything in the sitting is marked, its result is released as its rule says. Marking again adds a
    further mark; where the result was shown already, the evidence gets a further revision. The same mark
    twice is one mark. `seen` is how many marks of this piece the marker knew of; where there are more by
    now, MarkedMeanwhile is raised, so that a second marker decides with the first one's mark in sight.
    Raises OnOneself, NotHandedIn, NothingToMark, OffTheRubric or OffTheScale as well.
    """
    item = AttemptItem.objects.select_related("attempt", "item_version").get(pk=attempt_item.pk)
    if marker.pk == item.attempt.user_id:
        raise OnOneself
    points = points_of(item, criteria)
    if not 1 <= level <= LEVELS:
        raise OffTheScale
    with recording([item.attempt.user_id], at=at) as now:
        attempt = locked(item.attempt)
        if attempt.state not in MARKABLE:
            raise NotHandedIn
        response = standing_responses([item]).get(item.pk)
        if response is None:
            raise NothingToMark
        standing = _standing(item, attempt)
        mark = Score(
            attempt_item=item,
            response=response,
            marker=marker,
            points=points,
            level=level,
            criteria=dict(criteria),
            marked_at=now,
        )
        if standing is not None and _same(standing, mark, comment):
            return standing
        if seen is not None and Score.objects.filter(attempt_item=item).count() > seen:
            raise MarkedMeanwhile
        mark.save()
        if comment.strip():
            ScoreComment.objects.create(score=mark, text=comment.strip())
        _after_mark(attempt, now)
        return mark


def points_of(item: AttemptItem, criteria: Mapping[str, int]) -> Decimal:
    """Return the share that the marks of a rubric earn. Raises OffTheRubric."""
    kind = get_kind(item.item_version.kind)
    if not isinstance(kind, Reflection):
        raise OffTheRubric
    try:
        return to_stored(kind.mark(item.item_version.body, criteria))
    except ValueError as error:
        raise OffTheRubric from error


def _standing(item: AttemptItem, attempt: Attempt) -> Score | None:
    """The mark of the work as it was last handed in."""
    return (
        Score.objects.filter(attempt_item=item, marked_at__gte=attempt.submitted_at)
        .select_related("comment")
        .order_by("-marked_at", "-pk")
        .first()
    )


def _same(standing: Score, mark: Score, comment: str) -> bool:
    said = standing.comment.text if hasattr(standing, "comment") else ""
    return said == comment.strip() and all(
        getattr(standing, name) == getattr(mark, name)
        for name in ("response_id", "marker_id", "points", "level", "criteria")
    )


def _after_mark(attempt: Attempt, now: datetime) -> None:
    if attempt.state == Attempt.State.RELEASED:
        rewrite_evidence(attempt, at=now)
        return
    if not _all_marked(attempt, now):
        return
    attempt.release_at = release_time(attempt, now)
    attempt.save(update_fields=["release_at"])
    release_if_due(attempt, at=now)


def _all_marked(attempt: Attempt, now: datetime) -> bool:
    items = list(attempt.items.select_related("item_version"))
    scores = standing_scores([attempt.pk], at=now).get(attempt.pk, {})
    return fully_marked(items, standing_responses(items), scores)


def return_attempt(
    *, attempt: Attempt, by: User, text: str, at: datetime, until: datetime | None = None
) -> Attempt:
    """Give a sitting that waits for its marker back to the learner for revision, with a note.

    `until` is its new deadline; without one it is open until it is handed in again. The same note twice
    returns it once. Raises OnOneself, NeedsReason, NotHandedIn or AnotherAttemptOpen.
    """
    if by.pk == attempt.user_id:
        raise OnOneself
    if not text.strip():
        raise NeedsReason
    with recording([attempt.user_id], at=at) as now:
        attempt = locked(attempt)
        if attempt.state == Attempt.State.RETURNED:
            return attempt
        if attempt.state != Attempt.State.SUBMITTED:
            raise NotHandedIn
        if Attempt.objects.filter(
            administration=attempt.administration_id, user=attempt.user_id, state__in=TAKING
        ).exists():
            raise AnotherAttemptOpen
        attempt.state = Attempt.State.RETURNED
        attempt.deadline_at = until
        attempt.release_at = None
        attempt.save(update_fields=["state", "deadline_at", "release_at"])
        ReturnNote.objects.create(attempt=attempt, by=by, text=text.strip(), at=now)
        return attempt


def release_attempt(*, attempt: Attempt, at: datetime) -> Attempt:
    """Show the result now, whatever its rule says. Harmless twice. Raises NotHandedIn or NotMarkedYet."""
    with recording([attempt.user_id], at=at) as now:
        attempt = locked(attempt)
        if attempt.state == Attempt.State.RELEASED:
            return attempt
        if attempt.state != Attempt.State.SUBMITTED:
            raise NotHandedIn
        if not _all_marked(attempt, now):
            raise NotMarkedYet
        release(attempt, at=now)
        return attempt
