"""The numbers of a policy: what a competency demands before a person may sign for it. Pure: no Django.

Rules are kept as JSON with a policy version, immutable once published; `PolicyRules` is their typed form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.tiers import Tier

LEVELS = 5
DEFAULT_CEILINGS = (2, 3, 4, 5)


class Aggregation(StrEnum):
    """How the levels in the window become one. A closed list: a preset is added here, or does not exist."""

    MEDIAN = "median"


# Field: smallest and largest number that makes sense.
_RANGES = {
    "target_level": (1, LEVELS),
    "minimum_evidence": (1, 100),
    "minimum_types": (0, 5),
    "minimum_person": (0, 100),
    "window": (1, 100),
    "recency_months": (1, 1200),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRules:
    """The rule that turns evidence into attainment; the defaults are programmatic assessment.

    target_level: the level, 1 to 5, that attains. minimum_evidence: pieces of evidence, an encounter
    counted once. minimum_types: different methods among them. minimum_person: different people who saw
    the target level or more. window: how many of the newest levels are aggregated. recency_months:
    calendar months for which the newest piece keeps the whole fresh. ceilings: the most that each tier
    can show, from knows to does.

    Sources: van der Vleuten CPM, et al. A model for programmatic assessment fit for purpose. Med Teach
    2012;34(3):205-214; the ceilings follow Miller's tiers and are the authors' proposal.
    Raises ValueError for numbers out of range.
    """

    target_level: int = 3
    minimum_evidence: int = 3
    minimum_types: int = 2
    minimum_person: int = 1
    window: int = 5
    recency_months: int = 24
    ceilings: tuple[int, int, int, int] = DEFAULT_CEILINGS
    aggregation: Aggregation = Aggregation.MEDIAN

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            _check_number(name, getattr(self, name), low, high)
        if len(self.ceilings) != len(Tier):
            raise ValueError(f"ceilings: one level for each of the {len(Tier)} tiers")
        for tier in Tier:
            _check_number(f"ceilings.{tier.code}", self.ceiling(tier), 1, LEVELS)
        if list(self.ceilings) != sorted(self.ceilings):
            raise ValueError("ceilings: a tier nearer to practice cannot show less")

    def ceiling(self, tier: Tier) -> int:
        """The highest level that evidence of this tier can show."""
        return self.ceilings[tier - 1]

    def as_json(self) -> dict[str, object]:
        """For the policy version's column; `from_json` reads it back."""
        numbers: dict[str, object] = {name: getattr(self, name) for name in _RANGES}
        ceilings = {tier.code: self.ceiling(tier) for tier in Tier}
        return numbers | {"ceilings": ceilings, "aggregation": self.aggregation.value}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> PolicyRules:
        """The rules of a policy version; what is not given has its default.

        Raises ValueError for an unknown field, an unknown aggregation, or a number out of range.
        """
        unknown = sorted(set(data) - set(_RANGES) - {"ceilings", "aggregation"})
        if unknown:
            raise ValueError(f"unknown fields: {', '.join(unknown)}")
        numbers = {name: _check_number(name, data[name], *_RANGES[name]) for name in _RANGES if name in data}
        aggregation = Aggregation(str(data.get("aggregation", Aggregation.MEDIAN)))
        return cls(aggregation=aggregation, ceilings=_read_ceilings(data.get("ceilings", {})), **numbers)


def _read_ceilings(given: object) -> tuple[int, int, int, int]:
    if not isinstance(given, Mapping) or set(given) - {tier.code for tier in Tier}:
        raise ValueError("ceilings: levels by tier (knows, knows_how, shows_how, does)")
    knows, knows_how, shows_how, does = (
        _check_number(f"ceilings.{tier.code}", given.get(tier.code, DEFAULT_CEILINGS[tier - 1]), 1, LEVELS)
        for tier in Tier
    )
    return knows, knows_how, shows_how, does


def _check_number(name: str, value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{name}: a whole number from {low} to {high}")
    return value
