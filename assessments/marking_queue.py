"""The work that waits for a marker, oldest first. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.kinds import KINDS
from assessments.kinds.base import ScoredBy
from assessments.kinds.reflection import FIELD
from assessments.models import Administration, Attempt, AttemptItem, Response, Score
from people.models import User

MINUTES_EACH: Final = 6
"""About how long it takes to mark one reflection of a page with a rubric of four lines."""

LONGEST_PAUSE: Final = timedelta(minutes=45)
"""Two marks further apart than that were not given one after the other."""

LEAST_PACE: Final = timedelta(seconds=20)
FEWEST_GAPS: Final = 5
MOST_MARKS: Final = 200

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
        AttemptItem.objects.filter(~Exists(marked), written(), attempt__in=attempts)
        .filter(item_version__kind__in=MARKED_BY_PERSON)
        .select_related(
            "attempt__user", "attempt__administration__version__assessment", "item_version__item__competency"
        )
        .order_by(F("attempt__submitted_at"), "pk")
    )


def written() -> Exists:
    """The condition on pieces that a text stands for them which was not cleared again."""
    newer = Response.objects.filter(attempt_item=OuterRef("attempt_item"), revision__gt=OuterRef("revision"))
    standing = Response.objects.filter(~Exists(newer), attempt_item=OuterRef("pk"), value__has_key=FIELD)
    return Exists(standing.exclude(**{f"value__{FIELD}": ""}))


@dataclass(frozen=True)
class Pace:
    """How long a piece takes: `seconds`, and from how many of the marker's own marks that is known (0: it is
    the house's figure)."""

    seconds: float
    known_from: int

    def minutes(self, pieces: int) -> int:
        """About how many minutes so many pieces take, rounded up."""
        return ceil(pieces * self.seconds / 60)

    @property
    def said(self) -> str:
        """How it is estimated, in a sentence."""
        each = {"minutes": max(1, round(self.seconds / 60)), "n": self.known_from}
        if not self.known_from:
            return _("Estimated at %(minutes)s minutes each, until there are marks of yours to go by.") % each
        return (
            ngettext(
                "Estimated from your last %(n)s marks: half of them took you %(minutes)s minute or less.",
                "Estimated from your last %(n)s marks: half of them took you %(minutes)s minutes or less.",
                each["minutes"],
            )
            % each
        )


def pace_of(marked: Sequence[datetime]) -> Pace:
    """Return the pace that the instants of somebody's marks (in any order) tell: the median of the gaps
    between marks that were given one after the other. Pure."""
    ordered = sorted(marked)
    gaps = [later - sooner for sooner, later in pairwise(ordered)]
    taken = [gap.total_seconds() for gap in gaps if LEAST_PACE <= gap <= LONGEST_PAUSE]
    if len(taken) < FEWEST_GAPS:
        return Pace(MINUTES_EACH * 60, 0)
    return Pace(median(taken), len(taken))


def pace_for(marker: User) -> Pace:
    """Return the pace of a marker by their newest marks. One query."""
    mine = Score.objects.filter(marker=marker).order_by("-marked_at")
    return pace_of(list(mine.values_list("marked_at", flat=True)[:MOST_MARKS]))


def waiting_by_administration(waiting: QuerySet[AttemptItem]) -> list[tuple[Administration, int]]:
    """Return what was given with how much of it waits, the most first. Two queries."""
    counted = waiting.order_by().values("attempt__administration").annotate(n=Count("pk", distinct=True))
    counts = dict(counted.values_list("attempt__administration", "n"))
    rows = Administration.objects.filter(pk__in=counts).select_related("version__assessment")
    return sorted(((row, counts[row.pk]) for row in rows), key=lambda one: (-one[1], one[0].pk))


def is_nameless(attempt: Attempt) -> bool:
    """Whether the marker is not told whose work it is: it was given so, and some of it has no mark yet."""
    waits = attempt.state == Attempt.State.SUBMITTED and attempt.release_at is None
    return waits and attempt.administration.is_anonymous


def called_for_marker(attempt: Attempt, *, second_waits: bool = False) -> str:
    """Return what a marker calls a piece of work: the learner's name, or a code where names are hidden.

    `second_waits`: it was drawn for a second mark that is not there yet, so that names stay hidden for it.
    """
    if is_nameless(attempt) or (second_waits and attempt.administration.is_anonymous):
        return _("Work %(code)s") % {"code": attempt.public_id.hex[:6].upper()}
    return attempt.user.get_full_name()
