"""Beginning, resuming, answering and handing in."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attempt, Evidence, ItemKey, Response, Score
from assessments.services.answering import save_response
from assessments.services.attempts import Window, submit_attempt
from assessments.services.errors import (
    AlreadySubmitted,
    Closed,
    InvalidAnswer,
    NoAttemptsLeft,
    NotOpenYet,
    UnknownQuestion,
    Withdrawn,
)
from tests.assessments.services.school import DAY, HOUR, MINUTE, NOW, RIGHT, WRONG
from tests.factories import UserFactory
from tests.factories.assessments import AccommodationFactory

pytestmark = pytest.mark.django_db


# Beginning


def test_start_resumes_the_open_attempt(school) -> None:
    administration = school.quiz()
    first = school.start(administration)
    assert school.start(administration, at=NOW + HOUR) == first
    assert Attempt.objects.count() == 1


def test_start_snapshots_rules_dates_and_language(school) -> None:
    administration = school.quiz(release_rule="after_due", attempts_allowed=2)
    window = Window(opens_at=NOW - DAY, due_at=NOW + DAY, closes_at=NOW + 2 * DAY)
    version = administration.version
    version.translations = {"fr": {"title": "Contrôle"}}
    version.save()
    attempt = school.start(administration, window=window, language="fr")
    version.title, version.cut_scores = "Another title", [0, 0.9]
    version.save()
    attempt.refresh_from_db()
    assert attempt.rules["title"] == "Contrôle"
    assert attempt.rules["cut_scores"] == ["0", "0.5", "0.7", "0.85"]
    assert (attempt.rules["release_rule"], attempt.rules["attempts_allowed"]) == ("after_due", 2)
    assert (attempt.language, attempt.due_at, attempt.closes_at) == ("fr", NOW + DAY, NOW + 2 * DAY)
    assert attempt.deadline_at == NOW + 2 * DAY


def test_start_freezes_the_version(school) -> None:
    administration = school.quiz()
    school.start(administration)
    administration.version.refresh_from_db()
    assert administration.version.frozen_at == NOW


@pytest.mark.parametrize(
    ("window", "error"),
    [
        (Window(opens_at=NOW + MINUTE), NotOpenYet),
        (Window(opens_at=NOW - DAY, closes_at=NOW), Closed),
    ],
)
def test_start_is_refused_outside_the_window(school, window, error) -> None:
    with pytest.raises(error):
        school.start(school.quiz(), window=window)
    assert not Attempt.objects.exists()


def test_start_is_taken_after_the_due_date_until_it_closes(school) -> None:
    window = Window(opens_at=NOW - 2 * DAY, due_at=NOW - DAY, closes_at=NOW + DAY)
    assert school.start(school.quiz(), window=window).state == "open"


def test_start_is_refused_for_what_was_withdrawn(school) -> None:
    with pytest.raises(Withdrawn):
        school.start(school.quiz(state="withdrawn"))


def test_start_is_refused_when_all_attempts_are_used(school) -> None:
    administration = school.quiz(attempts_allowed=2)
    school.sit(administration)
    assert school.sit(administration).n == 2
    with pytest.raises(NoAttemptsLeft):
        school.start(administration)


@pytest.mark.parametrize(
    ("closes_at", "percent", "deadline"),
    [
        (None, None, NOW + 20 * MINUTE),
        (None, 25, NOW + 25 * MINUTE),
        (NOW + 10 * MINUTE, 25, NOW + 10 * MINUTE),
    ],
)
def test_start_sets_the_earlier_of_closing_and_time_limit(school, closes_at, percent, deadline) -> None:
    administration = school.quiz()
    administration.version.time_limit_minutes = 20
    administration.version.save()
    if percent:
        AccommodationFactory(user=school.learner, percent=percent)
    window = Window(opens_at=NOW - DAY, closes_at=closes_at)
    assert school.start(administration, window=window).deadline_at == deadline


def test_start_prefers_the_extra_time_for_this_administration(school) -> None:
    administration = school.quiz()
    administration.version.time_limit_minutes = 20
    administration.version.save()
    AccommodationFactory(user=school.learner, percent=25)
    AccommodationFactory(user=school.learner, percent=50, administration=administration)
    AccommodationFactory(user=school.teacher, percent=100)
    assert school.start(administration).deadline_at == NOW + 30 * MINUTE


def test_start_shuffles_options_by_the_seed(school) -> None:
    administration = school.quiz(kinds=("multiple_response", "judgement_ranking"))
    administration.version.shuffle = True
    administration.version.save()
    orders = {}
    for seed in range(6):
        attempt = school.start(administration, user=UserFactory(), seed=seed)
        orders[seed] = [tuple(item.option_order) for item in attempt.items.order_by("position")]
        assert [sorted(order) for order in orders[seed]] == [list("ABCDE"), list("ABCDE")]
    assert len(set(map(tuple, orders.values()))) > 1
    again = school.start(administration, user=UserFactory(), seed=3)
    assert [tuple(item.option_order) for item in again.items.order_by("position")] == orders[3]


def test_start_keeps_the_order_as_written_without_shuffling(school) -> None:
    attempt = school.start(school.quiz(), seed=1)
    assert attempt.items.get().option_order == []


def test_start_after_feedback_is_practice(school) -> None:
    administration = school.quiz()
    assert school.sit(administration).mode == "counting"
    again = school.sit(administration, value=WRONG, at=NOW + HOUR)
    assert (again.mode, again.state) == ("practice", "released")
    assert Evidence.objects.count() == 1


def test_start_before_feedback_counts_although_another_was_handed_in(school) -> None:
    administration = school.quiz(release_rule="after_due")
    window = Window(opens_at=NOW - DAY, due_at=NOW + DAY)
    school.sit(administration, window=window)
    assert school.start(administration, at=NOW + HOUR, window=window).mode == "counting"


def beside(practice, school):
    """The same version, given to count."""
    return type(practice).objects.create(
        version=practice.version, mode="counting", release_rule="after_submission", created_by=school.teacher
    )


def test_start_after_feedback_on_practice_is_practice_too(school) -> None:
    practice = school.quiz(mode="practice")
    school.sit(practice)
    assert school.sit(beside(practice, school), at=NOW + HOUR).mode == "practice"
    assert not Evidence.objects.exists()


def test_start_after_an_answer_was_shown_on_the_way_is_practice(school) -> None:
    practice = school.quiz(mode="practice", release_rule="at_once")
    begun = school.start(practice)
    other = school.start(beside(practice, school), user=school.other_teacher)
    begun.items.update(checked_at=NOW)
    assert school.start(beside(practice, school), at=NOW + HOUR).mode == "practice"
    assert other.mode == "counting", "what another learner saw says nothing"


def test_start_beside_practice_without_feedback_counts(school) -> None:
    practice = school.quiz(mode="practice")
    school.start(practice)
    assert school.sit(beside(practice, school), at=NOW + HOUR).mode == "counting"


# Answering


def test_save_keeps_every_answer_as_a_revision(school) -> None:
    attempt = school.start(school.quiz())
    school.answer(attempt, value=WRONG)
    school.answer(attempt, value=RIGHT)
    assert list(Response.objects.order_by("revision").values_list("revision", "value")) == [
        (1, WRONG),
        (2, RIGHT),
    ]


def test_save_of_the_same_answer_adds_nothing(school) -> None:
    attempt = school.start(school.quiz())
    first = school.answer(attempt)
    assert school.answer(attempt) == first


def test_save_that_arrives_late_does_not_overwrite_a_newer_one(school) -> None:
    attempt = school.start(school.quiz())
    newer = save_response(attempt=attempt, position=1, value=RIGHT, client_seq=8, at=NOW)
    late = save_response(attempt=attempt, position=1, value=WRONG, client_seq=7, at=NOW + MINUTE)
    assert late == newer
    assert Response.objects.get().value == RIGHT


def test_save_without_a_sequence_is_taken_as_the_newest(school) -> None:
    attempt = school.start(school.quiz())
    save_response(attempt=attempt, position=1, value=RIGHT, client_seq=8, at=NOW)
    plain = save_response(attempt=attempt, position=1, value=WRONG, client_seq=0, at=NOW)
    assert (plain.revision, plain.value, plain.client_seq) == (2, WRONG, 8)


def test_save_refuses_what_the_sitting_does_not_have(school) -> None:
    attempt = school.start(school.quiz())
    with pytest.raises(UnknownQuestion):
        school.answer(attempt, position=2)
    with pytest.raises(InvalidAnswer):
        school.answer(attempt, value=["a list"])
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("multiple_response", {"choices": 5}),
        ("multiple_response", {"choices": [{}]}),
        ("judgement_rating", {"ratings": ["A"]}),
        ("judgement_ranking", {"ranks": "A"}),
        ("reflection", {"text": 5}),
    ],
)
def test_save_refuses_what_could_not_be_marked(school, kind, value) -> None:
    attempt = school.start(school.quiz(kinds=(kind,)))
    with pytest.raises(InvalidAnswer):
        school.answer(attempt, value=value)
    assert not Response.objects.exists()


def test_save_in_a_second_tab_after_handing_in_is_told_so(school) -> None:
    attempt = school.start(school.quiz())
    school.answer(attempt)
    second_tab = Attempt.objects.get()
    school.submit(attempt)
    with pytest.raises(AlreadySubmitted) as refused:
        school.answer(second_tab, value=WRONG)
    assert "handed in already" in refused.value.messages[0]
    assert Response.objects.get().value == RIGHT


# Handing in


def test_submit_marks_each_item_by_its_newest_key(school) -> None:
    attempt = school.start(school.quiz(kinds=("single_best_answer", "true_false")))
    school.answer(attempt, 1, WRONG)
    version = attempt.items.get(position=1).item_version
    corrected = ItemKey.objects.create(version=version, n=2, values={"correct": "A"})
    attempt = school.submit(attempt)
    first, second = Score.objects.order_by("attempt_item__position")
    assert (first.points, first.key, first.response.value) == (1, corrected, WRONG)
    assert (second.points, second.response) == (0, None)
    assert first.marked_at == NOW


def test_submit_counts_a_cleared_answer_as_none(school) -> None:
    attempt = school.start(school.quiz())
    school.answer(attempt)
    school.answer(attempt, value={})
    school.submit(attempt)
    score = Score.objects.get()
    assert (score.points, score.response) == (0, None)


def test_submit_twice_hands_in_once(school) -> None:
    attempt = school.start(school.quiz())
    school.answer(attempt)
    first = school.submit(attempt)
    again = school.submit(attempt, at=NOW + HOUR)
    assert (again.state, again.submitted_at) == (first.state, NOW)
    assert (Score.objects.count(), Evidence.objects.count()) == (1, 1)


def test_submit_is_for_the_learner_alone(school) -> None:
    attempt = school.start(school.quiz())
    with pytest.raises(PermissionDenied):
        submit_attempt(attempt=attempt, by=school.teacher, at=NOW)
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_submit_after_the_deadline_counts_as_of_the_deadline(school) -> None:
    window = Window(opens_at=NOW - DAY, closes_at=NOW + HOUR)
    attempt = school.start(school.quiz(), window=window)
    school.answer(attempt)
    attempt = school.submit(attempt, at=NOW + DAY)
    assert (attempt.submitted_at, attempt.submitted_by_clock) == (NOW + HOUR, True)
    evidence = Evidence.objects.get()
    assert (evidence.shown_at, evidence.recorded_at) == (NOW + HOUR, NOW + DAY)


def test_submit_writes_level_tier_and_share_per_competency(school) -> None:
    administration = school.quiz(
        school.competency, school.other_competency, kinds=("single_best_answer", "true_false")
    )
    attempt = school.start(administration)
    for position, value in enumerate([RIGHT, {"choice": True}, RIGHT, {"choice": False}], start=1):
        school.answer(attempt, position, value)
    school.submit(attempt)
    half = Evidence.objects.get(competency=school.competency)
    full = Evidence.objects.get(competency=school.other_competency)
    assert (half.level, half.share, half.tier) == (2, 0.5, "knows_how")
    assert (full.level, full.share, full.method) == (4, 1, "quiz")
    assert half.assessment == administration.version.assessment
    # The raw level is kept; the policy caps what "knows how" can show at 3.
    assert school.standing(school.other_competency).level == 3


def test_submit_of_practice_writes_no_evidence(school) -> None:
    attempt = school.sit(school.quiz(mode="practice"))
    assert attempt.state == "released"
    assert Score.objects.count() == 1
    assert not Evidence.objects.exists()


def test_submit_takes_the_same_queries_however_many_items(school) -> None:
    counts = []
    for items in (1, 3, 9):
        administration = school.quiz(kinds=("single_best_answer",) * items)
        attempt = school.start(administration)
        for position in range(1, items + 1):
            school.answer(attempt, position)
        with CaptureQueriesContext(connection) as queries:
            school.submit(attempt)
        counts.append(len(queries))
    # One more where a standing row has to be closed first.
    assert counts[1:] == [counts[0] + 1, counts[0] + 1]
    assert counts[0] <= 18
