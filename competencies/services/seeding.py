"""Writing a framework and what belongs to it from a seed: the shelves it fills, and new versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from competencies.models import (
    Competency,
    CompetencyMapping,
    Crosswalk,
    Descriptor,
    Domain,
    Fact,
    Framework,
    FrameworkVersion,
    Indicator,
    Level,
    Module,
    ModuleCompetency,
    Reference,
    Scale,
    Section,
    SourceSection,
    SourceStatement,
    Term,
)
from competencies.models.state import ContentState
from competencies.services.shelf import Shelf, Targets, row_keys

LOCAL = ("language", "translations")


def reference_shelf() -> Shelf:
    """The works that are cited."""
    checks = ("verified", "doi_verified", "authors_verified", "needs_check", "verification")
    return Shelf(
        model=Reference,
        fields=("kind", "authors", "year", "title", "venue", "doi", "url", *checks, "note"),
    )


def source_section_shelf() -> Shelf:
    """The sections of the source text."""
    return Shelf(model=SourceSection, fields=("position", "title", "note", *LOCAL))


def source_statement_shelf(*, references: Targets) -> Shelf:
    """The statements of the source text."""
    return Shelf(
        model=SourceStatement,
        fields=("position", "text", "caution", "later_guidance", *LOCAL),
        one={"section": row_keys(shelf=source_section_shelf())},
        many={"references": references},
    )


def scale_shelf() -> Shelf:
    """Scales."""
    return Shelf(model=Scale, fields=("name", "note", *LOCAL))


def level_shelf(*, scale: Scale) -> Shelf:
    """The levels of one scale."""
    return Shelf(
        model=Level,
        code=("ordinal",),
        fields=("name", "anchor", "support", *LOCAL),
        scope={"scale": scale},
    )


def framework_shelf() -> Shelf:
    """Frameworks."""
    return Shelf(model=Framework, fields=("title",))


def version_shelf(*, version: FrameworkVersion) -> Shelf:
    """One framework version, known by the code of its framework."""
    return Shelf(
        model=FrameworkVersion,
        code=("framework__code",),
        fields=("target_level", "description", "caution", *LOCAL),
        scope={"pk": version.pk},
    )


def domain_shelf(*, version: FrameworkVersion) -> Shelf:
    """The domains of one version."""
    return Shelf(
        model=Domain,
        fields=("position", "name", "description", "concept", *LOCAL),
        scope={"version": version},
    )


def competency_shelf(*, version: FrameworkVersion, statements: Targets) -> Shelf:
    """The competencies of one version."""
    prompts = ("self_prompt", "evidence_prompt", "goal_prompt")
    texts = ("title", "short_title", "statement", "statement_note", "seed_wording", *prompts)
    return Shelf(
        model=Competency,
        fields=("position", *texts, *LOCAL),
        one={"domain": row_keys(shelf=domain_shelf(version=version))},
        many={"source_statements": statements},
        scope={"version": version},
    )


def indicator_shelf(*, version: FrameworkVersion) -> Shelf:
    """The indicators of one version."""
    return Shelf(
        model=Indicator,
        fields=("position", "text", *LOCAL),
        one={"competency": competency_keys(version=version)},
        only={"competency__version": version},
    )


def descriptor_shelf(*, version: FrameworkVersion) -> Shelf:
    """The descriptors of one version, known by indicator and level, such as `SM-1.a/3`."""
    return Shelf(
        model=Descriptor,
        code=("indicator__code", "level__ordinal"),
        fields=("text", *LOCAL),
        one={
            "indicator": row_keys(shelf=indicator_shelf(version=version)),
            "level": row_keys(shelf=level_shelf(scale=version.scale)),
        },
        only={"indicator__competency__version": version},
    )


def fact_shelf(*, references: Targets, competencies: Targets) -> Shelf:
    """Fact cards."""
    flags = ("verified", "later_guidance", "jurisdiction")
    return Shelf(
        model=Fact,
        fields=("category", "text", "caution", "note", *flags, *LOCAL),
        many={"references": references, "competencies": competencies},
    )


def term_shelf(*, references: Targets) -> Shelf:
    """The glossary."""
    return Shelf(
        model=Term,
        code=("slug",),
        fields=("category", "name", "definition", "example", *LOCAL),
        many={"references": references},
    )


def crosswalk_shelf(*, references: Targets, competencies: Targets) -> Shelf:
    """Rows of the crosswalk that came with a seed."""
    return Shelf(
        model=Crosswalk,
        code=("seed_code",),
        fields=("framework_name", "code", "name", "code_verified", "name_verified", "note"),
        many={"references": references, "competencies": competencies},
    )


def module_shelf(*, references: Targets, at: datetime) -> Shelf:
    """Modules that came with a seed; new ones are published."""
    return Shelf(
        model=Module,
        fields=("title", "objective", "minutes", "jurisdiction", "tags", "review_on", *LOCAL),
        many={"resources": references},
        new={"state": ContentState.PUBLISHED, "created_at": at, "updated_at": at},
    )


def section_shelf(*, references: Targets) -> Shelf:
    """The current sections of seeded modules, known by module and position, such as `SM-1-M1/2`."""
    return Shelf(
        model=Section,
        code=("module__code", "position"),
        fields=("position", "kind", "title", "body", "caution", "url", *LOCAL),
        one={"module": module_keys()},
        many={"references": references},
        only={"state": Section.State.CURRENT},
    )


def module_competency_shelf(*, competencies: Targets) -> Shelf:
    """Which seeded module serves which competency, such as `SM-1-M1/SM-1`."""
    return Shelf(
        model=ModuleCompetency,
        code=("module__code", "competency__code"),
        fields=("level_from", "level_to"),
        one={"module": module_keys(), "competency": competencies},
        only={"competency__in": list(competencies.values())},
    )


def module_keys() -> dict[str, int]:
    """The keys of seeded modules, by code."""
    return row_keys(shelf=Shelf(model=Module))


def competency_keys(*, version: FrameworkVersion) -> dict[str, int]:
    """The keys of a version's competencies, by code."""
    return row_keys(shelf=Shelf(model=Competency, scope={"version": version}))


def statement_keys() -> dict[str, int]:
    """The keys of the statements of the source, by code."""
    return row_keys(shelf=Shelf(model=SourceStatement))


def reference_keys() -> dict[str, int]:
    """The keys of the references, by code."""
    return row_keys(shelf=Shelf(model=Reference))


def published_version(*, framework: str) -> FrameworkVersion | None:
    """The version of the framework in force, with its scale; the newest where none is; None without any."""
    versions = FrameworkVersion.objects.select_related("framework", "scale").filter(framework__code=framework)
    return versions.published().first() or versions.order_by("-n").first()


@transaction.atomic
def open_version(*, framework: Framework, scale: Scale, target_level: int, at: datetime) -> FrameworkVersion:
    """Publish a further version of the framework, still empty, and return it; the one in force retires."""
    FrameworkVersion.objects.filter(framework=framework).published().update(state=ContentState.RETIRED)
    newest = FrameworkVersion.objects.filter(framework=framework).order_by("-n").first()
    return FrameworkVersion.objects.create(
        framework=framework,
        n=newest.n + 1 if newest else 1,
        state=ContentState.PUBLISHED,
        scale=scale,
        target_level=target_level,
        published_at=at,
        created_at=at,
    )


@transaction.atomic
def carry_over(*, old: FrameworkVersion, new: FrameworkVersion, same: Mapping[str, bool]) -> dict[int, int]:
    """Map the competencies of `old` to those of `new` with the same code, and attach the modules to these.

    `same` says of which codes nothing that decides has changed: only these are mapped as exact, and exact
    alone carries evidence. Returns the new key by the old one.
    """
    before, after = competency_keys(version=old), competency_keys(version=new)
    pairs = {before[code]: after[code] for code in before if code in after}
    exact = CompetencyMapping.Relation.EXACT
    for code in (code for code in before if code in after):
        relation = exact if same.get(code) else CompetencyMapping.Relation.RELATED
        CompetencyMapping.objects.create(
            from_competency_id=before[code], to_competency_id=after[code], relation=relation
        )
    for attached in ModuleCompetency.objects.filter(competency__in=pairs):
        ModuleCompetency.objects.get_or_create(
            module_id=attached.module_id,
            competency_id=pairs[attached.competency_id],
            defaults={"level_from": attached.level_from, "level_to": attached.level_to},
        )
    return pairs
