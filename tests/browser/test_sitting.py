"""One sitting in a browser: by keyboard, through a lost connection, without JavaScript, on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Attempt, Response
from tests.assessments.pages.sittings import TEXT, begin, hand_in, page, waiting
from tests.plugins.browser import NARROW, WIDE

KINDS = ("single_best_answer", "multiple_response", "true_false", "judgement_rating", "judgement_ranking")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reached {selector}")


def press(page: Page, selector: str, key: str) -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("Saved")


def standing(position: int):
    return Response.objects.filter(attempt_item__position=position).order_by("-revision").first().value


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_learner_sits_by_keyboard_alone(make_visitor, cast, dark: bool) -> None:
    attempt = begin(cast.student, *KINDS)
    visitor = make_visitor(cast.student, dark=dark)
    page_ = visitor.open(page("attempt-detail", attempt))
    visitor.check_accessibility()
    press(page_, "main a.btn-primary", "Enter")

    page_.wait_for_url("**/1/")
    press(page_, "input[name=choice]", "Space")
    saved(page_)
    page_.keyboard.press("ArrowDown")
    expect(page_.locator("#overview .is-done")).to_have_count(1)
    second = page_.locator("input[name=choice]").nth(1).get_attribute("value")
    visitor.check_accessibility()
    press(page_, "button.btn-primary", "Enter")

    page_.wait_for_url("**/2/")
    press(page_, "input[value=A]", "Space")
    page_.keyboard.press("Tab")
    page_.keyboard.press("Tab")
    page_.keyboard.press("Space")
    saved(page_)
    visitor.check_accessibility()
    press(page_, "button.btn-primary", "Enter")

    page_.wait_for_url("**/3/")
    press(page_, "input[value=true]", "Space")
    saved(page_)
    press(page_, "button.btn-primary", "Enter")

    page_.wait_for_url("**/4/")
    press(page_, "[name=rating-A]", "Space")
    saved(page_)
    expect(page_.locator("#foot-A")).to_contain_text("Saved")
    expect(page_.locator("#foot-B")).to_contain_text("No rating saved yet")
    expect(page_.locator("#task-figures")).to_contain_text("1 of 3 rated")
    visitor.check_accessibility()
    press(page_, "button.btn-primary", "Enter")

    page_.wait_for_url("**/5/")
    for letter, rank in zip("ABCDE", "21345", strict=True):
        press(page_, f"[name=rank-{letter}]", rank)
    page_.keyboard.press("Tab")
    expect(page_.locator("#task-figures")).to_contain_text("5 of 5 ranked")
    visitor.check_accessibility()
    press(page_, "button.btn-primary", "Enter")

    page_.wait_for_url("**/hand-in/")
    expect(page_.locator("main")).to_contain_text("1 question of 5 has something left to answer")
    visitor.check_accessibility()
    press(page_, "main button.btn-primary", "Enter")

    page_.wait_for_url("**/feedback/")
    expect(page_.locator("main")).to_contain_text("SECRET rationale")
    visitor.check_accessibility()
    visitor.check_width()
    visitor.shoot("feedback")
    assert standing(1)["choice"] == second
    assert standing(2) == {"choices": ["A", "C"]}
    assert standing(5) == {"ranks": {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5}}
    assert Attempt.objects.get().state == "released"


def test_an_answer_given_without_a_connection_is_kept_and_sent_again(make_visitor, watch, cast) -> None:
    attempt = begin(cast.student, "single_best_answer")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    visitor.context.set_offline(True)
    page_.locator("input[value=B]").check()
    expect(page_.locator("#saved")).to_contain_text("Not saved yet, trying again")
    page_.get_by_role("button", name="Save and look over").click()
    assert page_.locator("input[value=B]").is_checked()
    visitor.context.set_offline(False)
    page_.wait_for_url("**/hand-in/")
    assert standing(1) == {"choice": "B"}
    provoked = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    visitor.problems[:] = [one for one in visitor.problems if not any(word in one for word in provoked)]
    watch.forgive(*provoked)


def test_a_page_whose_work_was_handed_in_says_so_and_keeps_what_was_written(make_visitor, cast) -> None:
    attempt = begin(cast.student, "reflection", type_="reflection")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    hand_in(attempt)
    page_.locator("textarea").fill("Words of the other window")
    expect(page_.locator("#saved")).to_contain_text("handed in already")
    assert page_.locator("textarea").input_value() == "Words of the other window"


def test_a_text_is_counted_and_saved_while_it_is_written(make_visitor, cast) -> None:
    attempt = begin(cast.student, "reflection", type_="reflection")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    page_.locator("textarea").press_sequentially("I asked her first.")
    expect(page_.locator("#words")).to_contain_text("Now 4.")
    saved(page_)
    expect(page_.locator("#words")).to_contain_text("4 words saved")
    assert standing(1) == {"text": "I asked her first."}
    visitor.check_accessibility()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_learner_sits_without_javascript(make_visitor, cast, width: int) -> None:
    attempt = begin(cast.student, "single_best_answer", "judgement_rating")
    visitor = make_visitor(cast.student, javascript=False, width=width)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    page_.locator("input[value=B]").check()
    page_.get_by_role("button", name="Save and go on").click()
    for letter in "ABC":
        page_.locator(f"[name=rating-{letter}]").first.check()
    visitor.check_width()
    page_.get_by_role("button", name="Save and look over").click()
    expect(page_.locator("main")).to_contain_text("All 2 questions are answered")
    page_.get_by_role("button", name="Hand in").click()
    expect(page_.locator("h1")).to_contain_text("Check")
    visitor.check_width()
    assert standing(2) == {"ratings": {"A": 1, "B": 1, "C": 1}}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_teacher_marks_and_looks_at_assessments(make_visitor, cast, width: int) -> None:
    attempt = waiting(cast.student)
    visitor = make_visitor(cast.faculty, width=width)
    page_ = visitor.open("/marking/")
    visitor.check_accessibility()
    visitor.check_width()
    page_.get_by_role("link", name="Mark the oldest").click()
    expect(page_.locator("main")).to_contain_text(TEXT)
    visitor.check_accessibility()
    visitor.check_width()
    for name in ("situation", "reasoning", "change"):
        page_.locator(f"[name=mark-{name}]").nth(3).check()
    page_.locator("[name=level]").nth(2).check()
    page_.get_by_role("button", name="Save and mark the next").click()
    expect(page_.locator("main")).to_contain_text("Nothing waits for a mark")
    visitor.open("/teaching/assessments/")
    visitor.check_accessibility()
    visitor.check_width()
    visitor.open(f"/teaching/assessments/{attempt.administration.version.assessment.public_id}/")
    visitor.check_accessibility()
    visitor.check_width()


def test_an_answer_that_was_never_sent_goes_when_the_sitting_is_opened_again(
    make_visitor, watch, cast
) -> None:
    """The connection is lost, the tab is closed, and the learner comes back to another question."""
    attempt = begin(cast.student, "single_best_answer", "true_false")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    address = f"**{page('attempt-item', attempt, 1)}"
    # Chromium's own "offline" sometimes fails a request that the server still gets.
    visitor.context.route(address, lambda route: route.abort("internetdisconnected"))
    page_.locator("input[value=B]").check()
    expect(page_.locator("#saved")).to_contain_text("Not saved yet")
    page_.on("dialog", lambda dialog: dialog.accept())
    page_.goto("about:blank")
    visitor.context.unroute(address)
    assert not Response.objects.exists()

    page_ = visitor.open(page("attempt-item", attempt, 2))
    for _ in range(100):
        if page_.evaluate("localStorage.length") == 0:
            break
        page_.wait_for_timeout(100)
    assert standing(1) == {"choice": "B"}
    provoked = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    visitor.problems[:] = [one for one in visitor.problems if not any(word in one for word in provoked)]
    watch.forgive(*provoked)


def test_the_clock_warns_and_hands_in_what_stands(make_visitor, cast) -> None:
    attempt = begin(cast.student, "single_best_answer")
    attempt.rules["time_limit_minutes"] = 6
    attempt.deadline_at = timezone.now() + timedelta(minutes=5, seconds=8)
    attempt.save()
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    expect(page_.locator("[data-left]")).to_have_text(re.compile(r"^0[45]:\d\d$"))
    visitor.check_accessibility()
    page_.locator("input[name=choice][value=B]").check()
    saved(page_)
    expect(page_.locator("[data-said]")).to_have_text("5 minutes left.", timeout=20_000)
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))
    page_ = visitor.open(page("attempt-item", attempt, 1))
    expect(page_.locator("main")).to_contain_text("The time was over")


def test_the_clock_is_right_after_the_computer_slept(make_visitor, cast) -> None:
    """Asleep, the page's own stopwatch stands still and only the time of day goes on."""
    attempt = begin(cast.student, "single_best_answer")
    attempt.rules["time_limit_minutes"] = 30
    attempt.deadline_at = timezone.now() + timedelta(minutes=25)
    attempt.save()
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    expect(page_.locator("[data-left]")).to_have_text(re.compile(r"^2[45]:\d\d$"))
    page_.evaluate("() => { const now = Date.now; Date.now = () => now() + 10 * 60 * 1000; }")
    expect(page_.locator("[data-left]")).to_have_text(re.compile(r"^1[45]:\d\d$"))
