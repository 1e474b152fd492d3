"""What a sitting earned, from its scores. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import F

from assessments.models import AttemptItem, Score
from assessments.scoring import from_stored


@dataclass(frozen=True, slots=True)
class Total:
    """Points earned of points possible, in the items' own weights."""

    points: Fraction
    possible: Fraction

    @property
    def share(self) -> Fraction:
        """Points earned as a share of those possible; 0 where nothing could be earned."""
        return self.points / self.possible if self.possible else Fraction(0)


def standing_scores(attempt_ids: Collection[int], *, at: datetime) -> dict[int, dict[int, Score]]:
    """Return the score that stood at `at` for each marked item, by attempt and by attempt item. One query.

    A mark of work that was returned and handed in anew since stands no longer.
    """
    found: defaultdict[int, dict[int, Score]] = defaultdict(dict)
    for score in (
        Score.objects.filter(
            attempt_item__attempt__in=attempt_ids,
            marked_at__gte=F("attempt_item__attempt__submitted_at"),
            marked_at__lte=at,
        )
        .select_related("attempt_item__item_version__item")
        .order_by("marked_at", "pk")
    ):
        found[score.attempt_item.attempt_id][score.attempt_item_id] = score
    return dict(found)


def attempt_totals(attempt_ids: Collection[int], *, at: datetime) -> dict[int, Total]:
    """Return what each of these released attempts had earned by `at`, of all that could be earned in it.
    Two queries."""
    possible: defaultdict[int, Fraction] = defaultdict(Fraction)
    weights = AttemptItem.objects.filter(attempt__in=attempt_ids)
    for attempt_id, points in weights.values_list("attempt_id", "item_version__points"):
        possible[attempt_id] += Fraction(points)
    scores = standing_scores(attempt_ids, at=at)
    return {
        attempt_id: Total(
            points=sum(
                (
                    from_stored(one.points) * weight(one.attempt_item)
                    for one in scores.get(attempt_id, {}).values()
                ),
                Fraction(0),
            ),
            possible=whole,
        )
        for attempt_id, whole in possible.items()
    }


def weight(item: AttemptItem) -> Fraction:
    """The points that an item has."""
    return Fraction(item.item_version.points)
