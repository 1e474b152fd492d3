"""What the sittings say about one question: facility, discrimination, options, time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum
from typing import Final

from assessments.item_analysis.figures import (
    Figure,
    Quartiles,
    Why,
    correlation,
    deviation,
    mean,
    quartiles,
    undefined,
)
from assessments.item_analysis.reliability import Spread, alpha_if_deleted
from assessments.item_analysis.sheet import Answer, Option, Question, Sheet

GROUP_SHARE: Final = 0.27
"""The upper and lower groups that discriminate best in a normal distribution (Kelley 1939)."""
_TIE_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option: by how many and which share of the sittings it was chosen, by which share of the upper and
    of the lower group, and how choosing it goes with the rest of the sitting."""

    id: str
    keyed: bool
    length: int
    chosen: int
    share: float
    upper: float | None
    lower: float | None
    point_biserial: Figure
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One question. `n` sittings had and reached it, `omitted` of them left it out, `not_reached` more did
    not come to it. `facility` is the mean share of its points, `discrimination` the correlation with the
    rest of the sitting, `index` the facility in the upper less that in the lower 27 %."""

    question: Question
    n: int
    omitted: int
    not_reached: int
    facility: Figure
    deviation: Figure
    discrimination: Figure
    index: Figure
    alpha_if_deleted: Figure
    options: tuple[OptionFigures, ...]
    seconds: Quartiles | None


def item_figures(sheet: Sheet, question: Question, spread: Spread) -> ItemFigures:
    """All figures of one question of a sheet."""
    key = question.key
    places = sheet.holders[key]
    shares = sheet.column(key)
    answers = [sheet.sittings[place].answers[key] for place in places]
    groups = extreme_groups([sheet.totals[place] for place in places])
    rest_places, rest = sheet.rest(key)
    compared = [sheet.sittings[place].answers[key] for place in rest_places]
    own = [one.share for one in compared]
    timed = [one.seconds for one in answers if one.seconds and not one.omitted]
    return ItemFigures(
        question=question,
        n=len(shares),
        omitted=sum(one.omitted for one in answers),
        not_reached=sum(key in sitting.not_reached for sitting in sheet.sittings),
        facility=Figure(mean(shares), len(shares)) if shares else undefined(Why.TOO_FEW),
        deviation=deviation(shares),
        discrimination=_discrimination(sheet, own, rest),
        index=_index(shares, groups),
        alpha_if_deleted=alpha_if_deleted(sheet, key, spread),
        options=_options(question, answers, groups, compared, rest if len(sheet.questions) > 1 else None),
        seconds=quartiles(timed),
    )


def _discrimination(sheet: Sheet, own: Sequence[float], rest: Sequence[float]) -> Figure:
    if len(sheet.questions) < 2:
        return undefined(Why.ONE_QUESTION, len(own))
    return correlation(own, rest)


@dataclass(frozen=True, slots=True)
class Groups:
    """How far each sitting belongs to the upper and to the lower group, 0 to 1, and how many each holds."""

    upper: tuple[float, ...]
    lower: tuple[float, ...]
    size: int


def extreme_groups(totals: Sequence[float]) -> Groups | None:
    """The upper and the lower 27 % by total, rounded to the nearest whole number, at least one.

    Sittings that tie on the border share the places that are left, so that the order of the sittings changes
    nothing. None for fewer than two sittings, or where all totals are one.
    """
    rounded = [round(total, _TIE_DIGITS) for total in totals]
    if len(rounded) < 2 or len(set(rounded)) == 1:
        return None
    size = max(1, floor(GROUP_SHARE * len(rounded) + 0.5))
    return Groups(_top(rounded, size), _top([-total for total in rounded], size), size)


def _top(totals: Sequence[float], size: int) -> tuple[float, ...]:
    border = sorted(totals, reverse=True)[size - 1]
    above = sum(total > border for total in totals)
    part = (size - above) / sum(total == border for total in totals)
    return tuple(1.0 if total > border else part if total == border else 0.0 for total in totals)


def _weighted(values: Sequence[float], weights: Sequence[float], size: int) -> float:
    return fsum(value * weight for value, weight in zip(values, weights, strict=True)) / size


def _index(shares: Sequence[float], groups: Groups | None) -> Figure:
    if groups is None:
        return undefined(Why.TOO_FEW if len(shares) < 2 else Why.NO_SPREAD_IN_REST, len(shares))
    upper = _weighted(shares, groups.upper, groups.size)
    return Figure(upper - _weighted(shares, groups.lower, groups.size), len(shares))


def _options(
    question: Question,
    answers: Sequence[Answer],
    groups: Groups | None,
    compared: Sequence[Answer],
    rest: Sequence[float] | None,
) -> tuple[OptionFigures, ...]:
    """The options of a question. `rest` is what each of `compared` earned otherwise, None where there is no
    other question."""
    if not answers:
        return ()
    return tuple(_option(one, answers, groups, compared, rest) for one in question.options)


def _option(
    option: Option,
    answers: Sequence[Answer],
    groups: Groups | None,
    compared: Sequence[Answer],
    rest: Sequence[float] | None,
) -> OptionFigures:
    chosen = [1.0 if option.id in one.chosen else 0.0 for one in answers]
    return OptionFigures(
        id=option.id,
        keyed=option.keyed,
        length=option.length,
        chosen=int(sum(chosen)),
        share=mean(chosen),
        upper=_weighted(chosen, groups.upper, groups.size) if groups else None,
        lower=_weighted(chosen, groups.lower, groups.size) if groups else None,
        point_biserial=undefined(Why.ONE_QUESTION, len(chosen))
        if rest is None
        else correlation([1.0 if option.id in one.chosen else 0.0 for one in compared], rest),
        is_step=option.is_step,
    )
