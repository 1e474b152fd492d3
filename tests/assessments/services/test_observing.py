"""Encounters with one learner and with a group."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attainment, Encounter, Evidence, Observation, ObservationComment
from assessments.services.errors import InTheFuture, NothingObserved, OffTheScale, OnOneself, RatedTwice
from assessments.services.observing import Rating, record_encounter
from tests.assessments.services.school import HOUR, NOW, assert_stored_as_derived
from tests.factories import UserFactory
from tests.factories.assessments import AssessmentVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(school):
    def record(*ratings, **options):
        options = {
            "rater": school.teacher, "setting": "workplace", "context": "Ward round", "seen_at": NOW,
            "comments": {}, "submission": uuid4(), "version": None, "at": NOW, **options,
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


def test_encounter_freezes_its_form_and_names_its_assessment(school, record) -> None:
    form = AssessmentVersionFactory(assessment__type="observation")
    record((school.learner, school.competency, 3), version=form)
    form.refresh_from_db()
    assert form.frozen_at == NOW
    assert Evidence.objects.get().assessment == form.assessment


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
