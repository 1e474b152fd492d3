"""What a sitting earned, from its scores. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessments.models import Score
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
    """Return the score that stood at `at` for each marked item, by attempt and by attempt item. One query."""
    found: defaultdict[int, dict[int, Score]] = defaultdict(dict)
    for score in (
        Score.objects.filter(attempt_item__attempt__in=attempt_ids, marked_at__lte=at)
        .select_related("attempt_item__item_version__item")
        .order_by("marked_at", "pk")
    ):
        found[score.attempt_item.attempt_id][score.attempt_item_id] = score
    return dict(found)


def attempt_totals(attempt_ids: Collection[int], *, at: datetime) -> dict[int, Total]:
    """Return what each attempt had earned by `at`, over the items that were marked by then. One query."""
    return {
        attempt_id: Total(
            points=sum((from_stored(one.points) * weight(one) for one in scores.values()), Fraction(0)),
            possible=sum((weight(one) for one in scores.values()), Fraction(0)),
        )
        for attempt_id, scores in standing_scores(attempt_ids, at=at).items()
    }


def weight(score: Score) -> Fraction:
    """The points of the item that was marked."""
    return Fraction(score.attempt_item.item_version.points)
