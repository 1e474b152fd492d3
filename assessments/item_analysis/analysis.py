"""The analysis of a whole assessment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.item_analysis.figures import Figure, Quartiles, Why, deviation, mean, quartiles, undefined
from assessments.item_analysis.items import ItemFigures, item_figures
from assessments.item_analysis.reliability import alpha, kr20, spread_of, standard_error
from assessments.item_analysis.sheet import Sheet


@dataclass(frozen=True)
class Analysis:
    """All figures of a sheet. Totals, their mean, deviation and standard error of measurement are shares of
    the points, 0 to 1. `complete` is whether every sitting has every question."""

    n: int
    items: tuple[ItemFigures, ...]
    totals: tuple[float, ...]
    mean: Figure
    deviation: Figure
    quartiles: Quartiles | None
    alpha: Figure
    kr20: Figure
    standard_error: Figure
    complete: bool


def analyse(sheet: Sheet) -> Analysis:
    """Everything about a sheet: its questions in their order, and the whole."""
    spread = spread_of(sheet)
    reliability = alpha(sheet, spread)
    count = len(sheet.sittings)
    return Analysis(
        n=count,
        items=tuple(item_figures(sheet, question, spread) for question in sheet.questions),
        totals=sheet.totals,
        mean=Figure(mean(sheet.totals), count) if count else undefined(Why.TOO_FEW),
        deviation=deviation(sheet.totals),
        quartiles=quartiles(sheet.totals),
        alpha=reliability,
        kr20=kr20(sheet),
        standard_error=standard_error(sheet.totals, reliability),
        complete=sheet.complete,
    )


def histogram(totals: Sequence[float], bins: int = 10) -> tuple[int, ...]:
    """How many totals lie in each of `bins` equal parts of 0 to 1; a border belongs to the part above it, and
    1 to the last."""
    counts = [0] * bins
    for total in totals:
        # Seven tenths of the points are seven tenths, whatever the last bit of the division says.
        counts[min(bins - 1, int(round(total * bins, 9)))] += 1
    return tuple(counts)
