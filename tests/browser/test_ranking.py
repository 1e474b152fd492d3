"""Putting steps in order: by keyboard, announced, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Response
from tests.assessments.pages.sittings import begin, page
from tests.browser.test_sitting import press, standing
from tests.plugins.browser import NARROW, WIDE

SAID = "[data-rank-said]"


def order(page_: Page) -> list[str]:
    """Return the steps from top to bottom."""
    return [
        one.get_attribute("id").removeprefix("up-") for one in page_.locator("[data-ranks] [id^=up-]").all()
    ]


def saved_as(page_: Page, ranks: dict[str, int]) -> None:
    """Wait for the save that was sent last: what the page says of it is what it said before."""
    for _try in range(100):
        if standing(1) == {"ranks": ranks}:
            return
        page_.wait_for_timeout(100)
    assert standing(1) == {"ranks": ranks}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_steps_are_moved_by_keyboard_with_the_focus_kept(make_visitor, cast, dark: bool) -> None:
    attempt = begin(cast.student, "judgement_ranking")
    visitor = make_visitor(cast.student, dark=dark)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    assert order(page_) == list("ABCDE")
    for name in "CA":
        press(page_, f"#up-{name}", "Enter")
        expect(page_.locator(f"#up-{name}")).to_be_focused()
    assert order(page_) == list("CABDE")
    expect(page_.locator(SAID)).to_contain_text("Rank 2 of 5")

    page_.keyboard.press("Space")  # on the button of A still
    expect(page_.locator(SAID)).to_contain_text("Rank 1 of 5")
    expect(page_.locator("#up-A")).to_be_focused()
    page_.keyboard.press("Space")
    expect(page_.locator(SAID)).to_have_text("It is first already.")
    assert order(page_) == list("ACBDE")
    expect(page_.locator("#task-figures")).to_contain_text("2 of 5 ranked")
    expect(page_.locator("#foot-B")).to_contain_text("No rank saved yet")
    saved_as(page_, {"A": 1, "C": 2})

    press(page_, "#down-B", "Enter")
    expect(page_.locator("#rank-B, [name=rank-B]")).to_have_value("5")
    expect(page_.locator("#down-B")).to_be_focused()
    expect(page_.locator("#task-figures")).to_contain_text("3 of 5 ranked")
    visitor.check_accessibility()
    page_.reload()
    assert order(page_) == list("ACBDE")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_steps_are_moved_without_javascript(make_visitor, cast, width: int) -> None:
    attempt = begin(cast.student, "judgement_ranking")
    visitor = make_visitor(cast.student, javascript=False, width=width)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    visitor.check_width()
    page_.locator("#up-D").click()
    page_.wait_for_url("**#up-D")
    page_.locator("[name=rank-B]").select_option("2")
    page_.locator("#up-B").click()
    page_.wait_for_url("**#up-B")
    assert order(page_) == list("BDACE")
    assert Response.objects.order_by("-revision")[0].value == {"ranks": {"B": 1, "D": 2}}
