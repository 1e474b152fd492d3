"""A cohort in figures: its targets, where how many stand, the year so far, self-ratings beside levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from learners.calibrating import CohortCalibration, ColumnCalibration, calibration_of
from learners.distribution import Distribution, distributed
from learners.levels import LevelNames, plain_names, scale_levels, spoken_names
from learners.matrix import Column, LearnerRef, members_among
from learners.picking import keys_of
from learners.reaching_targets import TargetStand, targets_of
from learners.standing_counts import standing_counts
from learners.trend import Trend, trend_of
from people.models import Cohort, Group


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


class CalibrationBar(NamedTuple):
    """One competency's self-ratings as the chart draws them, empty where they are too few to tell; `pairs` is
    how many have a self-rating and a level, `said` what the table beside it says: word and figure."""

    column: Column
    pairs: int
    parts: list[tuple[str, str, int]]
    said: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """The figures of a cohort, or of a group of it.

    levels: the names of the levels, scale by scale; plain_levels: the same without mark-up. as_of: the
    instant of distributions and calibration, which `is_past` or not. targets are of the whole cohort, today.
    by_name: whether the reader may see names, and so small figures.
    """

    learners: tuple[LearnerRef, ...]
    columns: tuple[Column, ...]
    levels: LevelNames
    plain_levels: LevelNames
    distributions: tuple[Distribution, ...]
    targets: tuple[TargetStand, ...]
    trend: Trend
    calibration: CohortCalibration
    as_of: datetime
    is_past: bool
    by_name: bool

    @property
    def calibration_bars(self) -> list[CalibrationBar]:
        """The calibration of each competency in which somebody has both a self-rating and a level."""
        return [_calibration_bar(one, self.by_name) for one in self.calibration.columns if one.found.n]

    @property
    def scales(self) -> list[ScaleBars]:
        """The distributions, one list for each scale."""
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


def figures_of(
    cohort: Cohort,
    *,
    columns: tuple[Column, ...],
    learners: tuple[LearnerRef, ...],
    at: datetime,
    group: Group | None = None,
    then: datetime | None = None,
    by_name: bool = False,
) -> CohortFigures:
    """Return the figures of a cohort, or of the group of it. Queries do not grow with learners.

    `then` is a past instant, as of which distributions and calibration are read; the learners are today's.
    `by_name` is for a reader who may see names, to whom no figure is too small to tell.
    """
    if group is not None:
        learners = members_among(learners, group, at=at)
    keys = keys_of(cohort, group, at=at)
    scales = scale_levels(column.scale_id for column in columns)
    levels = spoken_names(scales)
    counts = standing_counts(columns, keys, learners=len(learners), cohort_id=cohort.pk, at=at, then=then)
    return CohortFigures(
        learners=learners,
        columns=columns,
        levels=levels,
        plain_levels=plain_names(scales),
        distributions=distributed(columns, counts.levels, levels=levels),
        targets=targets_of(cohort, at, columns=columns),
        trend=trend_of(cohort, columns, at=at, members=keys if group is not None else None),
        calibration=calibration_of(columns, learners, keys, cohort_id=cohort.pk, at=at, then=then),
        as_of=then or at,
        is_past=then is not None,
        by_name=by_name,
    )


def _calibration_bar(one: ColumnCalibration, by_name: bool) -> CalibrationBar:
    words = (
        pgettext("self-rating", "Lower"),
        pgettext("self-rating", "Alike"),
        pgettext("self-rating", "Higher"),
    )
    counts = one.counts if by_name else one.open_counts
    parts: list[tuple[str, str, int]] = []
    if counts is not None:
        parts = list(zip(("late", "in", "none"), words, counts, strict=True))
    figures = ["–"] * len(words) if counts is None else [str(number) for number in counts]
    means = (one.found.mean_bias, one.found.mean_absolute_deviation) if counts is not None else (None, None)
    said = [
        *zip(words, figures, strict=True),
        (_("Mean bias"), _signed(means[0])),
        (_("Mean distance"), _written(means[1])),
    ]
    return CalibrationBar(one.column, one.found.n, parts, said)


def _written(mean: Fraction | None) -> str:
    return "–" if mean is None else number_format(round(float(mean), 1), 1)


def _signed(mean: Fraction | None) -> str:
    return f"+{_written(mean)}" if mean is not None and mean > 0 else _written(mean)


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
