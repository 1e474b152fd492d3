"""What a person should look at, and why. Pure: reasons are codes with numbers; pages put them into words.

The limits are rules of thumb, gathered here and named in `docs/item-analysis.md`. A flag is never a verdict:
somebody looks at the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assessments.item_analysis.items import ItemFigures, OptionFigures

ENOUGH_TO_SAY: Final = 10
"""With fewer sittings nothing is said but that."""
SMALL_GROUP: Final = 30
"""With fewer sittings every figure of a question moves widely from group to group."""
TOO_EASY: Final = 0.95
TOO_HARD: Final = 0.30
DEAD_BELOW: Final = 0.05
"""A distractor that fewer choose does no work (Haladyna & Downing 1993)."""
LONGER_BY: Final = 1.5
LONGER_BY_AT_LEAST: Final = 15
"""A key is given away by its length when it has half as much again as the distractors on average, 15
characters more at least, and is longer than each of them."""


class FlagKind(StrEnum):
    """What may be wrong, the gravest first."""

    MISKEY = "possible_miskey"
    NEGATIVE = "negative_discrimination"
    LENGTH = "key_given_away_by_length"
    DEAD = "dead_distractor"
    HARD = "too_hard"
    EASY = "too_easy"
    FEW = "too_few_answers"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at. `option` is what it is about, where it is about one; `values` are its numbers."""

    kind: FlagKind
    option: str = ""
    values: Mapping[str, float] = field(default_factory=dict)


def flags_of(item: ItemFigures) -> tuple[Flag, ...]:
    """The flags of one question, the gravest first."""
    found = list(_by_length(item))
    if item.n < ENOUGH_TO_SAY:
        found.append(Flag(FlagKind.FEW, values={"n": item.n, "enough": ENOUGH_TO_SAY}))
    else:
        found += [*_miskeyed(item), *_negative(item), *_dead(item), *_facility(item)]
    order = list(FlagKind)
    return tuple(sorted(found, key=lambda flag: (order.index(flag.kind), flag.option)))


def _facility(item: ItemFigures) -> Iterator[Flag]:
    facility = item.facility.value
    if facility is not None and facility > TOO_EASY:
        yield Flag(FlagKind.EASY, values={"facility": facility, "limit": TOO_EASY})
    if facility is not None and facility < TOO_HARD:
        yield Flag(FlagKind.HARD, values={"facility": facility, "limit": TOO_HARD})


def _negative(item: ItemFigures) -> Iterator[Flag]:
    found = item.discrimination.value
    if found is not None and found < 0:
        yield Flag(FlagKind.NEGATIVE, values={"discrimination": found, "n": item.n})


def _single_key(item: ItemFigures) -> OptionFigures | None:
    """The key of a question with distractors and one right answer."""
    keyed = [option for option in item.options if option.keyed and not option.is_step]
    return keyed[0] if len(keyed) == 1 else None


def _miskeyed(item: ItemFigures) -> Iterator[Flag]:
    """A distractor that goes with the rest of the sitting better than the key does, and that the upper group
    chose more often than the lower one."""
    key = _single_key(item)
    if key is None:
        return
    for option in item.options:
        found = option.point_biserial.value
        if option.keyed or found is None or option.upper is None or option.lower is None:
            continue
        of_key = key.point_biserial.value if key.point_biserial.value is not None else 0.0
        if found > 0 and found > of_key and option.upper > option.lower:
            yield Flag(
                FlagKind.MISKEY,
                option.id,
                {"option": found, "key": of_key, "upper": option.upper, "lower": option.lower},
            )


def _dead(item: ItemFigures) -> Iterator[Flag]:
    if all(option.keyed for option in item.options):
        return
    for option in item.options:
        if not (option.keyed or option.is_step) and option.share < DEAD_BELOW:
            yield Flag(
                FlagKind.DEAD, option.id, {"share": option.share, "chosen": option.chosen, "n": item.n}
            )


def _by_length(item: ItemFigures) -> Iterator[Flag]:
    key = _single_key(item)
    others = [option.length for option in item.options if not option.keyed]
    if key is None or len(others) < 2:
        return
    usual = sum(others) / len(others)
    if key.length > max(others) and key.length >= max(LONGER_BY * usual, usual + LONGER_BY_AT_LEAST):
        yield Flag(FlagKind.LENGTH, key.id, {"length": key.length, "others": usual})
