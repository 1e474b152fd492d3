"""Who sees which rows of the record: the predicate and the queryset of each model say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from assessments.models import (
    Attainment,
    Attempt,
    Decision,
    Encounter,
    Evidence,
    Observation,
    ObservationComment,
    SelfAssessment,
)
from assessments.rules import SEES, marks, sees_result
from assessments.services.answering import save_response
from assessments.services.attempts import Window, start_attempt, submit_attempt
from assessments.services.deciding import decline
from assessments.services.observing import Rating, record_encounter
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from tests.cast import ACTORS
from tests.factories.assessments import AdministrationFactory, AssessmentVersionFactory, adopted, quiz
from tests.factories.competencies import CompetencyFactory

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
ON = date(2026, 11, 2)
LEARNERS = ("student", "other_student", "elsewhere_student", "faculty_student")
MODELS = (
    Attempt,
    SelfAssessment,
    Encounter,
    Observation,
    ObservationComment,
    Evidence,
    Decision,
    Attainment,
)
EVERYBODY = set(LEARNERS)
IN_COHORT = EVERYBODY - {"elsewhere_student"}
SEEN = {
    "admin": EVERYBODY,
    "lead": IN_COHORT,
    "faculty": IN_COHORT,
    "signer": IN_COHORT,
    "viewer": set(),
    "other_lead": {"elsewhere_student"},
    "former_staff": set(),
    "faculty_student": {"faculty_student"},
    "student": {"student"},
    "other_student": {"other_student"},
    "anonymous": set(),
}
"""Whose rows each actor may see."""


@pytest.fixture
def rows(cast):
    """One row of each kind about each learner, and an encounter with two learners of different cohorts."""
    competency = CompetencyFactory()
    adopted(competency)
    administration = quiz(competency)
    form = AdministrationFactory(
        version=AssessmentVersionFactory(assessment__type="self_rating"), mode="practice"
    )
    people = [getattr(cast, name) for name in LEARNERS]
    for person in people:
        attempt = start_attempt(
            administration=administration, user=person, window=Window(opens_at=NOW), at=NOW, language="en"
        )
        save_response(attempt=attempt, position=1, value={"choice": "B"}, client_seq=0, at=NOW)
        submit_attempt(attempt=attempt, by=person, at=NOW)
        opened = open_self_assessment(administration=form, user=person, at=NOW)
        rate(self_assessment=opened, competency=competency, level=3, confidence=50, at=NOW)
        submit_self_assessment(self_assessment=opened, reflection="I saw.", goal="I will.", at=NOW)
        decline(
            learner=person, competency=competency, signer=cast.admin, reason="Not yet.",
            submission=uuid4(), at=NOW,
        )  # fmt: skip
    for seen in [*([person] for person in people), [cast.student, cast.elsewhere_student]]:
        record_encounter(
            rater=cast.viewer, setting="workplace", context="", seen_at=NOW,
            ratings=[Rating(person, competency, 3) for person in seen],
            comments=dict.fromkeys(seen, "Calm."), submission=uuid4(), at=NOW,
        )  # fmt: skip


def test_every_model_with_visible_to_has_a_predicate() -> None:
    assert {model._meta.model_name for model in MODELS} == set(SEES)
    assert all(hasattr(model.objects.all(), "visible_to") for model in MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.usefixtures("rows")
def test_predicate_and_queryset_agree(cast, model) -> None:
    sees = SEES[model._meta.model_name]
    for actor in ACTORS:
        person = getattr(cast, actor)
        allowed = {row.pk for row in model.objects.all() if sees(person, row, on=ON)}
        assert set(model.objects.visible_to(person, on=ON).values_list("pk", flat=True)) == allowed, actor


@pytest.mark.usefixtures("rows")
def test_rows_are_seen_by_whom_the_design_says(cast) -> None:
    names = {getattr(cast, name).pk: name for name in LEARNERS}
    for model in (Attempt, Evidence, Decision, Attainment, Observation, ObservationComment):
        field = "user_id" if model is Attempt else "learner_id"
        for actor, expected in SEEN.items():
            found = model.objects.visible_to(getattr(cast, actor), on=ON).values_list(field, flat=True)
            assert {names[one] for one in found} == expected, (model, actor)


@pytest.mark.usefixtures("rows")
def test_of_an_encounter_with_others_only_the_own_part_is_seen(cast) -> None:
    shared = Encounter.objects.get(pk=Encounter.objects.latest("pk").pk)
    assert shared.observations.count() == 2
    assert shared in Encounter.objects.visible_to(cast.student, on=ON)
    assert shared in Encounter.objects.visible_to(cast.other_lead, on=ON)
    assert shared not in Encounter.objects.visible_to(cast.other_student, on=ON)
    own = Observation.objects.visible_to(cast.student, on=ON).filter(encounter=shared)
    assert [row.learner for row in own] == [cast.student]


def test_an_open_self_assessment_is_the_learners_alone(cast) -> None:
    form = AdministrationFactory(version=AssessmentVersionFactory(assessment__type="self_rating"))
    opened = open_self_assessment(administration=form, user=cast.student, at=NOW)
    for actor, expected in (("student", True), ("lead", False), ("admin", False)):
        person = getattr(cast, actor)
        assert SEES["selfassessment"](person, opened, on=ON) is expected
        assert SelfAssessment.objects.visible_to(person, on=ON).exists() is expected


def test_a_result_is_seen_by_teachers_first_and_by_others_once_released(cast) -> None:
    administration = quiz(CompetencyFactory(), release_rule="after_due")
    window = Window(opens_at=NOW, due_at=datetime(2026, 12, 1, tzinfo=UTC))
    attempt = start_attempt(
        administration=administration, user=cast.student, window=window, at=NOW, language="en"
    )
    attempt = submit_attempt(attempt=attempt, by=cast.student, at=NOW)

    def seeing():
        return {actor for actor in ACTORS if sees_result(getattr(cast, actor), attempt, on=ON)}

    teachers = {"admin", "lead", "faculty"}
    assert {actor for actor in ACTORS if marks(getattr(cast, actor), attempt, on=ON)} == teachers
    assert set(Attempt.objects.markable_by(cast.student, on=ON)) == set()
    assert set(Attempt.objects.markable_by(cast.faculty, on=ON)) == {attempt}
    assert seeing() == teachers
    attempt.state = "released"
    assert seeing() == {*teachers, "signer", "student"}


@pytest.mark.usefixtures("rows")
def test_permissions_are_registered(cast) -> None:
    attempt = Attempt.objects.get(user=cast.student)
    assert cast.student.has_perm("assessments.view_attempt", attempt)
    assert cast.lead.has_perm("assessments.mark_attempt", attempt)
    assert not cast.student.has_perm("assessments.mark_attempt", attempt)
    assert not cast.other_student.has_perm("assessments.view_attempt", attempt)
