"""Encounters with one learner and with a group."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attainment, Encounter, Evidence, Observation, ObservationComment
from assessments.observing_page import forms_of
from assessments.services.errors import (
    InTheFuture,
    NothingObserved,
    OffTheScale,
    OnOneself,
    RatedTwice,
    WrongForm,
)
from assessments.services.observing import Rating, record_encounter
from tests.assessments.services.school import HOUR, NOW, assert_stored_as_derived
from tests.factories import UserFactory
from tests.factories.assessments import (
    AssessmentCompetencyFactory,
    AssessmentVersionFactory,
    observation_form,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(school):
    def record(*ratings, **options):
        options = {
            "rater": school.teacher, "setting": "workplace", "context": "Ward round", "seen_at": NOW,
            "comments": {}, "submission": uuid4(), "at": NOW, **options,
        }  # fmt: skip
        return record_encounter(ratings=[Rating(*rating) for rating in ratings], **options)

    return record


@pytest.mark.parametrize(("setting", "tier"), [("simulated", "shows_how"), ("workplace", "does")])
def test_encounter_states_its_tier_by_its_setting(school, record, setting, tier) -> None:
    record((school.learner, school.competency, 4), setting=setting)
    evidence = Evidence.objects.get()
    assert (evidence.tier, evidence.level, evidence.method) == (tier, 4, "observation")
    assert evidence.rater == school.teacher


def test_encounter_keeps_when_it_was_seen_and_when_recorded(school, record) -> None:
    record((school.learner, school.competency, 3), at=NOW + HOUR)
    evidence = Evidence.objects.get()
    assert (evidence.shown_at, evidence.recorded_at) == (NOW, NOW + HOUR)


def test_encounter_with_a_group_leaves_out_what_was_not_observed(school, record) -> None:
    others = UserFactory.create_batch(2)
    encounter = record(
        (others[1], school.competency, 2),
        (school.learner, school.competency, 3),
        (school.learner, school.other_competency, 4),
        comments={school.learner: " Calm. ", others[1]: "", others[0]: "Was not there."},
    )
    assert encounter.observations.count() == 3
    assert Evidence.objects.filter(encounter=encounter).count() == 3
    assert ObservationComment.objects.get().text == "Calm."
    assert Attainment.objects.filter(learner=others[0]).count() == 0
    assert Attainment.objects.standing().count() == 3
    assert_stored_as_derived(NOW)


def test_encounter_sent_twice_is_recorded_once(school, record) -> None:
    submission = uuid4()
    first = record((school.learner, school.competency, 3), submission=submission)
    assert record((school.learner, school.competency, 5), submission=submission) == first
    assert (Encounter.objects.count(), Observation.objects.count(), Evidence.objects.count()) == (1, 1, 1)


def test_raters_do_not_overwrite_each_other(school, record) -> None:
    record((school.learner, school.competency, 2))
    record((school.learner, school.competency, 4), rater=school.other_teacher)
    assert school.standing().evidence_counted == 2


def test_encounter_freezes_the_form_of_each_competency_and_names_its_assessment(school, record) -> None:
    form, other = observation_form(school.competency), observation_form(school.other_competency)
    record((school.learner, school.competency, 3, form), (school.learner, school.other_competency, 2, other))
    for one in (form, other):
        one.refresh_from_db()
        assert one.frozen_at == NOW
    assert set(Observation.objects.values_list("competency", "form")) == {
        (school.competency.pk, form.pk),
        (school.other_competency.pk, other.pk),
    }
    assert Evidence.objects.get(competency=school.competency).assessment == form.assessment
    assert_stored_as_derived(NOW)


def test_encounter_leaves_the_form_of_what_was_not_seen_as_it_is(school, record) -> None:
    form = observation_form(school.other_competency)
    record((school.learner, school.competency, 3))
    form.refresh_from_db()
    assert form.frozen_at is None
    assert Observation.objects.get().form is None


def test_encounter_refuses_a_form_that_is_not_for_observing_the_competency(school, record) -> None:
    quiz = AssessmentCompetencyFactory(competency=school.competency).assessment
    for form in (AssessmentVersionFactory(assessment=quiz), observation_form(school.other_competency)):
        with pytest.raises(WrongForm):
            record((school.learner, school.competency, 3, form))
    assert not Encounter.objects.exists()


def test_form_of_a_competency_is_the_newest_version_of_the_one_attached_last(school) -> None:
    first = observation_form(school.competency)
    assert forms_of([school.competency]) == {school.competency.pk: first}
    observation_form(school.competency, assessment__state="draft")
    newer = AssessmentVersionFactory(assessment=first.assessment, n=2)
    assert forms_of([school.competency, school.other_competency]) == {school.competency.pk: newer}
    own = observation_form(school.competency)
    assert forms_of([school.competency]) == {school.competency.pk: own}


def test_encounter_is_refused_whole(school, record) -> None:
    good = (UserFactory(), school.competency, 3)
    with pytest.raises(OffTheScale):
        record(good, (school.learner, school.competency, 6))
    with pytest.raises(OnOneself):
        record(good, (school.teacher, school.competency, 3))
    with pytest.raises(RatedTwice):
        record(good, good)
    with pytest.raises(InTheFuture):
        record(good, seen_at=NOW + HOUR)
    with pytest.raises(NothingObserved):
        record()
    assert not Encounter.objects.exists()
    assert not Evidence.objects.exists()


def test_encounter_takes_the_same_queries_however_many_learners(school, record) -> None:
    counts = []
    for learners in (1, 3, 12):
        group = UserFactory.create_batch(learners)
        with CaptureQueriesContext(connection) as queries:
            record(*[(learner, school.competency, 3) for learner in group])
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
