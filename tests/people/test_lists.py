"""The lists of people are sorted by their heads, and keep filter and order in their addresses."""

from __future__ import annotations

import re

import pytest

from people.models import StaffRole
from tests.factories.people import EnrolmentFactory, ExternalIdFactory, StaffRoleFactory, UserFactory
from tests.people.school_pages import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def roster(as_lead, cohort):
    """Ask for the roster of the cohort, where besides the cast learn Abel, without an account, and Zita."""
    EnrolmentFactory(user__family_name="Abel", user__unclaimed=True, cohort=cohort, status="on_leave")
    EnrolmentFactory(user__family_name="Zita", cohort=cohort)
    return lambda **query: as_lead.get(url("cohort-roster", cohort.public_id), query)


def names(page, table: str = "table") -> list[str]:
    rows = [row.record for row in page.context[table].rows]
    return [getattr(row, "user", row).family_name for row in rows]


def sorted_heads(page) -> list[tuple[str, str]]:
    found = re.findall(
        r'<th [^>]*aria-sort="(\w+)"[^>]*>\s*<a [^>]*>\s*([^<]*?)\s*</a>', page.content.decode()
    )
    return [(way, head) for way, head in found]


def test_roster_stands_by_name_and_says_so(roster) -> None:
    page = roster()
    assert names(page) == sorted(names(page))
    assert sorted_heads(page) == [("ascending", "Name")]


def test_roster_is_sorted_by_its_heads_both_ways(roster) -> None:
    page = roster(sort="-name")
    assert names(page)[0] == "Zita"
    assert sorted_heads(page) == [("descending", "Name")]
    page = roster(sort="status")
    assert sorted_heads(page) == [("ascending", "Status")]
    assert names(roster(sort="-status"))[0] == "Abel"


def test_heads_keep_the_filter_and_lead_to_the_first_page(roster) -> None:
    text = roster(q="a", page="1", sort="status").content.decode()
    (address,) = re.findall(r'<a href="([^"]*)">\s*Account\s*</a>', text)
    assert "q=a" in address
    assert "sort=account" in address
    assert "page=" not in address


@pytest.mark.parametrize(
    "query", [{"sort": "nonsense"}, {"sort": "identifier"}, {"page": "x"}, {"page": "99"}]
)
def test_order_or_page_that_is_not_there_is_ignored(roster, query) -> None:
    page = roster(**query)
    assert page.status_code == 200
    assert names(page) == names(roster())


def test_names_of_people_are_escaped(as_lead, as_admin, cohort) -> None:
    EnrolmentFactory(user__family_name="<b>Bold</b>", cohort=cohort)
    StaffRoleFactory(user=UserFactory(family_name="<i>Slant</i>"), cohort=cohort)
    for client, name, *args in (
        (as_lead, "cohort-roster", cohort.public_id),
        (as_lead, "cohort-staff", cohort.public_id),
        (as_admin, "person-list"),
    ):
        text = client.get(url(name, *args)).content.decode()
        assert "<b>Bold" not in text
        assert "<i>Slant" not in text


def test_staff_now_and_former_are_sorted_apart(as_lead, cohort, now_day) -> None:
    StaffRoleFactory(user=UserFactory(family_name="Abel"), cohort=cohort)
    page = as_lead.get(url("cohort-staff", cohort.public_id), {"sort": "-name"})
    assert names(page, "present") == sorted(names(page, "present"), reverse=True)
    assert sorted_heads(page)[0] == ("descending", "Name")
    assert ("ascending", "Name") in sorted_heads(page)[1:]
    role = StaffRole.objects.get(user__family_name="Abel")
    args = (cohort.public_id, role.user.public_id, role.role, role.starts_on)
    assert url("cohort-role-end", *args) in page.content.decode()


def test_everybody_is_sorted_by_address(as_admin) -> None:
    UserFactory(email="0-first@school.example", family_name="First")
    assert names(as_admin.get(url("person-list"), {"sort": "email"})).index("First") == 0


def test_an_address_breaks_after_its_sign(as_admin) -> None:
    UserFactory(email="amara.brightwater@school.example")
    assert "amara.brightwater@<wbr>school.example" in as_admin.get(url("person-list")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 20])
def test_everybody_costs_the_same_however_many(as_admin, count, django_assert_num_queries) -> None:
    for user in UserFactory.create_batch(count):
        ExternalIdFactory(user=user)
    with django_assert_num_queries(8):
        as_admin.get(url("person-list"))
