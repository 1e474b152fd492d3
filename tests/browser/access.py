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
    .map((one) => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.trim().slice(0, 40)}`);
}"""

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
    results: Any = Axe().run(page, context=context, options=RULES)
    assert results.violations_count == 0, f"{where}: {page.url}\n{results.generate_report()}"


def check_reflow(page: Page, where: str) -> None:
    """Fail, naming what sticks out, when the page scrolls sideways."""
    assert page.evaluate(OVERFLOWING) == [], f"{where}: {page.url}"


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
