"""What counts as past its date, on the learner's pages and on the dashboard."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt
from assessments.services.marking import return_attempt
from assessments.windows import Window
from learners.completion import progress_of
from learners.todo import Progress, Todo, todos_of
from tests.assessments.services.school import TEXT
from tests.factories import AssignmentFactory
from tests.learners.classroom import DAY, Classroom


def todo_of(room: Classroom) -> Todo:
    (todo,) = todos_of(room.school.learner, at=room.now)
    return todo


def overdue_of(room: Classroom) -> int:
    progress = progress_of(room.cohort, learner_ids=[room.school.learner.pk], at=room.now)
    assert progress.overdue[room.school.learner.pk] == progress.completions[0].late
    return progress.completions[0].late


def home_of(room: Classroom) -> str:
    client = Client()
    client.force_login(room.school.learner)
    return client.get("/").content.decode()


def returned(room: Classroom, **when: object) -> Attempt:
    """Work that was handed in before its date, which has passed, and came back for revision."""
    administration = room.school.reflection()
    window = Window(room.now - 9 * DAY, due_at=room.now - DAY, closes_at=room.now - DAY)
    AssignmentFactory(
        administration=administration,
        to=[room.cohort],
        opens_at=window.opens_at,
        due_at=window.due_at,
        closes_at=window.closes_at,
    )
    attempt = room.school.sit(administration, value=TEXT, at=room.now - 3 * DAY, window=window)
    return return_attempt(attempt=attempt, by=room.school.teacher, text="Say more.", at=room.now, **when)


def test_returned_work_is_not_past_its_date_and_can_be_revised(room):
    returned(room)

    assert overdue_of(room) == 0
    assert (todo_of(room).progress, todo_of(room).is_late) == (Progress.RETURNED, False)
    page = home_of(room)
    assert "Revise" in page
    assert "Past its date" not in page


def test_returned_work_is_due_on_its_own_new_date(room):
    until = room.now + 4 * DAY
    returned(room, until=until)

    assert todo_of(room).window.due_at == until
    assert "One thing is due this week." in home_of(room)


@pytest.mark.parametrize(("promised", "late"), [(2, 0), (-2, 1)])
def test_a_running_sitting_is_late_by_the_later_of_its_dates(room, promised, late):
    administration = room.school.quiz()
    AssignmentFactory(
        administration=administration, to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY
    )
    window = Window(room.now - 9 * DAY, due_at=room.now + promised * DAY)
    room.school.start(administration, room.now - 5 * DAY, window=window)

    assert overdue_of(room) == late
    assert todo_of(room).is_late is bool(late)


def test_home_tells_what_is_late_from_what_is_due_this_week(room):
    for days in (-40, -1, 3, 30):
        AssignmentFactory(to=[room.cohort], opens_at=room.now - 90 * DAY, due_at=room.now + days * DAY)

    page = home_of(room)

    assert "2 things are past their date and still taken." in page
    assert "One thing is due this week." in page


def test_home_says_that_nothing_else_is_due_where_all_is_late(room):
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 90 * DAY, due_at=room.now - 40 * DAY)

    page = home_of(room)

    assert "One thing is past its date and still taken." in page
    assert "Nothing else is due this week." in page


def test_every_page_of_a_late_piece_of_work_says_that_it_is_still_taken(room):
    administration = room.school.quiz()
    given = AssignmentFactory(
        administration=administration, to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY
    )
    window = Window(room.now - 9 * DAY, due_at=room.now - DAY)
    attempt = room.school.start(administration, room.now - 5 * DAY, window=window)
    client = Client()
    client.force_login(room.school.learner)
    for address in (
        given.get_absolute_url(),
        reverse("assessments:attempt-detail", args=[attempt.public_id]),
        reverse("assessments:attempt-item", args=[attempt.public_id, 1]),
    ):
        assert "Past its date; still taken" in client.get(address).content.decode(), address


def test_returned_work_names_its_own_new_date_and_not_the_one_that_passed(room):
    attempt = returned(room, until=room.now + 4 * DAY)
    client = Client()
    client.force_login(room.school.learner)

    page = client.get(reverse("assessments:attempt-detail", args=[attempt.public_id])).content.decode()

    assert "Back by" in page
    assert "Past its date" not in page
    assert "Due " not in page


def test_work_handed_in_again_says_when_and_not_a_date_that_binds_no_more(room):
    attempt = room.school.submit(returned(room, until=room.now + 4 * DAY), at=room.now)
    client = Client()
    client.force_login(room.school.learner)

    page = client.get(reverse("assessments:attempt-detail", args=[attempt.public_id])).content.decode()

    assert "<dt>Handed in</dt>" in page
    assert "<dt>Until</dt>" not in page
    assert "Due " not in page


def test_home_counts_what_waits_and_what_is_done_only_where_there_is_some(room):
    window = Window(room.now - 9 * DAY)
    done, waiting = room.school.quiz(), room.school.reflection()
    for administration in (done, waiting):
        AssignmentFactory(administration=administration, to=[room.cohort], opens_at=window.opens_at)

    room.school.sit(done, at=room.now - 3 * DAY, window=window)
    assert "Done (1)" in home_of(room)
    assert "(0)" not in home_of(room)
    room.school.sit(waiting, value=TEXT, at=room.now - 2 * DAY, window=window)
    assert "Waiting (1) and done (1)" in home_of(room)


def test_another_attempt_as_practice_is_not_said_to_count(room):
    administration = room.school.quiz(attempts_allowed=2)
    AssignmentFactory(administration=administration, to=[room.cohort], opens_at=room.now - 9 * DAY)
    window = Window(room.now - 9 * DAY)
    room.school.sit(administration, at=room.now - 3 * DAY, window=window)
    assert todo_of(room).counts

    assert room.school.start(administration, room.now - DAY, window=window).mode == "practice"
    assert not todo_of(room).counts
    assert "Practice: does not count." in home_of(room)


def test_another_go_for_practice_is_due_never(room):
    administration = room.school.quiz(attempts_allowed=2)
    due_at = room.now + 2 * DAY
    AssignmentFactory(
        administration=administration, to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=due_at
    )
    window = Window(room.now - 9 * DAY, due_at=due_at)
    room.school.sit(administration, at=room.now - 3 * DAY, window=window)
    assert room.school.start(administration, room.now - DAY, window=window).mode == "practice"

    again = todo_of(room)

    assert again.to_do
    assert again.window.due_at is None
    assert not again.is_soon
    assert "Nothing is due this week." in home_of(room)
