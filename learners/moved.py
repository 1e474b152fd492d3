"""What moved in a cohort since an earlier day: where its learners of today stood then, and stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.school_time import school_day
from learners.matrix import Column, LearnerRef, Matrix, standings_as_of


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


def moves_since(matrix: Matrix, *, cohort_id: int, then: datetime, at: datetime) -> tuple[Move, ...]:
    """Return each level that differs from what was recorded by `then`, learner by learner. One query.

    The learners and competencies are those of the matrix, which was read `at`; the levels of then are those
    by the policy in force then.
    """
    rows = standings_as_of(cohort_id, school_day(at), at, then=then)
    before = {
        (learner, competency): level
        for learner, competency, level in rows.values_list("learner_id", "competency_id", "level")
    }
    return tuple(
        Move(row.learner, column, was, stand.level)
        for row in matrix.rows
        for column, stand in zip(matrix.columns, row.stands, strict=True)
        if (was := before.get((row.learner.pk, column.pk))) != stand.level
    )


def moved_by_column(moves: tuple[Move, ...], columns: tuple[Column, ...]) -> tuple[Moved, ...]:
    """Return the moves counted by competency; a first level is not counted as going up."""
    counted = []
    for column in columns:
        of_it = [move for move in moves if move.column.pk == column.pk]
        first = sum(move.before is None for move in of_it)
        up = sum(move.up for move in of_it) - first
        counted.append(Moved(column, up=up, down=len(of_it) - first - up, first=first))
    return tuple(counted)
