"""People as rosters name them, staff roles, and the log: what may change, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from people.models import AccessLog, ExternalId, StaffRole, User
from people.services import accounts, admitting, staffing
from people.services.access_log import log_access, log_looks
from people.services.accounts import ChangedPerson, NewPerson
from people.services.errors import RefusedError
from tests.factories.people import ExternalIdFactory, GroupFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)
A_DAY = timedelta(days=1)


def change(user: User, **values) -> accounts.Changes:
    return accounts.update_people(changes=[ChangedPerson(user_id=user.pk, **values)])


# Making people


def test_create_people_keeps_names_and_identifiers_exactly():
    made = accounts.create_people(
        people=[
            NewPerson("Zoé", "Éluard", " Zoe@School.Example ", (("sis", "00417"), ("card", "A 1"))),
            NewPerson("O'Neil", "", None),
        ],
        at=NOW,
    )
    first, second = (User.objects.get(pk=user.pk) for user in made)
    assert (first.given_name, first.family_name, first.sort_name) == ("Zoé", "Éluard", "eluard zoe")
    assert (first.email, second.email) == ("zoe@school.example", None)
    assert set(first.external_ids.values_list("system", "sourced_id")) == {("sis", "00417"), ("card", "A 1")}
    assert (first.created_at, first.activated_at, first.has_usable_password()) == (NOW, None, False)


def test_create_people_makes_nobody_when_an_address_is_taken():
    UserFactory(email="taken@school.example")
    people = [NewPerson("New", "Person", "new@school.example"), NewPerson("A", "B", "TAKEN@school.example")]
    with pytest.raises(IntegrityError), transaction.atomic():
        accounts.create_people(people=people, at=NOW)
    assert not User.objects.filter(given_name="New").exists()


# Changing people


def test_update_people_changes_names_and_the_address_of_who_never_signed_in():
    user = UserFactory(activated_at=None, email="old@school.example")
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    done = change(user, given_name="Zoé", family_name="Abel", email="New@School.Example")
    user.refresh_from_db()
    assert (user.given_name, user.email, user.sort_name) == ("Zoé", "new@school.example", "abel zoe")
    assert (done.changed, done.email_kept) == ([user.pk], [])
    assert not EmailAddress.objects.filter(user=user).exists()


def protected(kind: str) -> User:
    if kind == "activated":
        return UserFactory()
    if kind == "admin":
        return UserFactory(activated_at=None, admin=True)
    if kind == "superuser":
        return UserFactory(activated_at=None, is_superuser=True)
    days = {
        "staff": {},
        "former staff": {"ends_on": date(2021, 1, 1)},
        "staff to be": {"starts_on": date(2099, 1, 1)},
    }
    return StaffRoleFactory(user__activated_at=None, **days[kind]).user


@pytest.mark.parametrize("kind", ["activated", "admin", "superuser", "staff", "former staff", "staff to be"])
def test_update_people_never_changes_a_protected_address(kind):
    user = protected(kind)
    address = user.email
    done = change(user, given_name="Changed", email="thief@evil.example")
    user.refresh_from_db()
    assert (user.email, user.given_name) == (address, "Changed")
    assert done.email_kept == [user.pk]


def test_update_people_gives_no_address_to_staff_without_one():
    user = StaffRoleFactory(user__unclaimed=True).user
    change(user, email="thief@evil.example")
    user.refresh_from_db()
    assert user.email is None


def test_update_people_leaves_what_the_file_does_not_say():
    user = UserFactory(activated_at=None)
    before = (user.given_name, user.family_name, user.email)
    assert change(user, email="").changed == []
    user.refresh_from_db()
    assert (user.given_name, user.family_name, user.email) == before


def test_update_people_twice_changes_nothing_the_second_time():
    user = UserFactory(activated_at=None)
    values = {"given_name": "Zoé", "email": "z@school.example", "external_ids": (("sis", "00417"),)}
    assert change(user, **values).changed == [user.pk]
    assert change(user, **values).changed == []
    assert ExternalId.objects.get(user=user).sourced_id == "00417"


def test_update_people_swaps_two_addresses():
    one = UserFactory(activated_at=None, email="one@school.example")
    two = UserFactory(activated_at=None, email="two@school.example")
    accounts.update_people(
        changes=[
            ChangedPerson(user_id=one.pk, email="two@school.example"),
            ChangedPerson(user_id=two.pk, email="one@school.example"),
        ]
    )
    for user in (one, two):
        user.refresh_from_db()
    assert (one.email, two.email) == ("two@school.example", "one@school.example")


def test_update_people_leaves_erased_people_alone():
    user = UserFactory(activated_at=None, erased_at=NOW, given_name="")
    assert change(user, given_name="Back").changed == []
    user.refresh_from_db()
    assert user.given_name == ""


def test_update_people_refuses_the_identifier_of_somebody_else():
    ExternalIdFactory(system="sis", sourced_id="00417")
    user = UserFactory(activated_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(user, external_ids=(("sis", "00417"),))


@pytest.mark.parametrize("count", [1, 3, 30])
def test_people_cost_the_same_however_many(count, django_assert_num_queries):
    people = [
        NewPerson(f"G{n}", f"F{n}", f"p{n}@school.example", (("sis", f"{n:05d}"),)) for n in range(count)
    ]
    with django_assert_num_queries(5):
        made = accounts.create_people(people=people, at=NOW)
    changes = [
        ChangedPerson(user.pk, "New", f"F{n}", f"q{n}@school.example", (("sis", f"{n:05d}"),))
        for n, user in enumerate(made)
    ]
    with django_assert_num_queries(9 + count // 1000):
        assert len(accounts.update_people(changes=changes).changed) == count


# Staff


def test_give_role_is_logged_and_holds(admin, cohort):
    person = UserFactory()
    role = staffing.give_role(
        user=person, role=StaffRole.Role.SIGNER, by=admin, starts_on=DAY, at=NOW, cohort=cohort
    )
    assert (role.created_by, role.created_at) == (admin, NOW)
    line = AccessLog.objects.get(subject=person)
    assert (line.actor, line.action, line.cohort, line.at) == (admin, "changed_role", cohort, NOW)


def test_give_role_refuses_overlaps_of_the_same_role_only(admin, faculty, cohort):
    days = {"by": admin, "starts_on": DAY, "at": NOW}
    with pytest.raises(RefusedError, match="already has this role"):
        staffing.give_role(user=faculty, role="faculty", cohort=cohort, **days)
    staffing.give_role(user=faculty, role="signer", cohort=cohort, **days)
    staffing.give_role(user=faculty, role="faculty", program=cohort.program, **days)
    assert StaffRole.objects.filter(user=faculty).count() == 3


def test_give_role_needs_exactly_one_place(admin, cohort):
    for place in ({}, {"cohort": cohort, "program": cohort.program}):
        with pytest.raises(RefusedError, match="either a program or one of its cohorts"):
            staffing.give_role(user=UserFactory(), role="lead", by=admin, starts_on=DAY, at=NOW, **place)


def test_give_role_refuses_an_erased_person(admin, cohort):
    erased = UserFactory(erased_at=NOW)
    with pytest.raises(RefusedError, match="erased"):
        staffing.give_role(user=erased, role="lead", by=admin, starts_on=DAY, at=NOW, cohort=cohort)
    assert not StaffRole.objects.filter(user=erased).exists()


def test_admit_and_appoint_make_nobody_when_the_address_was_taken_meanwhile(admin, cohort, student):
    taken = NewPerson("New", "Person", student.email)
    before = User.objects.count()
    with pytest.raises(RefusedError, match="took this address"):
        admitting.admit(person=taken, cohort=cohort, starts_on=DAY, at=NOW)
    with pytest.raises(RefusedError, match="took this address"):
        admitting.appoint(person=taken, role="lead", by=admin, cohort=cohort, starts_on=DAY, at=NOW)
    assert User.objects.count() == before


def test_admit_makes_nobody_when_the_group_is_refused(cohort):
    before = User.objects.count()
    with pytest.raises(RefusedError, match="not in the cohort"):
        admitting.admit(
            person=NewPerson("New", "Person"), cohort=cohort, starts_on=DAY, at=NOW, group=GroupFactory()
        )
    assert User.objects.count() == before


def test_end_role_sets_the_last_day_and_is_logged(admin, cohort):
    role = StaffRoleFactory(cohort=cohort)
    staffing.end_role(role=role, ends_on=DAY, by=admin, at=NOW)
    role.refresh_from_db()
    assert role.ends_on == DAY
    assert AccessLog.objects.filter(subject=role.user, action="changed_role").count() == 1


def test_end_role_before_its_first_day_takes_it_back(admin, cohort):
    role = StaffRoleFactory(cohort=cohort, starts_on=DAY)
    assert staffing.end_role(role=role, ends_on=DAY - A_DAY, by=admin, at=NOW) is None
    assert not StaffRole.objects.filter(pk=role.pk).exists()
    assert AccessLog.objects.filter(subject=role.user).exists()


# The log


def test_log_access_notes_one_look_once(faculty, student):
    look = {"actor": faculty, "action": AccessLog.Action.VIEWED_RECORD, "subject": student}
    for minutes in (0, 5, 29, 31):
        log_access(at=NOW + timedelta(minutes=minutes), **look)
    assert [line.at for line in AccessLog.objects.order_by("at")] == [NOW, NOW + timedelta(minutes=31)]


def test_log_looks_notes_each_person_once(faculty, student, other_student, django_assert_num_queries):
    log_looks(actor=faculty, subjects=[student], at=NOW)
    with django_assert_num_queries(2):
        log_looks(actor=faculty, subjects=[student, other_student, faculty], at=NOW + timedelta(minutes=5))
    lines = AccessLog.objects.order_by("at").values_list("actor", "subject", "action")
    assert list(lines) == [
        (faculty.pk, student.pk, "viewed_record"),
        (faculty.pk, other_student.pk, "viewed_record"),
    ]


def test_log_access_does_not_note_ones_own_record(student):
    log_access(actor=student, action=AccessLog.Action.VIEWED_RECORD, subject=student, at=NOW)
    assert not AccessLog.objects.exists()


def test_log_access_notes_every_export(lead, cohort):
    for _ in range(2):
        log_access(actor=lead, action=AccessLog.Action.EXPORTED, cohort=cohort, at=NOW)
    assert AccessLog.objects.filter(cohort=cohort).count() == 2
