"""What every page owes to those who cannot see it, hold a mouse, or have a large screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The one rule of WCAG 2.2 that axe leaves off unless it is asked for: targets of 24 px, or space around them.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}
"""1280 by 1024 at 400 per cent, as WCAG 1.4.10 counts it."""

OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .slice(0, 5)
    .map((one) => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.trim().slice(0, 40)}`)
    .concat(`${document.documentElement.scrollWidth} px in all`);
}"""

STYLED = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""

# What lies under a bar that sticks can be scrolled out from under it; that it is so is asked of the focus.
UNSTUCK = ".task-top, .task-end, .sheet-margin { position: static !important; }"

SPACED = """* { line-height: 1.5 !important; }
* { letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""

CUT = """() => [...document.querySelectorAll('main *')]
  .filter((one) => one.clientWidth && getComputedStyle(one).overflowX !== 'visible'
    && !one.closest('.visually-hidden, .visually-hidden-focusable, thead')
    && !one.matches('select, input, textarea')
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .map((one) => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.trim().slice(0, 40)}`)"""

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = (one.labels && one.labels[0] && one.matches('[type=radio], [type=checkbox]')
    ? one.labels[0] : one).getBoundingClientRect();
  const seen = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3],
                [box.left + box.width / 2, box.top + box.height / 2]].some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && [one, ...(one.labels || [])].some((mine) => mine.contains(top) || top.contains(mine));
  });
  const ring = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  return {
    what: `${one.tagName} ${(one.innerText || one.name || one.value || '').trim().slice(0, 40)}`,
    ringed: ring(one) || [...(one.labels || [])].some(ring),
    seen: seen && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def check_axe(page: Page, where: str, context: str | None = None) -> None:
    """Fail, telling what and where, when axe finds anything."""
    page.evaluate(STYLED, UNSTUCK)
    results: Any = Axe().run(page, context=context, options=RULES)
    page.evaluate(STYLED, "")
    assert results.violations_count == 0, f"{where}: {page.url}\n{results.generate_report()}"


def check_reflow(page: Page, where: str) -> None:
    """Fail, naming what sticks out, when the page scrolls sideways."""
    wide = page.evaluate(OVERFLOWING)
    assert not wide, f"{where}: {page.url} is wider than the screen: {wide}"


def check_spacing(page: Page, where: str) -> None:
    """Fail when the page scrolls sideways, or cuts a text, with the letters spaced as WCAG 1.4.12 has it."""
    page.evaluate(STYLED, SPACED)
    check_reflow(page, f"{where}, spaced")
    cut = page.evaluate(CUT)
    assert not cut, f"{where}, spaced: {page.url} cuts {cut}"
    page.evaluate(STYLED, "")


def check_focus(page: Page, where: str, *, presses: int = 25, after: str = "main") -> None:
    """Press Tab and fail when the focus cannot be seen: no ring, out of sight, or under something."""
    page.evaluate("after => { scrollTo(0, 0); document.querySelector(after).focus(); }", after)
    for _press in range(presses):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        assert focused["ringed"], f"{where}: no ring on {focused['what']}, {page.url}"
        assert focused["seen"], f"{where}: {focused['what']} has the focus and cannot be seen, {page.url}"


def look(page: Page, name: str) -> None:
    """Show the page that is open in another look: light or dark, of a size, in forced colours, in motion."""
    scheme, size, forced, motion = LOOKS[name]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion=motion)


LOOKS: dict[str, tuple[Any, Any, Any, Any]] = {
    "light": ("light", WIDE, "none", "reduce"),
    "dark": ("dark", WIDE, "none", "reduce"),
    "phone": ("light", PHONE, "none", "reduce"),
    "phone-dark": ("dark", PHONE, "none", "reduce"),
    "zoomed": ("light", ZOOMED, "none", "reduce"),
    "forced-colours": ("dark", WIDE, "active", "reduce"),
    "moving": ("light", WIDE, "none", "no-preference"),
}
