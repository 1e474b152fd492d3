"""Sittings that run while the dates of their work change: later dates reach them, earlier ones do not."""

from __future__ import annotations

import pytest

from assessments.models import Attempt
from assessments.services.extending import extend_sittings
from assessments.services.marking import return_attempt
from assessments.windows import Window
from tests.assessments.services.school import DAY, HOUR, MINUTE, NOW, TEXT, School
from tests.factories import UserFactory

OPENS = NOW - DAY
PROMISED = Window(OPENS, due_at=NOW + 2 * DAY, closes_at=NOW + 4 * DAY)


@pytest.fixture
def school(db: None) -> School:
    return School.open()


def extend(attempt: Attempt, window: Window, *, at=NOW + HOUR) -> int:
    return extend_sittings(
        administration=attempt.administration, windows={attempt.user_id: window}, otherwise=PROMISED, at=at
    )


def dates(attempt: Attempt) -> tuple[object, ...]:
    attempt.refresh_from_db()
    return attempt.due_at, attempt.closes_at, attempt.deadline_at


def test_extend_sittings_gives_a_running_sitting_the_later_dates(school):
    attempt = school.start(school.quiz(), window=PROMISED)
    due, closes = NOW + 9 * DAY, NOW + 12 * DAY

    assert extend(attempt, Window(OPENS, due_at=due, closes_at=closes)) == 1

    assert dates(attempt) == (due, closes, closes)


@pytest.mark.parametrize(
    ("due", "closes", "left"),
    [(1, 2, (2, 4, 4)), (1, 9, (2, 9, 9)), (3, 3, (3, 4, 4)), (None, None, (None, None, None))],
)
def test_extend_sittings_never_takes_a_date_away(school, due, closes, left):
    def day(n):
        return None if n is None else NOW + n * DAY

    attempt = school.start(school.quiz(), window=PROMISED)

    extend(attempt, Window(OPENS, due_at=day(due), closes_at=day(closes)))

    assert dates(attempt) == tuple(day(n) for n in left)


def test_extend_sittings_keeps_a_sitting_without_end_without_end(school):
    attempt = school.start(school.quiz())

    assert extend(attempt, Window(OPENS, due_at=NOW + DAY, closes_at=NOW + DAY)) == 0

    assert dates(attempt) == (None, None, None)


def test_extend_sittings_leaves_the_time_limit(school):
    administration = school.quiz()
    administration.version.time_limit_minutes = 90
    administration.version.save()
    attempt = school.start(administration, window=PROMISED)

    extend(attempt, Window(OPENS, due_at=NOW + 9 * DAY, closes_at=NOW + 9 * DAY))

    assert dates(attempt)[2] == NOW + 90 * MINUTE


def test_extend_sittings_leaves_what_was_handed_in_returned_or_over(school):
    administration = school.quiz()
    handed_in, over = (
        school.start(administration, user=person, window=PROMISED) for person in UserFactory.create_batch(2)
    )
    school.submit(handed_in)
    reflection = school.sit(school.reflection(), value=TEXT, window=PROMISED)
    until = NOW + 3 * DAY
    return_attempt(attempt=reflection, by=school.teacher, text="Say more.", at=NOW, until=until)
    Attempt.objects.filter(pk=over.pk).update(deadline_at=NOW)
    wide = Window(OPENS)

    for attempt in (handed_in, over, reflection):
        before = dates(attempt)
        assert extend(attempt, wide) == 0
        assert dates(attempt) == before


def test_extend_sittings_gives_the_others_the_dates_of_all(school):
    attempt = school.start(school.quiz(), window=Window(OPENS, due_at=NOW + DAY))

    extend_sittings(
        administration=attempt.administration,
        windows={},
        otherwise=Window(OPENS, due_at=NOW + 7 * DAY),
        at=NOW + HOUR,
    )

    assert dates(attempt)[0] == NOW + 7 * DAY


def test_extend_sittings_asks_a_constant_number_of_times(school, django_assert_max_num_queries):
    counts = []
    for n in (1, 3, 9):
        administration = school.quiz()
        for person in UserFactory.create_batch(n):
            school.start(administration, user=person, window=PROMISED)
        with django_assert_max_num_queries(20) as asked:
            extend_sittings(administration=administration, windows={}, otherwise=Window(OPENS), at=NOW + HOUR)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
