"""Recording an occasion on which somebody saw learners act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.choices import AssessmentType, Method, Setting
from assessments.models import (
    AssessmentCompetency,
    AssessmentVersion,
    Encounter,
    Evidence,
    Observation,
    ObservationComment,
)
from assessments.policy_rules import LEVELS
from assessments.services.administering import freeze
from assessments.services.errors import (
    InTheFuture,
    NothingObserved,
    OffTheScale,
    OnOneself,
    RatedTwice,
    WrongForm,
)
from assessments.services.record import recompute_many, recording
from assessments.tiers import Tier
from competencies.models import Competency
from people.models import User

TIER_OF = {Setting.SIMULATED: Tier.SHOWS_HOW, Setting.WORKPLACE: Tier.DOES}


@dataclass(frozen=True, slots=True)
class Rating:
    """The level, 1 to 5, that the rater saw one learner show. What was not observed has no rating.

    `form` is the observation form that the rater had before them, if the competency has one.
    """

    learner: User
    competency: Competency
    level: int
    form: AssessmentVersion | None = None


def record_encounter(
    *,
    rater: User,
    setting: str,
    context: str,
    seen_at: datetime,
    ratings: Sequence[Rating],
    comments: Mapping[User, str],
    submission: UUID,
    at: datetime,
) -> Encounter:
    """Record one occasion with its levels for one learner or a whole group, and recompute them all.

    `comments` holds what was seen, by learner; `submission` is made by the page, so that pressing the
    button twice records the occasion once. The forms that were used are frozen. All or nothing. Raises
    NothingObserved, OffTheScale, RatedTwice, OnOneself, InTheFuture or WrongForm.
    """
    _check(rater, ratings, seen_at, at)
    learners = {rating.learner.pk for rating in ratings}
    with recording(learners, at=at) as now:
        present = Encounter.objects.filter(rater=rater, submission=submission).first()
        if present is not None:
            return present
        _freeze_forms(ratings, now)
        encounter = Encounter.objects.create(
            rater=rater,
            setting=Setting(setting),
            context=context,
            seen_at=seen_at,
            recorded_at=now,
            submission=submission,
        )
        observations = Observation.objects.bulk_create(
            Observation(
                encounter=encounter,
                learner=rating.learner,
                competency=rating.competency,
                form=rating.form,
                level=rating.level,
                recorded_at=now,
            )
            for rating in ratings
        )
        ObservationComment.objects.bulk_create(
            ObservationComment(encounter=encounter, learner=learner, text=text.strip())
            for learner, text in comments.items()
            if learner.pk in learners and text.strip()
        )
        Evidence.objects.bulk_create(_evidence(encounter, one, now) for one in observations)
        recompute_many(_pairs(ratings), at=now)
        return encounter


def _check(rater: User, ratings: Sequence[Rating], seen_at: datetime, at: datetime) -> None:
    if not ratings:
        raise NothingObserved
    if any(not 1 <= rating.level <= LEVELS for rating in ratings):
        raise OffTheScale
    if len({(rating.learner.pk, rating.competency.pk) for rating in ratings}) < len(ratings):
        raise RatedTwice
    if any(rating.learner.pk == rater.pk for rating in ratings):
        raise OnOneself
    if seen_at > at:
        raise InTheFuture


def _freeze_forms(ratings: Sequence[Rating], now: datetime) -> None:
    """Note the first use of the forms. Raises WrongForm unless each is one for observing its competency."""
    forms = {rating.form.pk: rating.form for rating in ratings if rating.form is not None}
    if not forms:
        return
    of_forms = AssessmentCompetency.objects.filter(
        assessment__versions__in=forms, assessment__type=AssessmentType.OBSERVATION
    )
    fitting = set(of_forms.values_list("assessment__versions", "competency"))
    if any(rating.form and (rating.form.pk, rating.competency.pk) not in fitting for rating in ratings):
        raise WrongForm
    for form in forms.values():
        freeze(form, at=now)


def _evidence(encounter: Encounter, observation: Observation, now: datetime) -> Evidence:
    return Evidence(
        learner_id=observation.learner_id,
        competency_id=observation.competency_id,
        level=observation.level,
        tier=TIER_OF[Setting(encounter.setting)].code,
        method=Method.OBSERVATION,
        rater_id=encounter.rater_id,
        assessment_id=None if observation.form is None else observation.form.assessment_id,
        observation=observation,
        encounter=encounter,
        shown_at=encounter.seen_at,
        recorded_at=now,
    )


def _pairs(ratings: Sequence[Rating]) -> dict[int, list[int]]:
    pairs: defaultdict[int, list[int]] = defaultdict(list)
    for rating in ratings:
        pairs[rating.learner.pk].append(rating.competency.pk)
    return pairs
