"""One learner's way through the record, verb by verb."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assessments.models import Attainment, Evidence
from assessments.services.answering import save_response
from assessments.services.attempts import Window, start_attempt, submit_attempt
from assessments.services.deciding import sign
from assessments.services.marking import mark_response
from assessments.services.observing import Rating, record_encounter
from assessments.services.settling import settle_due
from tests.factories import CompetencyFactory, UserFactory
from tests.factories.assessments import adopted, quiz

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
OPEN = Window(opens_at=NOW - timedelta(days=7))

pytestmark = pytest.mark.django_db


def test_story_from_quiz_to_signature() -> None:
    competency = CompetencyFactory()
    policy = adopted(competency)
    learner, teacher, signer = UserFactory(), UserFactory(), UserFactory()

    test = quiz(competency, kinds=("single_best_answer", "true_false"))
    attempt = start_attempt(administration=test, user=learner, window=OPEN, at=NOW, language="en")
    save_response(attempt=attempt, position=1, value={"choice": "B"}, client_seq=1, at=NOW)
    save_response(attempt=attempt, position=2, value={"choice": False}, client_seq=2, at=NOW)
    attempt = submit_attempt(attempt=attempt, by=learner, at=NOW)
    assert attempt.state == "released"

    reflection = quiz(competency, kinds=("reflection",), type_="reflection")
    attempt = start_attempt(administration=reflection, user=learner, window=OPEN, at=NOW, language="en")
    save_response(attempt=attempt, position=1, value={"text": "I thought."}, client_seq=1, at=NOW)
    attempt = submit_attempt(attempt=attempt, by=learner, at=NOW)
    assert attempt.state == "submitted"
    marks = {"situation": 3, "reasoning": 3, "change": 3}
    mark_response(
        attempt_item=attempt.items.get(), marker=teacher, criteria=marks, level=3, comment="Good.", at=NOW
    )
    attempt.refresh_from_db()
    assert attempt.state == "released"

    record_encounter(
        rater=teacher, setting="workplace", context="Ward", seen_at=NOW, submission=uuid4(),
        ratings=[Rating(learner, competency, 3)], comments={learner: "Calm."}, at=NOW,
    )  # fmt: skip
    standing = Attainment.objects.standing().get(learner=learner, competency=competency)
    assert (standing.status, standing.level, standing.evidence_counted) == ("ready_for_review", 3, 3)
    sign(
        learner=learner, competency=competency, signer=signer, level=3, reason="", submission=uuid4(), at=NOW
    )
    standing = Attainment.objects.standing().get(policy_version=policy)
    assert standing.status == "attained"
    assert Evidence.objects.count() == 3
    assert settle_due(at=NOW) == 0
