"""Second marks: draw a sample of the work of one giving, and mark it again without a view of the first mark.

A second mark stands beside the first and never changes a result, nor evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from random import Random

from django.db import transaction

from assessments.marking_queue import MARKED_BY_PERSON, written
from assessments.models import Administration, Attempt, AttemptItem, Score, SecondMark, SecondMarking
from assessments.policy_rules import LEVELS
from assessments.services.errors import (
    FirstMarker,
    NotHandedIn,
    NothingToDraw,
    NotMarkedYet,
    OffTheScale,
    OnOneself,
)
from assessments.services.marking import MARKABLE, points_of
from people.access import today
from people.models import User


@transaction.atomic
def draw_sample(
    *,
    administration: Administration,
    by: User,
    at: datetime,
    seed: int,
    percent: int | None = None,
    number: int | None = None,
) -> list[SecondMarking]:
    """Draw work for a second mark, by chance: so many pieces, or so many per cent (rounded up) of what was
    handed in to `by`.

    What was drawn before stays, and is neither drawn again nor counted; the same `seed` draws the same pieces
    from the same work. Raises NothingToDraw, or ValueError unless one of the two sizes is given.
    """
    if (percent is None) == (number is None):
        raise ValueError("give either a number or a percentage")
    Administration.objects.select_for_update().get(pk=administration.pk)
    pieces = list(
        AttemptItem.objects.filter(
            attempt__in=Attempt.objects.markable_by(by, on=today(at)).filter(
                administration=administration, state__in=MARKABLE
            ),
            item_version__kind__in=MARKED_BY_PERSON,
        )
        .filter(written())
        .order_by("pk")
    )
    drawn = set(SecondMarking.objects.filter(attempt_item__in=pieces).values_list("attempt_item", flat=True))
    left = [piece for piece in pieces if piece.pk not in drawn]
    if not left:
        raise NothingToDraw
    size = number if number is not None else ceil(len(pieces) * (percent or 0) / 100)
    chosen = Random(seed).sample(left, min(size, len(left)))  # noqa: S311  # a sample, no secret
    return SecondMarking.objects.bulk_create(
        SecondMarking(administration=administration, attempt_item=piece, chosen_by=by, chosen_at=at)
        for piece in sorted(chosen, key=lambda piece: piece.pk)
    )


@transaction.atomic
def second_mark(
    *,
    second_marking: SecondMarking,
    marker: User,
    criteria: Mapping[str, int],
    level: int,
    at: datetime,
) -> SecondMark:
    """Give a drawn piece its second mark. The same mark twice is one mark; a changed one is a further one.

    Raises OnOneself, NotHandedIn, NotMarkedYet (no first mark), FirstMarker, OffTheRubric or OffTheScale.
    """
    current = SecondMarking.objects.select_for_update().get(pk=second_marking.pk)
    item = AttemptItem.objects.select_related("attempt", "item_version").get(pk=current.attempt_item_id)
    if marker.pk == item.attempt.user_id:
        raise OnOneself
    if item.attempt.state not in MARKABLE:
        raise NotHandedIn
    first = set(
        Score.objects.filter(attempt_item=item, marker__isnull=False).values_list("marker", flat=True)
    )
    if not first:
        raise NotMarkedYet
    if marker.pk in first:
        raise FirstMarker
    points = points_of(item, criteria)
    if not 1 <= level <= LEVELS:
        raise OffTheScale
    newest = SecondMark.objects.filter(second_marking=current).order_by("-marked_at", "-pk").first()
    same = newest is not None and (newest.marker_id, newest.level, newest.criteria) == (
        marker.pk,
        level,
        dict(criteria),
    )
    if newest is not None and same:
        return newest
    return SecondMark.objects.create(
        second_marking=current,
        marker=marker,
        points=points,
        level=level,
        criteria=dict(criteria),
        marked_at=at,
    )
