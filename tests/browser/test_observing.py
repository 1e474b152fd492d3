"""A teacher records what they saw: one learner on a phone, a group on a grid, and takes it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.models import Encounter, Evidence
from tests.assessments.pages.seeing import competencies, occasion
from tests.cast import make_cast
from tests.factories.assessments import adopted
from tests.plugins.browser import NARROW, NARROWEST, WIDE

NEW = "/observations/new/"


@pytest.fixture
def school(transactional_db):
    cast = make_cast()
    adopted(competencies(5)[0])
    occasion()
    return cast


@pytest.fixture
def grid(school) -> str:
    return reverse("assessments:encounter-group", args=[school.cohort.public_id])


def facts() -> list[tuple[str, str, int]]:
    rows = Evidence.objects.filter(level__isnull=False).order_by("learner__given_name", "competency__code")
    return list(rows.values_list("learner__given_name", "competency__code", "level"))


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_one_learner_on_a_phone(make_visitor, school, javascript: bool) -> None:
    page = make_visitor(school.faculty, width=NARROW, javascript=javascript).open(NEW)
    page.get_by_label("Name").fill("stel")
    page.get_by_label("Name").press("Enter")
    page.get_by_text("1 learner", exact=True).wait_for()
    page.get_by_role("link", name="Stella Cast").click()
    page.get_by_label("Where you saw it").select_option("oc-ward")
    page.locator("fieldset", has_text="SM-2").locator("label", has_text="4").click()
    page.locator("summary", has_text="2 more competencies").click()
    page.locator("fieldset", has_text="SM-5").locator("label", has_text="2").click()
    page.get_by_label("One sentence of what you saw").fill("Asked before posting.")
    page.get_by_role("button", name="Record").click()
    page.get_by_text("2 levels recorded").wait_for()
    assert facts() == [("Stella", "SM-2", 4), ("Stella", "SM-5", 2)]
    assert Encounter.objects.get().context == "Ward round"


def test_grid_by_keyboard_keeps_what_was_typed_and_is_taken_back(make_visitor, school, grid) -> None:
    page = make_visitor(school.faculty).open(grid)
    row = page.get_by_role("row", name="Stella Cast")
    row.get_by_role("radio").first.focus()
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_text("Levels: 1. Learners: 1 of 3").wait_for()
    page.get_by_role("button", name="Record").press("Enter")
    page.get_by_text("Choose where you saw it").first.wait_for()
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    assert row.get_by_role("radio", name="3 Competent").first.is_checked()
    page.get_by_label("Where you saw it").select_option("workplace")
    page.get_by_role("button", name="Record").press("Enter")
    page.get_by_text("1 level recorded").wait_for()
    assert facts() == [("Stella", "SM-1", 3)]
    page.get_by_role("link", name="Take back").press("Enter")
    page.get_by_label("Wrong level").check()
    page.get_by_role("button", name="Take back").press("Enter")
    page.get_by_text("no longer counts").wait_for()
    assert Evidence.objects.filter(voids__isnull=False).count() == 1


def test_double_click_records_once(make_visitor, school, grid) -> None:
    page = make_visitor(school.faculty).open(grid)
    page.get_by_label("Where you saw it").select_option("workplace")
    page.get_by_role("row", name="Oscar Cast").locator("label", has_text="2").first.click()
    page.get_by_role("button", name="Record").dblclick()
    page.get_by_text("record").first.wait_for()
    page.wait_for_url("**/observations/*/")
    assert facts() == [("Oscar", "SM-1", 2)]


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)], ids=["wide", "narrow-dark"])
def test_observation_pages_are_accessible(make_visitor, school, grid, width: int, dark: bool) -> None:
    visitor = make_visitor(school.faculty, width=width, dark=dark)

    def check(name: str) -> None:
        visitor.check_accessibility()
        visitor.check_width()
        visitor.shoot(name)

    page = visitor.open(NEW)
    check("observe-whom")
    page = visitor.open(f"{NEW}?learner={school.student.public_id}")
    page.get_by_role("button", name="Record").click()
    page.locator(".error-summary").wait_for()
    check("observe-one-errors")
    page = visitor.open(grid)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    page.get_by_label("Where you saw it").select_option("oc-ward")
    for name, level in (("Stella Cast", "4"), ("Oscar Cast", "1")):
        page.get_by_role("row", name=name).locator("label", has_text=level).first.click()
    check("observe-group")
    page.get_by_role("button", name="Record").click()
    page.get_by_text("2 levels recorded").wait_for()
    check("observe-recorded")
    page.get_by_role("link", name="Take back").last.click()
    check("observe-take-back")
