"""What counts as past its date, on the learner's pages and on the dashboard."""

from __future__ import annotations

import pytest
from django.test import Client

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
