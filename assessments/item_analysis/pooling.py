"""Figures over several assessments or uses, with their standard errors. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atanh, fsum, sqrt, tanh
from typing import Final

_ALMOST_ONE: Final = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled figure from `n` learners (or uses), with its standard error; None where not defined."""

    value: float | None
    error: float | None
    n: int


def ratio_mean(pairs: Iterable[tuple[float, float]]) -> Pooled:
    """The share of the points that a group earned, from each learner's (earned, possible).

    A ratio of sums with the learner as the unit, since the answers of one person hang together; its standard
    error by linearisation, root of (n / (n - 1) x sum of (earned - ratio x possible)^2) / sum of possible
    (Cochran 1977, sect. 2.11). The error is not defined for one learner.
    """
    known = [(earned, possible) for earned, possible in pairs if possible > 0]
    if not known:
        return Pooled(None, None, 0)
    whole = fsum(possible for _earned, possible in known)
    ratio = fsum(earned for earned, _possible in known) / whole
    n = len(known)
    if n < 2:
        return Pooled(ratio, None, n)
    squares = fsum((earned - ratio * possible) ** 2 for earned, possible in known)
    return Pooled(ratio, sqrt(n / (n - 1) * squares) / whole, n)


def pooled_correlation(found: Sequence[tuple[float, int]]) -> Pooled:
    """Correlations from (r, n), pooled by Fisher's z with the weights n - 3 (Fisher 1921; Hedges & Olkin
    1985). The error is that of r at the pooled value, (1 - r^2) / root of the weights. Those from fewer than
    four sittings have no weight."""
    known = [(max(-_ALMOST_ONE, min(_ALMOST_ONE, r)), n) for r, n in found if n > 3]
    if not known:
        return Pooled(None, None, 0)
    weight = sum(n - 3 for _r, n in known)
    r = tanh(fsum(atanh(one) * (n - 3) for one, n in known) / weight)
    return Pooled(r, (1 - r * r) / sqrt(weight), len(known))
