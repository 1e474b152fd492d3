"""Languages in a browser: chosen without JavaScript, and what scripts say in the language in brackets."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.assessments.pages.sittings import begin, page
from tests.plugins.browser import NARROW
from tests.pseudo import CLOSE, OPEN, bracketed  # noqa: F401  # a fixture


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_language_is_chosen_at_the_foot_and_remembered(make_visitor, cast, javascript: bool) -> None:
    visitor = make_visitor(cast.student, javascript=javascript, width=NARROW)
    page_ = visitor.open("/account/")
    expect(page_.locator("html")).to_have_attribute("lang", "en")
    page_.get_by_role("button", name="Français").click()
    page_.wait_for_url("**/account/")
    expect(page_.locator("html")).to_have_attribute("lang", "fr")
    expect(page_.get_by_role("heading", name="Langue et apparence")).to_be_visible()
    visitor.check_width()
    if javascript:
        visitor.check_accessibility()
    elsewhere = make_visitor(cast.student, javascript=javascript)
    expect(elsewhere.open("/account/").locator("html")).to_have_attribute("lang", "fr")


def test_visitor_who_reads_french_is_met_in_french(make_visitor, db) -> None:
    visitor = make_visitor(locale="fr-CA")
    page_ = visitor.open("/accounts/login/")
    expect(page_.get_by_role("button", name="Se connecter")).to_be_visible()
    page_.get_by_role("button", name="English").click()
    expect(page_.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.usefixtures("bracketed")
def test_scripts_say_nothing_untranslated(make_visitor, cast) -> None:
    cast.student.language = "fr"
    cast.student.save()
    attempt = begin(cast.student, "single_best_answer", "judgement_ranking", "reflection")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", attempt, 1))
    page_.locator("input[name=choice]").first.check()
    saved = page_.locator("#saved")
    expect(saved).to_contain_text(OPEN)
    assert_bracketed(saved.inner_text())

    page_ = visitor.open(page("attempt-item", attempt, 2))
    page_.locator("button[name=move]").first.click()
    said = page_.locator("[data-rank-said]")
    expect(said).to_contain_text(OPEN)
    assert said.inner_text().strip().startswith(OPEN)

    page_ = visitor.open(page("attempt-item", attempt, 3))
    page_.locator("textarea").fill("One two three.")
    words = page_.locator("[data-words]")
    expect(words).to_contain_text("3")
    assert_bracketed(words.inner_text())


def assert_bracketed(text: str) -> None:
    assert text.strip().startswith(OPEN)
    assert text.strip().endswith(CLOSE)
