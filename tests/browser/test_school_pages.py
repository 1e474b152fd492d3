"""The pages about people, as admins and leads see them; and claiming an account without JavaScript."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.services import claiming
from tests.factories.people import (
    LONG_AGO,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupSpellFactory,
    StaffRoleFactory,
)
from tests.plugins.browser import NARROW, NARROWEST, WIDE

PASSWORD = "a long new password"


@pytest.fixture
def class_year(cast, transactional_db):
    """A cohort in which every state of an account and of a place occurs."""
    for learner, number in ((cast.student, "00417"), (cast.other_student, "00418")):
        ExternalIdFactory(user=learner, sourced_id=number)
    new = EnrolmentFactory(
        user__unclaimed=True,
        user__given_name="Zoé",
        user__family_name="Willowherb-Winterbourne",
        cohort=cast.cohort,
    )
    EnrolmentFactory(user__activated_at=None, cohort=cast.cohort, status="on_leave")
    EnrolmentFactory(cohort=cast.cohort, ends_on=date(2026, 1, 31), status="withdrawn")
    GroupSpellFactory(user=new.user, group=cast.group)
    StaffRoleFactory(program=cast.program, role="lead", user=cast.lead, created_by=cast.admin)
    return cast


def addresses(cast) -> dict[str, str]:
    program, cohort, group = cast.program.public_id, cast.cohort.public_id, cast.group.public_id
    student = cast.student.public_id
    told = {
        "school": ("school",),
        "program": ("program-detail", program),
        "program-staff": ("program-staff", program),
        "roster": ("cohort-roster", cohort),
        "learner-add": ("learner-add", cohort),
        "codes": ("cohort-codes", cohort),
        "staff": ("cohort-staff", cohort),
        "role-give": ("cohort-role-give", cohort),
        "role-end": ("cohort-role-end", cohort, cast.faculty.public_id, "faculty", LONG_AGO),
        "place": ("learner-place", cohort, student),
        "spell-end": ("spell-end", cohort, student, LONG_AGO),
        "spell-correct": ("spell-correct", cohort, student, LONG_AGO),
        "spell-void": ("spell-void", cohort, student, LONG_AGO),
        "group": ("group-detail", group),
        "group-join": ("group-join", group),
        "cohort-edit": ("cohort-edit", cohort),
        "people": ("person-list",),
        "person": ("person-detail", student),
        "person-close": ("person-close", student),
        "settings": ("settings",),
    }
    return {name: reverse(f"people:{where}", args=args) for name, (where, *args) in told.items()}


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)])
def test_pages_of_the_school_can_be_read_by_anyone(make_visitor, class_year, width, dark):
    visitor = make_visitor(class_year.admin, width=width, dark=dark)
    for name, address in addresses(class_year).items():
        page = visitor.open(address)
        expect(page.locator("h1")).to_have_count(1)
        visitor.check_width()
        visitor.check_accessibility()
        visitor.shoot(f"people-{name}")


def test_errors_of_a_form_take_the_focus_and_lead_to_the_field(make_visitor, class_year):
    visitor = make_visitor(class_year.admin)
    page = visitor.open(addresses(class_year)["learner-add"])
    page.get_by_label("Email address or identifier").fill("417")
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("link", name=re.compile("Nobody has this identifier"))).to_be_visible()
    visitor.check_accessibility()
    visitor.shoot("people-learner-add-wrong")
    page.get_by_role("link", name=re.compile("Nobody has this identifier")).click()
    expect(page.get_by_label("Email address or identifier")).to_be_focused()


@pytest.mark.parametrize("javascript", [False, True])
def test_account_is_claimed_with_and_without_javascript(make_visitor, class_year, javascript):
    learner = class_year.cohort.enrolments.get(user__email=None).user
    code = claiming.issue_claim_code(user=learner, by=class_year.admin, at=timezone.now()).code
    visitor = make_visitor(javascript=javascript, width=NARROW)
    page = visitor.open(reverse("people:account-claim"))
    address = "zoe@home.example"
    steps = [
        ("code", lambda: page.get_by_label("Claim code").fill(code.lower()), "Continue"),
        ("address", lambda: page.get_by_label("Your email address").fill(address), "Send the link"),
    ]
    for name, fill, button in steps:
        if javascript:
            visitor.check_accessibility()
        visitor.check_width()
        visitor.shoot(f"claim-{name}")
        fill()
        page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    visitor.shoot("claim-sent")
    page.goto(re.search(r"/claim/link/\S+", mail.outbox[-1].body).group(0))
    expect(page.get_by_text("zoe@home.example")).to_be_visible()
    visitor.shoot("claim-password")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label(re.compile("confirmation", re.IGNORECASE)).fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    page.goto(reverse("people:settings"))
    expect(page.get_by_role("heading", name="Zoé Willowherb-Winterbourne")).to_be_visible()
