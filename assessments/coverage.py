"""What a set of items covers, and what it cannot show. Pure: no Django.

It answers for a builder what a learner's result would rest on: per competency how many items of which tier,
which level that tier can show at most, and where so few items stand that a level rests on chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from assessments.tiers import Tier

FEWEST_ITEMS: Final = 3
"""Below this many items one guess moves a result by a level. With the default cuts (0.5, 0.7, 0.85) three
items have four results, one for each of the levels 1 to 4; with two, a level cannot be reached at all."""


class Lack(StrEnum):
    """What is wrong with the coverage of one competency. TIER_TOO_THIN: the level that only its highest tier
    can show rests on fewer items than FEWEST_ITEMS, though there are enough in all."""

    NO_ITEM = "no_item"
    TOO_FEW = "too_few"
    TIER_TOO_THIN = "tier_too_thin"
    CEILING_BELOW_AIM = "ceiling_below_aim"
    INDICATORS_UNTOUCHED = "indicators_untouched"
    BANK_TOO_SMALL = "bank_too_small"


@dataclass(frozen=True, slots=True)
class Measured:
    """One item, or as many as a row of a blueprint draws, for one competency.

    `available` is how many the bank has for a row; None for a fixed item. `indicators` are codes.
    """

    competency: str
    tier: Tier
    count: int = 1
    points: Fraction = Fraction(1)
    indicators: frozenset[str] = frozenset()
    available: int | None = None

    @property
    def sure(self) -> int:
        """How many of them there are: not more than the bank has."""
        return self.count if self.available is None else min(self.count, self.available)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a competency should get: its indicators, and the highest level aimed at (None: none stated)."""

    competency: str
    indicators: tuple[str, ...] = ()
    level_to: int | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What one competency gets. `share` is its part of all points, 0 to 1; `highest` the level that its
    highest tier can show at most, 0 without items."""

    competency: str
    count: int
    points: Fraction
    share: Fraction
    by_tier: tuple[tuple[Tier, int], ...]
    highest: int
    untouched: tuple[str, ...]
    lacks: tuple[Lack, ...]


def coverage(
    *, measured: Sequence[Measured], aims: Sequence[Aim], ceilings: Mapping[Tier, int]
) -> tuple[Covered, ...]:
    """Return what each competency gets, those aimed at first and in their order, then further ones.

    `ceilings` is the highest level that evidence of a tier can show, from the policy in force.
    """
    total = sum((one.points * one.sure for one in measured), Fraction(0))
    named = [aim.competency for aim in aims]
    further = sorted({one.competency for one in measured} - set(named))
    return tuple(
        _covered(aim, [one for one in measured if one.competency == aim.competency], total, ceilings)
        for aim in (*aims, *(Aim(code) for code in further))
    )


def _covered(aim: Aim, rows: Sequence[Measured], total: Fraction, ceilings: Mapping[Tier, int]) -> Covered:
    tiers: Counter[Tier] = Counter()
    found = [one for one in rows if one.sure]
    for one in found:
        tiers[one.tier] += one.sure
    points = sum((one.points * one.sure for one in found), Fraction(0))
    touched = frozenset[str]().union(*(one.indicators for one in found))
    untouched = tuple(code for code in aim.indicators if code not in touched)
    highest = max((ceilings[tier] for tier in tiers), default=0)
    return Covered(
        competency=aim.competency,
        count=sum(tiers.values()),
        points=points,
        share=points / total if total else Fraction(0),
        by_tier=tuple(sorted(tiers.items())),
        highest=highest,
        untouched=untouched,
        lacks=tuple(_lacks(aim, rows, tiers, highest, untouched)),
    )


def _lacks(
    aim: Aim, rows: Iterable[Measured], tiers: Mapping[Tier, int], highest: int, untouched: Collection[str]
) -> Iterable[Lack]:
    if any(one.sure < one.count for one in rows):
        yield Lack.BANK_TOO_SMALL
    count = sum(tiers.values())
    if count == 0:
        yield Lack.NO_ITEM
        return
    if count < FEWEST_ITEMS:
        yield Lack.TOO_FEW
    elif tiers[max(tiers)] < FEWEST_ITEMS:
        yield Lack.TIER_TOO_THIN
    if aim.level_to is not None and highest < aim.level_to:
        yield Lack.CEILING_BELOW_AIM
    if untouched:
        yield Lack.INDICATORS_UNTOUCHED
