"""Which groups are at which campus."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import Campus, Group, Program
from people.services.campuses import place_groups
from people.services.errors import RefusedError
from tests.factories.people import CampusFactory, CohortFactory, GroupFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return ProgramFactory()


def groups_of(program: Program, number: int) -> list[Group]:
    cohort = CohortFactory(program=program)
    return [GroupFactory(cohort=cohort) for _ in range(number)]


def at(campus: Campus) -> set[Group]:
    return set(campus.groups.all())


def test_groups_move_to_a_campus_and_away_from_it(program: Program) -> None:
    here, there = CampusFactory(program=program), CampusFactory(program=program)
    first, second, third = groups_of(program, 3)
    assert place_groups(campus=there, groups=[second]) == 1
    assert place_groups(campus=here, groups=[first, second]) == 2
    assert (at(here), at(there)) == ({first, second}, set())
    assert place_groups(campus=here, groups=[first, second]) == 0
    assert place_groups(campus=here, groups=[third]) == 3
    assert at(here) == {third}


def test_group_of_another_program_is_refused_and_nothing_moves(program: Program) -> None:
    campus = CampusFactory(program=program)
    (group,), (stranger,) = groups_of(program, 1), groups_of(ProgramFactory(), 1)
    with pytest.raises(RefusedError):
        place_groups(campus=campus, groups=[group, stranger])
    assert at(campus) == set()
    stranger.campus = campus
    with pytest.raises(ValidationError) as refused:
        stranger.full_clean()
    assert list(refused.value.message_dict) == ["campus"]


def test_code_of_a_campus_is_its_own_within_the_program(program: Program) -> None:
    CampusFactory(program=program, code="R")
    CampusFactory(code="R")
    with pytest.raises(IntegrityError), transaction.atomic():
        CampusFactory(program=program, code="R")


def test_campus_with_groups_is_not_deleted(program: Program) -> None:
    campus = CampusFactory(program=program)
    place_groups(campus=campus, groups=groups_of(program, 1))
    with pytest.raises(ProtectedError):
        campus.delete()
