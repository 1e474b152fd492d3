"""The pages of an import: readable by anyone, usable without JavaScript, and moving on by themselves."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interop.models import ImportBatch
from interop.roster import flow, staging
from interop.roster.choices import options_for
from tests.factories.people import EnrolmentFactory
from tests.interop.roster.files import csv_file, oneroster
from tests.plugins.browser import NARROW, NARROWEST, WIDE

AWKWARD = csv_file(
    "00417,Zoé,Willowherb-Winterbourne,zoe.willowherb-winterbourne@students.school.example,2029,A,,,",
    "00418,Bob,Cee,,2031,,,,",
    "00419,Jo\u202en,Jay,nonsense,2029,Q,parent,09/01/2026,elsewhere",
    "S-1,Sam,Staff,,2029,,faculty,,",
    header="Student No,First name,Surname,E-mail,Class,Group,Role,Starts on,Status",
)


@pytest.fixture
def class_year(cast, transactional_db):
    EnrolmentFactory(cohort=cast.cohort, user__given_name="Somebody", user__family_name="Missing")
    return cast


def begin(cast, data: bytes) -> ImportBatch:
    roster = staging.read_roster(data)
    at = timezone.now()
    return staging.stage(
        roster=roster,
        data=data,
        file_name="a-roster-with-a-rather-long-name-2026-2027.csv",
        program=cast.program,
        cohort=None,
        options=options_for(roster, cohort=None, starts_on=at.date()),
        by=cast.admin,
        at=at,
    )


def detail(batch: ImportBatch) -> str:
    return reverse("interop:batch-detail", args=[batch.public_id])


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)])
def test_pages_of_an_import_can_be_read_by_anyone(make_visitor, class_year, width, dark):
    visitor = make_visitor(class_year.admin, width=width, dark=dark)

    def look(name: str) -> None:
        expect(visitor.page.locator("h1")).to_have_count(1)
        visitor.check_width()
        visitor.check_accessibility()
        visitor.shoot(f"roster-{name}")

    batch = begin(class_year, AWKWARD)
    page = visitor.open(reverse("interop:roster-import"))
    look("upload")
    page.get_by_role("button", name="Read the file").click()
    look("upload-wrong")
    visitor.open(detail(begin(class_year, oneroster())))
    look("classes")
    visitor.open(detail(batch))
    look("progress")
    flow.carry_on(batch_id=batch.pk, at=timezone.now())
    expect(page.get_by_role("button", name="Write these rows")).to_be_visible()
    look("preview")
    page.get_by_role("button", name="Write these rows").click()
    look("preview-wrong")
    page.get_by_label("Leave the 2 refused rows out").check()
    page.get_by_role("button", name="Write these rows").click()
    expect(page.get_by_text("Written on")).to_be_visible()
    look("result")
    other = begin(class_year, AWKWARD)
    flow.carry_on(batch_id=other.pk, at=timezone.now())
    visitor.open(detail(other))
    page.get_by_role("button", name="Give this import up").click()
    expect(page.get_by_text("The import was given up.")).to_be_visible()
    visitor.open(detail(other))
    look("given-up")


def test_page_moves_on_by_itself_while_rows_are_looked_at(make_visitor, class_year):
    batch = begin(class_year, AWKWARD)
    visitor = make_visitor(class_year.admin)
    page = visitor.open(detail(batch))
    expect(page.get_by_text("0 of 4 rows").first).to_be_visible()
    ImportBatch.objects.filter(pk=batch.pk).update(rows_done=3)
    expect(page.get_by_text("3 of 4 rows").first).to_be_visible()
    flow.carry_on(batch_id=batch.pk, at=timezone.now())
    expect(page.get_by_text("2 new, 0 changed")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_roster_comes_in_by_keyboard_and_without_javascript(make_visitor, class_year, tmp_path, javascript):
    file = tmp_path / "roster.zip"
    file.write_bytes(oneroster())
    visitor = make_visitor(class_year.admin, javascript=javascript, width=NARROW)
    page = visitor.open(reverse("interop:roster-import"))
    page.get_by_label("Where they come in").select_option(f"program-{class_year.program.public_id}")
    page.get_by_label("File", exact=True).and_(page.locator("input")).set_input_files(file)
    page.get_by_role("button", name="Read the file").press("Enter")
    page.get_by_label("Anatomy").select_option(label="Class of 2029")
    page.get_by_label("Histology, part 2").select_option(label="Leave this class out")
    page.get_by_role("button", name="Look at the rows").press("Enter")
    expect(page.get_by_text("parents and guardians have no account here")).to_be_visible()
    page.get_by_role("link", name=re.compile("^New")).press("Enter")
    expect(page.get_by_text("Paula Parent")).to_have_count(0)
    page.get_by_label("Leave the refused row out").press("Space")
    page.get_by_role("button", name="Write these rows").press("Enter")
    expect(page.get_by_text("Written on")).to_be_visible()
    assert class_year.cohort.enrolments.filter(user__given_name="Zoé").exists()
