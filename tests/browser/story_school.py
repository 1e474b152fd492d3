"""Where the story plays: the school before it begins, and the roster that somebody else wrote."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils import timezone

from interop.framework.load import load_content
from interop.framework.validate import load_folder
from people.models import Cohort, User
from tests.factories import CohortFactory, ProgramFactory, UserFactory
from tests.interop.framework_support import SEED
from tests.interop.roster.files import enrolment, oneroster, user

PASSWORD = "seven willows by the river"

# Nobody has an address. 00417 keeps its zeros. Two are in no class, a "teacher" is taught, a parent is there.
ROSTER = oneroster(
    users=(
        user("T-1", "Thea", "Marlowe", "teacher"),
        user("00417", "Zoé", "Zürcher"),
        user("00418", "Mina", "Ashdown"),
        user("T-2", "Tim", "Larkin", "teacher"),
        user("00420", "Noël", "Nowhere"),
        user("00421", "Una", "Unplaced"),
        user("P-1", "Paula", "Zürcher", "parent"),
    ),
    enrollments=(
        enrolment(1, "c-anat", "T-1", "teacher"),
        enrolment(2, "c-anat", "00417", "student"),
        enrolment(3, "c-anat", "00418", "student"),
        enrolment(4, "c-anat", "T-2", "student"),
        enrolment(5, "c-hist", "T-1", "teacher"),
        enrolment(6, "c-hist", "T-2", "student"),
    ),
)


@dataclass(frozen=True)
class School:
    """Who is there before the roster is loaded."""

    cohort: Cohort
    other_cohort: Cohort
    admin: User
    faculty: User
    signer: User


def open_school() -> School:
    """Load the seed content, and write a program with two empty cohorts, an admin and two colleagues."""
    load_content(content=load_folder(SEED), at=timezone.now())
    program = ProgramFactory(code="MD", name="Doctor of Medicine")
    cohorts = [
        CohortFactory(program=program, code=year, name=f"Class of {year}") for year in ("2029", "2028")
    ]
    return School(
        *cohorts,
        admin=_person("Ada", "Admin", is_school_admin=True),
        faculty=_person("Farah", "Faculty"),
        signer=_person("Simon", "Signer"),
    )


def _person(given: str, family: str, **fields: object) -> User:
    person: User = UserFactory(
        given_name=given, family_name=family, email=f"{given.lower()}@school.example", **fields
    )
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
