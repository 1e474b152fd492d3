"""A visitor notices what must never happen: the proof that silence means that nothing happened."""

from __future__ import annotations

import pytest

from tests.plugins.browser import Visitor
from tests.plugins.watching import Watch

HARM = {
    "inline style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "inline script": "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
    "foreign picture": "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/x.png'}))",
    "console error": "console.error('something broke')",
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_visitor_notices_harm(visitor: Visitor, watch: Watch, harm: str) -> None:
    visitor.open("/accounts/login/")
    assert visitor.problems == []
    visitor.page.evaluate(harm)
    visitor.page.wait_for_timeout(200)
    assert len(visitor.problems) == 1
    visitor.problems.clear()
    watch.reports.clear()


def test_visitor_notices_a_missing_asset(visitor: Visitor) -> None:
    visitor.open("/accounts/login/")
    visitor.page.evaluate("fetch('/static/nowhere.css')")
    visitor.page.wait_for_timeout(200)
    assert "nowhere.css" in visitor.problems[0]
    visitor.problems.clear()


def test_visitor_takes_a_provoked_refusal_for_none(visitor: Visitor) -> None:
    page = visitor.open("/nowhere-at-all/")
    assert page.locator("h1").count() == 1
    assert visitor.problems == []


def test_visitor_notices_what_axe_finds_and_a_page_too_wide(visitor: Visitor) -> None:
    page = visitor.open("/accounts/login/")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: '/static/webside/mark.svg'}))")
    with pytest.raises(AssertionError, match="image-alt"):
        visitor.check_accessibility()
    page.evaluate("document.body.append(Object.assign(new Image(), {alt: '', width: 3000, height: 1}))")
    with pytest.raises(AssertionError, match="wider than 1280 px"):
        visitor.check_width()
