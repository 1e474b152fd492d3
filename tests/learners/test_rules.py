"""Who sees and who changes which assignments: the predicates and the querysets say the same."""

from __future__ import annotations

from datetime import date

import pytest

from learners.models import Assignment, Finding
from learners.rules import (
    SEES,
    changes_assignment,
    follows,
    reaches,
    sees_assignment,
    sees_finding,
    teaches,
)
from people.models import Enrolment
from tests.cast import ACTORS, Cast
from tests.factories import AssignmentFactory, EnrolmentFactory, StaffRoleFactory

ON = date(2026, 11, 2)
STUDENTS = {"student", "other_student"}
STAFF = {"admin", "lead", "faculty", "signer"}


@pytest.fixture
def given(cast: Cast) -> dict[str, Assignment]:
    """An assignment for each kind of target, and one that was withdrawn."""
    return {
        "cohort": AssignmentFactory(to=[cast.cohort]),
        "group": AssignmentFactory(to=[cast.group]),
        "student": AssignmentFactory(to=[cast.student]),
        "faculty_student": AssignmentFactory(to=[cast.faculty_student]),
        "elsewhere": AssignmentFactory(to=[cast.other_cohort, cast.elsewhere_student]),
        "nobody": AssignmentFactory(),
        "withdrawn": AssignmentFactory(to=[cast.cohort], state="withdrawn"),
    }


def test_every_model_with_visible_to_has_a_predicate() -> None:
    assert set(SEES) == {"assignment", "finding"}
    assert all(hasattr(model.objects.all(), "visible_to") for model in (Assignment, Finding))


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize(
    ("predicate", "read"),
    [
        (sees_assignment, "visible_to"),
        (reaches, "reaching"),
        (follows, "followed_by"),
        (teaches, "taught_by"),
        (changes_assignment, "changed_by"),
    ],
)
@pytest.mark.parametrize("spell", ["active", "on leave", "left", "active elsewhere"])
def test_predicate_and_queryset_agree(cast: Cast, predicate, read: str, spell: str) -> None:
    own = Enrolment.objects.filter(user=cast.student)
    if spell == "on leave":
        own.update(status=Enrolment.Status.ON_LEAVE)
    elif spell != "active":
        own.update(ends_on=date(2026, 10, 1))
    if spell == "active elsewhere":
        EnrolmentFactory(user=cast.student, cohort=cast.foreign_cohort)

    for actor in ACTORS:
        person = getattr(cast, actor)
        allowed = {row.pk for row in Assignment.objects.all() if predicate(person, row, on=ON)}
        found = getattr(Assignment.objects.all(), read)(person, on=ON).values_list("pk", flat=True)
        assert set(found) == allowed, actor


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cohort", STAFF | STUDENTS | {"faculty_student"}),
        ("group", STAFF | {"student"}),
        ("student", STAFF | {"student"}),
        ("faculty_student", STAFF | {"faculty_student"}),
        ("elsewhere", {"admin", "other_lead"}),
        ("nobody", set()),
        ("withdrawn", STAFF),
    ],
)
def test_assignments_are_seen_by_whom_the_design_says(cast: Cast, given, name, expected) -> None:
    seen = {actor for actor in ACTORS if sees_assignment(getattr(cast, actor), given[name], on=ON)}

    assert seen == expected


def test_findings_are_seen_by_who_sees_the_figures_of_the_cohort(cast: Cast) -> None:
    here = Finding.objects.create(cohort=cast.cohort)
    there = Finding.objects.create(cohort=cast.other_cohort)
    seen = {}
    for actor in ACTORS:
        person = getattr(cast, actor)
        found = set(Finding.objects.visible_to(person, on=ON))
        assert found == {row for row in (here, there) if sees_finding(person, row, on=ON)}, actor
        seen[actor] = found
    assert {actor for actor, found in seen.items() if here in found} == STAFF | {"viewer"}
    assert seen["other_lead"] == {there}


def test_nobody_changes_what_was_given_to_themselves_alone(cast: Cast, given) -> None:
    StaffRoleFactory(user=cast.student, role="faculty", cohort=cast.cohort)

    assert not changes_assignment(cast.student, given["student"], on=ON)
    assert changes_assignment(cast.student, given["cohort"], on=ON)


def test_permissions_ask_about_today(cast: Cast, given) -> None:
    assert cast.student.has_perm("learners.view_assignment", given["cohort"])
    assert not cast.student.has_perm("learners.change_assignment", given["cohort"])
    assert cast.faculty.has_perm("learners.change_assignment", given["cohort"])
    assert not cast.faculty.has_perm("learners.change_assignment", given["withdrawn"])
