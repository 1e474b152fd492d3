"""The map as its pages show it: competencies by what introduces, reinforces and assesses them, and the
crosswalk both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.choices import AssessmentType
from assessments.choices import Tier as TierChoice
from assessments.tiers import Tier
from learners.curriculum_map_facts import (
    AssessmentPlace,
    CurriculumMap,
    MapCompetency,
    ModulePlace,
    Outcome,
    Part,
)
from learners.gaps import Gap

OPEN = ("published", "retired")


class Cell(NamedTuple):
    """How many things, and how long they take together."""

    number: int
    minutes: int


@dataclass(frozen=True, slots=True)
class MapLine:
    """One competency of the matrix. `gaps` is how many holes it has."""

    competency: MapCompetency
    introduced: Cell
    reinforced: Cell
    assessed: Cell
    gaps: int


def map_lines(map_: CurriculumMap, gaps: Iterable[Gap]) -> list[MapLine]:
    """Return the matrix in the order of the framework."""
    holes = Counter(gap.competency.pk for gap in gaps)
    return [_line(one, holes[one.pk]) for one in map_.competencies]


def _line(one: MapCompetency, gaps: int) -> MapLine:
    return MapLine(
        competency=one,
        introduced=_of_modules(one.taught(Part.INTRODUCED)),
        reinforced=_of_modules(one.taught(Part.REINFORCED)),
        assessed=Cell(len(one.assessed), one.minutes_assessed),
        gaps=gaps,
    )


def _of_modules(places: Sequence[ModulePlace]) -> Cell:
    return Cell(len(places), sum(one.module.minutes for one in places))


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module at a competency, as the page of the competency shows it."""

    place: ModulePlace

    @property
    def part(self) -> str:
        """What it does for the competency, in a word."""
        return _("Introduces") if self.place.part is Part.INTRODUCED else _("Reinforces")


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment at a competency, as the page of the competency shows it."""

    place: AssessmentPlace

    @property
    def type(self) -> str:
        """What sort of assessment it is."""
        return str(AssessmentType(self.place.assessment.type).label)

    @property
    def tiers(self) -> list[tuple[str, int]]:
        """Each tier in words, with how many questions are of it; the one of an observation has none."""
        if self.place.questions or self.place.tier is None:
            return [(_tier(tier), number) for tier, number in self.place.by_tier]
        return [(_tier(self.place.tier), 0)]


def _tier(tier: Tier) -> str:
    return str(TierChoice(tier.code).label)


@dataclass(frozen=True, slots=True)
class CompetencyMap:
    """One competency of the map with all that serves it; drafts alone for who drafts content."""

    competency: MapCompetency
    modules: tuple[ModuleRow, ...]
    assessments: tuple[AssessmentRow, ...]
    outcomes: tuple[Outcome, ...]


def competency_map(map_: CurriculumMap, one: MapCompetency, *, drafts: bool) -> CompetencyMap:
    """Return what serves a competency: what is in use first, then what waits."""
    modules = sorted(one.modules, key=lambda place: not place.module.in_use)
    assessments = sorted(one.assessments, key=lambda place: not place.assessment.in_use)
    return CompetencyMap(
        competency=one,
        modules=tuple(ModuleRow(place) for place in modules if drafts or place.module.state in OPEN),
        assessments=tuple(
            AssessmentRow(place) for place in assessments if drafts or place.assessment.state in OPEN
        ),
        outcomes=map_.outcomes_of(one),
    )


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An entry of somebody else's framework with what serves it here, each module and assessment once."""

    outcome: Outcome
    competencies: tuple[MapCompetency, ...]
    taught: Cell
    assessed: Cell


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody else's framework with its entries."""

    name: str
    lines: tuple[OutcomeLine, ...]

    @property
    def unmet(self) -> int:
        """How many entries no competency meets."""
        return sum(not line.competencies for line in self.lines)

    @property
    def unserved(self) -> int:
        """How many entries a competency meets that no module in use teaches or no assessment in use shows."""
        return sum(
            bool(line.competencies) and not (line.taught.number and line.assessed.number)
            for line in self.lines
        )


def neighbours(map_: CurriculumMap) -> list[Neighbour]:
    """Return the crosswalk from the frameworks of others to what there is here."""
    return [
        Neighbour(name, tuple(_outcome_line(map_, one) for one in found))
        for name, found in groupby(map_.outcomes, key=lambda one: one.framework)
    ]


def _outcome_line(map_: CurriculumMap, outcome: Outcome) -> OutcomeLine:
    met = map_.competencies_of(outcome)
    modules = {place.module.pk: place.module.minutes for one in met for place in one.taught()}
    assessments = {place.assessment.pk: place.assessment.minutes for one in met for place in one.assessed}
    return OutcomeLine(
        outcome=outcome,
        competencies=met,
        taught=Cell(len(modules), sum(modules.values())),
        assessed=Cell(len(assessments), sum(assessments.values())),
    )


class Met(NamedTuple):
    """A code of somebody else's framework, and how many entries under it a competency meets."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class BackLine:
    """A competency, and for each framework of others the codes that it meets there."""

    competency: MapCompetency
    entries: tuple[tuple[str, tuple[Met, ...]], ...]

    @property
    def meets_nothing(self) -> bool:
        """Whether no framework of others has an entry for it."""
        return not any(found for _name, found in self.entries)


def back_lines(map_: CurriculumMap) -> list[BackLine]:
    """Return the crosswalk from the competencies here to the frameworks of others."""
    names = list(dict.fromkeys(one.framework for one in map_.outcomes))
    return [
        BackLine(one, tuple((name, _met(map_, one, name)) for name in names)) for one in map_.competencies
    ]


def _met(map_: CurriculumMap, one: MapCompetency, framework: str) -> tuple[Met, ...]:
    codes = Counter(entry.code for entry in map_.outcomes_of(one) if entry.framework == framework)
    return tuple(Met(code, number) for code, number in codes.items())
