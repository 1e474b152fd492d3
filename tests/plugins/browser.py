"""A person at a browser: signs in, looks around, and notices what a page must never do."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
WIDE, NARROW, NARROWEST = 1280, 360, 320
"""Widths in px: a desk, a phone, and the least that a page must fit (WCAG 1.4.10)."""
HEIGHTS = {WIDE: 900, NARROW: 740, NARROWEST: 640}


class Visitor:
    """One person with a browser of their own, at one width, with or without JavaScript, light or dark.

    ``page`` is Playwright's page. Errors of the console (a violated content policy is one), scripts
    that fail and answers of 500 and above are collected in ``problems``; the fixture fails the test
    that leaves any. A refusal that a test provokes (403, 404, 409, 422, ...) is none.
    """

    def __init__(self, browser: Browser, site: str, **options: Any) -> None:
        self.site = site
        self.problems: list[str] = []
        self.width: int = options["width"]
        self.dark: bool = options["dark"]
        self.context: BrowserContext = browser.new_context(
            base_url=site,
            viewport={"width": self.width, "height": HEIGHTS.get(self.width, 800)},
            java_script_enabled=options["javascript"],
            color_scheme="dark" if self.dark else "light",
            locale=options["locale"],
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        provoked = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type == "error" and not (provoked and not self._is_asset(message.location["url"])):
            self.problems.append(f"console: {message.text} ({message.location['url']})")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} from {response.url}")

    def _is_asset(self, url: str) -> bool:
        return url.removeprefix(self.site).startswith(f"/{settings.STATIC_URL.strip('/')}/")

    def sign_in(self, user: Any) -> Visitor:
        """Sign in as ``user`` without the form, by the cookie that the form would give; return self."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site}])
        return self

    def open(self, path: str) -> Page:
        """Open a path of the site and return the page."""
        self.page.goto(path)
        return self.page

    def check_accessibility(self, context: str | None = None) -> None:
        """Fail, telling what and where, when axe finds anything on the page (or within a selector)."""
        results = Axe().run(self.page, context=context)
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"

    def check_width(self) -> None:
        """Fail when the page is wider than the screen."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px wider than {self.width} px"

    def shoot(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture under var/screenshots when SCREENSHOTS is set; else do nothing."""
        if os.environ.get("SCREENSHOTS"):
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            look = "dark" if self.dark else "light"
            self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.width}-{look}.png", full_page=whole)

    def close(self) -> None:
        """Close the browser's window and fail on what was noticed."""
        self.context.close()
        assert self.problems == [], json.dumps(self.problems, indent=2)
