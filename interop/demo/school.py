"""Building the demo school through the same services that pages use, at instants of the last weeks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from assessments.models import Assessment
from assessments.services.administering import allow_counting
from common.school_time import end_of_day, school_day, start_of_day
from competencies.models import FrameworkVersion
from interop.demo.cast import ADMIN, DOMAIN, LEARNERS, STAFF, Staff
from learners.services.following import follow_framework
from people.models import Campus, Cohort, Group, Program, StaffRole, User
from people.services.accounts import create_person, set_password
from people.services.enrolling import enrol_many
from people.services.grouping import join_group
from people.services.staffing import give_role

PROGRAM_CODE = "HMD"
CAMPUSES = (("H", "Harrow Hill"), ("M", "Meresford"))
GROUPS = (("A", "Group A", "H"), ("B", "Group B", "H"), ("C", "Group C", "M"))


@dataclass(frozen=True, slots=True)
class School:
    """The people and places of the demo school."""

    program: Program
    cohort: Cohort
    groups: tuple[Group, ...]
    admin: User
    staff: dict[str, User]
    learners: tuple[User, ...]
    version: FrameworkVersion


@transaction.atomic
def found_school(*, version: FrameworkVersion, password: str, at: datetime) -> School:
    """Make the program, its class of 2029 in three groups at two campuses, its staff and its learners, as of
    `at`."""
    on = school_day(at)
    admin = _person(ADMIN, password=password, at=at)
    admin.is_school_admin = True
    admin.save(update_fields=["is_school_admin"])
    program = Program.objects.create(code=PROGRAM_CODE, name="Doctor of Medicine")
    cohort = Cohort.objects.create(program=program, code="2029", name="Class of 2029", starts_on=on)
    campuses = {code: Campus.objects.create(program=program, code=code, name=name) for code, name in CAMPUSES}
    groups = tuple(
        Group.objects.create(cohort=cohort, code=code, name=name, campus=campuses[campus])
        for code, name, campus in GROUPS
    )
    staff = {}
    for member in STAFF:
        person = _person(member, password=password, at=at)
        for role in member.roles:
            give_role(user=person, role=StaffRole.Role(role), by=admin, starts_on=on, at=at, program=program)
        staff[member.mailbox] = person
    learners = _learners(cohort, groups, password=password, on=on, at=at)
    follow_framework(cohort=cohort, version=version, starts_on=on)
    for assessment in Assessment.objects.exclude(type="self_rating").exclude(type="observation"):
        allow_counting(assessment=assessment, by=admin, at=at)
    return School(program, cohort, groups, admin, staff, learners, version)


def _person(member: Staff, *, password: str, at: datetime) -> User:
    person = create_person(
        given_name=member.given_name,
        family_name=member.family_name,
        email=f"{member.mailbox}@{DOMAIN}",
        at=at,
    )
    set_password(user=person, password=password, at=at)
    return person


def _learners(
    cohort: Cohort, groups: Sequence[Group], *, password: str, on: date, at: datetime
) -> tuple[User, ...]:
    """The first learner has a password and an easy address; two came from the roster without an address."""
    people = []
    for number, (given, family) in enumerate(LEARNERS):
        without_address = number in {12, 19}
        mailbox = (
            "student" if number == 0 else f"{given}.{family}".lower().replace("é", "e").replace("í", "i")
        )
        person = create_person(
            given_name=given,
            family_name=family,
            email=None if without_address else f"{mailbox}@{DOMAIN}",
            external_ids=(("demo", f"{417 + number:05}"),),
            at=at,
        )
        people.append(person)
    set_password(user=people[0], password=password, at=at)
    enrol_many(cohort=cohort, user_ids=[person.pk for person in people], starts_on=on, at=at)
    for number, person in enumerate(people):
        join_group(user=person, group=groups[number % len(groups)], starts_on=on, at=at)
    return tuple(people)


def days_before(now: datetime, days: int, *, hour: int = 10) -> datetime:
    """Return an instant `days` days before `now`, at an hour of the school's day, never later than now."""
    day = school_day(now) - timedelta(days=days)
    return min(start_of_day(day) + timedelta(hours=hour), now)


def due_in(now: datetime, days: int) -> datetime:
    """Return the end of the day that lies `days` days after `now` (before it, where negative)."""
    return end_of_day(school_day(now) + timedelta(days=days))


def chance() -> random.Random:
    """Return the dice of the demo: the same school every time."""
    return random.Random(2029)  # noqa: S311 - no secret
