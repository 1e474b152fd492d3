"""The tables that a content folder fills, in the order in which they can be filled.

A step knows its rows, how they are read, and how one is added or changed; deciding between the folder and
the database is `compare`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.services import seeding as assessing
from competencies.models import FrameworkVersion
from competencies.models.state import ContentState
from competencies.services import seeding
from competencies.services.shelf import Shelf, create_row, read_rows, update_row
from interop.framework import wanted, wanted_assessments
from interop.framework.parse import Content
from interop.framework.wanted import Rows

Values = dict[str, Any]

# What decides in a published framework version: these fields, and that there is such an entry at all.
DECIDING = {
    "level": ("name", "anchor", "support"),
    "framework version": ("target_level",),
    "domain": (),
    "competency": ("statement",),
    "indicator": ("text", "competency"),
    "descriptor": ("text", "indicator", "level"),
}
_FREE_IN_ITEMS = {"translations"}
_FREE_IN_ASSESSMENTS = {"translations", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One table. change: takes the code, the changed values, and all values as they are to be. file: where
    its entries stand in a folder. decides, closed: as `compare.settle` takes them."""

    kind: str
    file: str
    rows: Rows
    read: Callable[[], Rows]
    add: Callable[[str, Values], object]
    change: Callable[[str, Values, Values], object]
    decides: Collection[str] = ()
    closed: bool = False


def on_shelf(kind: str, file: str, rows: Rows, shelf: Shelf, *, published: bool = False) -> Step:
    """A step that fills a shelf, of a framework version that is `published` or of anything else."""
    return Step(
        kind=kind,
        file=file,
        rows=rows,
        read=lambda: read_rows(shelf=shelf),
        add=lambda code, values: create_row(shelf=shelf, code=code, values=values),
        change=lambda code, values, _all: update_row(shelf=shelf, code=code, values=values),
        decides=DECIDING[kind] if published else (),
        closed=published,
    )


def source_steps(content: Content) -> list[Callable[[], Step]]:
    """References and the source text: what a framework rests on."""
    return [
        lambda: on_shelf(
            "reference", "references.yaml", wanted.references(content), seeding.reference_shelf()
        ),
        lambda: on_shelf(
            "source section", "source.yaml", wanted.source_sections(content), seeding.source_section_shelf()
        ),
        lambda: on_shelf(
            "source statement",
            "source.yaml",
            wanted.source_statements(content),
            seeding.source_statement_shelf(references=seeding.reference_keys()),
        ),
    ]


def framework_steps(
    content: Content, version: FrameworkVersion, *, fresh: bool = False
) -> list[Callable[[], Step]]:
    """What one framework version holds. `fresh`: it was opened just now, and may be filled."""
    published = version.state == ContentState.PUBLISHED and not fresh
    file = "framework.yaml"

    def step(kind: str, rows: Rows, shelf: Shelf) -> Step:
        return on_shelf(kind, file, rows, shelf, published=published)

    statements = seeding.statement_keys()
    return [
        lambda: _scale_step(content, version),
        lambda: step("level", wanted.levels(content), seeding.level_shelf(scale=version.scale)),
        lambda: on_shelf("framework", file, wanted.framework(content), seeding.framework_shelf()),
        lambda: step("framework version", wanted.version(content), seeding.version_shelf(version=version)),
        lambda: step("domain", wanted.domains(content), seeding.domain_shelf(version=version)),
        lambda: step(
            "competency",
            wanted.competencies(content),
            seeding.competency_shelf(version=version, statements=statements),
        ),
        lambda: step("indicator", wanted.indicators(content), seeding.indicator_shelf(version=version)),
        lambda: step("descriptor", wanted.descriptors(content), seeding.descriptor_shelf(version=version)),
    ]


def _scale_step(content: Content, version: FrameworkVersion) -> Step:
    """The scale of this version, whose code differs from the folder's once its levels have changed."""
    shelf = seeding.scale_shelf()
    code = version.scale.code
    rows = wanted.scale(content)
    return Step(
        kind="scale",
        file="framework.yaml",
        rows=rows,
        read=lambda: dict.fromkeys(rows, read_rows(shelf=shelf)[code]),
        add=lambda _code, values: create_row(shelf=shelf, code=code, values=values),
        change=lambda _code, values, _all: update_row(shelf=shelf, code=code, values=values),
    )


def content_steps(content: Content, version: FrameworkVersion, at: datetime) -> list[Callable[[], Step]]:
    """What teaches and explains the competencies of a version."""
    competencies = seeding.competency_keys(version=version)
    both = {"references": seeding.reference_keys(), "competencies": competencies}
    return [
        lambda: on_shelf("fact", "facts.yaml", wanted.facts(content), seeding.fact_shelf(**both)),
        lambda: on_shelf(
            "term",
            "glossary.yaml",
            wanted.terms(content),
            seeding.term_shelf(references=seeding.reference_keys()),
        ),
        lambda: on_shelf(
            "crosswalk row", "crosswalk.yaml", wanted.crosswalk(content), seeding.crosswalk_shelf(**both)
        ),
        lambda: on_shelf(
            "module",
            "modules.yaml",
            wanted.modules(content),
            seeding.module_shelf(references=seeding.reference_keys(), at=at),
        ),
        lambda: on_shelf(
            "section",
            "modules.yaml",
            wanted.sections(content),
            seeding.section_shelf(references=seeding.reference_keys()),
        ),
        lambda: on_shelf(
            "module of a competency",
            "modules.yaml",
            wanted.module_competencies(content),
            seeding.module_competency_shelf(competencies=competencies),
        ),
        lambda: on_shelf(
            "observation context",
            "contexts.yaml",
            wanted.contexts(content),
            assessing.context_shelf(**both),
        ),
    ]


def assessment_steps(content: Content, version: FrameworkVersion, at: datetime) -> list[Callable[[], Step]]:
    """How the competencies of a version are assessed."""
    competencies = seeding.competency_keys(version=version)
    return [
        lambda: on_shelf(
            "item",
            "items",
            wanted_assessments.items(content),
            assessing.item_shelf(
                references=seeding.reference_keys(),
                statements=seeding.statement_keys(),
                competencies=competencies,
                version=version,
                at=at,
            ),
        ),
        lambda: _item_versions(content, at),
        lambda: _item_keys(content, at),
        lambda: on_shelf(
            "assessment",
            "assessments.yaml",
            wanted_assessments.assessments(content),
            assessing.assessment_shelf(at=at),
        ),
        lambda: _assessment_versions(content, at),
        lambda: on_shelf(
            "assessment of a competency",
            "assessments.yaml",
            wanted_assessments.assessment_competencies(content),
            assessing.assessment_competency_shelf(competencies=competencies),
        ),
        lambda: on_shelf(
            "assessment of a module",
            "modules.yaml",
            wanted_assessments.module_assessments(content),
            assessing.module_assessment_shelf(),
        ),
        lambda: _policies(content, at),
    ]


def _item_versions(content: Content, at: datetime) -> Step:
    rows = wanted_assessments.item_versions(content)

    def change(code: str, values: Values, whole: Values) -> None:
        if set(values) <= _FREE_IN_ITEMS:
            assessing.translate_item_version(code=code, translations=values["translations"])
        else:
            if not {"body", "language"} & set(values):
                # It says the same, so that what was translated here says so too.
                stands = assessing.read_item_versions()[code]["translations"]
                whole = {**whole, "translations": values.get("translations", stands)}
            assessing.write_item_version(code=code, values=whole, at=at)

    return Step(
        kind="item version",
        file="items",
        rows=rows,
        read=assessing.read_item_versions,
        add=lambda code, values: assessing.write_item_version(code=code, values=values, at=at),
        change=change,
        decides=_all_but(rows, _FREE_IN_ITEMS),
    )


def _item_keys(content: Content, at: datetime) -> Step:
    rows = wanted_assessments.item_keys(content)
    return Step(
        kind="item key",
        file="items",
        rows=rows,
        read=assessing.read_item_keys,
        add=lambda code, values: assessing.write_item_key(code=code, values=values, at=at),
        change=lambda code, _values, whole: assessing.write_item_key(code=code, values=whole, at=at),
        decides=_all_but(rows, set()),
    )


def _assessment_versions(content: Content, at: datetime) -> Step:
    rows = wanted_assessments.assessment_versions(content)

    def change(code: str, values: Values, whole: Values) -> None:
        if set(values) <= _FREE_IN_ASSESSMENTS:
            assessing.annotate_assessment_version(code=code, values=values)
        else:
            assessing.write_assessment_version(code=code, values=whole, at=at)

    return Step(
        kind="assessment version",
        file="assessments.yaml",
        rows=rows,
        read=assessing.read_assessment_versions,
        add=lambda code, values: assessing.write_assessment_version(code=code, values=values, at=at),
        change=change,
        decides=_all_but(rows, _FREE_IN_ASSESSMENTS),
    )


def _policies(content: Content, at: datetime) -> Step:
    rows = wanted_assessments.policies(content)
    return Step(
        kind="policy",
        file="policy.yaml",
        rows=rows,
        read=assessing.read_policies,
        add=lambda code, values: assessing.write_policy(framework=code, values=values, at=at),
        change=lambda code, _values, whole: assessing.write_policy(framework=code, values=whole, at=at),
        decides=_all_but(rows, set()),
    )


def _all_but(rows: Rows, free: set[str]) -> set[str]:
    return {name for values in rows.values() for name in values} - free
