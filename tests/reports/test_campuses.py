"""Figures by campus: they add up to the cohort's, and beside it they give no small group away."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations_with_replacement, product

import pytest
from django.utils import timezone

from reports.audience import Audience
from reports.services.exporting import Choice, export_cohort
from reports.small_cells import suppressed, suppressed_parts
from tests.factories import CampusFactory, GroupFactory, GroupSpellFactory, UserFactory
from tests.learners.classroom import Classroom

Table = tuple[tuple[int, ...], ...]


def tables(sizes: tuple[int, ...], statuses: int) -> Iterator[Table]:
    """Every way in which campuses of these sizes can stand."""
    yield from product(
        *[[row for row in product(range(n + 1), repeat=statuses) if sum(row) == n] for n in sizes]
    )


def told(table: Table, smallest: int) -> tuple[object, object]:
    """What the report of the cohort tells, and what that of its campuses tells."""
    parts = [dict(zip("abcd", row, strict=False)) for row in table]
    whole = {key: sum(part[key] for part in parts) for key in parts[0]}
    return (
        tuple(suppressed(whole, smallest=smallest).values()),
        tuple(tuple(part.values()) for part in suppressed_parts(parts, smallest=smallest)),
    )


@pytest.mark.sqlite
@pytest.mark.parametrize("sizes", [*combinations_with_replacement(range(2, 8), 2), (3, 3, 3), (2, 4, 5)])
def test_attack_by_campus_and_cohort_side_by_side_learns_no_small_group(sizes):
    """The attacker knows the rule, the sizes and both reports, and tries every table that fits.

    What the report of the cohort and the sizes give away by themselves (all of it at one status) is no secret
    that the campuses could keep.
    """
    statuses, smallest = 3, 3
    cohort_alone, both = defaultdict(list), defaultdict(list)
    for table in tables(sizes, statuses):
        of_cohort, of_campuses = told(table, smallest)
        cohort_alone[of_cohort].append(table)
        both[of_cohort, of_campuses].append(table)
    for (of_cohort, of_campuses), fits in both.items():
        for part, status in product(range(len(sizes)), range(statuses)):
            values = {table[part][status] for table in fits}
            before = {table[part][status] for table in cohort_alone[of_cohort]}
            if of_campuses[part][status] is not None or len(before) == 1:
                continue
            assert len(values) > 1 or values.pop() in {0, *range(smallest, 99)}, (of_cohort, fits)
        for status in range(statuses):
            sums = {sum(row[status] for row in table) for table in fits}
            before = {sum(row[status] for row in table) for table in cohort_alone[of_cohort]}
            assert len(sums) == len(before) or len(sums) > 1


@pytest.fixture
def room(db: None) -> Classroom:
    """Twelve at each of two campuses, all of them seen at level 4; one in groups of both, one in none."""
    room = Classroom.open()
    groups = []
    for name in ("East", "West"):
        campus = CampusFactory(program=room.cohort.program, name=name)
        groups.append(GroupFactory(cohort=room.cohort, name=name, campus=campus))
    people = UserFactory.create_batch(25)
    room.admit(*people)
    for group, members in zip(groups, (people[:13], people[12:]), strict=True):
        for person in members:
            GroupSpellFactory(user=person, group=group)
    for person in people:
        room.observe(person, room.school.competency, 4)
    return room


def rows(room: Classroom, report: str = "campus-attainment", **choice) -> list[dict]:
    said = Choice(report=report, file_format="json", **choice)
    file = export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=said)
    return json.loads(file.content)["rows"]


def test_campuses_add_up_to_the_cohort(room):
    found = [row for row in rows(room) if row["competency"] == room.school.competency.code]
    assert [(row["campus"], row["learners"], row["in_progress"]) for row in found] == [
        ("East", 12, 12),
        ("West", 12, 12),
        ("Several campuses", 1, 1),
        ("No campus", 1, 0),
    ]
    whole = rows(room, report="attainment")[0]
    for key in ("learners", "in_progress", "not_assessed", "at_target"):
        assert sum(row[key] for row in found) == whole[key]


def test_others_than_staff_are_told_of_all_campuses_or_of_none(room):
    found = rows(room, audience=Audience.COMMITTEE)
    first = [row for row in found if row["competency"] == room.school.competency.code]
    # One is at several campuses and one at none: two small groups, so nothing is told.
    assert {row["in_progress"] for row in first} == {None}
    assert {row["learners"] for row in first} == {12, 1}


def test_without_a_campus_there_is_nothing_to_tell(db):
    room = Classroom.open()
    assert rows(room) == []
