"""The work that waits for a marker, oldest first. Reads only."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from assessments.kinds import KINDS
from assessments.kinds.base import ScoredBy
from assessments.kinds.reflection import FIELD
from assessments.models import Attempt, AttemptItem, Response, Score
from people.models import User

MINUTES_EACH: Final = 6
"""About how long it takes to mark one reflection of a page with a rubric of four lines."""

MARKED_BY_PERSON: Final = [code for code, kind in KINDS.items() if kind.scored_by is ScoredBy.PERSON]


def waiting_for(marker: User, *, on: date) -> QuerySet[AttemptItem]:
    """Return the pieces that wait for a mark and that `marker` may mark, by when they were handed in.

    A piece that was marked since it was last handed in waits no longer, even where its result does. One
    that was left blank never waited: there is nothing to mark.
    """
    attempts = Attempt.objects.waiting_for_marker().markable_by(marker, on=on)
    marked = Score.objects.filter(
        attempt_item=OuterRef("pk"), marked_at__gte=OuterRef("attempt__submitted_at")
    )
    return (
        AttemptItem.objects.filter(~Exists(marked), Exists(_written()), attempt__in=attempts)
        .filter(item_version__kind__in=MARKED_BY_PERSON)
        .select_related(
            "attempt__user", "attempt__administration__version__assessment", "item_version__item__competency"
        )
        .order_by(F("attempt__submitted_at"), "pk")
    )


def _written() -> QuerySet[Response]:
    """The text that stands for a piece, unless it was cleared again."""
    newer = Response.objects.filter(attempt_item=OuterRef("attempt_item"), revision__gt=OuterRef("revision"))
    standing = Response.objects.filter(~Exists(newer), attempt_item=OuterRef("pk"), value__has_key=FIELD)
    return standing.exclude(**{f"value__{FIELD}": ""})
