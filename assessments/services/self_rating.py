"""What learners say of themselves: saved one by one, submitted once. It never counts toward attainment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Said:
    """The level, 1 to 5, that a learner gives themselves, and how sure they are: 0 to 100 by 25, or None."""

    competency: Competency
    level: int
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """One reflection and one goal, as far as they are written."""

    reflection: str
    goal: str


def rate(
    *,
    self_assessment: SelfAssessment,
    competency: Competency,
    level: int,
    confidence: int | None,
    at: datetime,
) -> SelfRating:
    """Save one rating, or save it anew. Raises as `save_draft`."""
    said = Said(competency, level, confidence)
    return save_draft(self_assessment=self_assessment, said=[said], at=at)[0]


def save_draft(
    *, self_assessment: SelfAssessment, said: Sequence[Said] = (), words: Words | None = None, at: datetime
) -> list[SelfRating]:
    """Save ratings, each of another competency, or save them anew, and what was written so far: all or none.

    Notes whether a result on the competency had been shown to them before; once so, it stays noted. The
    number of queries does not depend on how many there are. Raises OffTheScale, OutOfSteps, NotOnTheForm or
    AlreadySubmitted.
    """
    if any(not 1 <= one.level <= LEVELS for one in said):
        raise OffTheScale
    if any(one.confidence is not None and one.confidence not in CONFIDENCE_STEPS for one in said):
        raise OutOfSteps
    competencies = [one.competency for one in said]
    with transaction.atomic():
        held = _held(self_assessment)
        if not _asks_about(held, competencies):
            raise NotOnTheForm
        present = SelfRating.objects.filter(self_assessment=held, competency__in=competencies)
        by_competency = {rating.competency_id: rating for rating in present}
        known = _known_results(held.user_id, competencies, at)
        saved = []
        for one in said:
            rating = by_competency.get(one.competency.pk)
            rating = rating or SelfRating(self_assessment=held, competency=one.competency)
            rating.level, rating.confidence, rating.rated_at = one.level, one.confidence, at
            rating.results_released = rating.results_released or one.competency.pk in known
            saved.append(rating)
        SelfRating.objects.bulk_create(
            saved,
            update_conflicts=True,
            update_fields=("level", "confidence", "rated_at", "results_released"),
            unique_fields=("self_assessment", "competency"),
        )
        if words is not None:
            held.reflection, held.goal = words.reflection, words.goal
            held.save(update_fields=["reflection", "goal"])
        return saved


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
        .select_related("administration__version__assessment")
        .get(pk=self_assessment.pk)
    )
    if held.state != SelfAssessment.State.OPEN:
        raise AlreadySubmitted
    return held


def _asks_about(held: SelfAssessment, competencies: Sequence[Competency]) -> bool:
    """Whether the form asks about all of them; a form without attachments asks about any."""
    asked = set(held.administration.version.assessment.attachments.values_list("competency", flat=True))
    return not asked or asked.issuperset(one.pk for one in competencies)


def _known_results(learner_id: int, competencies: Sequence[Competency], at: datetime) -> set[int]:
    """Of which competencies a result, counting or practice, had been shown to the learner by `at`."""
    in_record = Evidence.objects.recorded_by(at).filter(learner=learner_id, competency__in=competencies)
    shown = AttemptItem.objects.filter(
        attempt__user=learner_id,
        attempt__state=Attempt.State.RELEASED,
        attempt__released_at__lte=at,
        item_version__item__competency__in=competencies,
    )
    return {
        *in_record.values_list("competency", flat=True),
        *shown.values_list("item_version__item__competency", flat=True),
    }
