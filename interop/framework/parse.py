"""A content folder to frozen dataclasses, with everything that does not fit. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interop.framework.entries import (
    AssessmentEntry,
    FrameworkFile,
    ModuleEntry,
    SelfRatingEntry,
)
from interop.framework.item_entries import ItemEntry
from interop.framework.problem import ContentError, Problem
from interop.framework.reading import read_folder
from interop.framework.shape import Place, shape
from interop.framework.source_entries import (
    CautionEntry,
    ContextEntry,
    CrosswalkEntry,
    FactEntry,
    NeedEntry,
    PolicyEntry,
    PresetEntry,
    ReferenceEntry,
    RubricEntry,
    SettingEntry,
    SourceEntry,
    SourceNoteEntry,
    SourceSectionEntry,
    TermEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ModulesFile:
    modules: tuple[ModuleEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ItemsFile:
    items: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _AssessmentsFile:
    assessments: tuple[AssessmentEntry, ...]
    self_rating_form: SelfRatingEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactsFile:
    facts: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReferencesFile:
    references: tuple[ReferenceEntry, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CrosswalkFile:
    crosswalk: tuple[CrosswalkEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _GlossaryFile:
    terms: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceFile:
    source: SourceEntry
    sections: tuple[SourceSectionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ContextsFile:
    settings: tuple[SettingEntry, ...]
    contexts: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _RubricsFile:
    rubrics: tuple[RubricEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PolicyFile:
    """`examples` and `calibration` are worked examples and prose, read by tests and people."""

    policy: PolicyEntry
    presets: tuple[PresetEntry, ...] = ()
    examples: object = None
    calibration: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _NotesFile:
    cautions: tuple[CautionEntry, ...] = ()
    source_notes: tuple[SourceNoteEntry, ...] = ()
    needs: tuple[NeedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScoringFile:
    """Rules in words and worked examples; the rules themselves are code."""

    kinds: object
    confidence: object = None


_FILES: dict[str, type] = {
    "framework.yaml": FrameworkFile,
    "modules.yaml": _ModulesFile,
    "assessments.yaml": _AssessmentsFile,
    "facts.yaml": _FactsFile,
    "references.yaml": _ReferencesFile,
    "crosswalk.yaml": _CrosswalkFile,
    "glossary.yaml": _GlossaryFile,
    "source.yaml": _SourceFile,
    "contexts.yaml": _ContextsFile,
    "rubrics.yaml": _RubricsFile,
    "policy.yaml": _PolicyFile,
    "notes.yaml": _NotesFile,
    "scoring.yaml": _ScoringFile,
}
_REQUIRED = ("framework.yaml",)
_ITEMS = "items/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a folder holds. `item_files` says which file each item came from, by its code."""

    name: str
    main: FrameworkFile
    item_files: Mapping[str, str]
    modules: tuple[ModuleEntry, ...] = ()
    items: tuple[ItemEntry, ...] = ()
    assessments: tuple[AssessmentEntry, ...] = ()
    self_rating_form: SelfRatingEntry | None = None
    facts: tuple[FactEntry, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()
    crosswalk: tuple[CrosswalkEntry, ...] = ()
    terms: tuple[TermEntry, ...] = ()
    source: SourceEntry | None = None
    sections: tuple[SourceSectionEntry, ...] = ()
    settings: tuple[SettingEntry, ...] = ()
    contexts: tuple[ContextEntry, ...] = ()
    rubrics: tuple[RubricEntry, ...] = ()
    policy: PolicyEntry | None = None
    presets: tuple[PresetEntry, ...] = ()
    cautions: tuple[CautionEntry, ...] = ()
    source_notes: tuple[SourceNoteEntry, ...] = ()
    needs: tuple[NeedEntry, ...] = ()


def parse_folder(folder: Path) -> tuple[Content | None, list[Problem]]:
    """What the folder holds, as far as it could be read, and what is wrong with the shape of it.

    The content is None where `framework.yaml` is missing or cannot be used at all.
    """
    raw, problems = read_folder(folder)
    if not raw and problems:
        return None, problems
    unread = {problem.file for problem in problems}
    problems += [
        Problem(name, "", "", "is missing; every content folder has one")
        for name in _REQUIRED
        if name not in raw and name not in unread
    ]
    return parse_values(raw, problems, name=folder.resolve().name)


def parse_values(
    raw: Mapping[str, Mapping[str, Any]], problems: list[Problem], *, name: str
) -> tuple[Content | None, list[Problem]]:
    """As `parse_folder`, from values that were read already, by file."""
    shaped: dict[str, Any] = {}
    items: list[ItemEntry] = []
    item_files: dict[str, str] = {}
    for file, values in raw.items():
        if file.startswith(_ITEMS):
            found = shape(_ItemsFile, values, Place(file), problems)
            items += found.items if found else ()
            item_files.update({item.code: file for item in (found.items if found else ())})
        elif file in _FILES:
            shaped[file] = shape(_FILES[file], values, Place(file), problems)
        else:
            known = ", ".join([*_FILES, f"{_ITEMS}*.yaml"])
            problems.append(Problem(file, "", "", f"is not a file of a content folder; those are {known}"))
    main = shaped.pop("framework.yaml", None)
    if main is None:
        return None, problems
    parts = {
        key: getattr(part, key)
        for part in shaped.values()
        if part is not None
        for key in part.__slots__
        if key in Content.__slots__
    }
    return Content(name=name, main=main, items=tuple(items), item_files=item_files, **parts), problems


def read_content(folder: Path) -> Content:
    """What the folder holds, fit in shape. Raises ContentError with every problem found."""
    content, problems = parse_folder(folder)
    if content is None or problems:
        raise ContentError(problems)
    return content
