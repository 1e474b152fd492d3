"""The questions of a content folder, as they are written. Frozen; texts stand by language. Pure: no Django.

Which fields a kind takes stands in `BODY_FIELDS` and `KEY_FIELDS`; what they hold, in `assessments.kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from interop.framework.entries import Codes, KeyStatus, Tier

BODY_FIELDS: Final[Mapping[str, Codes]] = {
    "true_false": ("feedback_true", "feedback_false"),
    "matching": ("premises",),
    "extended_matching": ("premises",),
    "short_answer": ("width",),
    "numeric": ("unit", "feedback_other"),
    "script_concordance": ("hypothesis", "finding", "question"),
    "post_review": ("post", "spans", "regions"),
    "reflection": ("min_words", "max_words"),
}
# The first of each is needed.
KEY_FIELDS: Final[Mapping[str, Codes]] = {
    "single_best_answer": ("correct", "weights"),
    "multiple_response": ("correct", "weights"),
    "true_false": ("correct",),
    "matching": ("pairs",),
    "extended_matching": ("pairs",),
    "ordering": ("order",),
    "short_answer": ("answers", "fold_case", "fold_accents"),
    "numeric": ("answers",),
    "judgement_rating": ("ratings", "panel"),
    "judgement_ranking": ("ranks", "panel"),
    "script_concordance": ("panel",),
    "post_review": ("marks", "decision", "decisions"),
}
WITHOUT_OPTIONS: Final = frozenset(
    {"true_false", "short_answer", "numeric", "script_concordance", "post_review", "reflection"}
)
WITHOUT_FEEDBACK: Final = frozenset({"matching", "extended_matching"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionText:
    """One option of a question, with what is said when it was chosen."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanText:
    """One piece of a post's text, with the blanks that stand before or after it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionText:
    """A part of a post's picture, per mille of its width and height."""

    id: str
    label: str
    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostText:
    """A made-up post. Its text is that of its pieces, joined."""

    author: str
    handle: str = ""
    picture: str = ""
    alt: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """A question in words. Only reflections count words."""

    stem: str
    rationale: str
    options: tuple[OptionText, ...] = ()
    premises: tuple[OptionText, ...] = ()
    feedback_true: str = ""
    feedback_false: str = ""
    hypothesis: str = ""
    finding: str = ""
    question: str = ""
    unit: str = ""
    feedback_other: str = ""
    width: int | None = None
    post: PostText | None = None
    spans: tuple[SpanText, ...] = ()
    regions: tuple[RegionText, ...] = ()
    min_words: int | None = None
    max_words: int | None = None
    rubric_note: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry:
    """An accepted answer: a text, or the ends of a range; `weight` is per cent of the points."""

    text: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal = Decimal(100)
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """What is right: the fields that go with the kind of the item; none for a reflection.

    `panel` counts votes: by step for a script concordance, by option and step for a judgement case.
    """

    correct: str | bool | tuple[str, ...] | None = None
    weights: Mapping[str, Decimal] | None = None
    ratings: Mapping[str, int] | None = None
    ranks: Mapping[str, int] | None = None
    pairs: Mapping[str, str] | None = None
    order: Codes | None = None
    answers: tuple[AnswerEntry, ...] | None = None
    fold_case: bool | None = None
    fold_accents: bool | None = None
    panel: object = None
    marks: Mapping[str, str] | None = None
    decision: str | None = None
    decisions: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """One question of the bank."""

    code: str
    kind: Literal[
        "single_best_answer",
        "multiple_response",
        "true_false",
        "matching",
        "extended_matching",
        "ordering",
        "short_answer",
        "numeric",
        "judgement_rating",
        "judgement_ranking",
        "script_concordance",
        "post_review",
        "reflection",
    ]
    competency: str
    indicators: Codes
    tier: Tier
    difficulty: Literal["easy", "medium", "hard"]
    jurisdiction: str
    key_status: KeyStatus
    points: Decimal
    review_on: date
    references: Codes
    source_statements: Codes
    body: Mapping[str, ItemText]
    key: KeyEntry
    rubric: str | None = None
    source_reports: bool = False
