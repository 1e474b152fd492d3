"""The pages about the school: programs, cohorts, rosters, and changes of enrolment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Cohort, Enrolment, Group, GroupSpell, Program, User
from people.services.claiming import find_claim
from tests.factories.people import (
    LONG_AGO,
    CohortFactory,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupFactory,
    GroupSpellFactory,
    ProgramFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.people.school_pages import url

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


# Programs, cohorts, groups


def test_admin_adds_a_program_and_its_first_cohort(as_admin):
    as_admin.post(url("program-create"), {"name": "Nursing", "code": "RN"})
    program = Program.objects.get(code="RN")
    page = as_admin.get(url("program-detail", program.public_id)).content.decode()
    assert "No cohort yet" in page
    days = {"starts_on": "2026-09-01", "ends_on": "2030-06-30"}
    as_admin.post(url("cohort-create", program.public_id), {"name": "Class of 2030", "code": "2030", **days})
    cohort = program.cohorts.get()
    assert (cohort.code, cohort.starts_on, cohort.ends_on) == ("2030", date(2026, 9, 1), date(2030, 6, 30))


def test_first_program_is_offered_to_an_admin():
    client = Client()
    client.force_login(UserFactory(admin=True))
    assert "Add the first program" in client.get(url("school")).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "Again", "code": "2029", "starts_on": "2026-09-01"}, "already has a cohort with that code"),
        (
            {"name": "Back", "code": "x", "starts_on": "2026-09-01", "ends_on": "2026-08-31"},
            "cannot come before the first",
        ),
        ({"name": "", "code": "x", "starts_on": "soon"}, "Give a day, such as"),
    ],
)
def test_cohort_that_cannot_be_is_refused_with_a_reason(as_admin, program, data, said):
    before = Cohort.objects.count()
    answer = as_admin.post(url("cohort-create", program.public_id), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Cohort.objects.count() == before


def test_lead_renames_their_cohort_and_its_groups(as_lead, cohort, group):
    as_lead.post(
        url("cohort-edit", cohort.public_id), {"name": "MD 2029", "code": "2029", "starts_on": "2020-01-01"}
    )
    as_lead.post(url("group-edit", group.public_id), {"name": "Tutorial Alpha", "code": "A"})
    cohort.refresh_from_db()
    group.refresh_from_db()
    assert (cohort.name, group.name) == ("MD 2029", "Tutorial Alpha")


def test_group_is_added_and_its_code_is_unique_in_the_cohort(as_lead, cohort):
    address = url("group-create", cohort.public_id)
    answer = as_lead.post(address, {"name": "Tutorial B", "code": "B"}, follow=True)
    assert "Nobody is in the group yet" in answer.content.decode()
    answer = as_lead.post(address, {"name": "Again", "code": "B"})
    assert "already has a group with that code" in answer.content.decode()
    assert Group.objects.filter(cohort=cohort, code="B").count() == 1


def test_school_shows_what_one_manages_and_no_more(as_lead, as_admin, cast):
    page = as_lead.get(url("school")).content.decode()
    assert "Class of 2029" in page
    assert "3 learners" in page
    assert "Class of 2028" not in page
    assert "New program" not in page
    assert url("program-detail", cast.program.public_id) not in page
    page = as_admin.get(url("school")).content.decode()
    assert "Class of 2028" in page
    assert "Physician Assistant" in page


@pytest.mark.parametrize("count", [1, 3, 9])
def test_school_costs_the_same_however_many_cohorts(as_admin, count, django_assert_num_queries):
    for program in ProgramFactory.create_batch(count):
        EnrolmentFactory(cohort__program=program)
    with django_assert_num_queries(7):
        as_admin.get(url("school"))


# The roster


def test_roster_shows_names_identifiers_groups_and_accounts(as_lead, cohort, student, now_day):
    ExternalIdFactory(user=student, sourced_id="00417")
    EnrolmentFactory(user__unclaimed=True, user__family_name="Codeless", cohort=cohort)
    EnrolmentFactory(user__activated_at=None, user__family_name="Unseen", cohort=cohort)
    page = as_lead.get(url("cohort-roster", cohort.public_id)).content.decode()
    for text in ("Stella Cast", "00417", "Tutorial A", "Needs a code", "Not signed in yet"):
        assert text in page
    assert "5 learners are in" in page


def test_roster_filters_by_name_group_and_state(as_lead, cohort, group, now_day):
    EnrolmentFactory(user__given_name="Zoé", user__family_name="Éluard", cohort=cohort)
    EnrolmentFactory(user__family_name="Gone", cohort=cohort, ends_on=now_day - A_DAY, status="withdrawn")
    EnrolmentFactory(user__unclaimed=True, user__family_name="Codeless", cohort=cohort)

    def names(**query) -> set[str]:
        page = as_lead.get(url("cohort-roster", cohort.public_id), query)
        return {row.record.user.get_full_name().split()[-1] for row in page.context["table"].page}

    assert names(q="zoe eluard") == {"Éluard"}
    assert names(group=str(group.public_id)) == {"Cast"}
    assert names(show="left") == {"Gone"}
    assert names(show="account") == {"Codeless"}
    assert names() == {"Cast", "Éluard", "Codeless"}
    assert names(show="nonsense", group="nonsense") == {"Cast", "Éluard", "Codeless"}


def test_roster_without_anybody_says_what_to_do(as_admin):
    cohort = CohortFactory()
    page = as_admin.get(url("cohort-roster", cohort.public_id)).content.decode()
    assert "Nobody is enrolled yet" in page
    page = as_admin.get(url("cohort-roster", cohort.public_id), {"q": "x"}).content.decode()
    assert "Nobody fits these filters" in page


def test_roster_comes_in_pages_of_fifty(as_lead, cohort):
    for _ in range(50):
        EnrolmentFactory(cohort=cohort)
    first = as_lead.get(url("cohort-roster", cohort.public_id)).context["table"].page
    second = as_lead.get(url("cohort-roster", cohort.public_id), {"page": 2}).context["table"].page
    assert (len(first), len(second)) == (50, 3)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_roster_costs_the_same_however_many_learners(
    as_lead, cohort, group, count, django_assert_num_queries
):
    for _ in range(count):
        user = EnrolmentFactory(cohort=cohort).user
        ExternalIdFactory(user=user)
        GroupSpellFactory(user=user, group=group)
    with django_assert_num_queries(15):
        as_lead.get(url("cohort-roster", cohort.public_id))


# Adding


def add(client: Client, cohort: Cohort, **data):
    data = {"who": "", "given_name": "", "family_name": "", "starts_on": "2026-09-01", "group": "", **data}
    return client.post(url("learner-add", cohort.public_id), data)


def test_new_learner_without_an_address_is_added_and_gets_a_code(as_lead, cohort, group):
    add(as_lead, cohort, given_name="Zoé", family_name="Abel", group=group.pk)
    user = User.objects.get(family_name="Abel")
    assert user.email is None
    assert Enrolment.objects.get(user=user).starts_on == date(2026, 9, 1)
    assert GroupSpell.objects.get(user=user).group == group
    answer = as_lead.post(url("learner-code", cohort.public_id, user.public_id))
    code = answer.context["issued"].code
    assert code in answer.content.decode()
    assert "Code until" in answer.content.decode()
    assert find_claim(code=code, at=timezone.now()).user == user
    assert code not in as_lead.get(url("learner-place", cohort.public_id, user.public_id)).content.decode()


def test_new_learner_with_an_address_is_added(as_lead, cohort):
    add(as_lead, cohort, who=" New@School.Example", given_name="Nia")
    assert Enrolment.objects.get(user__email="new@school.example").cohort == cohort


@pytest.mark.parametrize("who", ["ELSA@school.example", "00417"])
def test_person_who_is_here_is_found_and_not_made_again(as_lead, cast, who):
    ExternalIdFactory(user=cast.elsewhere_student, sourced_id="00417")
    before = User.objects.count()
    add(as_lead, cast.cohort, who=who, given_name="Ignored")
    assert Enrolment.objects.filter(user=cast.elsewhere_student, cohort=cast.cohort).exists()
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Give the names of a new person, or the address or identifier"),
        ({"who": "someone@school.example"}, "Give the names of the new person"),
        ({"who": "417"}, "Nobody has this identifier"),
        ({"who": "half@", "given_name": "A"}, "Write a whole address"),
        ({"who": "stella@school.example"}, "already in Class of 2029"),
        ({"given_name": "A", "starts_on": ""}, "required"),
    ],
)
def test_learner_who_cannot_be_added_is_refused_with_a_reason(as_lead, cohort, data, said):
    before = (User.objects.count(), Enrolment.objects.count())
    answer = add(as_lead, cohort, **data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (User.objects.count(), Enrolment.objects.count()) == before


def test_identifier_of_two_people_is_refused(as_lead, cohort):
    for system in ("a", "b"):
        ExternalIdFactory(system=system, sourced_id="7")
    assert "Several people" in add(as_lead, cohort, who="7").content.decode()


def test_group_of_another_cohort_is_refused(as_lead, cohort):
    answer = add(as_lead, cohort, given_name="A", group=GroupFactory().pk)
    assert answer.status_code == 422
    assert not User.objects.filter(given_name="A").exists()


# A learner's place


def spell_url(name: str, cast, day: date = LONG_AGO) -> str:
    return url(name, cast.cohort.public_id, cast.student.public_id, day)


def current(cast) -> list:
    rows = Enrolment.objects.filter(user=cast.student, recorded_until__isnull=True).order_by("starts_on")
    return [(row.cohort.code, row.starts_on, row.ends_on, row.status) for row in rows]


def test_enrolment_is_ended(as_lead, cast, now_day):
    as_lead.post(spell_url("spell-end", cast), {"ends_on": now_day, "status": "completed"})
    assert current(cast) == [("2029", LONG_AGO, now_day, "completed")]
    page = as_lead.get(url("learner-place", cast.cohort.public_id, cast.student.public_id)).content.decode()
    assert "What was recorded before" in page


def test_leave_is_noted_from_a_day_on(as_lead, cast, now_day):
    as_lead.post(spell_url("spell-status", cast), {"status": "on_leave", "from_day": now_day})
    assert current(cast) == [
        ("2029", LONG_AGO, now_day - A_DAY, "active"),
        ("2029", now_day, None, "on_leave"),
    ]


def test_enrolment_is_corrected(as_lead, cast):
    data = {"starts_on": "2021-01-01", "ends_on": "2021-02-01", "status": "withdrawn"}
    as_lead.post(spell_url("spell-correct", cast), data)
    assert current(cast) == [("2029", date(2021, 1, 1), date(2021, 2, 1), "withdrawn")]


def test_enrolment_is_taken_back_after_asking(as_lead, cast):
    assert "enrolled by mistake" in as_lead.get(spell_url("spell-void", cast)).content.decode()
    assert len(current(cast)) == 1
    as_lead.post(spell_url("spell-void", cast))
    assert current(cast) == []


def test_learner_is_moved_within_what_the_lead_manages(as_lead, cast, now_day):
    refused = as_lead.post(spell_url("spell-move", cast), {"to": cast.other_cohort.pk, "from_day": now_day})
    assert refused.status_code == 422
    assert "Class of 2028" not in refused.content.decode()
    assert "You manage no other cohort yet." in refused.content.decode()
    StaffRoleFactory(user=cast.lead, role="lead", cohort=cast.other_cohort)
    assert "The enrolment here ends" in as_lead.get(spell_url("spell-move", cast)).content.decode()
    as_lead.post(spell_url("spell-move", cast), {"to": cast.other_cohort.pk, "from_day": now_day})
    assert current(cast) == [
        ("2029", LONG_AGO, now_day - A_DAY, "withdrawn"),
        ("2028", now_day, None, "active"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("spell-end", {"ends_on": "2019-12-31", "status": "withdrawn"}, "cannot come before"),
        ("spell-end", {"ends_on": "2026-01-01", "status": "active"}, "That is not among the choices"),
        ("spell-status", {"status": "on_leave", "from_day": "2019-12-31"}, "not within the enrolment"),
        ("spell-correct", {"starts_on": "2020-01-01", "status": "completed"}, "has a last day"),
    ],
)
def test_change_that_cannot_be_is_refused_with_a_reason(as_lead, cast, name, data, said):
    before = current(cast)
    answer = as_lead.post(spell_url(name, cast), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert current(cast) == before


@pytest.mark.parametrize("day", [LONG_AGO + A_DAY, "2026-02-30"])
def test_spell_that_is_not_there_is_not_found(as_lead, cast, day):
    address = spell_url("spell-end", cast).replace(LONG_AGO.isoformat(), str(day))
    assert as_lead.get(address).status_code == 404


def test_person_of_another_cohort_is_not_found_here(as_lead, cast):
    answer = as_lead.get(url("learner-place", cast.cohort.public_id, cast.elsewhere_student.public_id))
    assert answer.status_code == 404
    assert "Elsa" not in answer.content.decode()
