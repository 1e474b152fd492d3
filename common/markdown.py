"""Markdown as it may be written here: rendered without raw HTML, then sanitised against a short list.

Two locks stand one behind the other: the renderer escapes HTML, and the sanitiser keeps only the tags,
attributes and address schemes named here. Pictures are left out: content keeps its files elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST: Final = 200_000
"""The most characters that are rendered."""

TAGS: Final = frozenset(
    "p br hr em strong s code pre blockquote ul ol li a h2 h3 h4 h5 h6 table thead tbody tr th td".split()
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope"},
    "td": set(),
}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
FIRST_HEADING: Final = 3


class _Renderer(RendererHTML):
    """Headings below the page's own, table heads with a scope."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{_heading(tokens[idx], env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_heading(tokens[idx], env)}>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<th scope="col">'

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<td>"


def _heading(token: Token, env: Any) -> str:
    written = int(token.tag[1])
    return f"h{min(6, env['first_heading'] + written - 1)}"


_parser = (
    MarkdownIt("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer)
    .enable(["table", "strikethrough"])
    .disable("image")
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
