"""Giving an assessment: administrations, what may count, and extra time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from assessments.choices import AssessmentType, Method, Mode, ReleaseRule
from assessments.kinds import get_kind
from assessments.kinds.base import ScoredBy
from assessments.models import (
    Accommodation,
    Administration,
    Assessment,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
)
from assessments.pool import pools_of, with_public_items
from assessments.services.errors import AtOnceIsPractice, MayNotCount, NotReady
from people.models import User


def create_administration(
    *,
    version: AssessmentVersion,
    mode: str,
    release_rule: str,
    attempts_allowed: int,
    by: User,
    at: datetime,
    is_anonymous: bool = False,
) -> Administration:
    """Give an assessment version once, and freeze it: from now on an edit is a further version.

    `is_anonymous`: markers are not told whose work it is until all of it has its mark.

    Raises MayNotCount where it shall count and may not, NotReady where its items cannot be marked.
    """
    with transaction.atomic():
        version = AssessmentVersion.objects.select_related("assessment").get(pk=version.pk)
        freeze(version, at=at)  # first, so that what is looked at here changes no more
        _check_items(version)
        if mode == Mode.COUNTING and release_rule == ReleaseRule.AT_ONCE:
            raise AtOnceIsPractice
        if mode == Mode.COUNTING and not may_count(version):
            raise MayNotCount
        administration = Administration(
            version=version,
            mode=mode,
            release_rule=release_rule,
            attempts_allowed=attempts_allowed,
            is_anonymous=is_anonymous,
            created_at=at,
            created_by=by,
        )
        administration.full_clean()
        administration.save()
        return administration


def may_count(version: AssessmentVersion) -> bool:
    """Whether sittings of this version may write evidence: none of the items that it asks or can draw was
    published with its key, or somebody allowed it to count all the same. A self-rating never counts."""
    if version.assessment.type == AssessmentType.SELF_RATING:
        return False
    return version.assessment.may_count or not with_public_items([version])


def allow_counting(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Let further administrations of an assessment count although its items are public. Harmless twice."""
    with transaction.atomic():
        assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if assessment.type == AssessmentType.SELF_RATING:
            raise MayNotCount
        assessment.may_count = True
        assessment.save(update_fields=["may_count"])
        return assessment


def withdraw_administration(*, administration: Administration) -> Administration:
    """Take no further sittings. Those that were begun can be finished, and everything stays."""
    with transaction.atomic():
        administration = Administration.objects.select_for_update().get(pk=administration.pk)
        administration.state = Administration.State.WITHDRAWN
        administration.save(update_fields=["state"])
        return administration


def grant_extra_time(
    *, user: User, percent: int, administration: Administration | None, by: User, at: datetime
) -> Accommodation:
    """Give a person extra time, 1 to 300 per cent, for one administration or (None) for all to come.

    A sitting that has begun keeps the time it began with. Granting again replaces the percentage.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        granted = Accommodation.objects.filter(user=user, administration=administration).first()
        granted = granted or Accommodation(user=user, administration=administration)
        granted.percent, granted.granted_by, granted.granted_at = percent, by, at
        granted.full_clean()
        granted.save()
        return granted


def revoke_extra_time(*, user: User, administration: Administration | None) -> bool:
    """Take back extra time for one administration, or (None) what stands for all, and return whether there
    was any. A sitting that has begun keeps the time it began with."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        gone, _of = Accommodation.objects.filter(user=user, administration=administration).delete()
    return bool(gone)


def freeze(version: AssessmentVersion, *, at: datetime) -> None:
    """Note the first use of a version, from which on nothing that decides may change in it."""
    if version.frozen_at is None:
        AssessmentVersion.objects.filter(pk=version.pk, frozen_at__isnull=True).update(frozen_at=at)
        version.frozen_at = at


def _check_items(version: AssessmentVersion) -> None:
    """That each item can be marked: by its key, or by a person where the type wants a person's judgement."""
    if version.assessment.type in {AssessmentType.SELF_RATING, AssessmentType.OBSERVATION}:
        return
    items = list(AssessmentItem.objects.filter(version=version).select_related("item_version__item"))
    rows = list(BlueprintRow.objects.filter(version=version))
    if not items and not any(pools_of(rows).values()):
        raise NotReady
    if any(one.item_version.item.competency_id is None for one in items):
        raise NotReady
    judged = version.assessment.type == Method.REFLECTION
    by_machine = [one for one in items if get_kind(one.item_version.kind).scored_by is ScoredBy.MACHINE]
    with_key = AssessmentItem.objects.filter(version=version, item_version__keys__isnull=False).distinct()
    # What is drawn is marked by keys, and a key gives no level where a person is to judge.
    if (judged and (by_machine or rows)) or not {one.pk for one in by_machine} <= set(
        with_key.values_list("pk", flat=True)
    ):
        raise NotReady
