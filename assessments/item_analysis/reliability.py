"""How far the questions measure one thing: Cronbach's alpha, KR-20, alpha if deleted, the standard error of
measurement. Pure.

Alpha is taken from the mean variance v and the mean covariance c of the k questions of a sitting, as
k c / (v + (k - 1) c) (Cronbach 1951), which on complete data is the usual
k/(k - 1) (1 - sum of the variances / variance of the totals). On drawn forms every covariance comes from the
sittings that have both questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt

from assessments.item_analysis.figures import (
    NO_SPREAD_BELOW,
    Figure,
    Why,
    covariance,
    deviation,
    mean,
    undefined,
    variance,
)
from assessments.item_analysis.sheet import Sheet


@dataclass(frozen=True)
class Spread:
    """Variances of the questions in points, and for each the sum of its covariances with the others and how
    many these are. `present` is in which share of the sittings a question stood, reached or not."""

    variances: Mapping[int, float]
    sums: Mapping[int, float]
    counts: Mapping[int, int]
    present: Mapping[int, float]

    @property
    def length(self) -> float:
        """How many questions a sitting has, on average."""
        return fsum(self.present.values())

    @property
    def _rounding(self) -> float:
        """What is left of a spread of nought: sums and differences of variances are rounded."""
        return max(NO_SPREAD_BELOW, 1e-12 * fsum(self.variances.values()))

    def alpha(self, without: int | None = None) -> float | None:
        """Alpha of all questions, or of all but one; None where the totals have no spread."""
        kept = [key for key in self.variances if key != without]
        length = fsum(self.present[key] for key in kept)
        pairs = sum(self.counts[key] for key in kept)
        total = fsum(self.sums[key] for key in kept)
        if without is not None:
            # What is left in the rows of the others is their covariance with the one that is gone.
            pairs -= self.counts.get(without, 0)
            total -= self.sums.get(without, 0.0)
        if len(kept) < 2 or not pairs or length <= 1:
            return None
        average, between = mean([self.variances[key] for key in kept]), total / pairs
        whole = average + (length - 1) * between
        return None if whole <= self._rounding else length * between / whole


def spread_of(sheet: Sheet) -> Spread:
    """The variances and covariances of a sheet. Questions with fewer than two sittings are left out."""
    kept = [question.key for question in sheet.questions if len(sheet.holders[question.key]) > 1]
    count = len(sheet.sittings)
    present = {key: sheet.given[key] / count for key in kept} if count else {}
    columns = {key: _points(sheet, key) for key in kept}
    variances = {key: variance(columns[key]) for key in kept}
    if sheet.complete and count > 1:
        sums = {key: covariance(columns[key], sheet.earned) - variances[key] for key in kept}
        return Spread(variances, sums, dict.fromkeys(kept, len(kept) - 1), present)
    return _pairwise(sheet, kept, columns, variances, present)


def _points(sheet: Sheet, key: int) -> list[float]:
    weight = sheet.weights[key]
    return [weight * share for share in sheet.column(key)]


def _pairwise(
    sheet: Sheet,
    kept: list[int],
    columns: Mapping[int, list[float]],
    variances: Mapping[int, float],
    present: Mapping[int, float],
) -> Spread:
    placed = {key: dict(zip(sheet.holders[key], columns[key], strict=True)) for key in kept}
    found: dict[int, list[float]] = {key: [] for key in kept}
    for index, one in enumerate(kept):
        for other in kept[index + 1 :]:
            both = sorted(placed[one].keys() & placed[other].keys())
            if len(both) > 1:
                together = covariance([placed[one][at] for at in both], [placed[other][at] for at in both])
                found[one].append(together)
                found[other].append(together)
    sums = {key: fsum(values) for key, values in found.items()}
    return Spread(variances, sums, {key: len(values) for key, values in found.items()}, present)


def alpha(sheet: Sheet, spread: Spread | None = None) -> Figure:
    """Cronbach's alpha, at most 1 on complete data; it can be negative."""
    count = len(sheet.sittings)
    if len(sheet.questions) < 2:
        return undefined(Why.ONE_QUESTION, count)
    if count < 2:
        return undefined(Why.TOO_FEW, count)
    found = (spread or spread_of(sheet)).alpha()
    return undefined(Why.NO_SPREAD, count) if found is None else Figure(found, count)


def alpha_if_deleted(sheet: Sheet, key: int, spread: Spread) -> Figure:
    """Alpha of all questions but this one."""
    count = len(sheet.sittings)
    if len(sheet.questions) < 3:
        return undefined(Why.ONE_QUESTION, count)
    if count < 2:
        return undefined(Why.TOO_FEW, count)
    found = spread.alpha(without=key)
    return undefined(Why.NO_SPREAD, count) if found is None else Figure(found, count)


def kr20(sheet: Sheet) -> Figure:
    """Kuder and Richardson's formula 20 (1937): k/(k-1) (1 - sum of p q / population variance of the totals).

    Only for questions of one weight that are right or wrong, all of them in every sitting.
    """
    count, k = len(sheet.sittings), len(sheet.questions)
    if k < 2:
        return undefined(Why.ONE_QUESTION, count)
    if count < 2:
        return undefined(Why.TOO_FEW, count)
    if not sheet.complete:
        return undefined(Why.DIFFERENT_QUESTIONS, count)
    columns = [sheet.column(question.key) for question in sheet.questions]
    if len(set(sheet.weights.values())) > 1 or any(share not in (0, 1) for one in columns for share in one):
        return undefined(Why.NOT_RIGHT_OR_WRONG, count)
    right = [
        fsum(sitting.answers[question.key].share for question in sheet.questions)
        for sitting in sheet.sittings
    ]
    whole = variance(right) * (count - 1) / count
    if not whole:
        return undefined(Why.NO_SPREAD, count)
    within = fsum(mean(column) * (1 - mean(column)) for column in columns)
    return Figure(k / (k - 1) * (1 - within / whole), count)


def standard_error(totals: tuple[float, ...], reliability: Figure) -> Figure:
    """The standard error of measurement of the share of the points: standard deviation x root of (1 - alpha)
    (Gulliksen 1950; Harvill 1991). Not defined where alpha is not, or is negative."""
    if reliability.value is None:
        return reliability
    if reliability.value < 0:
        return undefined(Why.NEGATIVE_ALPHA, reliability.n)
    spread = deviation(totals)
    if spread.value is None:
        return spread
    return Figure(spread.value * sqrt(max(0.0, 1 - reliability.value)), reliability.n)
