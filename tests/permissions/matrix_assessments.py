"""Addresses of the room `assessments`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.utils import timezone

from assessments.models import AssessmentCompetency, Encounter, Evidence, Observation, SelfAssessment
from assessments.services.observing import Rating, record_encounter
from assessments.services.self_rating import Said, Words, save_draft, submit_self_assessment
from common.school_time import school_day
from competencies.models import Competency
from tests.assessments.pages.seeing import opened_by, seen
from tests.cast import Cast
from tests.factories.assessments import AssessmentCompetencyFactory, AssessmentVersionFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import EnrolmentFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:assessment-competencies   ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-competencies   go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-levels         go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-detach         go   go   go   no   no   go   no   go   no   no   in
GET  assessments:selfassessment-detail     ok   ok   ok   ok   -    -    -    -    ok   -    in  # handed in
POST assessments:selfassessment-detail     -    -    -    -    -    -    -    -    go   -    in  # still open
POST assessments:selfassessment-rate       -    -    -    -    -    -    -    -    ok   -    in
POST assessments:selfassessment-words      -    -    -    -    -    -    -    -    ok   -    in
GET  assessments:selfassessment-submit     -    -    -    -    -    -    -    -    ok   -    in
POST assessments:selfassessment-submit     -    -    -    -    -    -    -    -    go   -    in
GET  assessments:encounter-create          ok   ok   ok   no   no   -    no   -    no   no   in
POST assessments:encounter-create          go   go   go   no   no   -    no   -    no   no   in
GET  assessments:encounter-group           ok   ok   ok   no   no   -    -    no   no   no   in
POST assessments:encounter-group           go   go   go   no   no   -    -    no   no   no   in
GET  assessments:encounter-detail          ok   ok   ok   ok   -    -    -    -    ok   -    in  # of the student alone
GET  assessments:evidence-void             ok   ok   ok   no   -    -    -    -    no   -    in  # seen by the faculty
POST assessments:evidence-void             go   go   go   no   -    -    -    -    no   -    in
"""

SECRET = "Willowherb check"


def attaching(cast: Cast) -> Scene:
    assessment = AssessmentVersionFactory(title=SECRET).assessment
    return Scene(
        kwargs={"public_id": assessment.public_id},
        data={"competency": CompetencyFactory().public_id, "level_from": 2, "level_to": 4},
        secret=(SECRET,),
        state=AssessmentCompetency.objects.count,
    )


def levels(cast: Cast) -> Scene:
    row = AssessmentCompetencyFactory()
    return Scene(
        kwargs={"public_id": row.assessment.public_id},
        data={"competency": row.competency.public_id, "level_from": 2, "level_to": 4},
        state=lambda: AssessmentCompetency.objects.values_list("level_from", "level_to").get(pk=row.pk),
    )


def detaching(cast: Cast) -> Scene:
    row = AssessmentCompetencyFactory()
    return Scene(
        kwargs={"public_id": row.assessment.public_id, "competency_id": row.competency.public_id},
        state=AssessmentCompetency.objects.count,
    )


def self_rated(cast: Cast, *, is_open: bool = True) -> SelfAssessment:
    """A self-rating of the student with one competency rated and a secret for its reflection."""
    competency = CompetencyFactory(title=f"{SECRET}ed competency")
    held = opened_by(cast.student, competency, at=timezone.now())
    rating = Said(competency, 3, None)
    save_draft(self_assessment=held, said=[rating], words=Words(SECRET, ""), at=timezone.now())
    if not is_open:
        submit_self_assessment(self_assessment=held, reflection=SECRET, goal="", at=timezone.now())
    return held


def reading_a_self_rating(cast: Cast) -> Scene:
    held = self_rated(cast, is_open=False)
    return Scene(kwargs={"public_id": held.public_id}, secret=(SECRET,))


def filling_in_a_self_rating(cast: Cast) -> Scene:
    held = self_rated(cast)
    return Scene(
        kwargs={"public_id": held.public_id},
        data={"reflection": "Another thought", "goal": ""},
        state=lambda: SelfAssessment.objects.values_list("reflection", flat=True).get(pk=held.pk),
    )


def rating_oneself(cast: Cast) -> Scene:
    held = self_rated(cast)
    competency = held.ratings.get().competency
    return Scene(
        kwargs={"public_id": held.public_id, "competency_id": competency.public_id},
        data={f"{competency.public_id.hex}-level": 5},
        state=lambda: held.ratings.values_list("level", flat=True).get(),
    )


def handing_in_a_self_rating(cast: Cast) -> Scene:
    held = self_rated(cast)
    AssessmentCompetencyFactory(
        assessment=held.administration.version.assessment, competency=CompetencyFactory(title=SECRET)
    )
    return Scene(
        kwargs={"public_id": held.public_id},
        secret=(SECRET,),
        state=lambda: SelfAssessment.objects.values_list("state", flat=True).get(pk=held.pk),
    )


def observing(cast: Cast) -> Scene:
    learner = EnrolmentFactory(cohort=cast.cohort, user__given_name=SECRET).user
    given = seen(learner, (CompetencyFactory(), 3), day=school_day(timezone.now()).isoformat())
    return Scene(
        query={"learner": learner.public_id},
        data=given,
        secret=(SECRET,),
        state=Observation.objects.count,
    )


def observing_a_group(cast: Cast) -> Scene:
    scene = observing(cast)
    column = Competency.objects.get().public_id
    return replace(
        scene, kwargs={"public_id": cast.cohort.public_id}, query={}, data={**scene.data, "column": column}
    )


def observed(cast: Cast) -> Encounter:
    """An encounter at which the faculty saw the student."""
    return record_encounter(
        rater=cast.faculty,
        setting="workplace",
        context="",
        seen_at=timezone.now(),
        ratings=[Rating(cast.student, CompetencyFactory(title=SECRET), 3)],
        comments={},
        submission=uuid4(),
        at=timezone.now(),
    )


def reading_an_observation(cast: Cast) -> Scene:
    return Scene(kwargs={"public_id": observed(cast).public_id}, secret=(SECRET,))


def taking_back(cast: Cast) -> Scene:
    encounter = observed(cast)
    levels = [encounter.observations.get().competency.public_id]
    return Scene(
        kwargs={"public_id": encounter.public_id, "learner_id": cast.student.public_id},
        data={"levels": levels, "reason": "wrong_level"},
        secret=(SECRET,),
        state=Evidence.objects.count,
    )


SCENES: dict[str, SceneMaker] = {
    "GET assessments:selfassessment-detail": reading_a_self_rating,
    "POST assessments:selfassessment-detail": filling_in_a_self_rating,
    "assessments:selfassessment-rate": rating_oneself,
    "assessments:selfassessment-words": filling_in_a_self_rating,
    "assessments:selfassessment-submit": handing_in_a_self_rating,
    "assessments:encounter-create": observing,
    "assessments:encounter-group": observing_a_group,
    "assessments:encounter-detail": reading_an_observation,
    "assessments:evidence-void": taking_back,
    "assessments:assessment-competencies": attaching,
    "assessments:assessment-levels": levels,
    "assessments:assessment-detach": detaching,
}
