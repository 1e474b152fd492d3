"""The report on assessment quality against figures worked out by hand."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt
from common.school_time import school_day, start_of_day
from learners.periods import Period
from reports.audience import Audience
from reports.services.exporting import Choice, export_cohort, prepare
from tests.assessments.services.school import NOW, RIGHT, WRONG
from tests.factories import UserFactory
from tests.learners.classroom import Classroom

KINDS = ("single_best_answer",) * 3
PATTERNS = ("111", "110", "100", "100")
"""Facilities 1, 1/2, 1/4; totals 3, 2, 1, 1. KR-20 = 3/2 (1 - 0.4375 / 0.6875) = 0.5455. The deviation of the
shares is root(2.75 / 3) / 3 = 0.3191, times root(1 - 0.5455) = 0.2152. Questions 2 and 3 go with the rest by
0.25 / root(0.1875) = 0.5774; question 1 has no spread."""


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()


def sat(room: Classroom, *patterns: str, admitted: bool = True):
    administration = room.school.quiz(kinds=KINDS)
    for pattern in patterns:
        person = UserFactory()
        if admitted:
            room.admit(person)
        attempt = room.school.start(administration, user=person)
        for position, mark in enumerate(pattern, start=1):
            room.school.answer(attempt, position, RIGHT if mark == "1" else WRONG)
        room.school.submit(attempt)
    return administration


def rows(room: Classroom, **choice) -> list[dict]:
    said = Choice(report="assessment-quality", file_format="json", **choice)
    file = export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=said)
    return json.loads(file.content)["rows"]


def test_figures_are_those_worked_out_by_hand(room):
    sat(room, *PATTERNS)
    sat(room, "000", admitted=False)
    (line,) = rows(room)
    assert (line["sittings"], line["questions"]) == (4, 3)
    assert line["facility"] == pytest.approx(7 / 12, abs=1e-5)
    assert line["alpha"] == line["kr20"] == pytest.approx(0.54545, abs=1e-4)
    assert line["error"] == pytest.approx(0.2152, abs=1e-4)
    assert line["discrimination"] == pytest.approx(0.57735, abs=1e-4)
    assert line["reasons"].startswith("There are 4 sittings; nothing is said below 10.")


def test_practice_and_what_was_not_released_by_the_day_are_left_out(room):
    sat(room, *PATTERNS)
    assert rows(room, as_of=NOW - timedelta(days=1)) == []
    Attempt.objects.filter(n=1).update(mode="practice")
    assert rows(room) == []


def test_flags_come_with_their_reasons_and_for_others_without_answers(room):
    sat(room, *["111"] * 9, "110", "100")
    (line,) = rows(room)
    assert line["flagged"] == 3
    assert "Too easy. 100 % of the points were earned" in line["reasons"].replace("\u00a0", " ")
    (told,) = rows(room, audience=Audience.COMMITTEE)
    assert "Too easy: 1" in told["reasons"]
    assert "%" not in told["reasons"]


def test_of_few_sittings_others_than_staff_are_told_nothing(room):
    sat(room, *PATTERNS)
    (line,) = rows(room, audience=Audience.VISITOR)
    assert {key for key, cell in line.items() if cell is not None} == {"assessment"}


def test_queries_do_not_grow_with_assessments_or_learners(room, django_assert_max_num_queries):
    counts = []
    for more in (1, 2, 3):
        for _n in range(more):
            sat(room, *PATTERNS)
        with django_assert_max_num_queries(40) as asked:
            choice = Choice(report="assessment-quality", file_format="csv")
            made = prepare(cohort=room.cohort, choice=choice, at=timezone.now(), made_by="root")
            assert len(list(made.rows)) == made.row_count
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_sittings_handed_in_on_other_days_are_left_out(room):
    sat(room, *PATTERNS)
    early = Attempt.objects.order_by("pk")[:2]
    before = school_day(NOW) - timedelta(days=9)
    Attempt.objects.filter(pk__in=[one.pk for one in early]).update(submitted_at=start_of_day(before))
    (line,) = rows(room, period=Period(last=before))
    assert (line["sittings"], line["facility"]) == (2, pytest.approx(5 / 6, abs=1e-5))
    (line,) = rows(room, period=Period(first=before + timedelta(days=1)))
    assert (line["sittings"], line["facility"]) == (2, pytest.approx(2 / 6, abs=1e-5))
