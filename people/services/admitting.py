"""What a page does in one go: make the person if they are new, then give them their place."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.models import Cohort, Enrolment, Group, Program, StaffRole, User
from people.services.accounts import NewPerson, create_people
from people.services.enrolling import enrol
from people.services.errors import RefusedError
from people.services.grouping import join_group
from people.services.staffing import give_role


@transaction.atomic
def admit(
    *,
    person: User | NewPerson,
    cohort: Cohort,
    starts_on: date,
    at: datetime,
    group: Group | None = None,
) -> Enrolment:
    """Enrol a person, made first when they are new, and put them into `group` when one is given.

    Raises RefusedError, and changes nothing, when one of these is refused.
    """
    user = _made(person, at)
    spell = enrol(user=user, cohort=cohort, starts_on=starts_on, at=at)
    if group is not None:
        join_group(user=user, group=group, starts_on=starts_on, at=at)
    return spell


@transaction.atomic
def appoint(
    *,
    person: User | NewPerson,
    role: StaffRole.Role,
    by: User,
    starts_on: date,
    at: datetime,
    program: Program | None = None,
    cohort: Cohort | None = None,
    ends_on: date | None = None,
) -> StaffRole:
    """Give a person, made first when they are new, a role on a program or a cohort.

    Raises RefusedError, and changes nothing, when one of these is refused.
    """
    return give_role(
        user=_made(person, at),
        role=role,
        by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        at=at,
        program=program,
        cohort=cohort,
    )


def _made(person: User | NewPerson, at: datetime) -> User:
    if isinstance(person, User):
        return person
    try:
        return create_people(people=[person], at=at)[0]
    except IntegrityError as error:
        raise RefusedError(_("Somebody took this address meanwhile. Try again.")) from error
