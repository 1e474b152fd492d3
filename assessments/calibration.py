"""How closely a self-rating fits the assessed level. Pure: no Django, no clock.

For feedback and curriculum planning only, never a grade: both values are coarse and regress to the mean,
and that low performers rate themselves higher is partly an artefact of the scale. Show counts; never rank
people by bias. Source: Bol L, Hacker DJ. Calibration research: where do we go from here? Front Psychol
2012;3:229.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import sqrt

SMALLEST_GROUP = 5


class Label(StrEnum):
    """Where a self-rating lies from the assessed level."""

    ALIGNED = "aligned"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Calibration:
    """One self-rated level beside one assessed level, both 1 to 5."""

    self_level: int
    level: int

    @property
    def bias(self) -> int:
        """Levels by which the self-rating is higher; negative where it is lower."""
        return self.self_level - self.level

    @property
    def absolute_deviation(self) -> int:
        """Levels between the two, whichever is higher."""
        return abs(self.bias)

    @property
    def label(self) -> Label:
        """Aligned below one level of distance, else over or under."""
        if self.absolute_deviation < 1:
            return Label.ALIGNED
        return Label.OVER if self.bias > 0 else Label.UNDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRatingFact:
    """One submitted self-rating of one learner for one competency."""

    learner: Hashable
    competency: Hashable
    level: int
    submitted_at: datetime


Cell = tuple[Hashable, Hashable]


def at_close(ratings: Iterable[SelfRatingFact], closed_at: datetime) -> dict[Cell, SelfRatingFact]:
    """The self-rating that each (learner, competency) had when the cycle closed: the newest by then; of two
    with one instant the higher."""
    newest: dict[Cell, SelfRatingFact] = {}
    for rating in ratings:
        cell = rating.learner, rating.competency
        held = newest.get(cell)
        if rating.submitted_at <= closed_at and (held is None or _order(rating) > _order(held)):
            newest[cell] = rating
    return newest


def calibrate(
    ratings: Iterable[SelfRatingFact], levels: Mapping[Cell, int | None], closed_at: datetime
) -> dict[Cell, Calibration]:
    """Self-ratings at the close of a cycle against `levels`, the attainment as of a date that the caller
    states. Cells that lack either value are left out: not assessed is not a level."""
    pairs = {}
    for cell, rating in at_close(ratings, closed_at).items():
        level = levels.get(cell)
        if level is not None:
            pairs[cell] = Calibration(rating.level, level)
    return pairs


@dataclass(frozen=True, slots=True)
class GroupCalibration:
    """A group's calibration. `n` people have both values; below the smallest group that may be shown
    everything else is None and `suppressed` is set.

    mean_bias, mean_absolute_deviation: in levels. shares: of each label, 0 to 1, adding up to 1.
    covariation: Pearson's r, -1 to 1; None as well where either value is the same for all.
    """

    n: int
    suppressed: bool
    mean_bias: Fraction | None = None
    mean_absolute_deviation: Fraction | None = None
    counts: Mapping[Label, int] | None = None
    covariation: float | None = None

    @property
    def shares(self) -> dict[Label, Fraction] | None:
        """The share of each label, 0 to 1, in sum 1."""
        return (
            None
            if self.counts is None
            else {name: Fraction(held, self.n) for name, held in self.counts.items()}
        )


def summarise(pairs: Iterable[Calibration], *, smallest: int = SMALLEST_GROUP) -> GroupCalibration:
    """One competency's pairs of a group, one per person. Nothing but n is told of fewer than `smallest`,
    nor of nobody."""
    held = list(pairs)
    n = len(held)
    if n < max(1, smallest):
        return GroupCalibration(n, suppressed=True)
    labels = [pair.label for pair in held]
    return GroupCalibration(
        n,
        suppressed=False,
        mean_bias=Fraction(sum(pair.bias for pair in held), n),
        mean_absolute_deviation=Fraction(sum(pair.absolute_deviation for pair in held), n),
        counts={label: labels.count(label) for label in Label},
        covariation=pearson([pair.self_level for pair in held], [pair.level for pair in held]),
    )


def pearson(xs: Sequence[int], ys: Sequence[int]) -> float | None:
    """Pearson's correlation of two equally long rows of whole numbers, -1 to 1; None where one does not
    vary. Sums are exact, only the root is not."""
    n = len(xs)
    spread_x = n * sum(x * x for x in xs) - sum(xs) ** 2
    spread_y = n * sum(y * y for y in ys) - sum(ys) ** 2
    if not spread_x or not spread_y:
        return None
    together = n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys)
    return max(-1.0, min(1.0, together / sqrt(spread_x * spread_y)))


def _order(rating: SelfRatingFact) -> tuple[datetime, int]:
    return rating.submitted_at, rating.level
