"""A learner rates themselves: by keyboard, without JavaScript, on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import SelfRating
from tests.assessments.pages.seeing import competencies, descriptors, opened_by
from tests.cast import make_cast
from tests.plugins.browser import NARROW, WIDE


@pytest.fixture
def held(transactional_db):
    cast = make_cast()
    asked = competencies(3)
    for competency in asked:
        descriptors(competency, "Finds the source")
    return opened_by(cast.student, *asked, at=timezone.now())


@pytest.fixture
def address(held) -> str:
    return reverse("assessments:selfassessment-detail", args=[held.public_id])


def saved(held) -> list[tuple[str, int, int | None]]:
    rows = SelfRating.objects.filter(self_assessment=held).order_by("competency__position")
    return list(rows.values_list("competency__code", "level", "confidence"))


def test_rating_by_keyboard_saves_each_and_is_handed_in(make_visitor, held, address) -> None:
    page = make_visitor(held.user).open(address)
    first = page.locator(".self-row").nth(0)
    first.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    first.get_by_text("Saved").wait_for()
    page.keyboard.press("ArrowDown")
    page.get_by_text("1 of 3 rated").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    first.locator(".saved:not(.saved-wait)").wait_for()
    assert saved(held) == [("SM-1", 2, 0)]
    page.locator("#id_reflection").fill("I guess more than I look up.")
    page.keyboard.press("Tab")
    page.locator("#words .saved:not(.saved-wait)").wait_for()
    page.get_by_role("button", name="Look over and hand in").press("Enter")
    page.get_by_text("2 of 3 competencies are not rated").wait_for()
    page.get_by_role("button", name="Hand in").press("Enter")
    page.get_by_text("You: Advanced beginner").wait_for()
    assert page.get_by_text("I guess more than I look up.").count() == 1


def test_second_tab_is_told_in_place(make_visitor, held, address) -> None:
    visitor = make_visitor(held.user)
    page = visitor.open(address)
    other = visitor.context.new_page()
    other.goto(address)
    other.locator(".self-row").nth(0).locator("label", has_text="3 Competent").click()
    other.get_by_text("1 of 3 rated").wait_for()
    other.goto(reverse("assessments:selfassessment-submit", args=[held.public_id]))
    other.get_by_role("button", name="Hand in").click()
    other.get_by_text("You: Competent").wait_for()
    page.locator(".self-row").nth(0).locator("label", has_text="5 Role model").click()
    page.locator(".self-row").nth(0).get_by_text("handed in already").wait_for()
    assert saved(held) == [("SM-1", 3, None)]


def test_rating_without_javascript_saves_with_its_button(make_visitor, held, address) -> None:
    page = make_visitor(held.user, javascript=False, width=NARROW).open(address)
    row = page.locator(".self-row").nth(1)
    row.locator("label", has_text="4 Proficient").click()
    page.locator(".self-row").nth(2).locator("label", has_text="1 Novice").click()
    row.get_by_role("button", name="Save").click()
    page.wait_for_url("**#c-*")
    assert page.get_by_text("2 of 3 rated").count() == 1
    assert saved(held) == [("SM-2", 4, None), ("SM-3", 1, None)]


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide", "narrow-dark"])
def test_self_rating_pages_are_accessible(make_visitor, held, address, width: int, dark: bool) -> None:
    visitor = make_visitor(held.user, width=width, dark=dark)
    page = visitor.open(address)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    page.locator(".self-row").nth(0).locator("label", has_text="3 Competent").click()
    page.get_by_text("1 of 3 rated").wait_for()
    for name, path in (
        ("self-rating", None),
        ("self-rating-hand-in", reverse("assessments:selfassessment-submit", args=[held.public_id])),
    ):
        if path:
            visitor.open(path)
        visitor.check_accessibility()
        visitor.check_width()
        visitor.shoot(name)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("You: Competent").wait_for()
    visitor.check_accessibility()
    visitor.check_width()
    visitor.shoot("self-rating-done")
