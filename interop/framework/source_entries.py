"""Entries of a content folder about where the content comes from and how it is judged. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from interop.framework.entries import Codes, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText:
    """A finding in words, with what must be said beside it."""

    text: str
    caution: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """A fact card. What only the source reports carries a caution."""

    code: str
    category: Literal["source_literature", "evidence", "guidance", "law", "instruments", "curricula"]
    competencies: Codes
    references: Codes
    verified: bool
    body: Mapping[str, FactText]
    jurisdiction: str = "any"
    source_reports: bool = False
    later_guidance: bool = False
    history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """A work that is cited, and what was checked of it. Not translated."""

    code: str
    kind: str
    authors: str
    year: int | None
    title: str
    venue: str
    doi: str | None
    url: str | None
    verified: bool
    doi_verified: bool
    verification: Literal["primary", "secondary", "memory"]
    authors_verified: bool
    needs_check: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameText:
    """A name with a remark."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkEntry:
    """Where our competencies meet an entry of somebody else's framework."""

    code: str
    framework: str
    external_code: str
    competencies: Codes
    code_verified: bool
    name_verified: bool
    references: Codes
    body: Mapping[str, NameText]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    """A term with its definition in one sentence and an example from medicine."""

    term: str
    definition: str
    example: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A term or a tool of the glossary."""

    code: str
    category: Literal["term", "tool"]
    competencies: Codes
    references: Codes
    body: Mapping[str, TermText]
    needs_check: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTitle:
    """The heading of a section of the source."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """What the source says, in our words; `later` says where later work or guidance differs."""

    text: str
    caution: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """One statement of the source."""

    code: str
    references: Codes
    body: Mapping[str, StatementText]
    competency: str | None = None
    later_references: Codes = ()
    source_reports: bool = False
    history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSectionEntry:
    """A section of the source, its statements in order."""

    code: str
    body: Mapping[str, SourceTitle]
    statements: tuple[StatementEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """The source text itself."""

    reference: str
    frozen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingEntry:
    """Where somebody is observed, and the tier that it is evidence of."""

    code: Literal["simulated", "workplace"]
    tier: Tier
    body: Mapping[str, NameText]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextText:
    """An occasion for an observation, in words."""

    name: str
    description: str
    look_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry:
    """An occasion that suits observing certain competencies."""

    code: str
    setting: Literal["simulated", "workplace"]
    competencies: Codes
    references: Codes
    body: Mapping[str, ContextText]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionText:
    """A criterion with what each rating means."""

    name: str
    ratings: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionEntry:
    """One criterion of a rubric."""

    code: str
    body: Mapping[str, CriterionText]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRule:
    """The rating at which work goes back to its author."""

    criterion: str
    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricText:
    """A rubric in words."""

    title: str
    rule: str
    return_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricEntry:
    """What a marker goes by: ratings by criterion, and the meaning of each level."""

    code: str
    kinds: Codes
    tier: Tier
    maximum_points: int
    level_from: int
    level_to: int
    body: Mapping[str, RubricText]
    criteria: tuple[CriterionEntry, ...]
    levels: Mapping[str, Mapping[int, str]]
    return_when: ReturnRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """A policy in words."""

    title: str
    principle: str
    rule: str
    ceilings: str
    reviewer: str
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntry:
    """The rule that turns evidence into attainment."""

    code: str
    number: int
    status: Literal["proposed", "set_locally"]
    rule: Literal["programmatic"]
    target_level: int
    minimum_evidence: int
    minimum_types: int
    minimum_from_person_at_target: int
    median_of_newest: int
    recency_months: int
    ceilings: Mapping[str, int]
    types: Codes
    person_types: Codes
    signer_may_be_only_rater: bool
    references: Codes
    body: Mapping[str, PolicyText]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetEntry:
    """A ready-made rule for schools that come from elsewhere."""

    code: Literal["latest", "highest", "mean", "decaying_average", "weighted", "times_at_level"]
    parameters: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionText:
    """Something that readers must know."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionEntry:
    """A caution about the content as a whole."""

    code: str
    body: Mapping[str, CautionText]
    references: Codes = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNoteText:
    """What was unclear in the source, and what was done."""

    issue: str
    detail: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNoteEntry:
    """A note on the source."""

    code: str
    references: Codes
    body: Mapping[str, SourceNoteText]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedText:
    """What students and schools need, why, and how the content answers."""

    need: str
    why: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEntry:
    """A need."""

    code: str
    references: Codes
    body: Mapping[str, NeedText]
