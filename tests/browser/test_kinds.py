"""Each further kind in a browser: by keyboard alone on a phone, without JavaScript, and explained."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import begin, hand_in, page
from tests.browser.test_sitting import press, saved, standing, tab_to
from tests.plugins.browser import NARROW

KINDS = (
    "matching",
    "extended_matching",
    "ordering",
    "short_answer",
    "numeric",
    "script_concordance",
    "post_review",
)
GO_ON = "button.btn-primary"


def pick(page_: Page, selector: str, letters: str) -> None:
    """Choose in a list by typing what the choice begins with."""
    tab_to(page_, selector)
    page_.keyboard.type(letters)


def test_every_kind_is_answered_by_keyboard_on_a_phone(make_visitor, cast) -> None:
    attempt = begin(cast.student, *KINDS)
    visitor = make_visitor(cast.student, width=NARROW)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    for position, kind in enumerate(KINDS, start=1):
        page_.wait_for_url(f"**/{position}/")
        ANSWERED[kind](page_)
        saved(page_)
        visitor.check_accessibility()
        visitor.check_width()
        press(page_, GO_ON, "Enter")
    page_.wait_for_url("**/hand-in/")
    for position, kind in enumerate(KINDS, start=1):
        assert standing(position) == SAMPLES[kind].right_value, kind


def _pairs(page_: Page) -> None:
    for field, (option,) in SAMPLES["matching"].right_form.items():
        pick(page_, f"[name={field}]", f"Option {option}")


def _vignettes(page_: Page) -> None:
    for field, (option,) in SAMPLES["extended_matching"].right_form.items():
        pick(page_, f"[name={field}]", f"{option}.")


def _order(page_: Page) -> None:
    for field, (rank,) in SAMPLES["ordering"].right_form.items():
        page_.locator(f"[name={field}]").focus()
        page_.keyboard.type(rank)


def _line(page_: Page) -> None:
    tab_to(page_, "[name=text]")
    page_.keyboard.type("secret Consént form")


def _number(page_: Page) -> None:
    tab_to(page_, "[name=number]")
    page_.keyboard.type("2,5 mg")


def _script(page_: Page) -> None:
    press(page_, "[name=step]", "Space")
    page_.keyboard.press("ArrowDown")


def _post(page_: Page) -> None:
    for name in ("s1", "s2", "r1"):
        expect(page_.locator(f"#breach-{name}")).to_be_hidden()
        press(page_, f"#piece-{name}", "Space")
        pick(page_, f"#breach-{name}", "Identifier")
    tab_to(page_, "[name=decision]")
    page_.keyboard.press("Space")
    page_.keyboard.press("ArrowDown")
    page_.keyboard.press("ArrowDown")


ANSWERED = {
    "matching": _pairs,
    "extended_matching": _vignettes,
    "ordering": _order,
    "short_answer": _line,
    "numeric": _number,
    "script_concordance": _script,
    "post_review": _post,
}


def test_every_kind_is_answered_without_javascript_and_explained(make_visitor, cast) -> None:
    attempt = begin(cast.student, *KINDS)
    visitor = make_visitor(cast.student, width=NARROW, javascript=False)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    for kind in KINDS:
        for field, (value,) in SAMPLES[kind].right_form.items():
            control = page_.locator(f"#answer [name={field}]")
            if not control.first.is_visible() and not field.startswith(("piece-", "breach-")):
                pytest.fail(f"{field} cannot be seen")
            if field.startswith("breach-") and f"piece-{field[7:]}" not in SAMPLES[kind].right_form:
                expect(control).to_be_hidden()
            elif control.first.evaluate("one => one.tagName") == "SELECT":
                control.select_option(value)
            elif control.first.get_attribute("type") == "text":
                control.fill(value)
            else:
                page_.locator(f"#answer [name={field}][value='{value}']").check(force=True)
        page_.locator(GO_ON).click()
    for position, kind in enumerate(KINDS, start=1):
        assert standing(position) == SAMPLES[kind].right_value, kind
    page_ = visitor.open(page("attempt-feedback", hand_in(attempt)))
    expect(page_.locator(".post-said")).to_contain_text("Identifier: marked, as keyed")
    visitor.check_width()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_part_of_the_picture_is_marked_where_it_is_seen(make_visitor, cast, dark: bool) -> None:
    attempt = begin(cast.student, "post_review")
    visitor = make_visitor(cast.student, dark=dark)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    page_.locator(".zone-hit").click()
    expect(page_.locator("#piece-r1")).to_be_checked()
    saved(page_)
    assert standing(1) == {"marks": {"r1": ""}}
    visitor.check_accessibility()
    page_.locator("label[for=piece-r1].piece-text").click()
    expect(page_.locator("#breach-r1")).to_be_hidden()
    page_ = visitor.open(page("attempt-feedback", hand_in(attempt)))
    visitor.check_accessibility()


def test_kinds_with_scripts_are_answered_with_the_mouse(make_visitor, cast) -> None:
    kinds = ("ordering", "post_review", "matching")
    attempt = begin(cast.student, *kinds)
    page_ = make_visitor(cast.student).open(page("attempt-item", attempt, 1))
    for name in "BACDE":
        for _step in range(6):
            if (
                page_.locator(f"[name=rank-{name}]").input_value()
                == SAMPLES["ordering"].right_form[f"rank-{name}"][0]
            ):
                break
            page_.locator(f"#up-{name}").click()
    page_.locator(GO_ON).click()
    page_.wait_for_url("**/2/")
    page_.locator(".zone-hit").click()
    for name in ("s1", "s2"):
        page_.locator(f"label[for=piece-{name}]").first.click()
    for name in ("s1", "s2", "r1"):
        page_.locator(f"#breach-{name}").select_option("identifier")
    page_.locator("[name=decision][value=withhold]").click()
    page_.locator(GO_ON).click()
    page_.wait_for_url("**/3/")
    for field, (option,) in SAMPLES["matching"].right_form.items():
        page_.locator(f"[name={field}]").select_option(option)
    page_.locator(GO_ON).click()
    page_.wait_for_url("**/hand-in/")
    for position, kind in enumerate(kinds, start=1):
        assert standing(position) == SAMPLES[kind].right_value, kind
