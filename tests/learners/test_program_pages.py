"""A program shows the cohorts that one may see, its campuses, and a cohort through its years."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from common.school_time import school_day
from people.models import Cohort
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.factories.people import CampusFactory
from tests.learners.classroom import Classroom
from tests.learners.test_reaching_targets import aim

pytestmark = pytest.mark.django_db


def another_cohort(room: Classroom, name: str) -> Cohort:
    cohort = CohortFactory(program=room.cohort.program, name=name)
    CohortFrameworkFactory(cohort=cohort, framework_version=room.school.competency.version)
    room.observe(EnrolmentFactory(cohort=cohort).user, room.school.competency, 4)
    return cohort


def shown(client: Client, name: str, public_id: object, **query: str) -> str:
    return client.get(reverse(f"learners:{name}", args=[public_id]), query).content.decode()


def test_program_shows_its_cohorts_side_by_side(client: Client, room: Classroom) -> None:
    room.admit(UserFactory(family_name="Elder"))
    room.observe(room.school.learner, room.school.competency, 4)
    another_cohort(room, "Class of 2028")
    aim(room)
    client.force_login(StaffRoleFactory(program=room.cohort.program, role="viewer").user)
    page = shown(client, "program-detail", room.cohort.program.public_id)
    assert "Class of 2028" in page
    assert "1 of 2" in page
    assert "1 of 1" in page
    assert "Targets: 1 met, 0 on the way, 0 missed." in page
    assert "Elder" not in page
    assert "Campuses side by side" not in page


def test_program_shows_only_the_cohorts_that_one_may_see(client: Client, room: Classroom) -> None:
    another_cohort(room, "Class of 2028")
    client.force_login(room.school.teacher)
    page = shown(client, "program-detail", room.cohort.program.public_id)
    assert "Class of 2029" in page
    assert "Class of 2028" not in page
    assert "in which you have a role" in page
    assert room.cohort.program.name in client.get(reverse("learners:cohort-list")).content.decode()


@pytest.mark.parametrize("more", [0, 2, 5])
def test_program_asks_as_much_for_many_cohorts_as_for_one(
    client: Client, room: Classroom, more: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        aim(room, cohort=another_cohort(room, f"Class {number}"))
    aim(room)
    client.force_login(StaffRoleFactory(program=room.cohort.program, role="viewer").user)
    with django_assert_max_num_queries(20):
        page = shown(client, "program-detail", room.cohort.program.public_id)
    assert page.count("Targets: ") == more + 1


def test_campuses_are_shown_for_all_cohorts_or_one(client: Client, room: Classroom) -> None:
    hill = CampusFactory(program=room.cohort.program, name="Harrow Hill")
    other = another_cohort(room, "Class of 2028")
    GroupSpellFactory(user=other.enrolments.get().user, group=GroupFactory(cohort=other, campus=hill))
    client.force_login(StaffRoleFactory(program=room.cohort.program, role="lead").user)
    program = room.cohort.program.public_id
    assert "Campuses side by side" in shown(client, "program-detail", program)
    page = shown(client, "program-campuses", program)
    assert "Harrow Hill" in page
    assert "At no campus" in page
    assert "1 of 1" in page
    assert "At several campuses" not in page
    page = shown(client, "program-campuses", program, cohort=str(room.cohort.public_id))
    assert "Nobody to count" in page
    assert "1 of 1" not in page
    assert "Of 1, nobody assessed yet" in page


def test_program_without_campuses_says_who_keeps_them(client: Client, room: Classroom) -> None:
    client.force_login(room.school.teacher)
    page = shown(client, "program-campuses", room.cohort.program.public_id)
    assert "No campus yet" in page
    assert "Change the campuses" not in page


def test_program_with_campuses_and_without_cohorts_says_so(client: Client, db: None) -> None:
    program = CampusFactory().program
    client.force_login(StaffRoleFactory(program=program, role="lead").user)
    page = shown(client, "program-campuses", program.public_id)
    assert "No cohort yet" in page
    assert "No campus yet" not in page


def test_cohort_is_shown_through_its_years(client: Client, room: Classroom) -> None:
    room.observe(room.school.learner, room.school.competency, 4)
    client.force_login(room.school.teacher)
    page = shown(client, "cohort-years", room.cohort.public_id)
    # It began on 1 January.
    years = school_day(timezone.now()).year - room.cohort.starts_on.year + 1
    assert f"Year {years}, until today" in page
    assert page.count('<svg class="trend"') == 2
    assert "100 %" in page


def test_cohort_that_follows_nothing_has_no_years_to_show(client: Client, room: Classroom) -> None:
    empty = CohortFactory(program=room.cohort.program)
    client.force_login(StaffRoleFactory(cohort=empty, role="viewer").user)
    assert "followed no framework" in shown(client, "cohort-years", empty.public_id)
    assert "there is nothing to compare" in shown(client, "program-detail", empty.program.public_id)
