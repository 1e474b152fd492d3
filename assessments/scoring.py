"""How answers become points, and points become levels. Pure: no Django, no clock, no randomness.

Every item score is a `Fraction` from 0 to 1, exact, so that a learner on a cut score is on it. An answer
that was not given scores 0. The formulas are those of the seed content brief; sources stand with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from assessments.tiers import Tier

ZERO = Fraction(0)
ONE = Fraction(1)
HALF = Fraction(1, 2)
LEVELS = 5
RATING_STEPS = (4, 3, 2, 1)
RUBRIC_TOP = 4

# Stored points keep six decimals. Fractions with denominators up to 1,000 lie at least 1e-6 apart, and the
# rounding error is at most 5e-7, so the nearest such fraction is the one that was stored.
_STORED = Decimal("0.000001")
_LARGEST_DENOMINATOR = 1000


def to_stored(points: Fraction) -> Decimal:
    """`points` as a decimal of six places, for a column that cannot hold a fraction."""
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(_STORED)


def from_stored(points: Decimal) -> Fraction:
    """The fraction that `to_stored` was given, exactly, for every denominator up to 1,000."""
    return Fraction(points).limit_denominator(_LARGEST_DENOMINATOR)


def single_best_answer(*, correct: str, chosen: str | None) -> Fraction:
    """1 if the keyed option was chosen, else 0."""
    return ONE if chosen == correct else ZERO


def true_false(*, correct: bool, chosen: bool | None) -> Fraction:
    """1 if the statement was judged as keyed, else 0."""
    return ONE if chosen is correct else ZERO


def multiple_response(*, correct: Collection[str], chosen: Collection[str]) -> Fraction:
    """Plus/minus, floored at 0: (keyed options chosen - other options chosen) / number of keyed options.

    Choosing everything cannot win, and partial knowledge still counts. Source: Betts J, Muntean W, Kim D,
    Kao S. Evaluating different scoring methods for multiple response items providing partial credit. Educ
    Psychol Meas 2022;82(1):151-176. Raises ValueError for an empty key.
    """
    keyed, picked = set(correct), set(chosen)
    if not keyed:
        raise ValueError("a multiple response needs at least one keyed option")
    return max(ZERO, Fraction(len(picked & keyed) - len(picked - keyed), len(keyed)))


def rating_credit(*, keyed: int, given: int | None) -> Fraction:
    """1 for the keyed step of the four; 1/2 one step away on the same side of the midline (4 and 3, or 2
    and 1); else 0. `given` is None where the option was not rated. Proposed by the authors of the content."""
    if given == keyed:
        return ONE
    return HALF if {given, keyed} in ({4, 3}, {2, 1}) else ZERO


def judgement_rating(*, keyed: Mapping[str, int], given: Mapping[str, int]) -> Fraction:
    """The mean of `rating_credit` over all keyed options. Raises ValueError for an empty key."""
    if not keyed:
        raise ValueError("a judgement rating needs at least one keyed option")
    earned = (rating_credit(keyed=step, given=given.get(option)) for option, step in keyed.items())
    return sum(earned, ZERO) / len(keyed)


def ranking_distances(*, keyed: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """How far each option was put from its keyed rank; n - 1, the farthest, if it shares its rank with
    another option or has none."""
    ranks = [given[option] for option in keyed if option in given]
    farthest = len(keyed) - 1
    distances = {}
    for option, rank in keyed.items():
        alone = option in given and ranks.count(given[option]) == 1
        distances[option] = min(farthest, abs(given[option] - rank)) if alone else farthest
    return distances


def ranking_raw(*, keyed: Mapping[str, int], given: Mapping[str, int]) -> int:
    """The sum over options of (n - 1 - distance): for five options 8 (reversed) to 20 (as keyed).

    Source: UK Foundation Programme Office, "How is the SJT scored?", and its published mark table. Tied and
    missing options earn nothing, so an incomplete ranking can fall below 8.
    """
    distances = ranking_distances(keyed=keyed, given=given)
    return sum(len(keyed) - 1 - distance for distance in distances.values())


def judgement_ranking(*, keyed: Mapping[str, int], given: Mapping[str, int]) -> Fraction:
    """1 - (sum of distances) / floor(n^2 / 2), floored at 0.

    floor(n^2 / 2) is the largest sum that a complete ranking can reach (its reverse), so a full answer
    runs over the whole of 0 to 1. Same source as `ranking_raw`. Raises ValueError below two options.
    """
    if len(keyed) < 2:
        raise ValueError("a ranking needs at least two options")
    total = sum(ranking_distances(keyed=keyed, given=given).values())
    return max(ZERO, ONE - Fraction(total, len(keyed) ** 2 // 2))


def rubric(marks: Iterable[int], *, top: int = RUBRIC_TOP) -> Fraction:
    """The mean of a person's marks (0 to `top` per criterion) as a share of `top`.

    With the three criteria of the reflections this is total / 12. Raises ValueError for no marks or a
    mark off the rubric.
    """
    given = list(marks)
    if not given or any(not 0 <= mark <= top for mark in given):
        raise ValueError(f"a rubric needs marks from 0 to {top}")
    return Fraction(sum(given), top * len(given))


@dataclass(frozen=True, slots=True)
class CutScores:
    """Ascending shares from which each level begins; the first is 0, so that every result has a level.

    The default (0, 0.5, 0.7, 0.85 for levels 1 to 4) is the authors' proposal, not a sourced standard;
    it belongs to the assessment version and gives way to a school's own standard setting. Without a
    fifth cut no score alone can show level 5.
    """

    cuts: tuple[Fraction, ...] = (ZERO, HALF, Fraction(7, 10), Fraction(17, 20))

    def __post_init__(self) -> None:
        rising = all(low < high for low, high in zip(self.cuts, self.cuts[1:], strict=False))
        if not 1 <= len(self.cuts) <= LEVELS or self.cuts[0] != 0 or not rising or self.cuts[-1] > 1:
            raise ValueError("cut scores start at 0 and ascend to at most 1, five at most")

    @classmethod
    def of(cls, cuts: Sequence[str | int | float | Decimal]) -> CutScores:
        """From the numbers of a file or a column. A float is read as it is written (0.7 is 7/10)."""
        return cls(tuple(Fraction(str(cut)) for cut in cuts))

    def level(self, share: Fraction) -> int:
        """The level, 1 to 5, that a share of the points shows. A share on a cut has reached it."""
        return sum(1 for cut in self.cuts if share >= cut)


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """One marked item as it bears on one competency; an item for two competencies comes twice.

    `points` were earned out of `possible` (more than 0), both in the item's own weight. `blank` is an item
    for a person to mark that was left empty: it earns nothing, and there is nothing to judge.
    """

    competency: int
    tier: Tier
    points: Fraction
    possible: Fraction = ONE
    blank: bool = False

    def __post_init__(self) -> None:
        if self.blank and self.points:
            raise ValueError("what was left blank earns no points, whatever is possible")
        if self.possible <= 0 or not 0 <= self.points <= self.possible:
            raise ValueError("an item has points from 0 to what is possible, and something is possible")


@dataclass(frozen=True, slots=True)
class TierShare:
    """What was earned at one tier."""

    tier: Tier
    points: Fraction
    possible: Fraction

    @property
    def reached(self) -> bool:
        """Whether at least half of the points of this tier were earned."""
        return self.points * 2 >= self.possible


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """What one sitting shows for one competency. `level` is raw, 1 to 5: only a policy caps it."""

    competency: int
    points: Fraction
    possible: Fraction
    level: int
    tier: Tier
    tiers: tuple[TierShare, ...] = field(default=())

    @property
    def share(self) -> Fraction:
        """Points earned as a share of those possible, 0 to 1."""
        return self.points / self.possible


def competency_results(items: Sequence[MarkedItem], cuts: CutScores) -> tuple[CompetencyResult, ...]:
    """One result per competency found in `items`, by competency, whatever the order of the items.

    The level comes from the share of all points. The tier is the highest at which at least half of the
    points were earned; where there is none, the lowest tier that the items reach down to. What was left
    blank weighs on the share like a wrong answer, so that leaving it out earns nothing; a competency of
    which everything was left blank has no result, since nobody saw anything of it.
    """
    found = sorted({item.competency for item in items if not item.blank})
    return tuple(_result([item for item in items if item.competency == one], cuts) for one in found)


def _result(items: Sequence[MarkedItem], cuts: CutScores) -> CompetencyResult:
    shares = tuple(
        _tier_share(tier, [item for item in items if item.tier == tier])
        for tier in sorted({item.tier for item in items})
    )
    points = sum((share.points for share in shares), ZERO)
    possible = sum((share.possible for share in shares), ZERO)
    reached = [share.tier for share in shares if share.reached]
    return CompetencyResult(
        competency=items[0].competency,
        points=points,
        possible=possible,
        level=cuts.level(points / possible),
        tier=max(reached) if reached else shares[0].tier,
        tiers=shares,
    )


def _tier_share(tier: Tier, items: Sequence[MarkedItem]) -> TierShare:
    return TierShare(
        tier=tier,
        points=_sum(item.points for item in items),
        possible=_sum(item.possible for item in items),
    )


def _sum(values: Iterable[Fraction]) -> Fraction:
    """The sum. Fractions of the same denominator are added as whole numbers: a sum of fractions one by one
    looks for a common divisor each time, which 10,000 sittings of 30 questions feel."""
    whole: defaultdict[int, int] = defaultdict(int)
    for value in values:
        whole[value.denominator] += value.numerator
    return sum((Fraction(numerator, one) for one, numerator in whole.items()), ZERO)
