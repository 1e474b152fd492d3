"""The entries of a content folder as the rows that they become: plain values by kind and code. Pure.

Values are as `competencies.services.shelf` reads and writes them. Texts of the default language are the
fields themselves; those of further languages stand under `translations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from interop.framework.entries import SectionEntry
from interop.framework.parse import Content

Rows: TypeAlias = dict[str, dict[str, Any]]


def texts(content: Content, entry: Mapping[str, Any], /, **fields: str) -> dict[str, Any]:
    """`fields` names a text (a path such as `prompts.goal`) for each column; all languages of it."""
    default = content.main.default_language
    spoken = {
        language: {column: _follow(text, path) for column, path in fields.items()}
        for language, text in entry.items()
    }
    translations = {
        language: {column: text for column, text in columns.items() if text}
        for language, columns in spoken.items()
        if language != default
    }
    return {**spoken[default], "language": default, "translations": translations}


def _follow(text: Any, path: str) -> str:
    for name in path.split("."):
        text = getattr(text, name)
    return str(text)


def references(content: Content) -> Rows:
    """References."""
    rows = {}
    for one in content.references:
        values = asdict(one)
        code = values.pop("code")
        rows[code] = {**values, "doi": one.doi or "", "url": one.url or ""}
    return rows


def source_sections(content: Content) -> Rows:
    """Sections of the source."""
    return {
        one.code: {"position": position, **texts(content, one.body, title="title", note="note")}
        for position, one in enumerate(content.sections, start=1)
    }


def source_statements(content: Content) -> Rows:
    """Statements of the source, numbered within their section."""
    return {
        one.code: {
            "section": section.code,
            "position": position,
            "references": sorted({*one.references, *one.later_references}),
            **texts(content, one.body, text="text", caution="caution", later_guidance="later"),
        }
        for section in content.sections
        for position, one in enumerate(section.statements, start=1)
    }


def scale(content: Content) -> Rows:
    """The scale without its levels."""
    one = content.main.scale
    return {one.code: texts(content, one.body, name="name", note="note")}


def levels(content: Content) -> Rows:
    """The levels of the scale."""
    names = {"name": "name", "anchor": "anchor", "support": "support"}
    return {str(one.ordinal): texts(content, one.body, **names) for one in content.main.scale.levels}


def framework(content: Content) -> Rows:
    """The framework."""
    body = content.main.framework.body[content.main.default_language]
    return {content.main.framework.code: {"title": body.title}}


def version(content: Content) -> Rows:
    """The framework version. Its caution lists the cautions of the folder, as Markdown."""
    main = content.main
    values = {
        "target_level": main.scale.target_level,
        **texts(content, main.framework.body, description="description"),
    }
    for language in main.languages:
        spoken = [one.body[language].text for one in content.cautions if language in one.body]
        caution = "\n".join(f"- {text}" for text in spoken)
        if language == main.default_language:
            values["caution"] = caution
        elif caution:
            values["translations"].setdefault(language, {})["caution"] = caution
    return {main.framework.code: values}


def domains(content: Content) -> Rows:
    """Domains."""
    return {
        one.code: {
            "position": one.position,
            "concept": one.ellaway_concept,
            **texts(content, one.body, name="title", description="description"),
        }
        for one in content.main.domains
    }


def competencies(content: Content) -> Rows:
    """Competencies without their indicators."""
    prompts = {
        "self_prompt": "prompts.rating",
        "evidence_prompt": "prompts.evidence",
        "goal_prompt": "prompts.goal",
    }
    plain = {name: name for name in ("title", "short_title", "statement", "statement_note")}
    return {
        one.code: {
            "domain": one.domain,
            "position": one.position,
            "seed_wording": one.seed_wording,
            "source_statements": sorted(one.source_statements),
            **texts(content, one.body, **plain, **prompts),
        }
        for one in content.main.competencies
    }


def indicators(content: Content) -> Rows:
    """Indicators without their descriptors."""
    return {
        one.code: {
            "competency": competency.code,
            "position": position,
            **texts(content, one.body, text="text"),
        }
        for competency in content.main.competencies
        for position, one in enumerate(competency.indicators, start=1)
    }


def descriptors(content: Content) -> Rows:
    """What each indicator looks like at each level, by indicator and level."""
    default = content.main.default_language
    rows = {}
    for competency in content.main.competencies:
        for one in competency.indicators:
            for ordinal, text in one.body[default].descriptors.items():
                others = {
                    language: {"text": body.descriptors[ordinal]}
                    for language, body in one.body.items()
                    if language != default
                }
                rows[f"{one.code}/{ordinal}"] = {
                    "indicator": one.code,
                    "level": str(ordinal),
                    "text": text,
                    "language": default,
                    "translations": others,
                }
    return rows


def facts(content: Content) -> Rows:
    """Fact cards."""
    return {
        one.code: {
            "category": one.category,
            "verified": one.verified,
            "later_guidance": one.later_guidance,
            "jurisdiction": jurisdiction(one.jurisdiction),
            "references": sorted(one.references),
            "competencies": sorted(one.competencies),
            **texts(content, one.body, text="text", caution="caution", note="note"),
        }
        for one in content.facts
    }


def terms(content: Content) -> Rows:
    """The glossary."""
    return {
        one.code: {
            "category": one.category,
            "references": sorted(one.references),
            **texts(content, one.body, name="term", definition="definition", example="example"),
        }
        for one in content.terms
    }


def crosswalk(content: Content) -> Rows:
    """Rows of the crosswalk, in the default language: other frameworks' names are not ours to translate."""
    default = content.main.default_language
    return {
        one.code: {
            "framework_name": one.framework,
            "code": one.external_code,
            "name": one.body[default].name,
            "note": one.body[default].note,
            "code_verified": one.code_verified,
            "name_verified": one.name_verified,
            "references": sorted(one.references),
            "competencies": sorted(one.competencies),
        }
        for one in content.crosswalk
    }


def modules(content: Content) -> Rows:
    """Modules without their sections."""
    return {
        one.code: {
            "minutes": one.minutes,
            "jurisdiction": jurisdiction(one.jurisdiction),
            "tags": list(one.tags),
            "review_on": one.review_on.isoformat(),
            "resources": sorted(one.resources),
            **texts(content, one.body, title="title", objective="objective"),
        }
        for one in content.modules
    }


def sections(content: Content) -> Rows:
    """Sections of modules, by module and position."""
    return {
        f"{module.code}/{one.position}": {"module": module.code, **_section(content, one)}
        for module in content.modules
        for one in module.sections
    }


def _section(content: Content, one: SectionEntry) -> dict[str, Any]:
    return {
        "position": one.position,
        "kind": one.kind,
        "url": one.url,
        "references": sorted(one.references),
        **texts(content, one.body, title="title", body="text", caution="caution"),
    }


def module_competencies(content: Content) -> Rows:
    """Which module serves which competency."""
    return {
        f"{module.code}/{span.code}": {
            "module": module.code,
            "competency": span.code,
            "level_from": span.level_from,
            "level_to": span.level_to,
        }
        for module in content.modules
        for span in module.competencies
    }


def contexts(content: Content) -> Rows:
    """Occasions for observation."""
    names = {"name": "name", "description": "description", "look_for": "look_for"}
    return {
        one.code: {
            "position": position,
            "setting": one.setting,
            "references": sorted(one.references),
            "competencies": sorted(one.competencies),
            **texts(content, one.body, **names),
        }
        for position, one in enumerate(content.contexts, start=1)
    }


def jurisdiction(value: str) -> str:
    """As the database has it: empty is everywhere."""
    return "" if value == "any" else value
