"""What a released sitting says: per question what was given, what is keyed and why; per competency what it
shows. Reads only, in a constant number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from django.utils.formats import localize

from assessments.choices import KeyStatus, Mode
from assessments.choices import Tier as TierChoice
from assessments.kinds.base import Criterion, ExplainedOption, Explanation, ScoredBy
from assessments.kinds.words import two_decimals
from assessments.models import Attempt, AttemptItem, Item, Response, Score, ScoreComment
from assessments.results import standing_scores
from assessments.scoring import from_stored, to_stored
from assessments.services.handing_in import newest_keys
from assessments.services.releasing import Shown, results_of
from assessments.sitting import Question
from assessments.snapshot import RulesSnapshot
from competencies.models import Competency, Level, Reference


@dataclass(frozen=True)
class RubricLine:
    """One criterion with the points that a marker gave it, and what they mean."""

    criterion: Criterion
    points: int

    @property
    def meaning(self) -> str:
        """The words of the rubric for these points."""
        return self.criterion.marks[self.points]


@dataclass(frozen=True)
class Answered:
    """One question with its answer, its mark and why."""

    question: Question
    score: Score | None
    comment: str
    references: tuple[Reference, ...]
    late: Response | None = None

    @cached_property
    def explanation(self) -> Explanation:
        """Why the answer got what it got, by the key that marked it."""
        key = self.score.key.values if self.score and self.score.key else {}
        return self.question.kind.explain(self.question.body, key, self.question.value)

    @property
    def late_words(self) -> str:
        """What the answer that arrived after the end says: its text, or the options that it chose."""
        if self.late is None:
            return ""
        shown = self.question.kind.present(self.question.body, None, self.late.value)
        chosen = (str(option.text) for option in shown.options if option.chosen)
        return shown.text or "; ".join(chosen)

    @property
    def options(self) -> list[ExplainedOption]:
        """The options, in the order in which the learner saw them."""
        order = self.question.item.option_order
        options = list(self.explanation.options)
        if {option.id for option in options} != set(order):
            return options
        return sorted(options, key=lambda option: order.index(option.id))

    @property
    def key_status(self) -> KeyStatus | None:
        """How far the key can be trusted; None where a person marked."""
        return KeyStatus(self.score.key.status) if self.score and self.score.key else None

    @property
    def points(self) -> str:
        """The points earned, of those that the question has."""
        share = from_stored(self.score.points) if self.score else Fraction(0)
        return _plain(share * Fraction(self.question.item.item_version.points))

    @property
    def possible(self) -> str:
        """The points that the question has."""
        return _plain(Fraction(self.question.item.item_version.points))

    @property
    def rubric(self) -> list[RubricLine]:
        """The rubric as it was marked; empty for what a key marked."""
        given = self.score.criteria if self.score else {}
        return [
            RubricLine(criterion, given[criterion.id])
            for criterion in self.explanation.criteria
            if criterion.id in given
        ]


@dataclass(frozen=True)
class Shows:
    """What the sitting shows for one competency."""

    competency: Competency
    shown: Shown
    level: Level | None

    @property
    def tier(self) -> str:
        """The tier, in a word."""
        return str(TierChoice(self.shown.tier.code).label)

    @property
    def percent(self) -> int:
        """The share of the points, in per cent."""
        return round(self.shown.result.share * 100)


@dataclass(frozen=True)
class Feedback:
    """A released sitting with all that explains its result."""

    attempt: Attempt
    rules: RulesSnapshot
    answers: tuple[Answered, ...]
    shows: tuple[Shows, ...]

    @property
    def counts(self) -> bool:
        """Whether the result is in the record."""
        return self.attempt.mode == Mode.COUNTING

    @property
    def has_proposed_keys(self) -> bool:
        """Whether a key that marked was not confirmed by a panel yet."""
        return any(answer.key_status == KeyStatus.PROPOSED for answer in self.answers)


def answered_at_once(question: Question) -> Answered | None:
    """Return a question with its answer and why, before the sitting is handed in; None where a person marks.

    What it earns is worked out as handing in will, and not stored.
    """
    if question.kind.scored_by is ScoredBy.PERSON:
        return None
    key = newest_keys([question.item]).get(question.item.item_version_id)
    if key is None:
        return None
    earned = question.kind.score(question.body, key.values, question.value)
    score = Score(attempt_item=question.item, response=question.response, key=key, points=to_stored(earned))
    return Answered(
        question, score, "", _references([question.item]).get(question.item.item_version.item_id, ())
    )


def _late_answers(items: Collection[AttemptItem]) -> dict[int, Response]:
    """The last answer of each item that arrived after the end, by attempt item."""
    late = Response.objects.filter(attempt_item__in=items, is_late=True).order_by("revision")
    return {response.attempt_item_id: response for response in late}


def feedback_of(attempt: Attempt, *, at: datetime) -> Feedback:
    """Return what a released sitting says at that instant. The caller has made sure that it is released."""
    items = list(
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("item_version__item__competency")
        .order_by("position")
    )
    scores = _scores(attempt, at)
    comments = dict(ScoreComment.objects.filter(score__in=scores.values()).values_list("score_id", "text"))
    references = _references(items)
    late = _late_answers(items)
    return Feedback(
        attempt=attempt,
        rules=RulesSnapshot.from_json(attempt.rules),
        answers=tuple(
            Answered(
                question=_question(item, scores.get(item.pk), attempt.language),
                score=scores.get(item.pk),
                comment=comments.get(scores[item.pk].pk, "") if item.pk in scores else "",
                references=references.get(item.item_version.item_id, ()),
                late=late.get(item.pk),
            )
            for item in items
        ),
        shows=_shows(attempt, at),
    )


def _question(item: AttemptItem, score: Score | None, language: str) -> Question:
    """The question with the answer that was marked."""
    return Question(item, score.response if score else None, language)


def _scores(attempt: Attempt, at: datetime) -> dict[int, Score]:
    """The standing mark of each item, with its key, its marker and the answer."""
    standing = standing_scores([attempt.pk], at=at).get(attempt.pk, {})
    found = Score.objects.filter(pk__in=[score.pk for score in standing.values()])
    return {score.attempt_item_id: score for score in found.select_related("key", "marker", "response")}


def _references(items: Collection[AttemptItem]) -> dict[int, tuple[Reference, ...]]:
    """The works behind each item, by item. Two queries."""
    links = list(
        Item.references.through.objects.filter(item__in={one.item_version.item_id for one in items})
        .order_by("reference__code")
        .values_list("item_id", "reference_id")
    )
    works = Reference.objects.in_bulk({reference_id for _item_id, reference_id in links})
    found: defaultdict[int, tuple[Reference, ...]] = defaultdict(tuple)
    for item_id, reference_id in links:
        found[item_id] = (*found[item_id], works[reference_id])
    return dict(found)


def _shows(attempt: Attempt, at: datetime) -> tuple[Shows, ...]:
    results = results_of(attempt, at=at)
    competencies = list(
        Competency.objects.filter(pk__in=results).select_related("version").order_by("position")
    )
    levels = {
        (level.scale_id, level.ordinal): level
        for level in Level.objects.filter(scale__in={one.version.scale_id for one in competencies})
    }
    return tuple(
        Shows(one, results[one.pk], levels.get((one.version.scale_id, results[one.pk].level)))
        for one in competencies
    )


def _plain(points: Fraction) -> str:
    """Points in the form of the reader's language, without noughts at the end."""
    rounded = two_decimals(points)
    whole = rounded == rounded.to_integral_value()
    return str(localize(int(rounded) if whole else rounded))
