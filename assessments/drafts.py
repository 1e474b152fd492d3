"""The neutral form of a question: what files are read into and written from, and what the bank takes in.

Pure: no Django. Each kind turns a draft into its body and key, and back (`Kind.from_draft`, `to_draft`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assessments.tiers import Tier


class TextFormat(StrEnum):
    """What a text is written in. Moodle's own is HTML that keeps its line breaks."""

    MOODLE = "moodle"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class DraftText:
    """A text and what it is written in."""

    text: str = ""
    format: TextFormat = TextFormat.MARKDOWN

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class DraftOption:
    """One option, or one accepted answer. `weight` is the credit in per cent, -100 to 100; None where the
    kind gives options no credit of their own. `id` is kept where the source has one."""

    text: DraftText
    weight: Decimal | None = None
    feedback: DraftText = field(default_factory=DraftText)
    id: str = ""


@dataclass(frozen=True, slots=True)
class DraftPair:
    """One premise with the option that belongs to it."""

    premise: DraftText
    option: DraftText


@dataclass(frozen=True, slots=True)
class DraftRange:
    """Numbers that are accepted, from `low` to `high` inclusive, for `weight` per cent of the credit."""

    low: Decimal
    high: Decimal
    weight: Decimal = Decimal(100)
    feedback: DraftText = field(default_factory=DraftText)


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture that texts name as `picture:<name>`: its bytes as they came."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """One question, whatever it came from.

    `options` serve choices, accepted short answers, and the distractors of a matching; `pairs` a matching;
    `ranges` a numeric question; `correct` a true/false one. An ordering lists its options in the right
    order. `more` holds what only one kind knows, in the shape of its body and key
    (`{"body": {...}, "key": {...}}`). `tier` None means that the source does not say. `points` is the weight
    of the whole. `line` is where it stands in its file, from 1; 0 for none.
    """

    kind: str
    stem: DraftText
    title: str = ""
    options: tuple[DraftOption, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    ranges: tuple[DraftRange, ...] = ()
    correct: bool | None = None
    correct_feedback: DraftText = field(default_factory=DraftText)
    wrong_feedback: DraftText = field(default_factory=DraftText)
    general_feedback: DraftText = field(default_factory=DraftText)
    fold_case: bool = True
    tags: tuple[str, ...] = ()
    points: Decimal = Decimal(1)
    tier: Tier | None = None
    difficulty: str = ""
    language: str = ""
    competency: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0
