"""Saying which competencies an assessment serves, and at which levels it aims.

The levels it aims at decide nothing: only the policy caps. What a frozen version measures decides: its items
do, or, for a form (observation, self-rating), the competencies it is attached to. Those stay as they were
when the version was first used.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from assessments.models import (
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
)
from assessments.services.errors import Refused
from competencies.models import Competency
from competencies.services.attaching import refuse_levels
from competencies.services.refusals import ContentRefusedError


class FixedByUse(Refused):
    """The attachment is part of what learners were rated with."""

    default_code: ClassVar[str] = "fixed-by-use"
    default_message: ClassVar[StrOrPromise] = _(
        "This was used already, so the competencies it measures stay as they were. Make another assessment"
        " for others; the levels it aims at can still be changed."
    )


@transaction.atomic
def attach_assessment(
    *, assessment: Assessment, competency: Competency, level_from: int, level_to: int
) -> AssessmentCompetency:
    """Attach an assessment to a competency, or change the levels it aims at, and return the attachment.

    Raises Refused for levels off the scale and for a competency that is no longer in force, FixedByUse
    where a form that was used would ask about another competency.
    """
    try:
        refuse_levels(competency=competency, level_from=level_from, level_to=level_to)
    except ContentRefusedError as refusal:
        raise Refused(str(refusal)) from refusal
    current = _locked(assessment)
    known = current.attachments.filter(competency=competency).exists()
    if not known and any(_is_form(version) for version in _frozen(current)):
        raise FixedByUse
    attachment, _created = AssessmentCompetency.objects.update_or_create(
        assessment=current, competency=competency, defaults={"level_from": level_from, "level_to": level_to}
    )
    return attachment


@transaction.atomic
def detach_assessment(*, assessment: Assessment, competency: Competency) -> None:
    """Detach an assessment from a competency. Doing it twice changes nothing.

    Raises FixedByUse where a version that was used measures the competency.
    """
    current = _locked(assessment)
    attachments = current.attachments.filter(competency=competency)
    if attachments.exists() and any(_measures(version, competency) for version in _frozen(current)):
        raise FixedByUse
    attachments.delete()


def is_fixed(assessment: Assessment) -> bool:
    """Return whether it is a form that was used, so that it can be attached to no further competency."""
    return any(_is_form(version) for version in _frozen(assessment))


def kept_by_use(assessment: Assessment) -> set[int]:
    """Return the keys of the competencies it is attached to that a version in use measures: those stay."""
    frozen = _frozen(assessment)
    attached = set(assessment.attachments.values_list("competency_id", flat=True))
    if any(_is_form(version) for version in frozen):
        return attached
    items = AssessmentItem.objects.filter(version__in=frozen)
    drawn = BlueprintRow.objects.filter(version__in=frozen)
    measured = {*items.values_list("item_version__item__competency_id", flat=True)}
    return attached & (measured | {*drawn.values_list("competency_id", flat=True)})


def _locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update().get(pk=assessment.pk)


def _frozen(assessment: Assessment) -> list[AssessmentVersion]:
    return list(assessment.versions.filter(frozen_at__isnull=False))


def _is_form(version: AssessmentVersion) -> bool:
    return not version.items.exists() and not version.blueprint.exists()


def _measures(version: AssessmentVersion, competency: Competency) -> bool:
    """Return whether the version measures a competency that it is attached to."""
    items = AssessmentItem.objects.filter(version=version, item_version__item__competency=competency)
    drawn = BlueprintRow.objects.filter(version=version, competency=competency)
    return _is_form(version) or items.exists() or drawn.exists()
