"""What a learner sees of a sitting while it is theirs: its questions, what was answered, what is left.

Reads only, in a constant number of queries, and never a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.choices import Mode, ReleaseRule
from assessments.kinds import get_kind
from assessments.kinds.base import Control, Json, Kind, Presentation, ScoredBy
from assessments.kinds.reflection import count_words
from assessments.models import Attempt, AttemptItem, ItemVersion, Response
from assessments.services.handing_in import TAKING, standing_responses
from assessments.snapshot import RulesSnapshot
from competencies.models import Competency

# What is answered step by step, line by line.
STEPPED = frozenset({Control.SCALE, Control.RANK, Control.MATCH, Control.EXTENDED})


@dataclass(frozen=True)
class Question:
    """One item at its place in a sitting, with the answer that stands."""

    item: AttemptItem
    response: Response | None
    language: str

    @property
    def position(self) -> int:
        """Its place, from 1."""
        return self.item.position

    @property
    def anchor(self) -> str:
        """The name of its place on a page that shows all questions."""
        return f"q{self.position}"

    @cached_property
    def kind(self) -> Kind:
        """What sort of question it is."""
        return get_kind(self.item.item_version.kind)

    @cached_property
    def body(self) -> Json:
        """The item in the language of the sitting."""
        return body_in(self.item.item_version, self.language)

    @property
    def spoken(self) -> str:
        """The language that the item is shown in: that of the sitting, or the one it was written in."""
        version = self.item.item_version
        return self.language if version.translations.get(self.language) else version.language

    @property
    def value(self) -> dict[str, Any]:
        """The saved answer as its kind keeps it; empty where there is none."""
        return self.response.value if self.response else {}

    @cached_property
    def shown(self) -> Presentation:
        """What a page draws."""
        return self.kind.present(self.body, self.item.option_order or None, self.value)

    @property
    def competency(self) -> Competency | None:
        """What the item is about; a draft that is tried may have none yet."""
        return self.item.item_version.item.competency

    @property
    def is_answered(self) -> bool:
        """Whether something was answered, be it in part."""
        return self.response is not None

    @cached_property
    def is_complete(self) -> bool:
        """Whether nothing is left to answer."""
        return self.is_shown or (self.response is not None and self.kind.is_complete(self.body, self.value))

    @property
    def parts(self) -> int:
        """How many steps are to be rated or ranked; 0 for a question with one answer."""
        return len(self.shown.options) if self.shown.control in STEPPED else 0

    @property
    def parts_done(self) -> int:
        """How many of the steps have a rating, or a rank of their own."""
        if self.shown.control == Control.RANK:
            given = [option.given for option in self.shown.options if option.given is not None]
            return sum(given.count(rank) == 1 for rank in given)
        return sum(option.chosen for option in self.shown.options)

    @property
    def shared_ranks(self) -> frozenset[int]:
        """The ranks that were given more than once."""
        if self.shown.control != Control.RANK:
            return frozenset()
        given = [option.given for option in self.shown.options if option.given is not None]
        return frozenset(rank for rank in given if given.count(rank) > 1)

    @property
    def words(self) -> int:
        """How many words a text has."""
        return count_words(self.shown.text)

    @property
    def confidence(self) -> int | None:
        """How sure the learner said they are, 1 to 4."""
        return self.response.confidence if self.response else None

    @property
    def is_shown(self) -> bool:
        """Whether the learner has asked to see the answer, so that their own stands."""
        return self.item.checked_at is not None

    @property
    def can_show(self) -> bool:
        """Whether a key could show what is right: what a person marks has none."""
        return self.kind.scored_by is ScoredBy.MACHINE


@dataclass(frozen=True)
class Sitting:
    """A sitting with its questions in order."""

    attempt: Attempt
    questions: tuple[Question, ...]

    @cached_property
    def rules(self) -> RulesSnapshot:
        """The rules in force when it began."""
        return RulesSnapshot.from_json(self.attempt.rules)

    @property
    def is_open(self) -> bool:
        """Whether the learner can still answer."""
        return self.attempt.state in TAKING

    @property
    def counts(self) -> bool:
        """Whether its result becomes evidence."""
        return self.attempt.mode == Mode.COUNTING

    @property
    def done(self) -> int:
        """How many questions have nothing left to answer."""
        return sum(question.is_complete for question in self.questions)

    @property
    def left(self) -> list[Question]:
        """The questions that have something left to answer."""
        return [question for question in self.questions if not question.is_complete]

    @property
    def next_question(self) -> Question | None:
        """The first question that has something left to answer."""
        return next(iter(self.left), None)

    @property
    def flagged(self) -> list[Question]:
        """The questions that the learner marked to come back to."""
        return [question for question in self.questions if question.item.is_flagged]

    @property
    def shows_at_once(self) -> bool:
        """Whether the answer to each question can be seen before handing in."""
        return self.rules.release_rule == ReleaseRule.AT_ONCE

    @property
    def has_clock(self) -> bool:
        """Whether time is running: what has no time limit shows no clock."""
        return self.is_open and self.rules.time_limit_minutes is not None

    @property
    def has_text(self) -> bool:
        """Whether a person marks some of it."""
        return any(question.shown.control == Control.TEXT for question in self.questions)

    def at(self, position: int) -> Question | None:
        """The question at that place, if there is one."""
        return next((one for one in self.questions if one.position == position), None)


def sitting_of(attempt: Attempt) -> Sitting:
    """Return a sitting with its questions and the answers that stand. Two queries."""
    items = list(
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("item_version__item__competency")
        .order_by("position")
    )
    answers = standing_responses(items)
    return Sitting(attempt, tuple(Question(item, answers.get(item.pk), attempt.language) for item in items))


def body_in(version: ItemVersion, language: str) -> Json:
    """Return the item in that language, or as it was written where it is not translated."""
    translated = version.translations.get(language)
    body: Json = translated or version.body
    return body
