"""A year of a cohort ends where the next one begins; each is read as it was recorded by its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from common.school_time import school_day
from learners.program_years import cohort_years, year_ends
from people.models import Cohort, Enrolment
from tests.factories import UserFactory
from tests.learners.classroom import Classroom

BEGAN = date(2023, 8, 21)


@pytest.mark.parametrize(
    ("ends_on", "on", "expected"),
    [
        (None, date(2023, 8, 20), []),
        (None, date(2023, 8, 21), [(1, date(2023, 8, 21))]),
        (None, date(2024, 8, 20), [(1, date(2024, 8, 20))]),
        (None, date(2024, 8, 21), [(1, date(2024, 8, 20)), (2, date(2024, 8, 21))]),
        (date(2024, 10, 1), date(2026, 1, 1), [(1, date(2024, 8, 20)), (2, date(2024, 10, 1))]),
    ],
)
def test_years_begin_with_the_first_day_of_the_cohort(
    ends_on: date | None, on: date, expected: list[tuple[int, date]]
) -> None:
    assert list(year_ends(starts_on=BEGAN, ends_on=ends_on, on=on)) == expected


def test_year_that_began_on_a_leap_day_ends_with_february() -> None:
    found = year_ends(starts_on=date(2024, 2, 29), ends_on=None, on=date(2028, 3, 1))
    assert [day for _number, day in found] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 28),
        date(2028, 3, 1),
    ]


@pytest.mark.django_db
def test_cohort_is_shown_as_it_stood_by_the_end_of_each_year(
    room: Classroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    room.admit(learner := UserFactory())
    began = school_day(room.now) - timedelta(days=800)
    Cohort.objects.filter(pk=room.cohort.pk).update(starts_on=began)
    room.cohort.refresh_from_db()
    Enrolment.objects.filter(user=room.school.learner).update(
        starts_on=school_day(room.now) - timedelta(days=300)
    )
    room.observe(learner, room.school.competency, 2, days_ago=500)
    room.observe(room.school.learner, room.school.competency, 4, days_ago=200)
    for days_ago in (9, 8, 7):
        room.observe(learner, room.school.competency, 5, days_ago=days_ago)
    with django_assert_max_num_queries(12):
        page = cohort_years(room.cohort, at=timezone.now())
    assert [(year.number, year.runs) for year in page.years] == [(1, False), (2, False), (3, True)]
    line = page.lines[0]
    assert [value for _day, value in line.points] == [None, 50, 100]
    assert [(cell.reached, cell.assessed, cell.counted) for cell in line.row.cells if cell] == [
        (0, 0, 1),
        (1, 2, 2),
        (2, 2, 2),
    ]
