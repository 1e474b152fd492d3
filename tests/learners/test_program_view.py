"""Cohorts and campuses beside each other: the figures of the dashboard, in few queries."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from learners.distribution import distributions
from learners.levels import scale_levels, spoken_names
from learners.matrix import read_matrix
from learners.program_view import Where, campus_stands, cohort_stands
from people.models import Campus, Cohort, Group, User
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    UserFactory,
)
from tests.factories.people import CampusFactory
from tests.learners.classroom import DAY, Classroom

pytestmark = pytest.mark.django_db


def another_cohort(room: Classroom, *levels: int) -> Cohort:
    """A further cohort of the program, with a learner at each level of the first competency."""
    cohort = CohortFactory(program=room.cohort.program)
    CohortFrameworkFactory(cohort=cohort, framework_version=room.school.competency.version)
    for level in levels:
        seen(room, EnrolmentFactory(cohort=cohort).user, level)
    return cohort


def seen(room: Classroom, learner: User, level: int, *, days_ago: int = 1) -> User:
    room.observe(learner, room.school.competency, level, days_ago=days_ago)
    return learner


def admitted(room: Classroom, *levels: int) -> list[User]:
    learners = [seen(room, UserFactory(), level) for level in levels]
    room.admit(*learners)
    return learners


def group_at(room: Classroom, campus: Campus | None, *members: User) -> Group:
    group: Group = GroupFactory(cohort=room.cohort, campus=campus)
    for member in members:
        GroupSpellFactory(user=member, group=group)
    return group


def test_cohorts_show_what_their_dashboards_show(room: Classroom) -> None:
    admitted(room, 3, 4, 2)
    EnrolmentFactory(cohort=room.cohort, status="on_leave")
    EnrolmentFactory(cohort=room.cohort, ends_on=room.now.date() - 3 * DAY)
    other = another_cohort(room, 5, 5)
    at = timezone.now()
    found = cohort_stands([other, room.cohort], at=at)
    assert [one.cohort for one in found] == [other, room.cohort]
    assert [(one.learners, one.on_leave) for one in found] == [(2, 0), (5, 1)]
    for one in found:
        matrix = read_matrix(one.cohort, at=at)
        levels = spoken_names(scale_levels(column.scale_id for column in matrix.columns))
        expected = distributions(matrix, levels=levels)
        assert [(s.column.pk, s.reached, s.assessed, s.counted) for s in one.stands] == [
            (d.column.pk, d.at_target, sum(d.at_level), d.total) for d in expected
        ]
        for index, stands in enumerate(one.stands):
            held = Counter(stand.status for stand in matrix.column(index))
            assert {status: n for status, n in stands.by_status.items() if n} == held
    assert found[1].stands[0].per_cent == 40


def test_cohort_is_read_as_it_stood(room: Classroom) -> None:
    room.admit(learner := UserFactory())
    seen(room, learner, 2, days_ago=9)
    for days_ago in (3, 2, 1):
        seen(room, learner, 5, days_ago=days_ago)
    then = room.now - 5 * DAY
    (before,) = cohort_stands([room.cohort], at=then, past=True)
    (now,) = cohort_stands([room.cohort], at=timezone.now())
    assert (before.stands[0].reached, before.stands[0].assessed, before.learners) == (0, 1, 2)
    assert (now.stands[0].reached, now.stands[0].assessed) == (1, 1)


def test_campuses_add_up_to_the_cohort(room: Classroom) -> None:
    hill, ford = (CampusFactory(program=room.cohort.program, name=name) for name in ("Hill", "Ford"))
    low, high, both, alone = admitted(room, 2, 4, 5, 3)
    group_at(room, hill, low, both)
    group_at(room, hill, low)
    group_at(room, ford, high, both)
    group_at(room, None, alone)
    at = timezone.now()
    found = campus_stands([room.cohort], at=at)
    assert [(one.where, one.campus, one.learners) for one in found] == [
        (Where.CAMPUS, ford, 1),
        (Where.CAMPUS, hill, 1),
        (Where.SEVERAL, None, 1),
        (Where.NOWHERE, None, 2),
    ]
    assert [(one.stands[0].reached, one.stands[0].counted) for one in found] == [
        (1, 1),
        (0, 1),
        (1, 1),
        (1, 2),
    ]
    (whole,) = cohort_stands([room.cohort], at=at)
    for index, stands in enumerate(whole.stands):
        together: Counter[str] = Counter()
        for one in found:
            together.update(one.stands[index].by_status)
        assert together == Counter(stands.by_status)


def test_campus_of_several_cohorts_counts_those_that_follow(room: Classroom) -> None:
    hill = CampusFactory(program=room.cohort.program)
    (learner,) = admitted(room, 4)
    group_at(room, hill, learner)
    other = another_cohort(room, 4, 1)
    part = GroupFactory(cohort=other, campus=hill)
    for spell in other.enrolments.all():
        GroupSpellFactory(user=spell.user, group=part)
    place = campus_stands([room.cohort, other], at=timezone.now())[0]
    assert (place.campus, place.learners) == (hill, 3)
    assert (place.stands[0].reached, place.stands[0].counted) == (2, 3)


def test_campus_counts_who_is_in_its_group_on_the_day(room: Classroom) -> None:
    hill = CampusFactory(program=room.cohort.program)
    left, stays = admitted(room, 4, 4)
    group = group_at(room, hill, stays)
    GroupSpellFactory(user=left, group=group, ends_on=room.now.date() - 3 * DAY)
    GroupSpellFactory(user=UserFactory(), group=group)
    now = campus_stands([room.cohort], at=timezone.now())
    before = campus_stands([room.cohort], at=room.now - 5 * DAY, past=True)
    assert (now[0].learners, before[0].learners) == (1, 2)


def test_campus_counts_nobody_who_left_the_cohort_or_learns_in_another(room: Classroom) -> None:
    hill = CampusFactory(program=room.cohort.program)
    left, elsewhere = admitted(room, 4, 4)
    group_at(room, hill, left)
    room.cohort.enrolments.filter(user=left).update(ends_on=room.now.date() - 3 * DAY)
    other = another_cohort(room, 4)
    EnrolmentFactory(user=elsewhere, cohort=other)
    GroupSpellFactory(user=elsewhere, group=GroupFactory(cohort=other, campus=hill))
    here, nowhere = campus_stands([room.cohort], at=timezone.now())
    assert (here.learners, here.stands[0].assessed, nowhere.learners, nowhere.stands[0].assessed) == (
        0,
        0,
        2,
        1,
    )
    there = campus_stands([other], at=timezone.now())[0]
    assert (there.learners, there.stands[0].reached) == (1, 1)


def test_program_without_a_campus_has_no_places(
    room: Classroom, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert campus_stands([room.cohort], at=timezone.now()) == ()


@pytest.mark.parametrize("more", [0, 2, 5])
def test_reading_asks_as_much_for_many_as_for_one(
    room: Classroom, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cohorts = [room.cohort, *(another_cohort(room, 3, 4) for _ in range(more))]
    for number in range(more + 1):
        campus = CampusFactory(program=room.cohort.program)
        group_at(room, campus, *admitted(room, 1 + number % 5))
    with django_assert_num_queries(4):
        cohort_stands(cohorts, at=timezone.now())
    with django_assert_num_queries(6):
        campus_stands(cohorts, at=timezone.now())


def test_erased_people_are_not_counted(room: Classroom) -> None:
    (learner,) = admitted(room, 4)
    before = cohort_stands([room.cohort], at=timezone.now())[0].stands[0]
    User.objects.filter(pk=learner.pk).update(erased_at=room.now)
    after = cohort_stands([room.cohort], at=timezone.now())[0].stands[0]
    assert (before.counted - after.counted, before.reached - after.reached) == (1, 1)
