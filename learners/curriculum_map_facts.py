"""What a curriculum holds for each competency: modules, assessments, indicators, outcomes. Pure: no Django.

The facts are read by `learners.curriculum_map`; the page, the gaps and the reports are made of them.

A module introduces a competency where it starts from the lowest level, and reinforces it where it starts
from a higher one. In the map of a cohort only what was really given is in use; in the map of a school that
is what is published.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from assessments.tiers import Tier
from common.local_text import Local

PUBLISHED: Final = "published"
RETIRED: Final = "retired"
SELF_RATING: Final = "self_rating"
OBSERVATION: Final = "observation"
JUDGEMENT_CASES: Final = frozenset({"judgement_rating", "judgement_ranking"})
"""The kinds of question that are a judgement case."""


class Part(StrEnum):
    """What a module does for a competency."""

    INTRODUCED = "introduced"
    REINFORCED = "reinforced"


Translations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How often something was given. An observation form is given when somebody observed with it.

    times: assignments, or occasions; counting: those whose results are evidence; learners: how many of the
    cohort it reached or who were observed, None in the map of a school.
    """

    times: int = 0
    counting: int = 0
    learners: int | None = None


NEVER: Final = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapModule(Local):
    """A module. `overdue` is whether its text was to be looked at again before the day of the map."""

    pk: int
    public_id: uuid.UUID
    code: str
    title: str
    minutes: int
    state: str
    overdue: bool
    given: Given
    in_use: bool
    language: str
    translations: Translations = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAssessment(Local):
    """An assessment by its newest version. `may_count` is whether a result of it may become evidence."""

    pk: int
    public_id: uuid.UUID
    code: str
    title: str
    type: str
    minutes: int
    state: str
    may_count: bool
    given: Given
    in_use: bool
    language: str
    translations: Translations = field(hash=False)

    @property
    def is_direct(self) -> bool:
        """Whether it measures what somebody can do, and not what they say of themselves."""
        return self.type != SELF_RATING


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank that an assessment asks or can draw; `indicators` are keys."""

    pk: int
    kind: str
    tier: Tier
    indicators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ModulePlace:
    """A module at a competency, with the levels it leads from and to."""

    module: MapModule
    level_from: int
    level_to: int

    @property
    def part(self) -> Part:
        """Whether it introduces or reinforces the competency."""
        return Part.INTRODUCED if self.level_from == 1 else Part.REINFORCED


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPlace:
    """An assessment at a competency. `level_from` and `level_to` are None where it was not attached and only
    asks about it. `can_show` is the highest level that its highest tier can show under the policy: 0 where
    it shows none, None where no policy is in force."""

    assessment: MapAssessment
    level_from: int | None
    level_to: int | None
    questions: tuple[Question, ...]
    tier: Tier | None
    can_show: int | None

    @property
    def by_tier(self) -> tuple[tuple[Tier, int], ...]:
        """How many questions there are of each tier, the lowest first."""
        found: dict[Tier, int] = {}
        for question in self.questions:
            found[question.tier] = found.get(question.tier, 0) + 1
        return tuple(sorted(found.items()))

    @property
    def measures(self) -> bool:
        """Whether it can show a level of the competency at all."""
        return self.tier is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapIndicator(Local):
    """An indicator. `in_bank` is how many published questions name it, `asked` how many of those that the
    assessments in use ask or can draw."""

    pk: int
    code: str
    text: str
    in_bank: int
    asked: int
    language: str
    translations: Translations = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCompetency(Local):
    """A competency with all that serves it, in use or not. `items` are the published questions of the bank,
    `items_overdue` those in use that were to be looked at again by the day of the map."""

    pk: int
    public_id: uuid.UUID
    code: str
    title: str
    short_title: str
    domain: MapDomain
    modules: tuple[ModulePlace, ...]
    assessments: tuple[AssessmentPlace, ...]
    indicators: tuple[MapIndicator, ...]
    items: int
    items_overdue: int
    language: str
    translations: Translations = field(hash=False)

    def taught(self, part: Part | None = None) -> tuple[ModulePlace, ...]:
        """The modules in use, those of one part where it is named."""
        return tuple(one for one in self.modules if one.module.in_use and (part is None or one.part == part))

    @property
    def assessed(self) -> tuple[AssessmentPlace, ...]:
        """The assessments in use."""
        return tuple(one for one in self.assessments if one.assessment.in_use)

    @property
    def measured(self) -> tuple[AssessmentPlace, ...]:
        """The assessments in use that can show a level: all but self-ratings and what asks nothing."""
        return tuple(one for one in self.assessed if one.assessment.is_direct and one.measures)

    @property
    def minutes_taught(self) -> int:
        """How long the modules in use take together; one that serves several competencies counts whole."""
        return sum(one.module.minutes for one in self.taught())

    @property
    def minutes_assessed(self) -> int:
        """How long the assessments in use take together."""
        return sum(one.assessment.minutes for one in self.assessed)

    @property
    def highest(self) -> int | None:
        """The highest level that anything in use can show; None where no policy is in force."""
        shown = [one.can_show for one in self.measured]
        known = [level for level in shown if level is not None]
        return max(known, default=0) if len(known) == len(shown) else None

    @property
    def aims(self) -> tuple[int, int] | None:
        """The lowest and the highest level that the modules in use lead from and to; None without one."""
        taught = self.taught()
        if not taught:
            return None
        return min(one.level_from for one in taught), max(one.level_to for one in taught)

    @property
    def touched(self) -> int:
        """How many of the indicators a question of the assessments in use names."""
        return sum(one.asked > 0 for one in self.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDomain(Local):
    """A group of competencies."""

    pk: int
    code: str
    name: str
    language: str
    translations: Translations = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An entry of somebody else's framework, and the competencies (codes, in order) that it meets here."""

    pk: int
    framework: str
    code: str
    name: str
    note: str
    code_verified: bool
    name_verified: bool
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurriculumMap:
    """The map of a framework version; of a cohort where `cohort_name` is set. `levels` is how many levels the
    scale has; `ceilings` what each tier can show under the policy in force, empty without one."""

    framework_code: str
    framework_title: str
    version: int
    target_level: int
    levels: int
    cohort_name: str
    cohort_learners: int | None
    at: datetime
    on: date
    ceilings: Mapping[Tier, int] = field(hash=False)
    competencies: tuple[MapCompetency, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def is_of_cohort(self) -> bool:
        """Whether it says what one cohort was given, and not what the school has."""
        return self.cohort_learners is not None

    @property
    def modules(self) -> tuple[MapModule, ...]:
        """The modules in use, each once, in the order in which they first stand."""
        return _once(place.module for one in self.competencies for place in one.taught())

    @property
    def assessments(self) -> tuple[MapAssessment, ...]:
        """The assessments in use, each once, in the order in which they first stand."""
        return _once(place.assessment for one in self.competencies for place in one.assessed)

    def outcomes_of(self, competency: MapCompetency) -> tuple[Outcome, ...]:
        """The entries of other frameworks that a competency meets."""
        return tuple(one for one in self.outcomes if competency.code in one.competencies)

    def competencies_of(self, outcome: Outcome) -> tuple[MapCompetency, ...]:
        """The competencies that an entry of another framework meets."""
        return tuple(one for one in self.competencies if one.code in outcome.competencies)


Thing = TypeVar("Thing", MapModule, MapAssessment)


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple({thing.pk: thing for thing in things}.values())
