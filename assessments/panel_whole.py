"""How far a panel agrees over all its items. Pure: no Django.

Judgements are compared within a *strand*: all things that were judged on one scale, whichever item they
belong to. Values of different scales (letters of options, steps of a rating, ranks of four and of five) have
no common chance to agree by, so that one figure over all of them would mean nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.panel_agreement import Measurement, Value, krippendorff_alpha, percent_agreement
from assessments.panel_keys import DECISION, PanelResult, is_ranked, measurement_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One item of a panel: its kind, what the panel makes of it, and the keys of the members who answered."""

    kind: str
    result: PanelResult
    raters: Collection[int]


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes values comparable: the kind, the part of it (the decision of a post review, else empty), and
    for ranks how many there are (else 0)."""

    kind: str
    part: str = ""
    ranks: int = 0

    @property
    def measurement(self) -> Measurement:
        """Whether its values are names or steps in an order."""
        return measurement_of(self.kind)


@dataclass(frozen=True, slots=True)
class Strand:
    """The agreement on one scale.

    `units` is how many things were put to the members, `compared` how many of them at least two judged: the
    others say nothing about agreement. `raters` answered at least one of the items; `missing` is what they
    left out, of `raters` times `units`. `agreement` (the share of equal pairs) and `alpha` (Krippendorff) are
    None where there is too little to compare.
    """

    scale: Scale
    items: int
    units: int
    compared: int
    raters: int
    missing: int
    agreement: Fraction | None
    alpha: Fraction | None


def strands(judged: Iterable[Judged]) -> tuple[Strand, ...]:
    """Return the agreement of a panel, scale by scale, in the order in which its items bring them up.

    Missing judgements are left out pair by pair, as Krippendorff does: nobody is dropped for one of them.
    """
    found: dict[Scale, list[tuple[Judged, list[Sequence[Value]]]]] = {}
    for one in judged:
        for scale, units in _by_scale(one).items():
            found.setdefault(scale, []).append((one, units))
    return tuple(_strand(scale, items) for scale, items in found.items())


def _by_scale(one: Judged) -> dict[Scale, list[Sequence[Value]]]:
    """The values of an item, by the scale that they are on."""
    found: dict[Scale, list[Sequence[Value]]] = {}
    ranks = len(one.result.votes) if is_ranked(one.kind) else 0
    for name, given in one.result.votes.items():
        part = DECISION if name == DECISION else ""
        found.setdefault(Scale(one.kind, part, ranks), []).append(given)
    return found


def _strand(scale: Scale, items: Sequence[tuple[Judged, list[Sequence[Value]]]]) -> Strand:
    units = [unit for _one, units in items for unit in units]
    raters = {rater for one, _units in items for rater in one.raters}
    return Strand(
        scale=scale,
        items=len(items),
        units=len(units),
        compared=sum(len(unit) >= 2 for unit in units),
        raters=len(raters),
        missing=len(raters) * len(units) - sum(map(len, units)),
        agreement=percent_agreement(units),
        alpha=krippendorff_alpha(units, scale.measurement),
    )
