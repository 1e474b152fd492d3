"""Markdown as it may be written here: rendered without raw HTML, then sanitised against a short list.

Two locks stand one behind the other: the renderer escapes HTML, and the sanitiser keeps only the tags,
attributes and address schemes named here. Of pictures only those of the site are shown, named as
`picture:<public id>`; a picture from elsewhere becomes a link to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, Final
from uuid import UUID

import nh3
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST: Final = 200_000
"""The most characters that are rendered."""

TAGS: Final = frozenset(
    "p br hr em strong s code pre blockquote ul ol li a h2 h3 h4 h5 h6 table thead tbody tr th td img".split()
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope"},
    "td": set(),
    "img": {"src", "alt"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
FIRST_HEADING: Final = 3

_PICTURE = re.compile(r"picture:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_addresses: list[Callable[[UUID], str]] = []


def show_pictures(address: Callable[[UUID], str]) -> None:
    """From now on, let `picture:<public id>` stand for the address that `address` gives."""
    _addresses[:] = [address]


def picture_address(name: str) -> str:
    """Return the address of the picture that `name` (`picture:<public id>`) stands for, or an empty text."""
    found = _PICTURE.fullmatch(name)
    return _addresses[0](UUID(found[1])) if found and _addresses else ""


class _Renderer(RendererHTML):
    """Headings below the page's own, table heads with a scope, pictures of the site."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{_heading(tokens[idx], env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_heading(tokens[idx], env)}>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<th scope="col">'

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<td>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source = str(token.attrs.get("src", ""))
        alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
        if address := picture_address(source):
            return format_html('<img src="{}" alt="{}">', address, alt)
        return format_html('<a href="{}">{}</a>', source, alt or source)


def _heading(token: Token, env: Any) -> str:
    written = int(token.tag[1])
    return f"h{min(6, env['first_heading'] + written - 1)}"


_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer).enable(
    ["table", "strikethrough"]
)


def render(text: str, first_heading: int = FIRST_HEADING) -> SafeString:
    """Return `text` (Markdown) as safe HTML; its top heading becomes `h{first_heading}`, 2 to 6.

    Text beyond `LONGEST` characters is left out, and the end says so.
    """
    shown = _render(text[:LONGEST], first_heading)
    if len(text) <= LONGEST:
        return shown
    return format_html("{}<p>{}</p>", shown, _("The text is longer than can be shown; the rest is left out."))


@lru_cache(maxsize=512)
def _render(text: str, first_heading: int) -> SafeString:
    """Return the safe HTML of one text; the 512 texts used last are remembered."""
    raw = _parser.render(text, {"first_heading": first_heading})
    clean = nh3.clean(
        raw,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noopener nofollow",
        strip_comments=True,
    )
    return mark_safe(clean)


_ALT: Final = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')


def words(text: str) -> str:
    """Return `text` (Markdown) in letters alone, in one line; for a picture its alternative text."""
    return " ".join(unescape(strip_tags(_ALT.sub(r"\1", render(text)))).split())
