"""What moved in a cohort since an earlier day: where its learners of today stood then, and now. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learners.matrix import Column, LearnerRef, Matrix


@dataclass(frozen=True, slots=True)
class Move:
    """A learner whose recorded level in a competency is another one than it was. None: not assessed."""

    learner: LearnerRef
    column: Column
    before: int | None
    now: int | None

    @property
    def up(self) -> bool:
        """Whether the level is higher than it was, or the first one."""
        return (self.now or 0) > (self.before or 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """How many levels went up and down in one competency, and how many were assessed for the first time."""

    column: Column
    up: int
    down: int
    first: int


def moves_since(matrix: Matrix, before: Mapping[tuple[int, int], int | None]) -> tuple[Move, ...]:
    """Return each level that differs from what was recorded before, learner by learner.

    `before` holds the level of then by the keys of learner and competency; the learners and competencies are
    those of the matrix.
    """
    return tuple(
        Move(row.learner, column, was, stand.level)
        for row in matrix.rows
        for column, stand in zip(matrix.columns, row.stands, strict=True)
        if (was := before.get((row.learner.pk, column.pk))) != stand.level
    )


def moved_by_column(moves: Iterable[Move], columns: Iterable[Column]) -> tuple[Moved, ...]:
    """Return the moves counted by competency; a first level is not counted as going up."""
    of_column: defaultdict[int, list[Move]] = defaultdict(list)
    for move in moves:
        of_column[move.column.pk].append(move)
    counted = []
    for column in columns:
        of_it = of_column[column.pk]
        first = sum(move.before is None for move in of_it)
        up = sum(move.up for move in of_it) - first
        counted.append(Moved(column, up=up, down=len(of_it) - first - up, first=first))
    return tuple(counted)
