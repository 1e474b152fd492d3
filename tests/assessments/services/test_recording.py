"""The instant of the lock, and what a recompute costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attainment, Evidence
from assessments.services import record
from assessments.services.attempts import Window
from assessments.services.record import recompute, recording
from assessments.services.settling import settle_due
from tests.assessments.services.school import DAY, HOUR, NOW, RIGHT, WRONG, assert_stored_as_derived

pytestmark = pytest.mark.django_db
DUE = Window(opens_at=NOW - DAY, due_at=NOW + DAY)


def test_recording_at_an_uncontended_lock_is_the_instant_given(school) -> None:
    with recording([school.learner.pk], at=NOW) as recorded_at:
        assert recorded_at == NOW


def test_recording_adds_the_seconds_for_which_the_lock_was_waited_for(school, monkeypatch) -> None:
    clock = iter([100.0, 107.9])
    monkeypatch.setattr(record.time, "monotonic", lambda: next(clock))
    with recording([school.learner.pk], at=NOW) as recorded_at:
        assert recorded_at == NOW + timedelta(seconds=7)


def test_recording_never_falls_into_the_past_of_what_is_recorded(school) -> None:
    school.see(3, at=NOW + HOUR)
    with recording([school.learner.pk], at=NOW) as recorded_at:
        assert recorded_at > NOW + HOUR
    with recording([school.teacher.pk], at=NOW) as recorded_at:
        assert recorded_at == NOW


def test_recompute_changes_nothing_that_is_up_to_date(school) -> None:
    school.make_ready()
    before = list(Attainment.objects.values())
    recompute(learner_id=school.learner.pk, competency_ids=[school.competency.pk], at=NOW + HOUR)
    assert list(Attainment.objects.values()) == before


def test_recompute_takes_the_same_queries_however_much_there_is(school) -> None:
    counts = []
    for _ in range(3):
        school.see(2, 3, 4)
        school.sit(school.quiz())
        with CaptureQueriesContext(connection) as queries:
            recompute(learner_id=school.learner.pk, competency_ids=[school.competency.pk], at=NOW)
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


# Which of several counting attempts counts


@pytest.mark.parametrize(("rule", "level"), [("best", 3), ("latest", 1), ("first", 2)])
def test_one_attempt_of_an_assessment_counts_by_its_rule(school, rule, level) -> None:
    administration = school.quiz(kinds=("single_best_answer",) * 2, release_rule="after_due")
    assessment = administration.version.assessment
    assessment.counting_attempt = rule
    assessment.save()
    for minute, answers in enumerate([(RIGHT, WRONG), (RIGHT, RIGHT), (WRONG, WRONG)]):
        at = NOW + timedelta(minutes=minute)
        attempt = school.start(administration, at, window=DUE)
        for position, answer in enumerate(answers, start=1):
            school.answer(attempt, position, answer, at)
        school.submit(attempt, at)
    settle_due(at=NOW + DAY)
    standing = school.standing()
    assert (standing.level, standing.evidence_counted, standing.evidence_left_out) == (level, 1, 2)
    assert_stored_as_derived(NOW + DAY)


def test_the_best_attempt_counts_as_a_whole(school) -> None:
    """Nobody takes the one competency from one attempt and the other from another."""
    administration = school.quiz(
        school.competency,
        school.other_competency,
        kinds=("single_best_answer",) * 2,
        release_rule="after_due",
    )
    for minute, answers in enumerate([(RIGHT, RIGHT, RIGHT, WRONG), (WRONG, WRONG, RIGHT, RIGHT)]):
        at = NOW + timedelta(minutes=minute)
        attempt = school.start(administration, at, window=DUE)
        for position, answer in enumerate(answers, start=1):
            school.answer(attempt, position, answer, at)
        school.submit(attempt, at)
    settle_due(at=NOW + DAY)
    assert Evidence.objects.count() == 4
    assert (school.standing().level, school.standing(school.other_competency).level) == (3, 2)
    assert_stored_as_derived(NOW + DAY)
