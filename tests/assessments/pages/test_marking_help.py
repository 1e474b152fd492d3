"""Marking by giving, without names, and how long the rest takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assessments.marking_queue import MINUTES_EACH, pace_of
from assessments.models import Administration, Attempt
from tests.assessments.pages.sittings import MARKS, count_queries, mark, page, waiting
from tests.factories.people import EnrolmentFactory, UserFactory

QUEUE = "/marking/"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FORM = {**{f"mark-{name}": str(points) for name, points in MARKS.items()}, "level": "3", "seen": "0"}


def learner(cohort, name="Lara"):
    user = UserFactory(given_name=name, family_name="Learner")
    EnrolmentFactory(user=user, cohort=cohort)
    return user


def nameless(user) -> Attempt:
    attempt = waiting(user)
    Administration.objects.filter(pk=attempt.administration_id).update(is_anonymous=True)
    return attempt


def marks(*minutes: float) -> list[datetime]:
    """Instants of marks so many minutes after noon."""
    return [NOON + timedelta(minutes=one) for one in minutes]


def test_pace_is_the_median_gap_of_ones_own_marks() -> None:
    pace = pace_of(marks(0, 2, 4, 9, 12, 15))
    assert (pace.seconds, pace.known_from) == (180, 5)
    assert pace.minutes(7) == 21


def test_pace_leaves_out_pauses_and_marks_given_twice_at_once() -> None:
    assert pace_of(marks(0, 3, 3.1, 6.1, 200, 203, 206, 209)).seconds == 180


@pytest.mark.parametrize("given", [(), (0,), (0, 3, 6)])
def test_pace_of_few_marks_is_the_figure_of_the_house(given) -> None:
    pace = pace_of(marks(*given))
    assert (pace.minutes(2), pace.known_from) == (2 * MINUTES_EACH, 0)
    assert "until there are marks of yours" in pace.said


@pytest.mark.django_db
def test_queue_is_grouped_and_narrowed_by_giving(cast) -> None:
    client = cast.client("faculty")
    first, second = waiting(learner(cast.cohort, "Nora")), waiting(learner(cast.cohort, "Olga"))
    address = f"{QUEUE}?administration={first.administration.public_id}"
    assert f"?administration={second.administration.public_id}" in client.get(QUEUE).content.decode()
    text = client.get(address).content.decode()
    assert "Nora Learner" in text
    assert "Olga Learner" not in text


@pytest.mark.django_db
def test_names_are_hidden_until_all_is_marked(cast) -> None:
    client = cast.client("faculty")
    attempt = nameless(learner(cast.cohort, "Nora"))
    code = f"Work {attempt.public_id.hex[:6].upper()}"
    for address in (QUEUE, page("marking-detail", attempt, 1)):
        text = client.get(address).content.decode()
        assert code in text
        assert "Nora" not in text
    answer = client.post(page("marking-detail", attempt, 1), {**FORM, "go": "stay"}, follow=True)
    assert f"Marked: {code}" in answer.content.decode()
    assert "Nora Learner" in client.get(page("marking-detail", attempt, 1)).content.decode()


@pytest.mark.django_db
def test_queue_asks_the_database_as_often_for_more_givings(cast) -> None:
    client, counts = cast.client("faculty"), set()
    waiting(learner(cast.cohort))
    for _more in range(3):
        nameless(learner(cast.cohort))
        counts.add(count_queries(client, QUEUE))
    mark(waiting(learner(cast.cohort)), cast.faculty)
    counts.add(count_queries(client, QUEUE))
    assert len(counts) == 1
