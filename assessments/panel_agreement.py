"""How far experts agree, and what their judgements come to. Pure: no Django, no clock, no randomness.

A *unit* is one thing that is judged (an option that gets a rating, a premise that gets its match); its
judgements are the values that the members gave, without those who gave none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Value = Hashable
Difference = Callable[[Value, Value], Fraction]


class Measurement(StrEnum):
    """What the values of a unit are: names, or steps in an order."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a panel said of one unit: how many judged it, the most frequent value and its share.

    `is_tied` says that another value is as frequent; then `mode` is the first of them in the order of the
    values, and no key should rest on it. `share` is 0 to 1.
    """

    size: int
    mode: Value | None
    share: Fraction
    is_tied: bool


def tally(judgements: Sequence[Value]) -> Tally:
    """Count the judgements of one unit. Without any, the mode is None and the share 0."""
    if not judgements:
        return Tally(0, None, Fraction(0), is_tied=False)
    counts = Counter(judgements)
    most = max(counts.values())
    tops = sorted((value for value, count in counts.items() if count == most), key=_in_order)
    return Tally(len(judgements), tops[0], Fraction(most, len(judgements)), is_tied=len(tops) > 1)


def median_low(judgements: Sequence[int]) -> int:
    """The middle judgement, the lower of two. Raises ValueError for none."""
    if not judgements:
        raise ValueError("a median needs at least one judgement")
    return sorted(judgements)[(len(judgements) - 1) // 2]


def order_of_means(judgements: Mapping[str, Sequence[int]]) -> dict[str, int] | None:
    """The ranks, from 1, of options by the mean of the ranks that they were given; None where two are equal.

    `judgements` holds the ranks of each option. Raises ValueError for an option that nobody ranked.
    """
    if any(not given for given in judgements.values()):
        raise ValueError("every option needs at least one rank")
    means = {name: Fraction(sum(given), len(given)) for name, given in judgements.items()}
    if len(set(means.values())) < len(means):
        return None
    ordered = sorted(means, key=lambda name: means[name])
    return {name: rank for rank, name in enumerate(ordered, start=1)}


def percent_agreement(units: Sequence[Sequence[Value]]) -> Fraction | None:
    """The share of pairs of judgements of the same unit that are equal, over all units; None without pairs.

    Source: the observed agreement of Fleiss JL. Measuring nominal scale agreement among many raters.
    Psychol Bull 1971;76(5):378-382, summed over pairs so that units judged by few weigh less.
    """
    pairs = same = 0
    for unit in units:
        pairs += len(unit) * (len(unit) - 1)
        same += sum(count * (count - 1) for count in Counter(unit).values())
    return Fraction(same, pairs) if pairs else None


def krippendorff_alpha(units: Sequence[Sequence[Value]], measurement: Measurement) -> Fraction | None:
    """Krippendorff's alpha: 1 for perfect agreement, 0 for what chance brings, below 0 for systematic
    disagreement. Missing judgements are left out; a unit with fewer than two says nothing.

    None where there is nothing to tell apart: no unit was judged twice, or all judgements are equal.
    Ordinal values are whole numbers. Source: Krippendorff K. Computing Krippendorff's alpha-reliability.
    University of Pennsylvania, 2011 (its worked example is a test here).
    """
    judged = [unit for unit in units if len(unit) >= 2]
    totals: Counter[Value] = Counter(value for unit in judged for value in unit)
    number = sum(totals.values())
    difference = _nominal if measurement is Measurement.NOMINAL else _ordinal(totals)
    expected = _disagreement(totals, difference)
    if not expected:
        return None
    observed = sum(
        (_disagreement(Counter(unit), difference) / (len(unit) - 1) for unit in judged), Fraction(0)
    )
    return 1 - (number - 1) * observed / expected


def _disagreement(counts: Counter[Value], difference: Difference) -> Fraction:
    """The differences of all ordered pairs of values."""
    return sum(
        (counts[one] * counts[other] * difference(one, other) for one in counts for other in counts),
        Fraction(0),
    )


def _nominal(one: Value, other: Value) -> Fraction:
    return Fraction(int(one != other))


def _ordinal(totals: Mapping[Value, int]) -> Difference:
    """Squared distance in ranks: all that lies between two values, and half of each of the two."""
    steps = sorted(totals, key=_in_order)
    place = {value: number for number, value in enumerate(steps)}

    def difference(one: Value, other: Value) -> Fraction:
        low, high = sorted((place[one], place[other]))
        between = sum(totals[value] for value in steps[low : high + 1])
        return (between - Fraction(totals[one] + totals[other], 2)) ** 2

    return difference


def _in_order(value: Value) -> tuple[int, float, str]:
    """Numbers by size, then words by letter."""
    if isinstance(value, int):
        return (0, value, "")
    return (1, 0, str(value))
