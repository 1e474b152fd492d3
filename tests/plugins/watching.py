"""Notice, in every window of a browser, what breaks the content policy and what the console calls errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, WebError

# The page tells of a violation by a word to its console: a function of ours in it would be a change of it.
MARK = "securitypolicyviolation:"
LISTEN = f"""document.addEventListener("securitypolicyviolation", (event) => console.debug(
    "{MARK}" + [event.effectiveDirective, event.blockedURI, event.sample].join(" ")), true);"""
# The browser says so of every answer of 400 and above, which tests provoke; a Visitor sorts these out.
ANSWERED = "Failed to load resource"


class Watch:
    """Everything that was reported while it watched: ``reports``, each with the page it happened on.

    Three ways lead here, because each misses something: the event of the document (not without JavaScript),
    the browser's list of issues (not of windows that closed at once) and the console.
    """

    def __init__(self) -> None:
        self.reports: list[str] = []

    def context(self, context: BrowserContext) -> None:
        """Watch every page that this context opens."""
        context.add_init_script(LISTEN)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("page", self._on_page)

    def forgive(self, *words: str) -> None:
        """Forget the reports that a test provoked: those with one of these words in them."""
        self.reports[:] = [one for one in self.reports if not any(word in one for word in words)]

    def check(self) -> None:
        """Fail, telling everything, when anything was reported."""
        assert self.reports == [], json.dumps(self.reports, indent=2)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(MARK):
            self._report(message.page, f"violated {message.text.removeprefix(MARK).strip()}")
        elif message.type == "error" and not message.text.startswith(ANSWERED):
            self._report(message.page, f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._report(error.page, f"script error: {error.error}")

    def _on_page(self, page: Page) -> None:
        try:
            session = page.context.new_cdp_session(page)
            session.on("Audits.issueAdded", lambda event: self._on_issue(page, event["issue"]))
            session.send("Audits.enable")
        except Error:
            if not page.is_closed():  # of a window that closed at once the other two ways tell
                raise

    def _on_issue(self, page: Page, issue: dict[str, Any]) -> None:
        if issue["code"] == "ContentSecurityPolicyIssue":
            details = issue["details"]["contentSecurityPolicyIssueDetails"]
            what = details.get("blockedURL") or details["contentSecurityPolicyViolationType"]
            self._report(page, f"issue: {details['violatedDirective']} {what}")

    def _report(self, page: Page | None, what: str) -> None:
        self.reports.append(f"{page.url if page else '?'}: {what}")


@contextmanager
def watching(browser: Browser) -> Iterator[Watch]:
    """Watch every context that the browser opens meanwhile; fail in the end when anything was reported."""
    watch = Watch()
    browser.on("context", watch.context)
    try:
        yield watch
    finally:
        browser.remove_listener("context", watch.context)
    watch.check()
