"""The pages about people of the school: claim codes, groups, staff, everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import ClaimCode, Cohort, GroupSpell, StaffRole
from people.services.claiming import find_claim
from tests.factories.people import (
    LONG_AGO,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupSpellFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.people.school_pages import url

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


# Codes


def test_codes_are_shown_once_for_everyone_without_an_address(as_lead, cohort, student):
    learners = [
        EnrolmentFactory(user__unclaimed=True, user__family_name=name, cohort=cohort).user
        for name in ("Zimmer", "Abel")
    ]
    asked = as_lead.get(url("cohort-codes", cohort.public_id)).content.decode()
    assert "Abel" in asked
    assert "Stella" not in asked.partition("<main")[2]
    assert not ClaimCode.objects.exists()
    answer = as_lead.post(url("cohort-codes", cohort.public_id))
    assert "no-store" in answer["Cache-Control"]
    issued = answer.context["issued"]
    assert [each.user for each in issued] == learners[::-1]
    for each in issued:
        assert each.code in answer.content.decode()
        assert find_claim(code=each.code, at=timezone.now()).user == each.user


def test_codes_page_says_when_nobody_needs_one(as_lead, cohort):
    assert "Nobody needs a code" in as_lead.get(url("cohort-codes", cohort.public_id)).content.decode()


def test_code_for_an_activated_account_is_refused_with_a_reason(as_lead, cast):
    answer = as_lead.post(url("learner-code", cast.cohort.public_id, cast.student.public_id), follow=True)
    assert "already set a password" in answer.content.decode()
    assert not ClaimCode.objects.exists()


# Groups


def test_learners_join_and_leave_a_group(as_lead, cast, now_day):
    page = as_lead.get(url("group-join", cast.group.public_id)).content.decode()
    assert "Oscar Cast" in page
    assert "Stella Cast" not in page.partition("<main")[2]
    data = {"learners": [str(cast.other_student.public_id)], "starts_on": "2026-09-01"}
    answer = as_lead.post(url("group-join", cast.group.public_id), data, follow=True)
    assert "1 learner joined." in answer.content.decode()
    as_lead.post(url("group-leave", cast.group.public_id, cast.student.public_id))
    running = GroupSpell.objects.running(now_day).filter(group=cast.group)
    assert [spell.user for spell in running] == [cast.other_student]
    assert "Who left" in as_lead.get(url("group-detail", cast.group.public_id)).content.decode()


def test_stranger_cannot_be_put_into_a_group(as_lead, cast):
    data = {"learners": [str(cast.elsewhere_student.public_id)], "starts_on": "2026-09-01"}
    assert as_lead.post(url("group-join", cast.group.public_id), data).status_code == 422
    assert not GroupSpell.objects.filter(user=cast.elsewhere_student).exists()


@pytest.mark.parametrize("count", [1, 3, 9])
def test_group_costs_the_same_however_many_members(as_lead, cast, count, django_assert_num_queries):
    for _ in range(count):
        GroupSpellFactory(group=cast.group)
    with django_assert_num_queries(7):
        as_lead.get(url("group-detail", cast.group.public_id))


# Staff


def give(client: Client, cohort: Cohort, **data):
    data = {"who": "", "role": "signer", "starts_on": "2026-09-01", "ends_on": "", **data}
    return client.post(url("cohort-role-give", cohort.public_id), data)


def test_role_is_given_to_somebody_here_and_to_somebody_new(as_lead, cohort, lead, faculty):
    give(as_lead, cohort, who="farah@school.example")
    give(as_lead, cohort, who="new@school.example", given_name="Nia", family_name="New")
    given = StaffRole.objects.filter(created_by=lead).order_by("pk")
    assert [(role.user.given_name, role.role, role.cohort) for role in given] == [
        ("Farah", "signer", cohort),
        ("Nia", "signer", cohort),
    ]
    page = as_lead.get(url("cohort-staff", cohort.public_id)).content.decode()
    assert "Nia New" in page
    assert "Former staff" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"who": "simon@school.example"}, "already has this role"),
        ({"who": "farah@school.example", "ends_on": "2026-08-31"}, "cannot come before"),
        ({"who": "farah@school.example", "role": "king"}, "That is not among the choices"),
    ],
)
def test_role_that_cannot_be_given_is_refused_with_a_reason(as_lead, cohort, data, said):
    before = StaffRole.objects.count()
    answer = give(as_lead, cohort, **data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert StaffRole.objects.count() == before


def test_role_is_ended_at_once(as_lead, cast, now_day):
    address = url("cohort-role-end", cast.cohort.public_id, cast.faculty.public_id, "faculty", LONG_AGO)
    as_lead.post(address, {"ends_on": now_day - A_DAY})
    assert not StaffRole.objects.running(now_day).filter(user=cast.faculty).exists()


def test_program_role_is_given_and_ended_by_who_leads_the_program(as_admin, cast, now_day):
    data = {"who": "farah@school.example", "role": "lead", "starts_on": "2026-09-01"}
    as_admin.post(url("program-role-give", cast.program.public_id), data)
    role = StaffRole.objects.get(program=cast.program)
    address = url("program-role-end", cast.program.public_id, role.user.public_id, "lead", role.starts_on)
    as_admin.post(address, {"ends_on": now_day})
    role.refresh_from_db()
    assert role.ends_on == now_day


@pytest.mark.parametrize("count", [1, 3, 9])
def test_staff_costs_the_same_however_many_roles(as_lead, cohort, admin, count, django_assert_num_queries):
    for _ in range(count):
        StaffRoleFactory(cohort=cohort, created_by=admin)
    with django_assert_num_queries(8):
        as_lead.get(url("cohort-staff", cohort.public_id))


# Everybody


def test_admin_finds_people_by_name_address_and_identifier(as_admin, cast):
    nowhere = UserFactory(given_name="Zoé", family_name="Éluard", email="zoe@home.example")
    ExternalIdFactory(user=nowhere, sourced_id="00417")
    closed = UserFactory(is_active=False)
    unclaimed = EnrolmentFactory(user__unclaimed=True).user

    def found(**query) -> list:
        return [row.record for row in as_admin.get(url("person-list"), query).context["table"].page]

    assert found(q="eluard zoe") == found(q="ZOE@home") == found(q="00417") == [nowhere]
    assert found(show="closed") == [closed]
    assert found(show="account") == [unclaimed]
    assert nowhere in found(show="nowhere")
    assert cast.student not in found(show="nowhere")
    assert cast.former_staff in found(show="nowhere")
    assert found(q="nobody at all") == []


def test_admin_mends_a_name_and_the_address_of_who_never_signed_in(as_admin, student):
    unseen = UserFactory(activated_at=None)
    data = {"given_name": "Zoé", "family_name": "Abel", "email": "Zoe@Home.Example"}
    for person in (unseen, student):
        as_admin.post(url("person-edit", person.public_id), data)
        person.refresh_from_db()
        assert (person.given_name, person.sort_name) == ("Zoé", "abel zoe")
    assert (unseen.email, student.email) == ("zoe@home.example", "stella@school.example")


def test_address_of_another_is_refused_with_a_reason(as_admin):
    unseen = UserFactory(activated_at=None)
    data = {"given_name": "A", "family_name": "B", "email": "STELLA@school.example"}
    answer = as_admin.post(url("person-edit", unseen.public_id), data)
    assert answer.status_code == 422
    assert "already has this address" in answer.content.decode()


def test_account_is_closed_and_reopened(as_admin, cast):
    browser = cast.client("student")
    as_admin.post(url("person-close", cast.student.public_id))
    assert browser.get("/account/")["Location"].startswith("/accounts/login/")
    as_admin.post(url("person-reopen", cast.student.public_id))
    cast.student.refresh_from_db()
    assert cast.student.is_active


def test_admin_cannot_close_their_own_account(as_admin, admin):
    as_admin.post(url("person-close", admin.public_id))
    admin.refresh_from_db()
    assert admin.is_active
