"""The map of a curriculum: what teaches and what assesses each competency, in a constant number of queries.

`curriculum_map` returns facts alone (see `learners.curriculum_map_facts`); the page, the gaps, the report on
coverage and the inventory are made of them. Titles are today's; what was given is read as of the instant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.models import (
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
    Item,
)
from assessments.policies_in_force import policies_in_force
from assessments.policy_rules import PolicyRules
from assessments.pool import pools_of
from assessments.tiers import Tier
from common.school_time import school_day
from competencies.models import (
    Competency,
    Crosswalk,
    FrameworkVersion,
    Indicator,
    Level,
    ModuleCompetency,
)
from learners.curriculum_given import GivenThings, given_things
from learners.curriculum_map_facts import (
    NEVER,
    OBSERVATION,
    PUBLISHED,
    RETIRED,
    SELF_RATING,
    AssessmentPlace,
    CurriculumMap,
    MapAssessment,
    MapCompetency,
    MapDomain,
    MapIndicator,
    MapModule,
    ModulePlace,
    Outcome,
    Question,
)
from people.models import Cohort

__all__ = ["CurriculumMap", "curriculum_map"]


def curriculum_map(version: FrameworkVersion, *, cohort: Cohort | None = None, at: datetime) -> CurriculumMap:
    """Return the map of a framework version; with `cohort`, of what that cohort was really given.

    What is in use is what is published, for a cohort what it was given and not taken back. Drafts come along,
    not in use, so that a gap can lead to one; what was retired comes along where the cohort had it.
    """
    on = school_day(at)
    ceilings = _ceilings(version, at)
    given = given_things(cohort, at=at)
    competencies = list(
        Competency.objects.filter(version=version).select_related("domain").order_by("position")
    )
    modules = _modules(version, given, on)
    assessments = _assessments(version, given, ceilings)
    indicators = _indicators(version)
    items = _items(version, on)
    outcomes = _outcomes(competencies)
    return CurriculumMap(
        framework_code=version.framework.code,
        framework_title=version.framework.title,
        version=version.n,
        target_level=version.target_level,
        levels=Level.objects.filter(scale=version.scale_id).count(),
        cohort_name=cohort.name if cohort else "",
        cohort_learners=given.learners,
        at=at,
        on=on,
        ceilings=ceilings,
        competencies=tuple(
            _competency(one, modules[one.pk], assessments[one.pk], indicators[one.pk], items)
            for one in competencies
        ),
        outcomes=outcomes,
    )


def _ceilings(version: FrameworkVersion, at: datetime) -> dict[Tier, int]:
    policy = policies_in_force(at).filter(framework=version.framework_id).first()
    if policy is None:
        return {}
    rules = PolicyRules.from_json(policy.rules)
    return {tier: rules.ceiling(tier) for tier in Tier}


def _modules(version: FrameworkVersion, given: GivenThings, on: date) -> defaultdict[int, list[ModulePlace]]:
    rows = (
        ModuleCompetency.objects.filter(competency__version=version)
        .select_related("module")
        .order_by("competency__position", "level_from", "module__title", "module_id")
    )
    known: dict[int, MapModule] = {}
    found: defaultdict[int, list[ModulePlace]] = defaultdict(list)
    for row in rows:
        module = known.get(row.module_id) or known.setdefault(row.module_id, _module(row.module, given, on))
        if module.state != RETIRED or module.in_use:
            found[row.competency_id].append(ModulePlace(module, row.level_from, row.level_to))
    return found


def _module(row: Any, given: GivenThings, on: date) -> MapModule:
    mine = given.modules.get(row.pk, NEVER)
    return MapModule(
        pk=row.pk,
        public_id=row.public_id,
        code=row.code or "",
        title=row.title,
        minutes=row.minutes,
        state=row.state,
        overdue=row.state != RETIRED and row.review_on is not None and row.review_on < on,
        given=mine,
        in_use=mine.times > 0 if given.is_of_cohort else row.state == PUBLISHED,
        language=row.language,
        translations=row.translations,
    )


@dataclass(slots=True)
class _Asked:
    """What an assessment asks about the competencies of a version, by competency."""

    questions: defaultdict[int, dict[int, Question]]
    has_public: bool = False


def _assessments(
    version: FrameworkVersion, given: GivenThings, ceilings: Mapping[Tier, int]
) -> defaultdict[int, list[AssessmentPlace]]:
    aims: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for attachment in AssessmentCompetency.objects.filter(competency__version=version):
        levels = (attachment.level_from, attachment.level_to)
        aims[attachment.assessment_id][attachment.competency_id] = levels
    newest = list(_newest(version))
    asked = _asked(newest, version)
    own = set(Competency.objects.filter(version=version).values_list("pk", flat=True))
    found: defaultdict[int, list[AssessmentPlace]] = defaultdict(list)
    for row in newest:
        mine = asked[row.pk]
        facts = _assessment(row, mine, given)
        if facts.state == RETIRED and not facts.in_use:
            continue
        attached = aims[row.assessment_id]
        for competency in own & (attached.keys() | mine.questions.keys()):
            questions = tuple(mine.questions.get(competency, {}).values())
            tier = _tier(facts.type, questions)
            level_from, level_to = attached.get(competency, (None, None))
            found[competency].append(
                AssessmentPlace(
                    assessment=facts,
                    level_from=level_from,
                    level_to=level_to,
                    questions=questions,
                    tier=tier,
                    can_show=0 if tier is None else ceilings.get(tier),
                )
            )
    return found


def _newest(version: FrameworkVersion) -> QuerySet[AssessmentVersion]:
    """The newest version of each assessment that serves or asks about a competency of the version."""
    newer = AssessmentVersion.objects.filter(assessment=OuterRef("assessment"), n__gt=OuterRef("n"))
    attached = AssessmentCompetency.objects.filter(competency__version=version).values("assessment_id")
    asking = AssessmentItem.objects.filter(item_version__item__competency__version=version)
    drawing = BlueprintRow.objects.filter(competency__version=version)
    return (
        AssessmentVersion.objects.filter(~Exists(newer))
        .filter(
            Q(assessment__in=attached)
            | Q(pk__in=asking.values("version_id"))
            | Q(pk__in=drawing.values("version_id"))
        )
        .select_related("assessment")
        .order_by("assessment__code", "assessment_id")
    )


def _asked(versions: Sequence[AssessmentVersion], of: FrameworkVersion) -> defaultdict[int, _Asked]:
    """What each version asks or can draw, by its key. Up to five queries."""
    found: defaultdict[int, _Asked] = defaultdict(lambda: _Asked(defaultdict(dict)))
    keys = [version.pk for version in versions]
    fixed = list(
        AssessmentItem.objects.filter(version__in=keys)
        .order_by("version", "position")
        .values_list(
            "version_id",
            "item_version__item_id",
            "item_version__item__competency_id",
            "item_version__item__is_public",
            "item_version__kind",
            "item_version__tier",
        )
    )
    touching = _touching(of)
    for version, item, competency, is_public, kind, tier in fixed:
        mine = found[version]
        mine.has_public |= is_public
        if competency is not None:
            mine.questions[competency][item] = Question(
                item, kind, Tier.from_code(tier), frozenset(touching[item])
            )
    rows = list(BlueprintRow.objects.filter(version__in=keys))
    pools = pools_of(rows)
    for row in rows:
        mine = found[row.version_id]
        for one in pools[row.pk]:
            mine.has_public |= one.item.is_public
            names = frozenset(indicator.pk for indicator in one.item.indicators.all())
            mine.questions[row.competency_id].setdefault(
                one.item_id, Question(one.item_id, one.kind, Tier.from_code(one.tier), names)
            )
    return found


def _touching(version: FrameworkVersion) -> defaultdict[int, set[int]]:
    """The indicators of the version that each item names."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    pairs = Item.indicators.through.objects.filter(indicator__competency__version=version)
    for item, indicator in pairs.values_list("item_id", "indicator_id"):
        found[item].add(indicator)
    return found


def _assessment(row: AssessmentVersion, asked: _Asked, given: GivenThings) -> MapAssessment:
    assessment = row.assessment
    mine = given.assessments.get(assessment.pk, NEVER)
    return MapAssessment(
        pk=assessment.pk,
        public_id=assessment.public_id,
        code=assessment.code or "",
        title=row.title,
        type=assessment.type,
        minutes=row.minutes,
        state=assessment.state,
        may_count=assessment.type != SELF_RATING and (assessment.may_count or not asked.has_public),
        given=mine,
        in_use=mine.times > 0 if given.is_of_cohort else assessment.state == PUBLISHED,
        language=row.language,
        translations=row.translations,
    )


def _tier(type_: str, questions: Iterable[Question]) -> Tier | None:
    """The highest tier that can be shown; whoever is observed at the workplace shows what they do."""
    if type_ == OBSERVATION:
        return Tier.DOES
    if type_ == SELF_RATING:
        return None
    return max((question.tier for question in questions), default=None)


def _indicators(version: FrameworkVersion) -> defaultdict[int, list[Indicator]]:
    """The indicators of each competency, each with how many published questions of the bank name it."""
    pairs = Item.indicators.through.objects.filter(
        item__state=PUBLISHED, indicator__competency__version=version
    )
    in_bank = {
        row["indicator_id"]: row["n"]
        for row in pairs.order_by().values("indicator_id").annotate(n=Count("item_id"))
    }
    found: defaultdict[int, list[Indicator]] = defaultdict(list)
    for row in Indicator.objects.filter(competency__version=version).order_by("competency", "position"):
        row.in_bank = in_bank.get(row.pk, 0)  # type: ignore[attr-defined]
        found[row.competency_id].append(row)
    return found


def _items(version: FrameworkVersion, on: date) -> dict[int, tuple[int, int]]:
    """How many questions of the bank each competency has: published, and in use but overdue for review."""
    of_version = Item.objects.filter(competency__version=version).order_by()
    overdue = Q(review_on__lte=on) & ~Q(state=RETIRED)
    rows = of_version.values("competency_id").annotate(
        published=Count("pk", filter=Q(state=PUBLISHED)), overdue=Count("pk", filter=overdue)
    )
    return {row["competency_id"]: (row["published"], row["overdue"]) for row in rows}


def _outcomes(competencies: Iterable[Competency]) -> tuple[Outcome, ...]:
    """All entries of other frameworks, each with the competencies of this version that it meets, or none."""
    codes = {one.pk: one.code for one in competencies}
    met: defaultdict[int, set[int]] = defaultdict(set)
    pairs = Crosswalk.competencies.through.objects.filter(competency__in=codes)
    for entry, competency in pairs.values_list("crosswalk_id", "competency_id"):
        met[entry].add(competency)
    return tuple(
        Outcome(
            pk=row.pk,
            framework=row.framework_name,
            code=row.code,
            name=row.name,
            note=row.note,
            code_verified=row.code_verified,
            name_verified=row.name_verified,
            competencies=tuple(code for key, code in codes.items() if key in met[row.pk]),
        )
        for row in Crosswalk.objects.order_by("framework_name", "pk")
    )


def _competency(
    row: Competency,
    modules: Sequence[ModulePlace],
    assessments: Sequence[AssessmentPlace],
    indicators: Sequence[Indicator],
    items: Mapping[int, tuple[int, int]],
) -> MapCompetency:
    asked: defaultdict[int, set[int]] = defaultdict(set)
    for place in assessments:
        if place.assessment.in_use:
            for question in place.questions:
                for indicator in question.indicators:
                    asked[indicator].add(question.pk)
    published, overdue = items.get(row.pk, (0, 0))
    return MapCompetency(
        pk=row.pk,
        public_id=row.public_id,
        code=row.code,
        title=row.title,
        short_title=row.short_title,
        domain=MapDomain(
            pk=row.domain_id,
            code=row.domain.code,
            name=row.domain.name,
            language=row.domain.language,
            translations=row.domain.translations,
        ),
        modules=tuple(modules),
        assessments=tuple(assessments),
        indicators=tuple(
            MapIndicator(
                pk=one.pk,
                code=one.code,
                text=one.text,
                in_bank=one.in_bank,  # type: ignore[attr-defined]
                asked=len(asked[one.pk]),
                language=one.language,
                translations=one.translations,
            )
            for one in indicators
        ),
        items=published,
        items_overdue=overdue,
        language=row.language,
        translations=row.translations,
    )
