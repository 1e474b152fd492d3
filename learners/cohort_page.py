"""What stands first on a cohort's dashboard: who needs someone, and one page of the heat map.

What the page does not show is not read: the levels of the learners on it are, those of the others are counted
by the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from assessments.models import Attainment
from common.school_time import end_of_day
from learners.cohort_needs import Needs, needs_of
from learners.column_heads import DomainHead, by_domain
from learners.levels import LevelNames, level_names
from learners.matrix import Column, LearnerRef, Row, members_among, read_matrix, read_rows, standings_among
from learners.moved import Move, Moved, moved_by_column, moves_since
from learners.picking import Wanted, keys_of, picked
from learners.standing_counts import StandingCounts, standing_counts
from people.models import Cohort

ATTAINED = Attainment.Status.ATTAINED.value
LEARNERS_A_PAGE = 50
LONG_PAGE = 200
SIDE_BY_SIDE = 12
MOVES_AT_MOST = 50

Before = Mapping[tuple[int, int], int | None]
"""The level that stood then, by the keys of learner and competency; a pair without one is left out."""


class KeyLevel(NamedTuple):
    """A level as the key names it."""

    ordinal: int
    name: str


class ScaleKey(NamedTuple):
    """A scale: its levels, and the competencies that are measured on it."""

    levels: list[KeyLevel]
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class CohortPage:
    """The first page of the dashboard.

    learners: all, or those of the group asked for. columns: all that the cohort follows. shown: those that
    the reader wants to see, grouped by domain. page: the learners who fit the filters, cut into pages. rows:
    those of this page. before: what stood on the day compared with, None where none was asked for.
    """

    cohort: Cohort
    learners: tuple[LearnerRef, ...]
    columns: tuple[Column, ...]
    shown: tuple[Column, ...]
    domains: tuple[DomainHead, ...]
    page: Page[LearnerRef]
    rows: tuple[Row, ...]
    levels: LevelNames
    counts: StandingCounts
    needs: Needs
    since: date | None
    before: Before | None
    moves: tuple[Move, ...]

    @property
    def fitting(self) -> int:
        """How many learners fit the filters."""
        return self.page.paginator.count

    @property
    def is_wide(self) -> bool:
        """Whether the map has more columns than stand side by side, so that it scrolls within itself."""
        return len(self.shown) > SIDE_BY_SIDE

    @property
    def hidden(self) -> int:
        """How many competencies the reader chose not to see."""
        return len(self.columns) - len(self.shown)

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What moved since the day asked for, by competency; those in which something did."""
        counted = moved_by_column(self.moves, self.columns)
        return tuple(one for one in counted if one.up or one.down or one.first)

    @property
    def named_moves(self) -> tuple[Move, ...]:
        """The moves that a page lists by name."""
        return self.moves[:MOVES_AT_MOST]

    @property
    def more_moves(self) -> int:
        """How many moves are not listed by name."""
        return len(self.moves) - len(self.named_moves)

    @property
    def scales(self) -> list[ScaleKey]:
        """The levels of the key above the heat map, one list for each scale."""
        return [
            ScaleKey(
                levels=[KeyLevel(ordinal, name) for ordinal, name in names.items()],
                columns=[column for column in self.shown if column.scale_id == scale_id],
            )
            for scale_id, names in self.levels.items()
        ]

    @property
    def assessed(self) -> int:
        """How many levels are assessed: a learner counts once for each competency that they are seen in."""
        return self.counts.assessed

    @property
    def places(self) -> int:
        """How many levels there can be: the learners times the competencies."""
        return len(self.learners) * len(self.columns)

    @property
    def attained(self) -> int:
        """How many levels are signed as attained and not due again."""
        return self.counts.with_status(ATTAINED)


def cohort_page(
    cohort: Cohort,
    wanted: Wanted,
    *,
    columns: tuple[Column, ...],
    learners: tuple[LearnerRef, ...],
    at: datetime,
    chosen: frozenset[int] = frozenset(),
    number: int = 1,
    size: int = LEARNERS_A_PAGE,
) -> CohortPage:
    """Return the dashboard of a cohort, or of the group asked for. Queries do not grow with learners.

    `columns` and `learners` are those of the cohort (see `cohort_columns`, `cohort_learners`); `chosen` the
    keys of the competencies to show, all where none of them is there; `number` is the page of `size`.
    """
    if wanted.group is not None:
        learners = members_among(learners, wanted.group, at=at)
    keys = keys_of(cohort, wanted.group, at=at)
    domains, shown = by_domain([column for column in columns if column.pk in chosen] or columns)
    found = picked(cohort, wanted, columns=columns, learners=learners, at=at)
    page = Paginator(found, size).get_page(number)
    counts = standing_counts(columns, keys, learners=len(learners), cohort_id=cohort.pk, at=at)
    before, moves = _compared(cohort, wanted, columns, learners, keys, at=at)
    return CohortPage(
        cohort=cohort,
        learners=learners,
        columns=columns,
        shown=shown,
        domains=domains,
        page=page,
        rows=read_rows(cohort, shown, tuple(page.object_list), at=at),
        levels=level_names(column.scale_id for column in shown),
        counts=counts,
        needs=needs_of(cohort, columns=columns, learners=learners, keys=keys, counts=counts, at=at),
        since=wanted.since,
        before=before,
        moves=moves,
    )


def _compared(
    cohort: Cohort,
    wanted: Wanted,
    columns: tuple[Column, ...],
    learners: tuple[LearnerRef, ...],
    keys: QuerySet[Any, Any],
    *,
    at: datetime,
) -> tuple[Before | None, tuple[Move, ...]]:
    """What stood on the day compared with, and what moved since; reads the whole cohort, twice."""
    if wanted.since is None:
        return None, ()
    then = end_of_day(wanted.since)
    rows = standings_among(keys, cohort_id=cohort.pk, at=at, then=then)
    before = {
        (learner, competency): level
        for learner, competency, level in rows.values_list("learner_id", "competency_id", "level")
    }
    matrix = read_matrix(cohort, at=at, columns=columns, learners=learners)
    return before, moves_since(matrix, before)
