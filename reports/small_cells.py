"""Hiding groups that are so small that a figure would speak of persons. Pure.

The grid is fixed: for each competency a row of each cohort, with how many stand at each status. What is
hidden depends on the row alone, so every report that tells of it hides the same, and two of them laid side by
side give away no more than one.

A row tells its sum, because the size of a class is known. So at least two of its cells are hidden or none,
and what is hidden of a row is in sum no small group either: all that can be worked out of a hidden cell is
that it lies between nothing and that sum. Cells of nobody may be shown. The sum over cohorts is shown for a
status only where no cohort hides it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product
from typing import Final, TypeVar

SMALLEST: Final = 5
"""Groups of fewer are hidden, unless a school says otherwise."""

LEAST: Final = 3

K = TypeVar("K", bound=Hashable)


def hidden_in(row: Mapping[K, int], *, smallest: int = SMALLEST) -> frozenset[K]:
    """Return the keys whose counts must not be told.

    First those of fewer than `smallest` and more than nobody; then, smallest first and in the order of the
    row, as many more as it takes. Where even that could be solved, and in a class of fewer than twice
    `smallest`, everything is hidden, what nobody holds included. Raises ValueError for a count below 0, and
    for a `smallest` below 3: where a hidden group can only be one person, hiding it hides nothing.
    """
    if smallest < LEAST:
        raise ValueError(f"groups are hidden from {LEAST} up")
    if any(count < 0 for count in row.values()):
        raise ValueError("a group has 0 people or more")
    counts = tuple(row.values())
    hidden = _first_choice(counts, smallest)
    if hidden and (sum(counts) < 2 * smallest or not _stays_open(counts, hidden, smallest)):
        return frozenset(row)
    return frozenset(key for place, key in enumerate(row) if place in hidden)


Counts = tuple[int, ...]


def _first_choice(counts: Counts, smallest: int) -> frozenset[int]:
    """The places of the small groups, and of the next larger ones until their sum is no small group."""
    hidden = {place for place, count in enumerate(counts) if 0 < count < smallest}
    if not hidden:
        return frozenset()
    for _count, place in sorted((count, place) for place, count in enumerate(counts) if count >= smallest):
        if len(hidden) > 1 and sum(counts[one] for one in hidden) >= smallest:
            break
        hidden.add(place)
    return frozenset(hidden)


def _stays_open(counts: Counts, hidden: frozenset[int], smallest: int) -> bool:
    """Whether somebody who knows the rule is left with two values at least for each hidden place.

    They try every row that would be told alike. Tried are the rows in which all hidden groups but one are of
    `smallest` or fewer: few enough to try, and the same few for every row that is told alike, so that the
    outcome itself tells nothing more.
    """
    places = sorted(hidden)
    together = sum(counts[place] for place in places)
    if len(places) < 2 or together < smallest:
        return False
    seen: list[set[int]] = [set() for _place in places]
    for large, *rest in product(range(len(places)), *[range(1, smallest + 1)] * (len(places) - 1)):
        if (last := together - sum(rest)) < 1:
            continue
        parts = (*rest[:large], last, *rest[large:])
        row = list(counts)
        for place, part in zip(places, parts, strict=True):
            row[place] = part
        if _first_choice(tuple(row), smallest) == hidden:
            for values, part in zip(seen, parts, strict=True):
                values.add(part)
            if all(len(values) > 1 for values in seen):
                return True
    return False


def suppressed(row: Mapping[K, int], *, smallest: int = SMALLEST) -> dict[K, int | None]:
    """Return the row with None for what must not be told."""
    hidden = hidden_in(row, smallest=smallest)
    return {key: None if key in hidden else count for key, count in row.items()}


def suppressed_sum(rows: Iterable[Mapping[K, int]], *, smallest: int = SMALLEST) -> dict[K, int | None]:
    """Return the sum over the cohorts of one competency: None for each status that a cohort hides."""
    total: dict[K, int | None] = {}
    for row in rows:
        hidden = hidden_in(row, smallest=smallest)
        for key, count in row.items():
            held = total.get(key, 0)
            total[key] = None if held is None or key in hidden else held + count
    return total


def parts_may_be_told(parts: Sequence[Mapping[K, int]], *, smallest: int = SMALLEST) -> bool:
    """Return whether the counts of the parts of a cohort may be told beside those of the whole.

    The parts make up the cohort, as campuses do: each learner is in one of them. Either all counts of all
    parts are told or none: which of them to hide would depend on the parts, and by the rule and both margins
    whoever lays the reports side by side could solve for them (the attack in the tests did). They are told
    where no part hides a group, and the whole hides none either, since its parts would add up to it.
    """
    keys = dict.fromkeys(key for part in parts for key in part)
    whole = {key: sum(part.get(key, 0) for part in parts) for key in keys}
    return not any(hidden_in(one, smallest=smallest) for one in (whole, *parts))


def suppressed_parts(
    parts: Sequence[Mapping[K, int]], *, smallest: int = SMALLEST
) -> list[dict[K, int | None]]:
    """Return the parts as they are, or with None for every count of every part."""
    told = parts_may_be_told(parts, smallest=smallest)
    return [{key: count if told else None for key, count in part.items()} for part in parts]
