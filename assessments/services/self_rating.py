"""What learners say of themselves: saved one by one, submitted once. It never counts toward attainment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from assessments.choices import AssessmentType
from assessments.models import Administration, Attempt, AttemptItem, Evidence, SelfAssessment, SelfRating
from assessments.policy_rules import LEVELS
from assessments.services.errors import (
    AlreadySubmitted,
    NothingObserved,
    NotOnTheForm,
    NotReady,
    OffTheScale,
    OutOfSteps,
    Withdrawn,
)
from assessments.services.record import lock_learners
from competencies.models import Competency
from people.models import User

CONFIDENCE_STEPS = (0, 25, 50, 75, 100)


def open_self_assessment(*, administration: Administration, user: User, at: datetime) -> SelfAssessment:
    """Return the learner's self-assessment, begun now unless it was begun before. Raises Withdrawn."""
    with transaction.atomic():
        lock_learners([user.pk])
        present = SelfAssessment.objects.filter(administration=administration, user=user).first()
        if present is not None:
            return present
        administration = Administration.objects.select_related("version__assessment").get(
            pk=administration.pk
        )
        if administration.version.assessment.type != AssessmentType.SELF_RATING:
            raise NotReady
        if administration.state == Administration.State.WITHDRAWN:
            raise Withdrawn
        return SelfAssessment.objects.create(administration=administration, user=user, started_at=at)


def rate(
    *,
    self_assessment: SelfAssessment,
    competency: Competency,
    level: int,
    confidence: int | None,
    at: datetime,
) -> SelfRating:
    """Save, or save anew, the level a learner gives themselves and how sure they are (0 to 100 by 25).

    Notes whether a result on the competency had been shown to them before; once so, it stays noted.
    Raises OffTheScale, OutOfSteps, NotOnTheForm or AlreadySubmitted.
    """
    if not 1 <= level <= LEVELS:
        raise OffTheScale
    if confidence is not None and confidence not in CONFIDENCE_STEPS:
        raise OutOfSteps
    with transaction.atomic():
        held = _held(self_assessment)
        if not _asks_about(held, competency):
            raise NotOnTheForm
        rating = SelfRating.objects.filter(self_assessment=held, competency=competency).first()
        rating = rating or SelfRating(self_assessment=held, competency=competency)
        rating.level, rating.confidence, rating.rated_at = level, confidence, at
        rating.results_released = rating.results_released or _knows_result(held.user_id, competency, at)
        rating.save()
        return rating


def write_words(*, self_assessment: SelfAssessment, reflection: str, goal: str) -> SelfAssessment:
    """Save the reflection and the goal as far as they are written. Raises AlreadySubmitted."""
    with transaction.atomic():
        held = _held(self_assessment)
        held.reflection, held.goal = reflection, goal
        held.save(update_fields=["reflection", "goal"])
        return held


def submit_self_assessment(
    *, self_assessment: SelfAssessment, reflection: str, goal: str, at: datetime
) -> SelfAssessment:
    """Close a self-assessment with its reflection and its goal, once: closing again changes nothing."""
    with transaction.atomic():
        held = SelfAssessment.objects.select_for_update(no_key=True).get(pk=self_assessment.pk)
        if held.state == SelfAssessment.State.SUBMITTED:
            return held
        if not held.ratings.exists():
            raise NothingObserved
        held.state = SelfAssessment.State.SUBMITTED
        held.submitted_at = at
        held.reflection, held.goal = reflection.strip(), goal.strip()
        held.save(update_fields=["state", "submitted_at", "reflection", "goal"])
        return held


def _held(self_assessment: SelfAssessment) -> SelfAssessment:
    held = (
        SelfAssessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("administration__version")
        .get(pk=self_assessment.pk)
    )
    if held.state != SelfAssessment.State.OPEN:
        raise AlreadySubmitted
    return held


def _asks_about(held: SelfAssessment, competency: Competency) -> bool:
    """Whether the form asks about the competency; a form without attachments asks about any."""
    asked = set(held.administration.version.assessment.attachments.values_list("competency", flat=True))
    return not asked or competency.pk in asked


def _knows_result(learner_id: int, competency: Competency, at: datetime) -> bool:
    """Whether a result on the competency, counting or practice, had been shown to the learner by `at`."""
    in_record = Evidence.objects.recorded_by(at).filter(learner=learner_id, competency=competency)
    shown = AttemptItem.objects.filter(
        attempt__user=learner_id,
        attempt__state=Attempt.State.RELEASED,
        attempt__released_at__lte=at,
        item_version__item__competency=competency,
    )
    return in_record.exists() or shown.exists()
