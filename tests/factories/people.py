"""Factories of people: the rows as they stand after the services wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from people.models import (
    AccessLog,
    Campus,
    ClaimCode,
    Cohort,
    Enrolment,
    ExternalId,
    Group,
    GroupSpell,
    Program,
    StaffRole,
    User,
)

__all__ = [
    "AccessLogFactory",
    "CampusFactory",
    "ClaimCodeFactory",
    "CohortFactory",
    "EnrolmentFactory",
    "ExternalIdFactory",
    "GroupFactory",
    "GroupSpellFactory",
    "ProgramFactory",
    "StaffRoleFactory",
    "UserFactory",
]

LONG_AGO = date(2020, 1, 1)
RECORDED = datetime(2020, 1, 1, 12, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    """An activated person with an address and no password (sign in by `client.force_login`)."""

    class Meta:
        model = User

    given_name = factory.Sequence(lambda n: f"Given{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")
    email = factory.Sequence(lambda n: f"person{n}@school.example")
    password = "!"
    created_at = RECORDED
    activated_at = RECORDED

    class Params:
        unclaimed = factory.Trait(email=None, activated_at=None)
        admin = factory.Trait(is_school_admin=True)


class ExternalIdFactory(DjangoModelFactory):
    class Meta:
        model = ExternalId

    user = factory.SubFactory(UserFactory)
    system = "roster"
    sourced_id = factory.Sequence(lambda n: f"{n:05d}")


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program

    code = factory.Sequence(lambda n: f"MD{n}")
    name = factory.Sequence(lambda n: f"Program {n}")


class CampusFactory(DjangoModelFactory):
    class Meta:
        model = Campus

    program = factory.SubFactory(ProgramFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.Sequence(lambda n: f"Campus {n}")


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    program = factory.SubFactory(ProgramFactory)
    code = factory.Sequence(lambda n: f"C{n}")
    name = factory.Sequence(lambda n: f"Class {n}")
    starts_on = LONG_AGO


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    cohort = factory.SubFactory(CohortFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    name = factory.Sequence(lambda n: f"Group {n}")


class EnrolmentFactory(DjangoModelFactory):
    """A spell that has been running since 2020, open unless `ends_on` is given."""

    class Meta:
        model = Enrolment

    user = factory.SubFactory(UserFactory)
    cohort = factory.SubFactory(CohortFactory)
    starts_on = LONG_AGO
    recorded_from = RECORDED


class GroupSpellFactory(DjangoModelFactory):
    class Meta:
        model = GroupSpell

    user = factory.SubFactory(UserFactory)
    group = factory.SubFactory(GroupFactory)
    starts_on = LONG_AGO
    recorded_from = RECORDED


class StaffRoleFactory(DjangoModelFactory):
    """A faculty role held since 2020. Give `program` or `cohort`; without either it is on a new cohort."""

    class Meta:
        model = StaffRole

    user = factory.SubFactory(UserFactory)
    role = StaffRole.Role.FACULTY
    program = None
    cohort = factory.Maybe("program", yes_declaration=None, no_declaration=factory.SubFactory(CohortFactory))
    starts_on = LONG_AGO
    created_at = RECORDED


class ClaimCodeFactory(DjangoModelFactory):
    class Meta:
        model = ClaimCode

    user = factory.SubFactory(UserFactory, unclaimed=True)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    created_by = factory.SubFactory(UserFactory, admin=True)
    created_at = RECORDED
    expires_at = datetime(2120, 1, 1, tzinfo=UTC)


class AccessLogFactory(DjangoModelFactory):
    class Meta:
        model = AccessLog

    actor = factory.SubFactory(UserFactory)
    action = AccessLog.Action.VIEWED_RECORD
    subject = factory.SubFactory(UserFactory)
