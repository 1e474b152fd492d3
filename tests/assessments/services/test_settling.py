"""The clock past a deadline, with no worker running."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import Attempt, Evidence
from assessments.querysets import GRACE
from assessments.services import settling
from assessments.services.attempts import Window
from assessments.services.settling import settle_due
from common import ticks
from tests.assessments.services.school import DAY, HOUR, NOW, TEXT, WRONG, assert_stored_as_derived
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CLOSING = Window(opens_at=NOW - DAY, due_at=NOW + HOUR, closes_at=NOW + HOUR)


def test_settle_hands_in_as_of_the_deadline_and_records_now(school) -> None:
    attempt = school.start(school.quiz(), window=CLOSING)
    school.answer(attempt)
    assert settle_due(at=NOW + HOUR - DAY / 86400) == 0
    assert settle_due(at=NOW + DAY) == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at, attempt.submitted_by_clock) == (
        "released",
        NOW + HOUR,
        True,
    )
    evidence = Evidence.objects.get()
    assert (evidence.level, evidence.shown_at, evidence.recorded_at) == (4, NOW + HOUR, NOW + DAY)
    assert school.standing().valid_from == NOW + DAY
    assert_stored_as_derived(NOW + DAY)


def test_settle_hands_in_when_the_seconds_of_grace_are_over(school) -> None:
    attempt = school.start(school.quiz(), window=CLOSING)
    assert settle_due(at=NOW + HOUR + GRACE - timedelta(seconds=1)) == 0
    assert settle_due(at=NOW + HOUR + GRACE) == 1
    attempt.refresh_from_db()
    assert attempt.submitted_at == NOW + HOUR


def test_settle_releases_what_is_due(school) -> None:
    administration = school.quiz(release_rule="after_due")
    school.sit(administration, window=CLOSING)
    assert not Evidence.objects.exists()
    assert settle_due(at=NOW + DAY) == 1
    evidence = Evidence.objects.get()
    assert (evidence.shown_at, evidence.recorded_at) == (NOW, NOW + DAY)


def test_settle_twice_changes_nothing_more(school) -> None:
    school.start(school.quiz(), window=CLOSING)
    assert [settle_due(at=NOW + DAY) for _ in range(3)] == [1, 0, 0]
    assert Evidence.objects.count() == 1


def test_settle_leaves_an_overdue_reflection_to_its_marker(school) -> None:
    attempt = school.start(school.reflection(), window=CLOSING)
    school.answer(attempt, value=TEXT)
    assert [settle_due(at=NOW + DAY) for _ in range(2)] == [1, 0]
    attempt.refresh_from_db()
    assert (attempt.state, attempt.release_at) == ("submitted", None)


def test_settle_keeps_to_the_learners_named(school) -> None:
    administration = school.quiz()
    other = UserFactory()
    school.start(administration, window=CLOSING)
    school.start(administration, window=CLOSING, user=other)
    assert settle_due(at=NOW + DAY, learner_ids=[other.pk]) == 1
    assert Attempt.objects.get(state="open").user == school.learner
    many = range(school.learner.pk, school.learner.pk + 2000)
    assert settle_due(at=NOW + DAY, learner_ids=many) == 1


def test_settle_asks_once_when_nothing_is_due(school, django_assert_num_queries) -> None:
    school.start(school.quiz(), window=CLOSING)
    school.sit(school.quiz(release_rule="after_due"), window=CLOSING)
    for learner_ids in (None, [school.learner.pk], list(range(5000))):
        with django_assert_num_queries(1):
            assert settle_due(at=NOW, learner_ids=learner_ids) == 0


@pytest.mark.sqlite  # the planner of PostgreSQL reads small tables whole
def test_settle_reads_along_the_indexes(school) -> None:
    """The read that every page makes goes along the two partial indexes, not through all sittings."""
    sql, params = settling.due(NOW, NOW).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "SCAN assessments_attempt" not in plan, plan


def test_start_after_the_deadline_of_an_open_attempt_hands_that_in_first(school) -> None:
    administration = school.quiz(release_rule="after_due")
    administration.version.time_limit_minutes = 10
    administration.version.save()
    first = school.start(administration, window=Window(opens_at=NOW - DAY, due_at=NOW + DAY))
    second = school.start(administration, at=NOW + HOUR, window=Window(opens_at=NOW - DAY, due_at=NOW + DAY))
    first.refresh_from_db()
    assert (first.state, first.submitted_by_clock, second.n) == ("submitted", True, 2)


def test_submit_in_time_and_by_the_clock_say_the_same(school) -> None:
    """Whoever closed the page and whoever pressed the button have the same record but for its dates."""
    administration = school.quiz()
    pressed, closed = UserFactory(), UserFactory()
    school.sit(administration, WRONG, window=CLOSING, user=pressed)
    school.answer(school.start(administration, window=CLOSING, user=closed), value=WRONG)
    settle_due(at=NOW + DAY)
    rows = Evidence.objects.values_list("level", "tier", "share", "method")
    assert rows.get(learner=pressed) == rows.get(learner=closed)


def test_tick_settles_for_everybody(school) -> None:
    school.start(school.quiz(), window=CLOSING)
    assert ticks.run(NOW + DAY)["assessments"] == 1
    assert ticks.run(timezone.now())["assessments"] == 0
