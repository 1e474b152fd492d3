"""First and second marks side by side, and how far they agree. Reads only; a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from assessments.marking_queue import called_for_marker
from assessments.models import Administration, Attempt, Score, SecondMark, SecondMarking
from assessments.scoring import from_stored
from people.models import User


@dataclass(frozen=True)
class Pair:
    """A drawn piece with its two marks as far as they are there. The first is the one that counts."""

    drawn: SecondMarking
    first: Score | None
    second: SecondMark | None
    first_markers: frozenset[int]

    @property
    def attempt(self) -> Attempt:
        """The sitting that it belongs to."""
        return self.drawn.attempt_item.attempt

    @property
    def called(self) -> str:
        """Whose it is, or its code where names are hidden."""
        return called_for_marker(self.attempt, second_waits=self.second is None)

    @property
    def is_pair(self) -> bool:
        """Whether both marks are there."""
        return self.first is not None and self.second is not None

    @property
    def first_percent(self) -> int | None:
        """The share of the first mark."""
        return None if self.first is None else round(100 * from_stored(self.first.points))

    @property
    def second_percent(self) -> int | None:
        """The share of the second mark."""
        return None if self.second is None else round(100 * from_stored(self.second.points))

    @property
    def points_apart(self) -> int | None:
        """By how many per cent of the points the second mark lies above the first."""
        if self.first is None or self.second is None:
            return None
        return round(100 * (from_stored(self.second.points) - from_stored(self.first.points)))

    @property
    def levels_apart(self) -> int | None:
        """By how many levels the second mark lies above the first."""
        if self.first is None or self.second is None or self.first.level is None:
            return None
        return self.second.level - self.first.level

    def may_mark(self, marker: User) -> bool:
        """Whether the marker can give the second mark now."""
        return self.first is not None and marker.pk not in self.first_markers | {self.attempt.user_id}


@dataclass(frozen=True)
class Agreement:
    """How far pairs of levels agree: how many are equal, and how many at most one level apart."""

    pairs: int
    exact: int
    within_one: int

    @property
    def exact_percent(self) -> int:
        """The share of equal levels."""
        return round(100 * Fraction(self.exact, self.pairs)) if self.pairs else 0

    @property
    def within_one_percent(self) -> int:
        """The share of levels at most one apart."""
        return round(100 * Fraction(self.within_one, self.pairs)) if self.pairs else 0


def agreement_of(levels_apart: Sequence[int]) -> Agreement:
    """Return how far levels agree that lie so far apart. Pure."""
    return Agreement(
        len(levels_apart),
        sum(one == 0 for one in levels_apart),
        sum(abs(one) <= 1 for one in levels_apart),
    )


def pairs_of(administration: Administration, attempts: QuerySet[Attempt]) -> list[Pair]:
    """Return what was drawn of these sittings, the furthest apart first. Three queries."""
    drawn = list(
        SecondMarking.objects.filter(administration=administration, attempt_item__attempt__in=attempts)
        .select_related("attempt_item__attempt__user", "attempt_item__attempt__administration")
        .order_by("pk")
    )
    scores: dict[int, list[Score]] = {}
    found = Score.objects.filter(
        attempt_item__in=[one.attempt_item_id for one in drawn], marker__isnull=False
    )
    for score in found.select_related("marker").order_by("marked_at", "pk"):
        scores.setdefault(score.attempt_item_id, []).append(score)
    seconds = {
        mark.second_marking_id: mark
        for mark in SecondMark.objects.filter(second_marking__in=drawn)
        .select_related("marker")
        .order_by("marked_at", "pk")
    }
    pairs = [_pair(one, scores.get(one.attempt_item_id, []), seconds.get(one.pk)) for one in drawn]
    return sorted(pairs, key=lambda one: -abs(one.levels_apart or 0))


def _pair(drawn: SecondMarking, scores: list[Score], second: SecondMark | None) -> Pair:
    return Pair(
        drawn,
        scores[-1] if scores else None,
        second,
        frozenset(score.marker_id for score in scores if score.marker_id is not None),
    )


def given_with_samples(attempts: QuerySet[Attempt], kinds: Sequence[str]) -> QuerySet[Administration]:
    """Return what was given of which people mark some, with how much was drawn and has its second mark."""
    rows = Administration.objects.filter(attempts__in=attempts, attempts__items__item_version__kind__in=kinds)
    drawn = Q(second_markings__attempt_item__attempt__in=attempts)
    return (
        Administration.objects.filter(pk__in=rows.values("pk"))
        .select_related("version")
        .annotate(
            drawn=Count("second_markings", filter=drawn, distinct=True),
            done=Count(
                "second_markings", filter=drawn & Q(second_markings__marks__isnull=False), distinct=True
            ),
        )
        .order_by("-created_at", "-pk")
    )
