"""The icons of the pages: one stroke, a grid of 16, drawn for this product.

They stand inline in the page, so that they inherit the colour of the text, need no request and print.
An icon never stands without a word; the word may be for screen readers only where a key explains it.
"""

from __future__ import annotations

from typing import Final

PATHS: Final[dict[str, str]] = {
    "arrow-left": '<path d="M13 8H3M7 4 3 8l4 4"/>',
    "arrow-right": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "calendar": '<path d="M2.8 4h10.4v9H2.8zM2.8 7h10.4M5.5 2.5V5M10.5 2.5V5"/>',
    "check": '<path d="m3 8.5 3.2 3.2L13 5"/>',
    "chevron": '<path d="m4 6.2 4 4 4-4"/>',
    "circle": '<circle cx="8" cy="8" r="5"/>',
    "clock": '<circle cx="8" cy="8" r="5.2"/><path d="M8 5v3l2 1.5"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "copy": '<path d="M5.5 5.5h7.7v7.7H5.5zM3 10.5V3h7.5"/>',
    "dash": '<path d="M4 8h8"/>',
    "down": '<path d="M8 3v10M4 9l4 4 4-4"/>',
    "download": '<path d="M8 2.5v7.3M4.8 6.8 8 10l3.2-3.2M2.8 13.2h10.4"/>',
    "drag": '<path d="M6 3.5v.1M10 3.5v.1M6 8v.1M10 8v.1M6 12.4v.1M10 12.4v.1"/>',
    "eye": '<path d="M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8z"/><circle cx="8" cy="8" r="1.7"/>',
    "file": '<path d="M4 2.5h5.2L12 5.3v8.2H4zM9 2.7v2.8h2.8"/>',
    "filter": '<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>',
    "flag": '<path d="M4 13.5v-11M4 3h8l-2 2.7L12 8.4H4"/>',
    "info": '<circle cx="8" cy="8" r="5.7"/><path d="M8 7.4v3.4M8 5.1v.1"/>',
    "link": (
        '<path d="M6.7 9.3 9.3 6.7M7.3 4.6l1-1a2.9 2.9 0 0 1 4.1 4.1l-1 1'
        'M8.7 11.4l-1 1a2.9 2.9 0 0 1-4.1-4.1l1-1"/>'
    ),
    "lock": '<path d="M3.7 7.2h8.6v6H3.7zM5.5 7V5.2a2.5 2.5 0 0 1 5 0V7"/>',
    "mail": '<path d="M2.3 4h11.4v8.2H2.3zM2.5 4.3 8 8.8l5.5-4.5"/>',
    "minus": '<path d="M3.5 8h9"/>',
    "pen": '<path d="m3 13 1-3.2L11 3l2 2-6.8 6.8z"/>',
    "people": (
        '<circle cx="5.6" cy="5.4" r="2.1"/><path d="M1.9 13c0-2.2 1.6-3.7 3.7-3.7S9.3 10.8 9.3 13'
        'M10.3 3.5a2.1 2.1 0 0 1 0 3.9M11.4 9.6c1.7.4 2.7 1.7 2.7 3.4"/>'
    ),
    "plus": '<path d="M8 3.5v9M3.5 8h9"/>',
    "refresh": '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5V5h-2.5"/>',
    "search": '<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>',
    "settings": (
        '<path d="M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6"/>'
        '<circle cx="10" cy="5" r="1.6"/><circle cx="6" cy="11" r="1.6"/>'
    ),
    "sign-out": '<path d="M9.5 3H3.5v10h6M7 8h6.5M11 5.5 13.5 8 11 10.5"/>',
    "up": '<path d="M8 13V3M4 7l4-4 4 4"/>',
    "upload": '<path d="M8 10V2.7M4.8 5.7 8 2.5l3.2 3.2M2.8 13.2h10.4"/>',
    "warning": '<path d="M8 2.3 14 13H2zM8 6.5v3M8 11.3v.1"/>',
}


def svg(name: str) -> str:
    """Return the inline SVG of the icon, hidden from screen readers.

    Raises KeyError with the known names when there is no such icon.
    """
    try:
        path = PATHS[name]
    except KeyError:
        known = ", ".join(sorted(PATHS))
        message = f"There is no icon {name!r}. Known icons: {known}."
        raise KeyError(message) from None
    return f'<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{path}</svg>'
