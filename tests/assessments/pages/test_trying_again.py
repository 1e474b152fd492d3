"""The way from feedback to another attempt, and whether that one counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Administration, Attempt
from assessments.services.administering import withdraw_administration
from tests.assessments.pages.sittings import answer_all, begin, count_queries, give, hand_in, page
from tests.factories.assessments import AdministrationFactory
from tests.factories.learners import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("student")


@pytest.fixture
def sat(cast, student):
    """Return a sitting that was given to the cohort and handed in."""

    def sat(**options) -> Attempt:
        attempt = begin(student, "single_best_answer", **options)
        AssignmentFactory(administration=attempt.administration, to=[cast.cohort])
        return hand_in(answer_all(attempt))

    return sat


def again(attempt: Attempt) -> str:
    return reverse("learners:attempt-again", args=[attempt.public_id])


def read(client, attempt: Attempt) -> str:
    return client.get(page("attempt-feedback", attempt)).content.decode()


def test_feedback_of_a_counting_sitting_offers_practice_and_says_so(client, sat) -> None:
    attempt = sat()
    text = read(client, attempt)
    assert "You have 2 attempts left." in text
    assert "so it is practice: it adds nothing to your record, and what you earned here stays" in text
    assert "Try again as practice" in text
    assert f'action="{again(attempt)}"' in text

    answer = client.post(again(attempt))
    second = Attempt.objects.latest("pk")
    assert answer.url == page("attempt-detail", second)
    assert (second.n, second.mode, second.administration) == (2, "practice", attempt.administration)
    assert "No: practice" in client.get(answer.url).content.decode()


def test_feedback_of_practice_offers_more_practice(client, sat) -> None:
    text = read(client, sat(mode="practice"))
    assert "It is practice and adds nothing to your record." in text
    assert "Try again as practice" in text


def test_page_before_starting_says_that_seen_answers_make_it_practice(client, cast, sat) -> None:
    practised = sat(mode="practice").administration
    counting = AdministrationFactory(version=practised.version, created_by=practised.created_by)
    given = AssignmentFactory(administration=counting, to=[cast.cohort])
    fresh = AssignmentFactory(administration=give("true_false"), to=[cast.cohort])
    said = "Practice, as you have seen its answers: does not count."
    assert said in client.get(given.get_absolute_url()).content.decode()
    assert said not in client.get(fresh.get_absolute_url()).content.decode()
    client.post(reverse("learners:assignment-start", args=[given.public_id]))
    assert Attempt.objects.get(administration=counting).mode == "practice"


def test_practice_says_beforehand_that_it_spoils_what_still_counts(client, cast) -> None:
    practice = give("true_false", mode="practice")
    given = AssignmentFactory(administration=practice, to=[cast.cohort])
    said = "Sit that first: once you have seen the answers, it is practice as well."
    assert said not in client.get(given.get_absolute_url()).text
    counting = AdministrationFactory(version=practice.version, created_by=practice.created_by)
    later = AssignmentFactory(administration=counting, to=[cast.cohort])
    assert said in client.get(given.get_absolute_url()).text
    assert said not in client.get(later.get_absolute_url()).text


def test_pressing_twice_opens_one_attempt_and_feedback_leads_to_it(client, sat) -> None:
    attempt = sat()
    first, second = client.post(again(attempt)), client.post(again(attempt))
    assert first.url == second.url
    assert Attempt.objects.count() == 2
    text = read(client, attempt)
    assert "Go on with attempt 2" in text
    assert f'href="{first.url}"' in text
    assert "Try again" not in text


def test_no_attempt_is_offered_where_none_is_left(client, sat) -> None:
    attempt = sat(attempts_allowed=1)
    text = read(client, attempt)
    assert "There is no further attempt at this." in text
    assert "Try again" not in text
    answer = client.post(again(attempt), follow=True)
    assert "You have used all your attempts" in answer.content.decode()
    assert Attempt.objects.count() == 1


def test_no_attempt_is_offered_of_what_was_withdrawn(client, sat) -> None:
    attempt = sat()
    withdraw_administration(administration=Administration.objects.get())
    assert "There is no further attempt at this." in read(client, attempt)
    answer = client.post(again(attempt), follow=True)
    assert "This was withdrawn" in answer.content.decode()
    assert Attempt.objects.count() == 1


def test_no_attempt_is_offered_after_closing(client, sat) -> None:
    attempt = sat(closes=timedelta(days=4))
    assert "Try again as practice" in read(client, attempt)
    Attempt.objects.update(closes_at=attempt.started_at)
    assert "There is no further attempt at this." in read(client, attempt)


def test_sitting_that_was_never_assigned_leads_home_with_a_reason(client, student) -> None:
    attempt = hand_in(begin(student, "single_best_answer"))
    answer = client.post(again(attempt), follow=True)
    assert "This was withdrawn" in answer.content.decode()
    assert Attempt.objects.count() == 1


def test_staff_are_offered_no_attempt(cast, sat) -> None:
    attempt = sat()
    assert "Try again" not in read(cast.client("lead"), attempt)
    assert cast.client("lead").post(again(attempt)).status_code == 404


def test_feedback_asks_the_same_queries_however_many_attempts(client, sat) -> None:
    attempt = sat(attempts_allowed=9)
    counts = {count_queries(client, page("attempt-feedback", attempt))}
    for _n in range(3):
        client.post(again(attempt))
        hand_in(Attempt.objects.latest("pk"))
        counts.add(count_queries(client, page("attempt-feedback", attempt)))
    assert len(counts) == 1
