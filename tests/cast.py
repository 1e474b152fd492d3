"""The cast: the people that tests speak about, each with what they may do in one school.

One program has two cohorts; a second program knows nothing of them. `cohort` is where the story plays.
Ask for the whole `cast`, or for one of them by name: `def test_...(lead, student): ...`.
Everybody's role or spell began in 2020 and is open, so that tests need no clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from people.models import Cohort, Group, Program, User
from tests.factories.people import (
    CohortFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    ProgramFactory,
    StaffRoleFactory,
    UserFactory,
)

ACTORS = (
    "admin",
    "lead",
    "faculty",
    "signer",
    "viewer",
    "other_lead",
    "former_staff",
    "faculty_student",
    "student",
    "other_student",
    "anonymous",
)
"""Every actor of the permission matrix, in the order of its columns."""


@dataclass(frozen=True)
class Cast:
    """A school and its people."""

    program: Program
    cohort: Cohort
    group: Group
    other_cohort: Cohort
    """Of the same program; its lead is `other_lead`, `elsewhere_student` learns there."""
    foreign_cohort: Cohort
    """Of another program; `faculty_student` teaches there."""
    admin: User
    lead: User
    """Lead of `cohort`, not a signer."""
    faculty: User
    signer: User
    viewer: User
    other_lead: User
    """Lead of `other_cohort`."""
    former_staff: User
    """Lead of `cohort` until 2021."""
    faculty_student: User
    """Faculty of `foreign_cohort`, a learner in `cohort`."""
    student: User
    """A learner in `cohort` and in `group`."""
    other_student: User
    """A learner in `cohort`: a classmate of `student`."""
    elsewhere_student: User
    """A learner in `other_cohort`."""
    anonymous: AnonymousUser = field(default_factory=AnonymousUser)

    def client(self, actor: str) -> Client:
        """Return a browser in which the actor is signed in; nobody for `anonymous`.

        The session is what signing in leaves, without the signing in: the matrices ask thousands of times.
        """
        client = Client()
        person = getattr(self, actor)
        if isinstance(person, User):
            session = import_module(django_settings.SESSION_ENGINE).SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.save()
            client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
        return client


def _person(name: str, **fields) -> User:
    return UserFactory(given_name=name, family_name="Cast", email=f"{name.lower()}@school.example", **fields)


def make_cast() -> Cast:
    """Write the school and its people into the database."""
    program = ProgramFactory(code="MD", name="Doctor of Medicine")
    cohort = CohortFactory(program=program, code="2029", name="Class of 2029")
    other_cohort = CohortFactory(program=program, code="2028", name="Class of 2028")
    foreign_cohort = CohortFactory(program__code="PA", program__name="Physician Assistant", code="2027")
    group = GroupFactory(cohort=cohort, code="A", name="Tutorial A")
    cast = Cast(
        program=program,
        cohort=cohort,
        group=group,
        other_cohort=other_cohort,
        foreign_cohort=foreign_cohort,
        admin=_person("Ada", is_school_admin=True),
        lead=_person("Lena"),
        faculty=_person("Farah"),
        signer=_person("Simon"),
        viewer=_person("Vera"),
        other_lead=_person("Otto"),
        former_staff=_person("Flora"),
        faculty_student=_person("Felix"),
        student=_person("Stella"),
        other_student=_person("Oscar"),
        elsewhere_student=_person("Elsa"),
    )
    for role in ("lead", "faculty", "signer", "viewer"):
        StaffRoleFactory(user=getattr(cast, role), role=role, cohort=cohort)
    StaffRoleFactory(user=cast.other_lead, role="lead", cohort=other_cohort)
    StaffRoleFactory(user=cast.former_staff, role="lead", cohort=cohort, ends_on=date(2021, 6, 30))
    StaffRoleFactory(user=cast.faculty_student, role="faculty", cohort=foreign_cohort)
    for learner in (cast.student, cast.other_student, cast.faculty_student):
        EnrolmentFactory(user=learner, cohort=cohort)
    EnrolmentFactory(user=cast.elsewhere_student, cohort=other_cohort)
    GroupSpellFactory(user=cast.student, group=group)
    return cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def admin(cast: Cast) -> User:
    return cast.admin


@pytest.fixture
def lead(cast: Cast) -> User:
    return cast.lead


@pytest.fixture
def faculty(cast: Cast) -> User:
    return cast.faculty


@pytest.fixture
def signer(cast: Cast) -> User:
    return cast.signer


@pytest.fixture
def viewer(cast: Cast) -> User:
    return cast.viewer


@pytest.fixture
def other_lead(cast: Cast) -> User:
    return cast.other_lead


@pytest.fixture
def former_staff(cast: Cast) -> User:
    return cast.former_staff


@pytest.fixture
def faculty_student(cast: Cast) -> User:
    return cast.faculty_student


@pytest.fixture
def student(cast: Cast) -> User:
    return cast.student


@pytest.fixture
def other_student(cast: Cast) -> User:
    return cast.other_student


@pytest.fixture
def elsewhere_student(cast: Cast) -> User:
    return cast.elsewhere_student


@pytest.fixture
def anonymous() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def cohort(cast: Cast) -> Cohort:
    return cast.cohort


@pytest.fixture
def group(cast: Cast) -> Group:
    return cast.group


@pytest.fixture
def program(cast: Cast) -> Program:
    return cast.program
