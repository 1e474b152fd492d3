"""The page of components in every look, with pictures; and what its parts do when they are used."""

from __future__ import annotations

import shutil

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.access import LOOKS, check_axe, check_focus, check_reflow, check_spacing, look
from tests.factories import UserFactory
from tests.plugins.browser import SCREENSHOTS

PICTURES = SCREENSHOTS / "components"
PICTURED = ("light", "dark", "phone", "forced-colours")


@pytest.fixture
def catalogue(make_visitor, transactional_db) -> Page:
    return make_visitor(UserFactory(is_school_admin=True)).open(reverse("common:components-show"))


def test_every_part_in_every_look(catalogue: Page, capsys) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    catalogue.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    for name in LOOKS:
        look(catalogue, name)
        check_reflow(catalogue, name)
        if name not in ("zoomed", "moving"):
            check_axe(catalogue, name)
        if name in ("light", "phone"):
            check_spacing(catalogue, name)
        if name in PICTURED:
            catalogue.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            catalogue.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    with capsys.disabled():
        print(f"\nPictures of every part: {PICTURES}")
    assert {path.stem for path in PICTURES.iterdir()} == set(PICTURED)


def test_focus_can_be_seen_on_every_kind_of_part(catalogue: Page) -> None:
    for name in ("light", "zoomed"):
        look(catalogue, name)
        check_focus(catalogue, name, presses=110, after=".skip")


def test_nothing_moves_unless_the_reader_lets_it(catalogue: Page) -> None:
    moving = """[...document.querySelectorAll('body *')].filter((one) => {
        const style = getComputedStyle(one);
        return [style.transitionDuration, style.animationDuration].some((all) => /[1-9]/.test(all));
    }).length"""
    look(catalogue, "light")
    assert catalogue.evaluate(moving) == 0
    look(catalogue, "moving")
    assert catalogue.evaluate(moving) > 0
    assert catalogue.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_levels_and_marks_keep_their_shape_in_forced_colours(catalogue: Page) -> None:
    """What colour said must be said by an edge: badges, cells, chosen segments, the current tab and page."""
    look(catalogue, "forced-colours")
    for selector in (
        ".lv b",
        ".hm .c",
        ".seg",
        "progress",
        ".note",
        ".key-ring",
        ".steps li:not(.step-done)",
    ):
        edge = catalogue.locator(selector).first.evaluate(
            """one => [getComputedStyle(one), getComputedStyle(one, '::before')].some((style) =>
                style.borderInlineStartStyle !== 'none' && parseFloat(style.borderInlineStartWidth) > 0)"""
        )
        assert edge, selector
    for selector in (
        ".seg label:has(:checked)",
        ".choices label:has(:checked)",
        ".page-item.active .page-link",
    ):
        outline = catalogue.locator(selector).first.evaluate("one => getComputedStyle(one).outlineStyle")
        assert outline == "solid", selector
    assert catalogue.locator(".nav-link.active").first.evaluate(
        "one => parseFloat(getComputedStyle(one).borderBottomWidth)"
    ) == pytest.approx(3)


def test_question_opens_over_the_page_and_gives_the_focus_back(catalogue: Page) -> None:
    opener = catalogue.get_by_role("link", name="Void this observation")
    opener.press("Enter")
    box = catalogue.get_by_role("dialog", name="Void this observation?")
    expect(box).to_be_visible()
    expect(box.get_by_role("heading", name="Void this observation?")).to_be_focused()
    for name in ("light", "phone-dark", "zoomed"):
        look(catalogue, name)
        check_axe(catalogue, name, context="dialog")
        check_reflow(catalogue, name)
    catalogue.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Void it")).to_be_focused()
    catalogue.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(opener).to_be_focused()

    opener.press("Enter")
    expect(box).to_be_visible()
    box.get_by_role("link", name="Keep it").press("Enter")
    expect(box).to_have_count(0)
    expect(opener).to_be_focused()


def test_question_is_on_a_page_without_javascript(make_visitor, transactional_db) -> None:
    page = make_visitor(UserFactory(is_school_admin=True), javascript=False).open(
        reverse("common:components-show")
    )
    page.get_by_role("link", name="Void this observation").click()
    page.wait_for_url("**#ask")
    expect(page.get_by_role("heading", name="Void this observation?")).to_be_in_viewport()
