"""How closely the self-ratings of a cohort fit the levels assessed, as of a date. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from assessments.calibration import SMALLEST_GROUP, Calibration, GroupCalibration, Label, summarise
from learners.matrix import Column, LearnerRef, standings_among
from learners.standings import own_levels

FAR: Final = 2
"""By how many levels a self-rating differs before somebody is named."""

FAR_AT_MOST: Final = 5

Levels = Mapping[tuple[int, int], int | None]
"""Levels by the keys of learner and competency."""


@dataclass(frozen=True, slots=True)
class ColumnCalibration:
    """One competency: what can be told of the learners who have both a self-rating and a level."""

    column: Column
    found: GroupCalibration

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """How many rated themselves lower, alike and higher; None where nobody has both."""
        counts = self.found.counts
        return None if counts is None else (counts[Label.UNDER], counts[Label.ALIGNED], counts[Label.OVER])

    @property
    def open_counts(self) -> tuple[int, int, int] | None:
        """The same for readers who see no names: None where any of the three is small, and so is all that
        follows from them."""
        counts = self.counts
        small = counts is None or any(0 < number < SMALLEST_GROUP for number in counts)
        return None if small else counts


@dataclass(frozen=True, slots=True)
class FarOff:
    """A learner whose self-rating is `FAR` levels or more above what the evidence shows."""

    learner: LearnerRef
    column: Column
    own: int
    level: int


@dataclass(frozen=True, slots=True)
class CohortCalibration:
    """The calibration of a cohort, and who rates themselves far above the evidence, by name."""

    columns: tuple[ColumnCalibration, ...]
    far: tuple[FarOff, ...]

    @property
    def pairs(self) -> int:
        """How many self-ratings there are beside a level."""
        return sum(one.found.n for one in self.columns)

    @property
    def named(self) -> tuple[FarOff, ...]:
        """Those that a page lists."""
        return self.far[:FAR_AT_MOST]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return len(self.far) - len(self.named)


def pairs_in(
    column: Column, learner_ids: Iterable[int], own: Levels, levels: Levels
) -> dict[int, Calibration]:
    """Return self-rating and level of each learner who has both, by key."""
    found = {}
    for key in learner_ids:
        rated, level = own.get((key, column.pk)), levels.get((key, column.pk))
        if rated is not None and level is not None:
            found[key] = Calibration(rated, level)
    return found


def calibration_of(
    columns: Sequence[Column],
    learners: Sequence[LearnerRef],
    keys: QuerySet[Any, Any],
    *,
    cohort_id: int,
    at: datetime,
    then: datetime | None = None,
) -> CohortCalibration:
    """Return the newest self-ratings of these learners beside their levels, both as of `then` or now.

    `keys` reads the keys of the learners. Two queries.
    """
    own = own_levels(keys, at=then or at)
    rows = standings_among(keys, cohort_id=cohort_id, at=at, then=then)
    levels = {
        (learner, competency): level
        for learner, competency, level in rows.values_list("learner_id", "competency_id", "level")
    }
    people = {learner.pk: learner for learner in learners}
    found, far = [], []
    for column in columns:
        pairs = pairs_in(column, people, own, levels)
        found.append(ColumnCalibration(column, summarise(pairs.values(), smallest=1)))
        far += [
            FarOff(people[key], column, pair.self_level, pair.level)
            for key, pair in pairs.items()
            if pair.bias >= FAR
        ]
    return CohortCalibration(tuple(found), tuple(far))
