"""How the people of the story go about: looking at a page, signing in, and using nothing but the keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.story_school import PASSWORD
from tests.plugins.browser import HEIGHTS, NARROW, WIDE, Visitor

FARTHEST = 250


def look(visitor: Visitor, name: str, heading: str) -> None:
    """Wait for the page with this heading, and check it: axe, and that it fits a wide and a narrow screen.

    Keeps pictures of both.
    """
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(heading)
    visitor.check_accessibility()
    for width in (NARROW, WIDE):
        visitor.width = width
        visitor.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        visitor.check_width()
        visitor.shoot(f"story-{name}")


def part(page: Page, name: str) -> Locator:
    """Return the part of a page whose heading has this id."""
    return page.locator(f"section[aria-labelledby='{name}']")


def sign_in(visitor: Visitor, email: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page = visitor.open("/accounts/login/")
    page.get_by_label("School email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("summary.who")).to_be_visible()


class Keyboard:
    """A person who has no mouse. Each act begins by moving the focus there with Tab, and fails without it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        expect(target).to_be_visible()
        for _press in range(FARTHEST):
            if target.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        expect(target).to_be_focused()

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Move to the target and press a key on it."""
        self.go_to(target)
        self.page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        """Move to a field and type."""
        self.go_to(target)
        self.page.keyboard.insert_text(text)

    def choose(self, group: str, value: str) -> None:
        """Choose one of the radio buttons named `group`: Tab to the first, then Space, or down by arrows."""
        radios = self.page.locator(f"input[type=radio][name='{group}']")
        values = radios.evaluate_all("all => all.map((one) => one.value)")
        self.go_to(radios.first)
        if values.index(value) == 0:
            self.page.keyboard.press("Space")
        for _step in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        chosen = radios.nth(values.index(value))
        expect(chosen).to_be_focused()
        expect(chosen).to_be_checked()

    def tick(self, group: str, *values: str) -> None:
        """Tick some of the boxes named `group`."""
        for value in values:
            box = self.page.locator(f"input[type=checkbox][name='{group}'][value='{value}']")
            self.press(box, "Space")
            expect(box).to_be_checked()
