"""Answers around the end of the time, flags, confidence, time in view, and answers shown at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.models import AttemptItem, Response, Score
from assessments.querysets import GRACE
from assessments.services.administering import create_administration
from assessments.services.answering import KEPT_FOR, check_answer, flag_question, save_response
from assessments.services.attempts import Window
from assessments.services.errors import (
    AlreadySubmitted,
    AnswerShown,
    AtOnceIsPractice,
    CountsElsewhere,
    NotShownAtOnce,
    TimeIsUp,
    UnknownQuestion,
)
from assessments.services.settling import settle_due
from tests.assessments.services.school import DAY, HOUR, NOW, RIGHT, WRONG
from tests.factories.assessments import AdministrationFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
END = NOW + HOUR
SHOWN = {"value": RIGHT, "client_seq": 0, "then_show": True}


@pytest.fixture
def sitting(school):
    return school.start(school.quiz(), window=Window(opens_at=NOW - DAY, closes_at=END))


def points(attempt) -> list[int]:
    return [int(score.points) for score in Score.objects.filter(attempt_item__attempt=attempt)]


# Around the end


def test_answer_on_its_way_at_the_deadline_counts(school, sitting) -> None:
    school.answer(sitting, value=WRONG, at=END - SECOND)
    assert not school.answer(sitting, value=RIGHT, at=END + GRACE - SECOND).is_late
    settle_due(at=END + GRACE)
    sitting.refresh_from_db()
    assert (sitting.submitted_at, sitting.submitted_by_clock) == (END, True)
    assert points(sitting) == [1]


@pytest.mark.parametrize("settled", [True, False])
def test_answer_after_the_grace_is_kept_and_never_scored(school, sitting, settled) -> None:
    school.answer(sitting, value=WRONG, at=END - SECOND)
    if settled:
        settle_due(at=END + GRACE)
    late = school.answer(sitting, value=RIGHT, at=END + GRACE)
    settle_due(at=END + HOUR)
    assert (late.is_late, late.value) == (True, RIGHT)
    assert Response.objects.count() == 2
    assert points(sitting) == [0]


def test_answer_is_not_kept_for_ever_after_the_end(school, sitting) -> None:
    settle_due(at=END + GRACE)
    with pytest.raises(TimeIsUp):
        school.answer(sitting, at=END + KEPT_FOR + SECOND)
    assert not Response.objects.exists()


def test_answer_after_handing_in_oneself_is_refused(school, sitting) -> None:
    school.submit(sitting, at=NOW)
    with pytest.raises(AlreadySubmitted):
        school.answer(sitting, at=NOW + SECOND)
    assert not Response.objects.exists()


def test_handing_in_within_the_grace_counts_as_of_the_deadline(school, sitting) -> None:
    done = school.submit(sitting, at=END + SECOND)
    assert (done.submitted_at, done.submitted_by_clock) == (END, False)


# Beside the answer


def test_confidence_stands_with_the_answer(sitting) -> None:
    first = save_response(attempt=sitting, position=1, value=RIGHT, client_seq=1, at=NOW, confidence=2)
    again = save_response(attempt=sitting, position=1, value=RIGHT, client_seq=2, at=NOW, confidence=4)
    assert [(one.revision, one.confidence) for one in (first, again)] == [(1, 2), (2, 4)]


def test_seconds_add_up_and_never_exceed_the_sitting(sitting) -> None:
    at = NOW + 60 * SECOND
    save_response(attempt=sitting, position=1, value=WRONG, client_seq=1, at=at, seconds=20)
    save_response(attempt=sitting, position=1, value=RIGHT, client_seq=2, at=at, seconds=15)
    assert AttemptItem.objects.get().seconds == 35
    save_response(attempt=sitting, position=1, value=WRONG, client_seq=3, at=at, seconds=9_999)
    assert AttemptItem.objects.get().seconds == 95


def test_flag_comes_and_goes(sitting) -> None:
    assert flag_question(attempt=sitting, position=1, flagged=True, at=NOW).is_flagged
    assert not flag_question(attempt=sitting, position=1, flagged=False, at=NOW).is_flagged
    with pytest.raises(UnknownQuestion):
        flag_question(attempt=sitting, position=9, flagged=True, at=NOW)


def test_flag_is_refused_once_handed_in(school, sitting) -> None:
    school.submit(sitting, at=NOW)
    with pytest.raises(AlreadySubmitted):
        flag_question(attempt=sitting, position=1, flagged=True, at=NOW)
    assert not AttemptItem.objects.get().is_flagged


# Answers shown at once


def test_shown_answer_stands(school) -> None:
    attempt = school.start(school.quiz(release_rule="at_once", mode="practice"))
    school.answer(attempt, value=WRONG, at=NOW)
    assert check_answer(attempt=attempt, position=1, at=NOW).checked_at == NOW
    assert check_answer(attempt=attempt, position=1, at=NOW + SECOND).checked_at == NOW
    with pytest.raises(AnswerShown):
        school.answer(attempt, value=RIGHT, at=NOW + SECOND)
    school.submit(attempt, at=NOW + HOUR)
    assert points(attempt) == [0]


def test_answer_is_not_shown_where_the_result_comes_later(school, sitting) -> None:
    school.answer(sitting, at=NOW)
    with pytest.raises(NotShownAtOnce):
        check_answer(attempt=sitting, position=1, at=NOW)
    assert AttemptItem.objects.get().checked_at is None


def test_no_answer_is_shown_while_a_sitting_that_counts_asks_the_same(school) -> None:
    practice = school.start(school.quiz(release_rule="at_once", mode="practice"))
    version = practice.administration.version
    counting = school.start(AdministrationFactory(version=version, created_by=school.teacher))
    for show in (check_answer, lambda **more: save_response(**more, **SHOWN)):
        with pytest.raises(CountsElsewhere):
            show(attempt=practice, position=1, at=NOW)
    assert not AttemptItem.objects.filter(checked_at__isnull=False).exists()
    school.submit(counting, at=NOW + SECOND)
    assert check_answer(attempt=practice, position=1, at=NOW + HOUR).checked_at == NOW + HOUR


def test_answers_shown_at_once_cannot_count(school) -> None:
    version = school.quiz().version
    with pytest.raises(AtOnceIsPractice):
        create_administration(
            version=version,
            mode="counting",
            release_rule="at_once",
            attempts_allowed=1,
            by=school.teacher,
            at=NOW,
        )
