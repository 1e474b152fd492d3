"""What stands on a cohort's dashboard: filters, one page of the heat map, distribution, who needs someone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.models import Attainment, Attempt
from common.school_time import end_of_day
from learners.completion import CohortProgress, progress_of
from learners.distribution import Distribution, distributions
from learners.levels import LevelNames, plain_names, scale_levels, spoken_names
from learners.matrix import Column, LearnerRef, Matrix, Row, members_among, read_matrix
from learners.moved import Move, Moved, moved_by_column, moves_since
from learners.reaching_targets import TargetStand, targets_of
from people.models import Cohort, Group
from people.names import fold

READY = Attainment.Status.READY_FOR_REVIEW.value
ATTAINED = Attainment.Status.ATTAINED.value
NEEDS_AT_MOST = 5
MOVES_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Ready:
    """A competency in which learners wait for a signer; `first` is the first of them by name."""

    column: Column
    learners: int
    first: LearnerRef


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A signed decision that later evidence speaks against."""

    column: Column
    learner: LearnerRef


@dataclass(frozen=True, slots=True)
class Overdue:
    """A learner with required work past its date."""

    learner: LearnerRef
    pieces: int


@dataclass(frozen=True, slots=True)
class Needs:
    """Who or what needs someone, and why; the most pressing first within each kind, a few of each.

    `overdue_learners` counts all learners with required work past its date, `look_again_all` all
    decisions to look at again, also those not listed.
    """

    ready: tuple[Ready, ...]
    look_again: tuple[LookAgain, ...]
    look_again_all: int
    overdue: tuple[Overdue, ...]
    overdue_learners: int
    to_mark: int

    @property
    def more_overdue(self) -> int:
        """How many learners with overdue work are not listed."""
        return self.overdue_learners - len(self.overdue)

    @property
    def total(self) -> int:
        """How many things need someone."""
        return len(self.ready) + self.look_again_all + self.overdue_learners + (1 if self.to_mark else 0)


class KeyLevel(NamedTuple):
    """A level as the key names it."""

    ordinal: int
    name: str


class Bar(NamedTuple):
    """A distribution as the chart draws it; `said` is the same as the table beside it says it."""

    column: Column
    at_target: int
    parts: list[tuple[str, str, int]]
    said: list[tuple[str, int]]


class ScaleBars(NamedTuple):
    """A scale: its levels, and the distributions of the competencies that are measured on it."""

    levels: list[KeyLevel]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class CohortPage:
    """The parts of the dashboard. `rows` are those that fit the filters, in order; the rest is of all.

    `levels` are the names of the levels, scale by scale; `plain_levels` the same without mark-up.
    """

    cohort: Cohort
    matrix: Matrix
    rows: tuple[Row, ...]
    levels: LevelNames
    plain_levels: LevelNames
    distributions: tuple[Distribution, ...]
    progress: CohortProgress
    needs: Needs
    targets: tuple[TargetStand, ...]
    since: date | None
    moves: tuple[Move, ...]

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What moved since the day asked for, by competency; those in which something did."""
        counted = moved_by_column(self.moves, self.matrix.columns)
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
    def scales(self) -> list[ScaleBars]:
        """The levels of the key above the heat map and the distributions, one for each scale."""
        return [
            ScaleBars(
                levels=[KeyLevel(ordinal, name) for ordinal, name in names.items()],
                bars=[
                    _bar(one, names, self.plain_levels[scale_id])
                    for one in self.distributions
                    if one.column.scale_id == scale_id
                ],
            )
            for scale_id, names in self.levels.items()
        ]

    @property
    def assessed(self) -> int:
        """How many levels are assessed: a learner counts once for each competency that they are seen in."""
        return sum(sum(one.at_level) for one in self.distributions)

    @property
    def places(self) -> int:
        """How many levels there can be: the learners times the competencies."""
        return len(self.matrix.rows) * len(self.matrix.columns)

    @property
    def attained(self) -> int:
        """How many levels are signed as attained and not due again."""
        return sum(stand.status == ATTAINED for row in self.matrix.rows for stand in row.stands)

    @property
    def ready_to_sign(self) -> int:
        """How many levels wait for a signer."""
        return sum(ready.learners for ready in self.needs.ready)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for. `sort` is "name" or the public id of a competency, lowest level first.

    `short_of` is the public id of a target: whoever does not reach it yet. `since` is an earlier day, with
    whose end the levels are compared.
    """

    name: str = ""
    group: Group | None = None
    status: str = ""
    sort: str = "name"
    short_of: UUID | None = None
    since: date | None = None


def cohort_page(
    cohort: Cohort,
    wanted: Wanted,
    *,
    columns: tuple[Column, ...],
    learners: tuple[LearnerRef, ...],
    at: datetime,
) -> CohortPage:
    """Return the dashboard of a cohort, or of the group asked for. Queries do not grow with learners.

    `columns` and `learners` are those of the cohort (see `cohort_columns`, `cohort_learners`).
    """
    if wanted.group is not None:
        learners = members_among(learners, wanted.group, at=at)
    matrix = read_matrix(cohort, at=at, columns=columns, learners=learners)
    scales = scale_levels(column.scale_id for column in matrix.columns)
    levels = spoken_names(scales)
    learner_ids = [learner.pk for learner in learners]
    progress = progress_of(cohort, learner_ids=learner_ids, at=at)
    targets = targets_of(cohort, at, columns=columns)
    moves: tuple[Move, ...] = ()
    if wanted.since is not None:
        moves = moves_since(matrix, cohort_id=cohort.pk, then=end_of_day(wanted.since), at=at)
    return CohortPage(
        cohort=cohort,
        matrix=matrix,
        rows=_sorted(_fitting(matrix, wanted, targets), matrix.columns, wanted.sort),
        levels=levels,
        plain_levels=plain_names(scales),
        distributions=distributions(matrix, levels=levels),
        progress=progress,
        needs=_needs(matrix, progress, learner_ids),
        targets=targets,
        since=wanted.since,
        moves=moves,
    )


def _bar(one: Distribution, names: Mapping[int, str], plain: Mapping[int, str]) -> Bar:
    unseen = (_("Not assessed"), one.not_assessed)
    return Bar(
        column=one.column,
        at_target=one.at_target,
        parts=[
            *(
                (f"l{ordinal}", name, number)
                for (ordinal, name), number in zip(plain.items(), one.at_level, strict=True)
            ),
            ("none", *unseen),
        ],
        said=[*zip(names.values(), one.at_level, strict=True), unseen],
    )


def _fitting(matrix: Matrix, wanted: Wanted, targets: Iterable[TargetStand]) -> Iterable[Row]:
    words = fold(wanted.name).split()
    short = next((one.short for one in targets if one.target.public_id == wanted.short_of), None)
    for row in matrix.rows:
        if short is not None and row.learner.pk not in short:
            continue
        if not all(word in row.learner.sort_name for word in words):
            continue
        if wanted.status and not any(stand.status == wanted.status for stand in row.stands):
            continue
        yield row


def _sorted(rows: Iterable[Row], columns: tuple[Column, ...], sort: str) -> tuple[Row, ...]:
    """By name, or by the level of one competency, lowest first; who is not assessed stands last."""
    index = next((place for place, column in enumerate(columns) if str(column.public_id) == sort), None)
    if index is None:
        return tuple(rows)
    return tuple(
        sorted(rows, key=lambda row: (row.stands[index].level is None, row.stands[index].level or 0))
    )


def _needs(matrix: Matrix, progress: CohortProgress, learner_ids: list[int]) -> Needs:
    waiting: Counter[int] = Counter()
    first: dict[int, LearnerRef] = {}
    again = []
    for row in matrix.rows:
        for place, stand in enumerate(row.stands):
            if stand.status == READY:
                waiting[place] += 1
                first.setdefault(place, row.learner)
            if stand.look_again:
                again.append(LookAgain(column=matrix.columns[place], learner=row.learner))
    people = {row.learner.pk: row.learner for row in matrix.rows}
    return Needs(
        ready=tuple(
            Ready(column=matrix.columns[place], learners=number, first=first[place])
            for place, number in waiting.most_common()
        ),
        look_again=tuple(again[:NEEDS_AT_MOST]),
        look_again_all=len(again),
        overdue=tuple(
            Overdue(learner=people[key], pieces=number)
            for key, number in progress.overdue.most_common(NEEDS_AT_MOST)
        ),
        overdue_learners=len(progress.overdue),
        to_mark=Attempt.objects.waiting_for_marker().filter(user__in=learner_ids).count(),
    )
