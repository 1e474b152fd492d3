"""Building an assessment: its rules, its fixed items, what it draws from the bank, its states.

A version that was used is frozen. Whoever changes it then works on a further version, which takes over
everything; sittings keep the version they were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from assessments.choices import AssessmentType, CountingAttempt, KeyStatus
from assessments.models import (
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
    ItemVersion,
)
from assessments.scoring import CutScores
from assessments.services.building_errors import ChangedMeanwhile, NeverPublished, NoSuchPlace, WrongCuts
from assessments.services.errors import NotReady, Refused
from competencies.models import Competency, Indicator
from competencies.models.state import ContentState
from people.models import User

_COPIED = (
    "title",
    "instructions",
    "note",
    "minutes",
    "time_limit_minutes",
    "attempts_allowed",
    "release_rule",
    "shuffle",
    "shuffle_items",
    "asks_confidence",
    "cut_scores",
    "cut_status",
    "cut_method",
    "cut_set_by",
    "cut_set_on",
    "language",
    "translations",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRules:
    """What decides how a version is sat. Minutes are whole; `time_limit_minutes` None means no clock."""

    title: str
    instructions: str = ""
    note: str = ""
    minutes: int = 10
    time_limit_minutes: int | None = None
    attempts_allowed: int = 1
    release_rule: str = "after_submission"
    shuffle: bool = False
    shuffle_items: bool = False
    asks_confidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSetting:
    """Cut scores as shares (0 to 1) from which levels 1, 2, 3, ... begin, and who set them how and when.

    Without `method` they are a proposal.
    """

    cuts: tuple[Decimal, ...]
    method: str = ""
    set_by: str = ""
    set_on: date | None = None


@transaction.atomic
def create_assessment(
    *,
    type_: str,
    rules: AssessmentRules,
    by: User,
    at: datetime,
    language: str = "en",
    counting_attempt: str = CountingAttempt.BEST,
) -> Assessment:
    """Begin an assessment as a draft with its first version. `type_` is one of AssessmentType."""
    assessment = Assessment(
        type=AssessmentType(type_), author=by, created_at=at, counting_attempt=counting_attempt
    )
    assessment.full_clean()
    assessment.save()
    version = AssessmentVersion(assessment=assessment, n=1, language=language, created_at=at, **asdict(rules))
    version.full_clean()
    version.save()
    return assessment


def newest(assessment: Assessment) -> AssessmentVersion:
    """Return the newest version. Raises NotReady for an assessment that has none."""
    version = assessment.versions.order_by("-n").first()
    if version is None:
        raise NotReady
    return version


def mark_of(version: AssessmentVersion) -> str:
    """Return what identifies a version as a page saw it, to tell whether somebody changed it since."""
    items = version.items.order_by("position").values_list("item_version", flat=True)
    rows = version.blueprint.order_by("pk").values_list("competency", "indicator", "tier", "count")
    fields = [getattr(version, name) for name in _COPIED]
    return sha256(repr((version.n, fields, list(items), list(rows))).encode()).hexdigest()[:32]


@transaction.atomic
def change_rules(
    *,
    assessment: Assessment,
    rules: AssessmentRules,
    seen: str,
    at: datetime,
    counting_attempt: str | None = None,
) -> AssessmentVersion:
    """Write the rules; on a further version where the newest is frozen. Raises ChangedMeanwhile.

    `counting_attempt` is of the assessment whatever its version, and stays where that is None.
    """
    version = _editable(assessment, seen, at)
    if counting_attempt is not None:
        version.assessment.counting_attempt = CountingAttempt(counting_attempt)
        version.assessment.save(update_fields=["counting_attempt"])
    for name, value in asdict(rules).items():
        setattr(version, name, value)
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def set_cuts(*, assessment: Assessment, setting: CutSetting, seen: str, at: datetime) -> AssessmentVersion:
    """Write the cut scores. Raises ChangedMeanwhile, or WrongCuts where they do not ascend from 0."""
    try:
        CutScores.of(setting.cuts)
    except ValueError as error:
        raise WrongCuts from error
    version = _editable(assessment, seen, at)
    version.cut_scores = [float(cut) for cut in setting.cuts]
    version.cut_status = KeyStatus.SET_LOCALLY if setting.method else KeyStatus.PROPOSED
    version.cut_method, version.cut_set_by = setting.method, setting.set_by
    version.cut_set_on = setting.set_on
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def put_items(
    *, assessment: Assessment, items: Sequence[ItemVersion], seen: str, at: datetime
) -> AssessmentVersion:
    """Make these the fixed items, in this order: adding, taking out and moving are this one verb.

    The same item twice stands once, at its first place. Raises ChangedMeanwhile.
    """
    version = _editable(assessment, seen, at)
    wanted = list(dict.fromkeys(items))
    AssessmentItem.objects.filter(version=version).delete()
    AssessmentItem.objects.bulk_create(
        AssessmentItem(version=version, position=position, item_version=one)
        for position, one in enumerate(wanted, start=1)
    )
    return version


def moved(items: Sequence[ItemVersion], position: int, *, up: bool) -> list[ItemVersion]:
    """Return the items after the one at `position` (from 1) changed places with its neighbour.

    Beyond either end nothing moves. Raises NoSuchPlace.
    """
    if not 1 <= position <= len(items):
        raise NoSuchPlace
    here, there = position - 1, position - 2 if up else position
    changed = list(items)
    if 0 <= there < len(items):
        changed[here], changed[there] = changed[there], changed[here]
    return changed


@transaction.atomic
def add_blueprint_row(
    *,
    assessment: Assessment,
    competency: Competency,
    indicator: Indicator | None,
    tier: str,
    count: int,
    seen: str,
    at: datetime,
) -> BlueprintRow:
    """Draw `count` items for a competency, perhaps of one indicator or tier. Raises ChangedMeanwhile."""
    version = _editable(assessment, seen, at)
    row = BlueprintRow(version=version, competency=competency, indicator=indicator, tier=tier, count=count)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def remove_blueprint_row(
    *, assessment: Assessment, number: int, seen: str, at: datetime
) -> AssessmentVersion:
    """Take out the row at that place (from 1). Raises ChangedMeanwhile or NoSuchPlace."""
    version = _editable(assessment, seen, at)
    rows = list(version.blueprint.order_by("pk"))
    if not 1 <= number <= len(rows):
        raise NoSuchPlace
    rows[number - 1].delete()
    return version


@transaction.atomic
def duplicate_assessment(*, assessment: Assessment, title: str, by: User, at: datetime) -> Assessment:
    """Make a draft that has everything of the newest version, and its competencies."""
    source = newest(assessment)
    copy = Assessment.objects.create(
        type=assessment.type, counting_attempt=assessment.counting_attempt, author=by, created_at=at
    )
    version = _copied(source, copy, n=1, at=at)
    version.title = title
    version.translations = {}
    version.save(update_fields=["title", "translations"])
    AssessmentCompetency.objects.bulk_create(
        AssessmentCompetency(
            assessment=copy, competency_id=one.competency_id, level_from=one.level_from, level_to=one.level_to
        )
        for one in assessment.attachments.all()
    )
    return copy


def lacks_of(assessment: Assessment) -> list[Refused]:
    """Return what stands in the way of publishing; empty when it is ready."""
    from_people = assessment.type in {AssessmentType.SELF_RATING, AssessmentType.OBSERVATION}
    version = newest(assessment)
    has_items = version.items.exists() or version.blueprint.exists()
    return [] if from_people or has_items else [NotReady()]


@transaction.atomic
def publish_assessment(*, assessment: Assessment) -> Assessment:
    """Let faculty assign it. Harmless twice. Raises NotReady."""
    current = _locked(assessment)
    for lack in lacks_of(current):
        raise lack
    return _into(current, ContentState.PUBLISHED)


@transaction.atomic
def retire_assessment(*, assessment: Assessment) -> Assessment:
    """Take a published assessment out of use; what was given goes on. Raises NeverPublished."""
    current = _locked(assessment)
    if current.state in {ContentState.DRAFT, ContentState.IN_REVIEW}:
        raise NeverPublished
    return _into(current, ContentState.RETIRED)


def _into(assessment: Assessment, state: ContentState) -> Assessment:
    assessment.state = state
    assessment.save(update_fields=["state"])
    return assessment


def _locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update().get(pk=assessment.pk)


def _editable(assessment: Assessment, seen: str, at: datetime) -> AssessmentVersion:
    """The version to write on. Raises ChangedMeanwhile where it is not the one that the page showed."""
    held = AssessmentVersion.objects.select_for_update(of=("self",), no_key=True)
    # Held as well, so that whoever gives the version, which freezes it, waits for what is written here.
    current = held.select_related("assessment").get(pk=newest(_locked(assessment)).pk)
    if mark_of(current) != seen:
        raise ChangedMeanwhile
    if current.frozen_at is None:
        return current
    return _copied(current, current.assessment, n=current.n + 1, at=at)


def _copied(source: AssessmentVersion, assessment: Assessment, *, n: int, at: datetime) -> AssessmentVersion:
    version = AssessmentVersion.objects.create(
        assessment=assessment, n=n, created_at=at, **{name: getattr(source, name) for name in _COPIED}
    )
    AssessmentItem.objects.bulk_create(
        AssessmentItem(version=version, position=one.position, item_version_id=one.item_version_id)
        for one in source.items.order_by("position")
    )
    BlueprintRow.objects.bulk_create(
        BlueprintRow(
            version=version,
            competency_id=row.competency_id,
            indicator_id=row.indicator_id,
            tier=row.tier,
            count=row.count,
        )
        for row in source.blueprint.order_by("pk")
    )
    return version
