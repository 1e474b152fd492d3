"""Search in a browser: as one types, by keyboard, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests.cast import make_cast
from tests.factories import ModuleFactory, UserFactory
from tests.learners.classroom import Classroom
from tests.plugins.browser import NARROW, WIDE


@pytest.fixture
def room(transactional_db) -> Classroom:
    room = Classroom.open()
    room.admit(UserFactory(given_name="Zoé", family_name="Larkspur"))
    ModuleFactory(state="published", title="Larkspur week")
    return room


@pytest.fixture
def both(transactional_db) -> User:
    """Somebody who learns in one cohort and teaches in another."""
    return make_cast().faculty_student


def typed(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="Search").press_sequentially(text)


def test_what_is_found_shows_as_one_types_and_is_walked_by_arrow_keys(room, make_visitor) -> None:
    visitor = make_visitor(room.school.teacher)
    page = visitor.open("/")
    typed(page, "lark")
    person = page.get_by_role("link", name="Zoé Larkspur")
    expect(person).to_be_visible()
    expect(page.locator("#find-status")).to_have_text("2 found")
    visitor.check_accessibility()
    visitor.shoot("search-panel", whole=False)

    field = page.get_by_role("searchbox", name="Search")
    field.press("ArrowDown")
    expect(person).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Larkspur week")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Larkspur week")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()


def test_escape_closes_what_was_found_and_returns_to_the_field(room, make_visitor) -> None:
    page = make_visitor(room.school.teacher).open("/")
    typed(page, "lark")
    person = page.get_by_role("link", name="Zoé Larkspur")
    expect(person).to_be_visible()
    page.keyboard.press("Tab")
    expect(person).to_be_focused()
    page.keyboard.press("Escape")
    expect(person).to_be_hidden()
    field = page.get_by_role("searchbox", name="Search")
    expect(field).to_be_focused()
    expect(field).to_have_value("lark")


def test_leaving_by_tab_closes_what_was_found(room, make_visitor) -> None:
    page = make_visitor(room.school.teacher).open("/")
    typed(page, "lark")
    expect(page.get_by_role("link", name="Zoé Larkspur")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zoé Larkspur")).to_be_hidden()


def test_what_is_found_is_opened_by_enter(room, make_visitor) -> None:
    page = make_visitor(room.school.teacher).open("/")
    typed(page, "zo lark")
    person = page.get_by_role("link", name="Zoé Larkspur")
    expect(person).to_be_visible()
    person.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoé Larkspur")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "none"])
def test_enter_leads_to_the_page_of_results(room, make_visitor, javascript) -> None:
    visitor = make_visitor(room.school.teacher, javascript=javascript)
    page = visitor.open("/")
    field = page.get_by_role("searchbox", name="Search")
    field.fill("larkspur")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Search")).to_be_visible()
    results = page.locator("#results")
    expect(results.get_by_role("link", name="Zoé Larkspur")).to_be_visible()
    expect(results.get_by_role("link", name="Larkspur week")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_search_has_a_page_that_answers_as_one_types(room, make_visitor, dark) -> None:
    visitor = make_visitor(room.school.teacher, width=NARROW, dark=dark)
    page = visitor.open("/")
    page.get_by_role("link", name="Search").click()
    typed(page, "zo")
    expect(page.locator("#results").get_by_role("link", name="Zoé Larkspur")).to_be_visible()
    expect(page.locator("#found-status")).to_have_text("1 found")
    visitor.check_accessibility()
    visitor.check_width()
    visitor.shoot("search")


@pytest.mark.parametrize("width", [WIDE, NARROW, 320])
def test_who_learns_and_teaches_finds_both_without_javascript(both, make_visitor, width) -> None:
    visitor = make_visitor(both, width=width, javascript=width == WIDE)
    page = visitor.open("/")
    nav = page.get_by_role("navigation", name="Main")
    expect(nav.get_by_role("link", name="Home")).to_have_attribute("aria-current", "page")
    visitor.check_width()
    visitor.shoot("both-hats", whole=False)
    nav.get_by_role("link", name="Today").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(nav.get_by_role("link", name="Today")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    skip.press("Enter")
    expect(page.locator("main")).to_be_focused()
