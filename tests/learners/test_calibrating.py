"""Self-ratings beside levels, both as of one instant; small groups are told to those who see names alone."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from learners.calibrating import CohortCalibration, calibration_of
from learners.cohort_figures import figures_of
from learners.matrix import cohort_columns, cohort_learners
from learners.picking import keys_of
from people.models import User
from tests.factories import UserFactory
from tests.factories.assessments import AdministrationFactory, AssessmentVersionFactory
from tests.learners.classroom import DAY, Classroom


def rated(room: Classroom, person: User, level: int, at: datetime) -> None:
    version = AssessmentVersionFactory(assessment__type="self_rating")
    form = open_self_assessment(administration=AdministrationFactory(version=version), user=person, at=at)
    rate(self_assessment=form, competency=room.school.competency, level=level, confidence=50, at=at)
    submit_self_assessment(self_assessment=form, reflection="", goal="", at=at)


def calibrated(room: Classroom, *, then: datetime | None = None) -> CohortCalibration:
    return calibration_of(
        cohort_columns(room.cohort, at=room.now),
        cohort_learners(room.cohort, at=room.now),
        keys_of(room.cohort, None, at=room.now),
        cohort_id=room.cohort.pk,
        at=room.now,
        then=then,
    )


@pytest.mark.parametrize("others", [0, 2, 5])
def test_calibration_pairs_the_newest_rating_with_the_level_in_two_queries(
    room: Classroom, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [room.school.learner, *UserFactory.create_batch(others)]
    room.admit(*people[1:])
    for person in people:
        rated(room, person, 2, room.now - 9 * DAY)
        rated(room, person, 5, room.now - DAY)
        room.observe(person, room.school.competency, 3, days_ago=4)
    args = (cohort_columns(room.cohort, at=room.now), cohort_learners(room.cohort, at=room.now))
    keys = keys_of(room.cohort, None, at=room.now)
    with django_assert_num_queries(2):
        found = calibration_of(*args, keys, cohort_id=room.cohort.pk, at=room.now)
    assert found.columns[0].counts == (0, 0, len(people))
    assert found.columns[1].found.n == 0
    assert {(one.own, one.level) for one in found.far} == {(5, 3)}
    assert (len(found.named), found.more) == (min(5, len(people)), max(0, len(people) - 5))


def test_calibration_as_of_a_day_knows_nothing_that_came_later(room: Classroom) -> None:
    rated(room, room.school.learner, 2, room.now - 9 * DAY)
    rated(room, room.school.learner, 5, room.now - DAY)
    room.observe(room.school.learner, room.school.competency, 3, days_ago=8)
    then = calibrated(room, then=room.now - 5 * DAY)
    assert then.columns[0].counts == (1, 0, 0)
    assert then.far == ()
    assert calibrated(room, then=room.now - 20 * DAY).pairs == 0


def test_few_are_told_to_those_who_see_names_alone(room: Classroom) -> None:
    people = UserFactory.create_batch(7)
    room.admit(*people)
    for place, person in enumerate(people):
        rated(room, person, 4 if place else 3, room.now - DAY)
        room.observe(person, room.school.competency, 3, days_ago=2)
    said = []
    for by_name in (True, False):
        (bar,) = figures_of(
            room.cohort,
            columns=cohort_columns(room.cohort, at=room.now),
            learners=cohort_learners(room.cohort, at=room.now),
            at=room.now,
            by_name=by_name,
        ).calibration_bars
        said.append([figure for _word, figure in bar.said])
    assert said == [["0", "1", "6", "+0.9", "0.9"], ["–"] * 5]
