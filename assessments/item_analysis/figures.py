"""Means, spreads, correlations and quartiles that know when they are not defined. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from typing import Final

NO_SPREAD_BELOW: Final = 1e-18
"""A variance below this is rounding: shares of points are stored to six decimals, so that the smallest true
variance among 10,000 sittings is about 1e-16, and that of rounding about 1e-32."""


class Why(StrEnum):
    """Why a figure is not defined."""

    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"
    NO_SPREAD_IN_REST = "no_spread_in_rest"
    ONE_QUESTION = "one_question"
    NOT_RIGHT_OR_WRONG = "not_right_or_wrong"
    DIFFERENT_QUESTIONS = "different_questions"
    NEGATIVE_ALPHA = "negative_alpha"
    NOT_TIMED = "not_timed"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from `n` observations. `value` is None where it is not defined; `why` then says why."""

    value: float | None
    n: int = 0
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle of some values and the quarters around it."""

    lower: float
    median: float
    upper: float
    n: int


def undefined(why: Why, n: int = 0) -> Figure:
    """A figure that is not defined."""
    return Figure(None, n, why)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean. Raises ValueError for none."""
    if not values:
        raise ValueError("a mean needs at least one value")
    return fsum(values) / len(values)


def covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The sample covariance, with n - 1, in two passes. Raises ValueError for fewer than two pairs."""
    if len(xs) != len(ys) or len(xs) < 2:
        raise ValueError("a covariance needs at least two pairs")
    x_mean, y_mean = mean(xs), mean(ys)
    return fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)


def variance(values: Sequence[float]) -> float:
    """The sample variance, with n - 1. Raises ValueError for fewer than two values."""
    found = covariance(values, values)
    return 0.0 if found < NO_SPREAD_BELOW else found


def deviation(values: Sequence[float]) -> Figure:
    """The sample standard deviation."""
    if len(values) < 2:
        return undefined(Why.TOO_FEW, len(values))
    return Figure(sqrt(variance(values)), len(values))


def correlation(xs: Sequence[float], rest: Sequence[float]) -> Figure:
    """Pearson's product-moment correlation, from -1 to 1; with a dichotomous `xs` it is the point-biserial
    correlation, which is the same formula. Not defined for fewer than two pairs or without spread."""
    n = len(xs)
    if n < 2:
        return undefined(Why.TOO_FEW, n)
    own, other = variance(xs), variance(rest)
    if not own:
        return undefined(Why.NO_SPREAD, n)
    if not other:
        return undefined(Why.NO_SPREAD_IN_REST, n)
    return Figure(max(-1.0, min(1.0, covariance(xs, rest) / sqrt(own * other))), n)


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """Median and quartiles, interpolated between the ranks (type 7 of Hyndman & Fan 1996); None for none."""
    if not values:
        return None
    ordered = sorted(values)
    lower, median, upper = (_at(ordered, share) for share in (0.25, 0.5, 0.75))
    return Quartiles(lower, median, upper, len(ordered))


def _at(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
