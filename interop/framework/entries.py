"""What a content folder holds, entry by entry. Frozen; texts stand by language. Pure: no Django.

These classes are the format: a field here is a key in the YAML, a default makes it optional. `language`
keys such as `en` lead to the texts of an entry; the default language must be there in every entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

Tier: TypeAlias = Literal["knows", "knows_how", "shows_how", "does"]
KeyStatus: TypeAlias = Literal["sourced", "proposed", "panel_confirmed", "rubric"]
Codes: TypeAlias = tuple[str, ...]
EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleText:
    """A title with what may stand under it."""

    title: str
    description: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """A remark."""

    note: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkEntry:
    """The framework itself. `source` is the reference it was made from."""

    code: str
    prepared_on: date
    review_on: date
    source: str
    body: Mapping[str, TitleText]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """The version that the folder describes."""

    number: int
    label: str
    body: Mapping[str, NoteText]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelText:
    """A level: its name, what one sees, how much support it took."""

    name: str
    anchor: str
    support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEntry:
    """One step of the scale, from 1."""

    ordinal: int
    body: Mapping[str, LevelText]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleText:
    """The scale's name and what to know of it."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleEntry:
    """The ordered levels that all is measured on."""

    code: str
    target_level: int
    used_by: Codes
    references: Codes
    body: Mapping[str, ScaleText]
    levels: tuple[LevelEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEntry:
    """Competencies that must be at a level before something starts; a proposal to schools."""

    competencies: Codes
    level: int
    status: KeyStatus
    body: Mapping[str, NoteText]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEntry:
    """A group of competencies."""

    code: str
    position: int
    body: Mapping[str, TitleText]
    ellaway_concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorText:
    """What one can see, and what it looks like at each level."""

    text: str
    descriptors: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """One indicator of a competency."""

    code: str
    body: Mapping[str, IndicatorText]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """What learners are asked when they rate themselves."""

    rating: str
    evidence: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyText:
    """A competency in words; `short_title` is for narrow columns."""

    title: str
    short_title: str
    statement: str
    prompts: Prompts
    statement_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyEntry:
    """What a graduate can do. `seed_wording` is the source's own wording."""

    code: str
    domain: str
    position: int
    seed_wording: str
    source_statements: Codes
    body: Mapping[str, CompetencyText]
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkFile:
    """`framework.yaml`. `counts` says how many entries there should be, so that a lost one is noticed."""

    default_language: str
    languages: Codes
    framework: FrameworkEntry
    version: VersionEntry
    scale: ScaleEntry
    domains: tuple[DomainEntry, ...]
    competencies: tuple[CompetencyEntry, ...]
    placement_gate: GateEntry | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A competency with the levels that something leads from and to."""

    code: str
    level_from: int
    level_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section of a module; `text` is Markdown."""

    title: str
    text: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """One section. A section that `source_reports` a doubtful figure carries a caution."""

    code: str
    position: int
    kind: Literal["text", "video", "link", "discussion"]
    body: Mapping[str, SectionText]
    references: Codes = ()
    jurisdictions: Codes = ()
    url: str = ""
    source_reports: bool = False
    history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleText:
    """A module's title and what it is for."""

    title: str
    objective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleEntry:
    """Teaching material of some minutes."""

    code: str
    position: int
    minutes: int
    review_on: date
    tags: Codes
    competencies: tuple[Span, ...]
    assessments: Codes
    resources: Codes
    body: Mapping[str, ModuleText]
    sections: tuple[SectionEntry, ...]
    jurisdiction: str = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutEntry:
    """The least share of the points (0 to 1) for each level."""

    status: KeyStatus
    minimum: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """What an observation form asks for."""

    indicators: bool
    level: bool
    evidence_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentText:
    """An assessment in words; `note` is for faculty."""

    title: str
    instructions: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEntry:
    """Items with rules, or an observation form. `may_count` is false for what was published with its key."""

    code: str
    type: Literal["quiz", "judgement", "applied", "reflection", "observation"]
    competencies: tuple[Span, ...]
    minutes: int
    body: Mapping[str, AssessmentText]
    items: Codes = ()
    attempts_allowed: int = 1
    release: Literal["after_submission", "after_due", "after_marking"] = "after_submission"
    may_count: bool = False
    cut_scores: CutEntry | None = None
    rubric: str | None = None
    form: FormEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceScale:
    """The steps in which confidence is told, in per cent."""

    from_: int
    to: int
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRatingEntry:
    """The form on which learners rate themselves."""

    code: str
    kind: Literal["self_rating"]
    competencies: Codes
    minutes: int
    scale: str
    confidence: ConfidenceScale
    reflections: int
    goals: int
    body: Mapping[str, AssessmentText]
