"""The watch over the whole browser suite: what it notices, and that no test can do without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.plugins.watching import Watch, watching

STYLE = "document.body.setAttribute('style', 'color: red')"
SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
EVAL = "setTimeout('1', 0)"
ELSEWHERE = "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/x.png'}))"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, watch: Watch) -> Page:
    """The sign-in page in a window that no visitor looks after."""
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/accounts/login/")
    watch.check()
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("harm", "directive"),
    [
        (STYLE, "style-src-attr"),
        (SCRIPT, "script-src-elem"),
        (EVAL, "script-src"),
        (ELSEWHERE, "img-src"),
    ],
    ids=["style", "script", "eval", "elsewhere"],
)
def test_each_way_of_watching_tells_of_a_violation(
    page: Page, watch: Watch, harm: str, directive: str
) -> None:
    page.evaluate(harm)
    page.wait_for_timeout(200)
    told = [report.partition("/login/: ")[2].partition(" ") for report in watch.reports]
    assert {way for way, _, _ in told} >= {"violated", "issue:"}
    assert {rest.partition(" ")[0] for way, _, rest in told if way != "console:"} == {directive}
    with pytest.raises(AssertionError, match=directive):
        watch.check()
    watch.reports.clear()


def test_a_test_with_a_violation_fails_even_when_its_window_is_closed(
    browser: Browser, live_server: LiveServer, watch: Watch
) -> None:
    with pytest.raises(AssertionError, match="style-src-attr"), watching(browser) as inner:
        context = browser.new_context(base_url=live_server.url)
        page = context.new_page()
        page.goto("/accounts/login/")
        inner.check()
        page.evaluate(STYLE)
        context.close()
    assert watch.reports != []
    watch.reports.clear()


def test_a_violation_is_noticed_in_another_window_and_without_javascript(
    browser: Browser, live_server: LiveServer, watch: Watch
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    policy = page.goto("/accounts/login/").headers["content-security-policy"]
    watch.check()
    context.route(
        "**/bad/",
        lambda route: route.fulfill(
            body="<!DOCTYPE html><title>Bad</title><p style='color: red'>Bad</p>",
            content_type="text/html",
            headers={"Content-Security-Policy": policy},
        ),
    )
    bad = context.new_page()
    bad.goto("/bad/")
    for _look in range(50):  # the list of issues comes when the browser gets round to it
        if any("/bad/: issue:" in report for report in watch.reports):
            break
        bad.wait_for_timeout(100)
    context.close()
    assert any("/bad/: issue: style-src-attr" in report for report in watch.reports)
    watch.reports.clear()


def test_an_error_of_a_script_is_noticed(page: Page, watch: Watch) -> None:
    page.evaluate("setTimeout(() => nothing.here, 0)")
    page.wait_for_timeout(200)
    assert len(watch.reports) == 1
    assert "nothing is not defined" in watch.reports[0]
    watch.reports.clear()


def test_every_test_of_the_suite_is_watched(request: pytest.FixtureRequest) -> None:
    assert "watch" in request.fixturenames
