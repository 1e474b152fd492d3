"""Fixtures of the browser suite: a live server on a database file, and people who visit it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.plugins import chromium
from tests.plugins.browser import WIDE, Visitor
from tests.plugins.watching import Watch, watching

HERE = Path(__file__).parent
MakeVisitor = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that no browser test runs where none is wanted."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once. Fails with the remedy where there is none."""
    # Playwright's event loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = chromium.installed()
    if path is None:
        pytest.fail(chromium.REMEDY)
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield started
        started.close()


@pytest.fixture(autouse=True)
def watch(browser: Browser) -> Iterator[Watch]:
    """Fail every test in which any page broke the content policy or had an error in its console."""
    with watching(browser) as watch:
        yield watch


@pytest.fixture
def make_visitor(browser: Browser, live_server: LiveServer) -> Iterator[MakeVisitor]:
    """Return a maker of visitors: ``make_visitor(user=None, width=1280, javascript=True, dark=False)``."""
    made: list[Visitor] = []

    def make(
        user: object = None,
        *,
        width: int = WIDE,
        javascript: bool = True,
        dark: bool = False,
        locale: str = "en-CA",
    ) -> Visitor:
        visitor = Visitor(
            browser, live_server.url, width=width, javascript=javascript, dark=dark, locale=locale
        )
        made.append(visitor)
        return visitor.sign_in(user) if user is not None else visitor

    yield make
    for visitor in made:
        visitor.close()


@pytest.fixture
def visitor(make_visitor: MakeVisitor) -> Visitor:
    """Return somebody who has not signed in, at a wide screen."""
    return make_visitor()
