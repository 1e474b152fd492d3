"""Writing a module, as faculty do it: by keyboard, by dragging, without JavaScript, in two tabs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from competencies.models import Module
from tests.competencies.pages import address, current, module_of, of, titles
from tests.factories import CompetencyFactory, ModuleCompetencyFactory, ReferenceFactory, SectionFactory
from tests.plugins.browser import NARROW, WIDE


@pytest.fixture
def module(cast) -> Module:
    one = module_of("a", "b", "c", state="draft", title="Footprints")
    ModuleCompetencyFactory(module=one, competency__code="SM-6")
    SectionFactory(module=one, title="gone", state="taken_out")
    ReferenceFactory(authors="Müller AB", title="A work")
    return one


def row(page: Page, title: str):
    return page.locator("[data-reorder] > li").filter(has=page.get_by_role("heading", name=title, exact=True))


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide", "narrow-dark"])
def test_every_page_is_accessible_and_fits(cast, module, make_visitor, width, dark) -> None:
    visitor = make_visitor(cast.lead, width=width, dark=dark)
    section = current(module)[0]
    for url in (
        address("module-list"),
        address("module-create"),
        of(module, "module-edit"),
        of(module, "module-details"),
        of(module, "module-preview"),
        of(module, "module-publish"),
        of(module, "section-create"),
        of(module, "section-edit", section.public_id),
    ):
        page = visitor.open(url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.check_accessibility()
        visitor.check_width()


def test_a_module_is_written_and_published_without_javascript(cast, make_visitor) -> None:
    CompetencyFactory(code="SM-6", title="Privacy")
    page = make_visitor(cast.lead, javascript=False).open(address("module-list"))
    page.get_by_role("link", name="Write the first one").click()
    page.get_by_label("Title").fill("Footprints")
    page.get_by_label("Minutes").fill("20")
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Title").fill("What is left behind")
    page.get_by_label("Text", exact=True).last.fill("One **trace** at a time")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("trace")
    expect(page.get_by_label("Title")).to_have_value("What is left behind")
    page.get_by_role("button", name="Add the section").click()
    page.get_by_label("Competency", exact=True).select_option(label="SM-6 Privacy")
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("Attached to SM-6 Privacy.")).to_be_visible()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: it stands on the pages")).to_be_visible()
    assert Module.objects.get().state == "published"


def test_sections_are_moved_by_keyboard_and_keep_the_focus(cast, module, make_visitor) -> None:
    page = make_visitor(cast.faculty).open(of(module, "module-edit"))
    page.get_by_role("button", name="Move “c” up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#order-status")).to_have_text("“c” is now 2 of 3.")
    expect(page.get_by_role("button", name="Move “c” up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#order-status")).to_have_text("“c” is now 1 of 3.")
    expect(page.get_by_role("button", name="Move “c” down")).to_be_focused()
    assert titles(module) == "cab"


def test_sections_are_moved_without_javascript_and_keep_the_focus(cast, module, make_visitor) -> None:
    page = make_visitor(cast.faculty, javascript=False).open(of(module, "module-edit"))
    expect(page.locator("[data-grip]").first).to_be_hidden()
    page.get_by_role("button", name="Move “a” down").click()
    expect(page.get_by_text("“a” is now 2 of 3.")).to_be_visible()
    expect(page.get_by_role("button", name="Move “a” down")).to_be_focused()
    assert titles(module) == "bac"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_sections_are_dragged_by_their_dots(cast, module, make_visitor, width) -> None:
    page = make_visitor(cast.faculty, width=width).open(of(module, "module-edit"))
    drag(page, "a", "c")
    expect(page.locator("#order-status")).to_have_text("The new order is saved.")
    assert titles(module) == "bca"
    drag(page, "a", "b")
    expect(page.locator("[data-reorder] > li h3").first).to_have_text("a")
    expect(page.locator("[data-grip]").first).to_be_visible()


def test_a_drag_is_given_up_with_escape(cast, module, make_visitor) -> None:
    page = make_visitor(cast.faculty).open(of(module, "module-edit"))
    drag(page, "a", "c", give_up=True)
    expect(page.locator("[data-reorder] > li h3")).to_have_text(["a", "b", "c"])
    assert titles(module) == "abc"


def test_a_drag_in_a_stale_tab_shows_the_saved_order(cast, module, make_visitor) -> None:
    visitor = make_visitor(cast.faculty)
    stale = visitor.open(of(module, "module-edit"))
    other = visitor.context.new_page()
    other.goto(of(module, "module-edit"))
    other.get_by_role("button", name="Move “a” down").click()
    expect(other.locator("#order-status")).to_have_text("“a” is now 2 of 3.")
    drag(stale, "c", "a")
    expect(stale.locator("#sections .note-stop")).to_contain_text("changed in another tab")
    expect(stale.locator("[data-reorder] > li h3")).to_have_text(["b", "a", "c"])


def test_the_preview_follows_the_text(cast, module, make_visitor) -> None:
    page = make_visitor(cast.faculty).open(of(module, "section-create"))
    text = page.locator("#id_body")
    text.press_sequentially("# Hm\n\n*slowly*")
    expect(page.locator("#preview em")).to_have_text("slowly")
    expect(text).to_be_focused()


def test_works_to_cite_are_found_whatever_their_accents(cast, module, make_visitor) -> None:
    ReferenceFactory(authors="Zed AB", title="Another")
    page = make_visitor(cast.faculty).open(of(module, "section-create"))
    page.get_by_text("References: 0 chosen").click()
    page.get_by_label("Show those with").fill("muller")
    expect(page.get_by_label("Zed, 2015: Another")).to_be_hidden()
    page.get_by_label("Müller, 2015: A work").check()
    page.get_by_label("Show those with").fill("zed")
    expect(page.get_by_label("Müller, 2015: A work")).to_be_visible()
    expect(page.get_by_label("Zed, 2015: Another")).to_be_visible()


def test_two_tabs_never_lose_a_text(cast, module, make_visitor) -> None:
    visitor = make_visitor(cast.faculty)
    section = current(module)[0]
    mine = visitor.open(of(module, "section-edit", section.public_id))
    theirs = visitor.context.new_page()
    theirs.goto(of(module, "section-edit", section.public_id))
    theirs.locator("#id_body").fill("What they wrote")
    theirs.get_by_role("button", name="Save").click()
    mine.locator("#id_body").fill("What I wrote")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("Nothing was overwritten")
    expect(mine.get_by_role("alert")).to_be_focused()
    expect(mine.locator("pre.theirs")).to_have_text("What they wrote")
    visitor.check_accessibility()
    mine.get_by_role("button", name="Save mine instead").click()
    section.refresh_from_db()
    assert section.body == "What I wrote"


def drag(page: Page, title: str, over: str, *, give_up: bool = False) -> None:
    """Drag the section by its dots over the middle of another, and a little further."""
    grip = row(page, title).locator("[data-grip]")
    expect(grip).to_be_visible()
    page.locator("[data-reorder]").evaluate("list => list.scrollIntoView({block: 'center'})")
    start, end = grip.bounding_box(), row(page, over).bounding_box()
    down = end["y"] > start["y"]
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    target = end["y"] + end["height"] * (0.9 if down else 0.1)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x, y + (target - y) * step / 10)
    if give_up:
        page.keyboard.press("Escape")
    page.mouse.up()
