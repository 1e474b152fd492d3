"""What is shown of item analysis: an assessment, an item across its uses, a competency across assessments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from assessments.item_analysis import (
    Analysis,
    Flag,
    ItemFigures,
    OptionFigures,
    Pooled,
    analyse,
    flags_of,
    pooled_correlation,
    ratio_mean,
)
from assessments.item_analysis.items import item_figures
from assessments.item_analysis.reliability import spread_of
from assessments.item_statistics import Material, Scope, by_assessment, order_of, read_material
from assessments.models import Assessment, AssessmentVersion, Item, ItemVersion
from competencies.models import Competency


@dataclass(frozen=True)
class ItemLine:
    """One question with its figures and what a person should look at."""

    version: ItemVersion
    figures: ItemFigures
    flags: tuple[Flag, ...]
    n: int = 0

    @property
    def item(self) -> Item:
        """The item of the bank."""
        return self.version.item

    @property
    def options(self) -> list[tuple[OptionFigures, str]]:
        """The options with their texts; a statement to judge has none."""
        texts = {str(one["id"]): str(one.get("text", "")) for one in self.version.body.get("options", ())}
        return [(option, texts.get(option.id, "")) for option in self.figures.options]


@dataclass(frozen=True)
class AssessmentReport:
    """The analysis of one assessment."""

    assessment: Assessment
    analysis: Analysis
    lines: tuple[ItemLine, ...]

    @cached_property
    def flagged(self) -> int:
        """How many questions somebody should look at."""
        return sum(1 for line in self.lines if line.flags)


def assessment_report(assessment: Assessment, scope: Scope) -> AssessmentReport:
    """Analyse the sittings of an assessment that fit. Five queries."""
    attempts = scope.attempts().filter(administration__version__assessment=assessment)
    material = read_material(attempts)
    found = analyse(material.sheet(order_of(assessment.pk)))
    return AssessmentReport(assessment, found, _lines(found.items, material))


def _lines(items: Iterable[ItemFigures], material: Material) -> tuple[ItemLine, ...]:
    return tuple(
        ItemLine(material.versions[figures.question.key], figures, flags_of(figures), place)
        for place, figures in enumerate(items, start=1)
    )


@dataclass(frozen=True)
class Use:
    """One version of an item in one assessment. `last` is when it was last handed in there."""

    assessment_id: int
    title: AssessmentVersion | None
    line: ItemLine
    last: datetime

    @property
    def anchor(self) -> str:
        """Names its place on the page."""
        return f"use-{self.assessment_id}-{self.line.version.pk}"


@dataclass(frozen=True)
class ItemReport:
    """An item over all its uses: the uses, and facility and discrimination pooled over them."""

    item: Item
    uses: tuple[Use, ...]
    facility: Pooled
    discrimination: Pooled


def item_report(item: Item, scope: Scope) -> ItemReport:
    """Analyse an item wherever it was used. Five queries, however many uses."""
    holding = scope.attempts().filter(items__item_version__item=item)
    material = read_material(holding)
    own = {key for key, version in material.versions.items() if version.item_id == item.pk}
    uses = []
    earned: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    titles = _titles(by_assessment(material))
    for assessment_id, part in by_assessment(material).items():
        sheet = part.sheet()
        spread = spread_of(sheet)
        for question in sheet.questions:
            if question.key not in own:
                continue
            figures = item_figures(sheet, question, spread)
            line = ItemLine(material.versions[question.key], figures, flags_of(figures))
            last = max(one.submitted_at for one in part.sittings)
            uses.append(Use(assessment_id, titles.get(assessment_id), line, last))
        for sitting in sheet.sittings:
            for key in own & sitting.answers.keys():
                earned[sitting.key].append((sitting.answers[key].share, 1.0))
    ordered = sorted(uses, key=lambda use: (-use.line.version.n, str(use.title or ""), use.assessment_id))
    return ItemReport(
        item, tuple(ordered), _over_learners(earned), _over_figures(use.line.figures for use in uses)
    )


def _titles(assessment_ids: Iterable[int]) -> dict[int, AssessmentVersion]:
    """The newest version of each assessment, which has its title. One query."""
    rows = AssessmentVersion.objects.filter(assessment__in=list(assessment_ids)).select_related("assessment")
    return {version.assessment_id: version for version in rows.order_by("n")}


def _over_learners(earned: dict[int, list[tuple[float, float]]]) -> Pooled:
    return ratio_mean(
        (sum(one for one, _possible in pairs), sum(possible for _one, possible in pairs))
        for pairs in earned.values()
    )


def _over_figures(items: Iterable[ItemFigures]) -> Pooled:
    found = [one.discrimination for one in items]
    return pooled_correlation([(one.value, one.n) for one in found if one.value is not None])


@dataclass(frozen=True)
class CompetencyPart:
    """The questions of a competency within one assessment, analysed as a test of their own."""

    title: AssessmentVersion | None
    analysis: Analysis
    mean: Pooled


@dataclass(frozen=True)
class CompetencyReport:
    """A competency over all assessments: its parts, its questions, and what is pooled over them."""

    competency: Competency
    parts: tuple[CompetencyPart, ...]
    lines: tuple[ItemLine, ...]
    facility: Pooled
    discrimination: Pooled


def competency_report(competency: Competency, scope: Scope) -> CompetencyReport:
    """Analyse the questions of a competency wherever they were used. Five queries."""
    holding = scope.attempts().filter(items__item_version__item__competency=competency).distinct()
    material = read_material(holding)
    own = {key for key, one in material.versions.items() if one.item.competency_id == competency.pk}
    earned: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    parts: list[CompetencyPart] = []
    lines: list[ItemLine] = []
    split = by_assessment(material)
    titles = _titles(split)
    for assessment_id, part in split.items():
        sheet = part.sheet(only=own)
        pairs = list(zip(sheet.sittings, sheet.earned, sheet.possible, strict=True))
        for sitting, points, possible in pairs:
            earned[sitting.key].append((points, possible))
        found = analyse(sheet)
        mean = ratio_mean((points, possible) for _sitting, points, possible in pairs)
        parts.append(CompetencyPart(titles.get(assessment_id), found, mean))
        lines += _lines(found.items, material)
    return CompetencyReport(
        competency,
        tuple(sorted(parts, key=lambda part: str(part.title or ""))),
        tuple(sorted(lines, key=lambda line: (line.item.code, -line.version.n))),
        _over_learners(earned),
        _over_figures(line.figures for line in lines),
    )
