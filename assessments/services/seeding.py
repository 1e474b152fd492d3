"""Writing items, assessments, observation contexts and a policy from a seed.

Versions are never changed in what they ask: a changed question, key or rule is a further row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from assessments.choices import ItemAction
from assessments.models import (
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    Item,
    ItemChange,
    ItemKey,
    ItemVersion,
    ModuleAssessment,
    ObservationContext,
    PolicyAdoption,
    PolicyVersion,
)
from assessments.services.carrying import carry_evidence
from competencies.models import Framework, FrameworkVersion, Indicator
from competencies.models.state import ContentState
from competencies.services.seeding import LOCAL, module_keys
from competencies.services.shelf import Shelf, Targets, Values, as_json, from_json, row_keys

VERSION_FIELDS = ("title", "instructions", "note", "minutes", "attempts_allowed", "release_rule")
CUT_FIELDS = ("cut_scores", "cut_status")


def context_shelf(*, references: Targets, competencies: Targets) -> Shelf:
    """Where learners can be seen to act."""
    return Shelf(
        model=ObservationContext,
        fields=("position", "setting", "name", "description", "look_for", *LOCAL),
        many={"references": references, "competencies": competencies},
    )


def item_shelf(
    *,
    references: Targets,
    statements: Targets,
    competencies: Targets,
    version: FrameworkVersion,
    at: datetime,
) -> Shelf:
    """Items without their versions; new ones are published, and known to be public."""
    indicators = Indicator.objects.filter(competency__version=version).values_list("code", "pk")
    return Shelf(
        model=Item,
        fields=("difficulty", "jurisdiction", "review_on"),
        one={"competency": competencies},
        many={"indicators": dict(indicators), "references": references, "source_statements": statements},
        new={"state": ContentState.PUBLISHED, "is_public": True, "created_at": at},
    )


def assessment_shelf(*, at: datetime) -> Shelf:
    """Seeded assessments without their versions; new ones are published and practice."""
    return Shelf(
        model=Assessment,
        fields=("type",),
        new={"state": ContentState.PUBLISHED, "may_count": False, "created_at": at},
    )


def assessment_competency_shelf(*, competencies: Targets) -> Shelf:
    """Which seeded assessment serves which competency, such as `SM-1-A1/SM-1`."""
    return Shelf(
        model=AssessmentCompetency,
        code=("assessment__code", "competency__code"),
        fields=("level_from", "level_to"),
        one={"assessment": assessment_keys(), "competency": competencies},
        only={"competency__in": list(competencies.values())},
    )


def module_assessment_shelf() -> Shelf:
    """Which assessment is offered after which module, such as `SM-1-M1/SM-1-A1`."""
    return Shelf(
        model=ModuleAssessment,
        code=("module__code", "assessment__code"),
        fields=("position",),
        one={"module": module_keys(), "assessment": assessment_keys()},
    )


def assessment_keys() -> dict[str, int]:
    """The keys of seeded assessments, by code."""
    return row_keys(shelf=Shelf(model=Assessment))


def read_item_versions() -> dict[str, Values]:
    """What the newest version of each item asks, by the item's code. One query."""
    rows = _newest_item_versions().values_list(
        "item__code", "kind", "tier", "points", "language", "body", "translations"
    )
    names = ("kind", "tier", "points", "language", "body", "translations")
    return {code: dict(zip(names, map(as_json, rest), strict=True)) for code, *rest in rows}


def read_item_keys() -> dict[str, Values]:
    """The newest key of the newest version of each item, by the item's code. One query."""
    newest = ItemKey.objects.filter(version=OuterRef("version")).order_by("-n").values("pk")[:1]
    keys = ItemKey.objects.filter(version__in=_newest_item_versions(), pk=Subquery(newest))
    return {
        code: {"values": values, "status": status}
        for code, values, status in keys.values_list("version__item__code", "values", "status")
    }


@transaction.atomic(savepoint=False)
def write_item_version(*, code: str, values: Values, at: datetime) -> ItemVersion:
    """Add a further version of the item, with the key of the one before it, and return it."""
    item = Item.objects.select_for_update().get(code=code)
    before = item.versions.first()
    version = ItemVersion(item=item, n=before.n + 1 if before else 1, created_at=at)
    for name, value in values.items():
        setattr(version, name, from_json(version, name, value))
    version.clean_fields(exclude={"item"})
    version.save(force_insert=True)
    key = before.keys.first() if before else None
    if key:
        ItemKey.objects.create(version=version, n=1, values=key.values, status=key.status, created_at=at)
    if before:
        _note(version, ItemAction.NEW_VERSION, at)
    return version


@transaction.atomic(savepoint=False)
def translate_item_version(*, code: str, translations: Mapping[str, Any]) -> None:
    """Set the translations of the newest version of the item. They are never among what decides."""
    version = ItemVersion.objects.select_for_update().filter(item__code=code).order_by("-n")[0]
    version.translations = dict(translations)
    version.save(update_fields=["translations"])


@transaction.atomic(savepoint=False)
def write_item_key(*, code: str, values: Values, at: datetime) -> ItemKey:
    """Add a further key to the newest version of the item and return it; it scores from now on."""
    version = ItemVersion.objects.select_for_update().filter(item__code=code).order_by("-n")[0]
    last = version.keys.aggregate(last=Max("n"))["last"] or 0
    if last:
        _note(version, ItemAction.NEW_KEY, at)
    return ItemKey.objects.create(version=version, n=last + 1, created_at=at, **values)


def _note(version: ItemVersion, action: str, at: datetime) -> None:
    """Write down in the history of an item that a folder changed it; nobody's name stands there."""
    ItemChange.objects.create(item_id=version.item_id, action=action, version=version.n, at=at)


def read_assessment_versions() -> dict[str, Values]:
    """The newest version of each seeded assessment, by code. Two queries.

    Items stand by code; one that was asked in an older version than its newest is followed by that number.
    """
    names = (*VERSION_FIELDS, *CUT_FIELDS, *LOCAL)
    versions = _newest_assessment_versions()
    found = {
        pk: (code, {**dict(zip(names, map(as_json, rest), strict=True)), "items": []})
        for pk, code, *rest in versions.values_list("pk", "assessment__code", *names)
    }
    newest = dict(_newest_item_versions().values_list("item__code", "n"))
    placed = AssessmentItem.objects.filter(version__in=versions).order_by("version", "position")
    for pk, code, n in placed.values_list("version", "item_version__item__code", "item_version__n"):
        found[pk][1]["items"].append(code if n == newest[code] else f"{code} v{n}")
    return dict(found.values())


@transaction.atomic(savepoint=False)
def write_assessment_version(*, code: str, values: Values, at: datetime) -> AssessmentVersion:
    """Add a further version of the assessment, with the newest versions of its items, and return it."""
    assessment = Assessment.objects.select_for_update().get(code=code)
    last = assessment.versions.aggregate(last=Max("n"))["last"] or 0
    plain = {name: value for name, value in values.items() if name != "items"}
    version = AssessmentVersion(assessment=assessment, n=last + 1, created_at=at, **plain)
    version.clean_fields(exclude={"assessment"})
    version.save(force_insert=True)
    newest = dict(_newest_item_versions().values_list("item__code", "pk"))
    AssessmentItem.objects.bulk_create(
        AssessmentItem(version=version, position=position, item_version_id=newest[item])
        for position, item in enumerate(values["items"], start=1)
    )
    return version


@transaction.atomic(savepoint=False)
def annotate_assessment_version(*, code: str, values: Values) -> None:
    """Change what does not decide (note, translations) of the newest version of the assessment."""
    version = AssessmentVersion.objects.select_for_update().filter(assessment__code=code).order_by("-n")[0]
    for name, value in values.items():
        setattr(version, name, value)
    version.save(update_fields=list(values))


def read_policies() -> dict[str, Values]:
    """The newest policy version of each framework, by the framework's code. One query."""
    newest = PolicyVersion.objects.filter(framework=OuterRef("framework")).order_by("-n").values("pk")[:1]
    policies = PolicyVersion.objects.filter(pk=Subquery(newest))
    rows = policies.values_list("framework__code", "name", "rules")
    return {code: {"name": name, "rules": rules} for code, name, rules in rows}


@transaction.atomic
def write_policy(*, framework: str, values: Values, at: datetime) -> PolicyVersion:
    """Add a further policy version and return it. The first of a framework is adopted at once; a later one
    waits for a person to adopt it, since that moves learners' attainment."""
    owner = Framework.objects.select_for_update().get(code=framework)
    last = PolicyVersion.objects.filter(framework=owner).aggregate(last=Max("n"))["last"] or 0
    policy = PolicyVersion.objects.create(framework=owner, n=last + 1, created_at=at, **values)
    if last == 0:
        PolicyAdoption.objects.create(policy_version=policy, adopted_at=at)
    return policy


@transaction.atomic
def carry_over(*, pairs: Mapping[int, int], version: FrameworkVersion) -> None:
    """Let items and assessments follow their competencies into a new framework version.

    pairs: the new competency's key by the old one's. Items measure the new competencies from now on;
    assessments are attached to both, so that cohorts on the old version keep theirs. The evidence is
    carried once all of this stands; whoever stops that leaves the rest to the next tick.
    """
    transaction.on_commit(lambda: carry_evidence(at=timezone.now()))
    indicators = dict(Indicator.objects.filter(competency__version=version).values_list("code", "pk"))
    for item in Item.objects.filter(competency__in=pairs).prefetch_related("indicators"):
        item.competency_id = pairs[item.measures]
        item.save(update_fields=["competency"])
        item.indicators.set([indicators[one.code] for one in item.indicators.all() if one.code in indicators])
    for attached in AssessmentCompetency.objects.filter(competency__in=pairs):
        AssessmentCompetency.objects.get_or_create(
            assessment_id=attached.assessment_id,
            competency_id=pairs[attached.competency_id],
            defaults={"level_from": attached.level_from, "level_to": attached.level_to},
        )


def _newest_item_versions() -> Any:
    newest = ItemVersion.objects.filter(item=OuterRef("item")).order_by("-n").values("pk")[:1]
    return ItemVersion.objects.filter(pk=Subquery(newest))


def _newest_assessment_versions() -> Any:
    newest = AssessmentVersion.objects.filter(assessment=OuterRef("assessment")).order_by("-n").values("pk")
    return AssessmentVersion.objects.filter(pk=Subquery(newest[:1]), assessment__code__isnull=False)
