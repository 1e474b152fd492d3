"""How many of a cohort stand where, per competency. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from learners.matrix import Column, Matrix

Levels = Mapping[int, Iterable[int]]
"""The ordinals of each scale, by its key."""


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


def distributions(matrix: Matrix, *, levels: Levels) -> tuple[Distribution, ...]:
    """Return the distribution of every column of a matrix, in order."""
    place = {column.pk: index for index, column in enumerate(matrix.columns)}

    def held(column: Column) -> Counter[int | None]:
        return Counter(stand.level for stand in matrix.column(place[column.pk]))

    return distributed(matrix.columns, held, levels=levels)


def distributed(
    columns: Iterable[Column], held: Callable[[Column], Counter[int | None]], *, levels: Levels
) -> tuple[Distribution, ...]:
    """Return the distribution of each column; `held` counts who stands at each level of it, None for not
    assessed."""
    found = []
    for column in columns:
        ordinals, counts = tuple(levels[column.scale_id]), held(column)
        found.append(
            Distribution(
                column=column,
                at_level=tuple(counts[ordinal] for ordinal in ordinals),
                not_assessed=counts[None],
                at_target=sum(counts[ordinal] for ordinal in ordinals if ordinal >= column.target_level),
            )
        )
    return tuple(found)
