"""Targets are read from the record as it stood: who is counted, who is not, and by which measures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from learners.models import CohortTarget
from learners.reaching_targets import TargetStand, TargetState, targets_of
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory
from tests.learners.classroom import DAY, Classroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Classroom:
    return Classroom.open()


def aim(room: Classroom, **values: Any) -> CohortTarget:
    asked = {
        "cohort": room.cohort,
        "framework": room.school.competency.version.framework,
        "competency": room.school.competency,
        "level": 3,
        "share": 50,
        "set_by": room.school.other_teacher,
        "set_at": room.now - 30 * DAY,
        **values,
    }
    return CohortTarget.objects.create(**asked)


def stand(room: Classroom, **at: Any) -> TargetStand:
    (found,) = targets_of(room.cohort, timezone.now(), **at)
    return found


def test_target_counts_who_is_active_and_says_who_is_not(room: Classroom) -> None:
    aim(room)
    room.admit(UserFactory())
    on = room.now.date()
    EnrolmentFactory(user=UserFactory(), cohort=room.cohort, status="on_leave")
    EnrolmentFactory(
        user=UserFactory(),
        cohort=room.cohort,
        status="withdrawn",
        starts_on=on - 9 * DAY,
        ends_on=on - 5 * DAY,
    )
    room.observe(room.school.learner, room.school.competency, 4)
    found = stand(room)
    assert (found.counted, found.reached, found.on_leave, found.withdrawn) == (2, 1, 1, 1)
    assert (found.state, found.needed, found.lacking) == (TargetState.MET, 1, 0)


def test_target_counts_kinds_of_measures_from_the_evidence(room: Classroom) -> None:
    aim(room, measures=2, direct=1)
    room.observe(room.school.learner, room.school.competency, 4, days_ago=2)
    room.observe(room.school.learner, room.school.competency, 4)
    assert stand(room).reached == 0, "two observations are one kind of measure"


def test_target_of_a_program_stands_for_each_of_its_cohorts_alone(room: Classroom) -> None:
    aim(room, cohort=None, program=room.cohort.program)
    aim(room, cohort=CohortFactory(program=room.cohort.program))
    assert stand(room).target.program == room.cohort.program


def test_target_without_a_competency_asks_for_all(room: Classroom) -> None:
    aim(room, competency=None)
    other = room.school.competency.version.competencies.exclude(pk=room.school.competency.pk).get()
    room.observe(room.school.learner, room.school.competency, 4)
    assert (stand(room).reached, len(stand(room).columns)) == (0, 2)
    room.observe(room.school.learner, other, 3)
    assert stand(room).reached == 1


def test_target_is_read_as_it_stood(room: Classroom) -> None:
    target = aim(room)
    room.observe(room.school.learner, room.school.competency, 4, days_ago=2)
    CohortTarget.objects.update(ended_at=room.now, ended_by=target.set_by)
    assert targets_of(room.cohort, timezone.now()) == ()
    assert targets_of(room.cohort, room.now - 31 * DAY) == ()
    (before,) = targets_of(room.cohort, room.now - timedelta(hours=1))
    assert before.target == target


def test_target_of_a_framework_that_is_not_followed_is_left_out(room: Classroom) -> None:
    aim(
        room,
        framework=CohortTarget._meta.get_field("framework").related_model.objects.create(code="x", title="X"),
    )
    assert targets_of(room.cohort, timezone.now()) == ()


@pytest.mark.parametrize("learners", [1, 3])
@pytest.mark.parametrize("targets", [1, 3])
def test_targets_ask_as_much_for_many_as_for_one(
    room: Classroom, learners: int, targets: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(targets):
        aim(room)
    for _ in range(learners):
        room.admit(someone := UserFactory())
        room.observe(someone, room.school.competency, 4)
    with django_assert_num_queries(7):
        assert len(targets_of(room.cohort, timezone.now())) == targets
