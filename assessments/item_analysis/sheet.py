"""The answers of a group to the questions of an assessment, as the analysis reads them. Pure.

How missing answers are read. A question that was seen and left out earned nothing, as in the learner's own
result: its answer has the share 0 and is `omitted`. A question that a sitting never showed (a drawn form),
that it did not reach before the end, or that still waits for its marker, is not in the sitting at all, and
no figure of that question knows the sitting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question. `length` is that of its text in characters; the steps of a scale are options
    that are no distractors."""

    id: str
    keyed: bool = False
    length: int = 0
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `weight` is the points it has; `options` are empty where none can be chosen."""

    key: int
    weight: float = 1.0
    options: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError("a question has points")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one sitting earned on one question: `share` of its points, 0 to 1. `chosen` are the ids of the
    options chosen; `seconds` is how long the question was in view, None where that is not known."""

    share: float
    chosen: frozenset[str] = frozenset()
    omitted: bool = False
    seconds: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError("a share of the points lies from 0 to 1")


@dataclass(frozen=True)
class Sitting:
    """One learner's answers by question. `not_reached` are the questions that the time did not reach."""

    key: int
    answers: Mapping[int, Answer]
    not_reached: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """All sittings at hand with at least one answer, and the questions in their order."""

    questions: tuple[Question, ...]
    sittings: tuple[Sitting, ...] = field(default=())

    def __post_init__(self) -> None:
        known = {question.key for question in self.questions}
        if len(known) != len(self.questions):
            raise ValueError("a question stands once on a sheet")
        for sitting in self.sittings:
            if not sitting.answers or not known.issuperset(sitting.answers):
                raise ValueError("a sitting answers at least one question, and only those of the sheet")

    @cached_property
    def weights(self) -> dict[int, float]:
        """The points of each question."""
        return {question.key: question.weight for question in self.questions}

    @cached_property
    def earned(self) -> tuple[float, ...]:
        """The points earned in each sitting."""
        weights = self.weights
        return tuple(
            fsum(weights[key] * one.share for key, one in sitting.answers.items())
            for sitting in self.sittings
        )

    @cached_property
    def possible(self) -> tuple[float, ...]:
        """The points that each sitting could have earned with what it reached."""
        weights = self.weights
        return tuple(fsum(weights[key] for key in sitting.answers) for sitting in self.sittings)

    @cached_property
    def totals(self) -> tuple[float, ...]:
        """The share of its points that each sitting earned, 0 to 1."""
        return tuple(earned / possible for earned, possible in zip(self.earned, self.possible, strict=True))

    @cached_property
    def complete(self) -> bool:
        """Whether every sitting has every question."""
        return all(len(sitting.answers) == len(self.questions) for sitting in self.sittings)

    @cached_property
    def holders(self) -> dict[int, tuple[int, ...]]:
        """For each question, the places of the sittings that have it."""
        found: dict[int, list[int]] = {question.key: [] for question in self.questions}
        for place, sitting in enumerate(self.sittings):
            for key in sitting.answers:
                found[key].append(place)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def given(self) -> dict[int, int]:
        """In how many sittings each question stood, reached or not."""
        found = {key: len(places) for key, places in self.holders.items()}
        for sitting in self.sittings:
            for key in sitting.not_reached:
                found[key] += 1
        return found

    def column(self, key: int) -> list[float]:
        """The shares earned on one question by the sittings that have it."""
        return [self.sittings[place].answers[key].share for place in self.holders[key]]

    def rest(self, key: int) -> tuple[list[int], list[float]]:
        """The places of the sittings that have this question and another one, and the share that each of
        them earned of the points of its other questions."""
        places, shares = [], []
        weight = self.weights[key]
        for place in self.holders[key]:
            answers = self.sittings[place].answers
            if len(answers) > 1:
                places.append(place)
                own = weight * answers[key].share
                shares.append((self.earned[place] - own) / (self.possible[place] - weight))
        return places, shares
