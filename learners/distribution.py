"""How many of a cohort stand where, per competency. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learners.matrix import Column, Matrix


@dataclass(frozen=True, slots=True)
class Distribution:
    """One competency: how many learners stand at each level of its scale, and how many are not assessed."""

    column: Column
    at_level: tuple[int, ...]
    not_assessed: int
    at_target: int

    @property
    def total(self) -> int:
        """How many learners there are."""
        return sum(self.at_level) + self.not_assessed


def distributions(matrix: Matrix, *, levels: Mapping[int, Iterable[int]]) -> tuple[Distribution, ...]:
    """Return the distribution of every column, in order. `levels` are the ordinals of each scale, by its
    key."""
    found = []
    for index, column in enumerate(matrix.columns):
        ordinals = tuple(levels[column.scale_id])
        counts = Counter(stand.level for stand in matrix.column(index))
        found.append(
            Distribution(
                column=column,
                at_level=tuple(counts[ordinal] for ordinal in ordinals),
                not_assessed=counts[None],
                at_target=sum(counts[ordinal] for ordinal in ordinals if ordinal >= column.target_level),
            )
        )
    return tuple(found)
