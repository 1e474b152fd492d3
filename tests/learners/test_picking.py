"""Who fits what was asked, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from learners.matrix import cohort_columns, cohort_learners, read_matrix, read_rows
from learners.picking import Wanted, keys_of, picked
from learners.standing_counts import standing_counts
from tests.factories import GroupFactory, GroupSpellFactory, UserFactory
from tests.learners.classroom import Classroom


def found(room: Classroom, **wanted: Any) -> list[str]:
    columns = cohort_columns(room.cohort, at=room.now)
    learners = cohort_learners(room.cohort, at=room.now)
    return [
        one.family_name
        for one in picked(room.cohort, Wanted(**wanted), columns=columns, learners=learners, at=room.now)
    ]


@pytest.fixture
def people(room: Classroom) -> Classroom:
    """Learners named for the level at which they were seen; two at the same one, one seen in both."""
    named = {"A-two": 2, "B-four": 4, "C-two": 2, "D-none": None}
    room.school.learner.family_name = "E-none"
    room.school.learner.save()
    for name, level in named.items():
        person = UserFactory(family_name=name)
        room.admit(person)
        if level:
            room.observe(person, room.school.competency, level)
        if name == "B-four":
            room.observe(person, room.school.other_competency, 1)
    return room


def test_equals_stay_in_the_order_of_names_and_the_unassessed_last(people: Classroom) -> None:
    here = str(people.school.competency.public_id)
    assert found(people, sort=here) == ["A-two", "C-two", "B-four", "D-none", "E-none"]
    assert found(people, sort=here, descending=True) == ["B-four", "A-two", "C-two", "D-none", "E-none"]
    assert found(people, descending=True) == ["E-none", "D-none", "C-two", "B-four", "A-two"]


def test_status_is_asked_of_one_competency_or_of_any(people: Classroom) -> None:
    one, other = (str(x.public_id) for x in (people.school.competency, people.school.other_competency))
    assert found(people, status="in_progress") == ["A-two", "B-four", "C-two"]
    assert found(people, status="in_progress", of=other) == ["B-four"]
    assert found(people, status="not_assessed", of=one) == ["D-none", "E-none"]
    assert found(people, status="not_assessed") == ["A-two", "C-two", "D-none", "E-none"]
    assert found(people, status="attained") == []


@pytest.mark.parametrize("more", [0, 2, 8])
def test_order_and_status_take_one_query_each(
    people: Classroom, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    extra = UserFactory.create_batch(more)
    people.admit(*extra)
    columns = cohort_columns(people.cohort, at=people.now)
    learners = cohort_learners(people.cohort, at=people.now)
    wanted = Wanted(status="not_assessed", sort=str(people.school.competency.public_id))
    with django_assert_num_queries(2):
        rows = picked(people.cohort, wanted, columns=columns, learners=learners, at=people.now)
    assert len(rows) == 4 + more


def test_counts_and_rows_agree_with_the_matrix(people: Classroom) -> None:
    matrix = read_matrix(people.cohort, at=people.now)
    learners = tuple(row.learner for row in matrix.rows)
    assert read_rows(people.cohort, matrix.columns, learners[1:3], at=people.now) == matrix.rows[1:3]
    counts = standing_counts(
        matrix.columns,
        keys_of(people.cohort, None, at=people.now),
        learners=len(learners),
        cohort_id=people.cohort.pk,
        at=people.now,
    )
    for index, column in enumerate(matrix.columns):
        stands = list(matrix.column(index))
        assert counts.levels(column) == {
            level: sum(one.level == level for one in stands) for level in {one.level for one in stands}
        }
    assert counts.assessed == 4
    assert counts.at_target(matrix.columns[0], status="in_progress") == 1


def test_counts_of_a_group_hold_its_members_alone(people: Classroom) -> None:
    group = GroupFactory(cohort=people.cohort)
    member = next(one for one in cohort_learners(people.cohort, at=people.now) if one.family_name == "A-two")
    GroupSpellFactory(group=group, user_id=member.pk, user=None)
    columns = cohort_columns(people.cohort, at=people.now)
    keys = keys_of(people.cohort, group, at=people.now)
    counts = standing_counts(columns, keys, learners=1, cohort_id=people.cohort.pk, at=people.now)
    assert counts.levels(columns[0]) == {2: 1, None: 0}
