"""As of a day: what was recorded since changes nothing, and screen and export say the same, then and now."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from learners.matrix import read_matrix
from learners.moved import moves_since
from people.models import Enrolment, User
from reports.catalogue import READY
from reports.services.exporting import Choice, export_cohort
from tests.assessments.services.school import RIGHT
from tests.factories import (
    CampusFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    UserFactory,
)
from tests.learners.classroom import Classroom
from tests.learners.test_moved import levels_then

DAY = timedelta(days=1)
TABLES = [one.name for one in READY.values() if "json" in one.formats]


@pytest.fixture
def room(db: None) -> Classroom:
    """Ana was seen at level 4 ten days ago and at 2 yesterday, Ben at 3 yesterday, Cleo never.

    By hand: five days ago Ana stood at 4 and nobody else anywhere; now Ana stands at 3, the middle of 4
    and 2, and Ben at 3.
    """
    room = Classroom.open()
    Enrolment.objects.update(ends_on=room.now.date() - 30 * DAY, status="withdrawn")
    for name in ("Ana", "Ben", "Cleo"):
        person = UserFactory(given_name=name, family_name="X")
        EnrolmentFactory(user=person, cohort=room.cohort, recorded_from=room.now - 100 * DAY)
        for days_ago, level in {"Ana": ((10, 4), (1, 2)), "Ben": ((1, 3),)}.get(name, ()):
            room.observe(person, room.school.competency, level, days_ago=days_ago)
    return room


def rows(room: Classroom, **choice) -> list[dict]:
    said = Choice(**{"file_format": "json", **choice})
    return json.loads(export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=said).content)[
        "rows"
    ]


def levels(room: Classroom, **choice) -> dict[str, int | None]:
    code = room.school.competency.code
    found = rows(room, codes=frozenset({code}), **choice)
    return {row["given_name"]: row["level"] for row in found}


def test_screen_and_export_say_the_same_then_and_now(room):
    then = room.now - 5 * DAY
    matrix = read_matrix(room.cohort, at=timezone.now())
    place = [column.code for column in matrix.columns].index(room.school.competency.code)
    on_screen = {row.learner.given_name: row.stands[place].level for row in matrix.rows}
    moves = moves_since(matrix, levels_then(room, then, timezone.now()))
    then_on_screen = {**on_screen, **{move.learner.given_name: move.before for move in moves}}
    assert levels(room) == on_screen == {"Ana": 3, "Ben": 3, "Cleo": None}
    assert levels(room, as_of=then) == then_on_screen == {"Ana": 4, "Ben": None, "Cleo": None}
    counted = [rows(room, report="attainment", as_of=at)[0] for at in (then, None)]
    assert [(row["not_assessed"], row["in_progress"], row["at_target"]) for row in counted] == [
        (2, 1, 1),
        (1, 2, 2),
    ]


@pytest.mark.parametrize("report", TABLES)
def test_what_is_recorded_later_changes_no_report_as_of_an_earlier_day(room, report):
    # Contents are those of today, so the quizzes exist before; what is given and sat comes later.
    then, quizzes = room.now - 5 * DAY, [room.school.quiz() for _n in range(2)]
    before = rows(room, report=report, as_of=then)
    late, ana = UserFactory(), User.objects.get(given_name="Ana")
    here = GroupFactory(cohort=room.cohort, campus=CampusFactory(program=room.cohort.program))
    GroupSpellFactory(user=ana, group=here, recorded_from=room.now - 2 * DAY)
    EnrolmentFactory(user=late, cohort=room.cohort, recorded_from=room.now - 2 * DAY)
    for person, administration in zip((late, ana), quizzes, strict=True):
        room.observe(person, room.school.competency, 5, days_ago=2)
        attempt = room.school.start(administration, user=person, at=room.now - DAY)
        room.school.answer(attempt, 1, RIGHT, at=room.now - DAY)
        room.school.submit(attempt, at=room.now - DAY)
    assert rows(room, report=report, as_of=then) == before
