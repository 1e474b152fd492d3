"""What moved since an earlier day is read from the record as it stood then."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from learners.matrix import read_matrix, standings_among
from learners.moved import moved_by_column, moves_since
from learners.picking import keys_of
from tests.factories import UserFactory
from tests.learners.classroom import DAY, Classroom

pytestmark = pytest.mark.django_db


def levels_then(room: Classroom, then: datetime, at: datetime) -> dict[tuple[int, int], int | None]:
    keys = keys_of(room.cohort, None, at=at)
    rows = standings_among(keys, cohort_id=room.cohort.pk, at=at, then=then)
    return {(one, two): level for one, two, level in rows.values_list("learner_id", "competency_id", "level")}


@pytest.mark.parametrize("learners", [1, 3])
def test_moves_are_told_level_by_level_in_one_query(
    learners: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    room = Classroom.open()
    competency = room.school.competency
    people = UserFactory.create_batch(learners)
    room.admit(*people)
    for person in people:
        room.observe(person, competency, 2, days_ago=9)
        room.observe(person, competency, 4, days_ago=2)
        room.observe(person, competency, 4, days_ago=1)
    room.observe(room.school.learner, competency, 3, days_ago=1)
    at = timezone.now()
    matrix = read_matrix(room.cohort, at=at)
    with django_assert_num_queries(1):
        moves = moves_since(matrix, levels_then(room, at - 5 * DAY, at))
    assert {(move.before, move.now, move.up) for move in moves} == {(2, 4, True), (None, 3, True)}
    first, second = moved_by_column(moves, matrix.columns)
    assert (first.up, first.down, first.first) == (learners, 0, 1)
    assert (second.up, second.down, second.first) == (0, 0, 0)
    assert moves_since(matrix, levels_then(room, at, at)) == ()
