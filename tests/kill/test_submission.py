"""SIGKILL in the middle of handing in leaves, after a plain restart, no submission or all of it."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attainment, Attempt, Evidence, Response, Score
from assessments.services.attempts import Window
from tests.assessments.services.school import RIGHT, School, assert_stored_as_derived
from tests.kill.server import LOST, Browser, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NOTHING = ("open", 0, 0, 0)
ALL = ("released", 2, 1, 1)
POINTS = [
    ('before INSERT INTO "assessments_score"', NOTHING),
    ('after INSERT INTO "assessments_score"', NOTHING),
    ('after UPDATE "assessments_attempt"', NOTHING),
    ('before INSERT INTO "assessments_evidence"', NOTHING),
    ('after INSERT INTO "assessments_evidence"', NOTHING),
    ('after INSERT INTO "assessments_attainment"', NOTHING),
    ("before COMMIT", NOTHING),
    ("after COMMIT", ALL),
]


@pytest.fixture
def attempt() -> Attempt:
    """A sitting of two questions, both answered, not handed in."""
    school = School.open()
    now = timezone.now()
    administration = school.quiz(kinds=("single_best_answer", "single_best_answer"))
    window = Window(opens_at=now - timedelta(days=1))
    attempt = school.start(administration, at=now, window=window)
    for position in (1, 2):
        school.answer(attempt, position, RIGHT, at=now)
    return attempt


def state(attempt: Attempt) -> tuple[str, int, int, int]:
    """What there is of the submission: the sitting's state, and how many scores, evidence, attainments."""
    attempt.refresh_from_db()
    return attempt.state, Score.objects.count(), Evidence.objects.count(), Attainment.objects.count()


@pytest.mark.parametrize(("point", "expected"), POINTS, ids=[point for point, _ in POINTS])
def test_kill_leaves_no_submission_or_all_of_it(attempt, tmp_path, point, expected) -> None:
    submit = reverse("assessments:attempt-submit", args=[attempt.public_id])
    browser = Browser(attempt.user)
    with running("tests.kill.dying_wsgi", tmp_path / "dying.log", KILL_AT=point) as server:
        assert browser.get(server, submit)[0] == 200
        with pytest.raises(LOST):
            browser.post(server, submit)
        assert server.ended_by() == signal.SIGKILL

    assert state(attempt) == expected
    assert Response.objects.count() == 2
    with running("config.wsgi", tmp_path / "plain.log") as server:
        # The learner comes back and presses again; whatever was left, it is handed in once.
        status, page = browser.get(server, submit)
        assert status == 200, page
        status, page = browser.post(server, submit)
        assert status == 200, page
    assert state(attempt) == ALL
    assert Evidence.objects.get().level == 4
    assert_stored_as_derived(timezone.now())
