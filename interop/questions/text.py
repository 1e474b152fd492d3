"""Texts of questions between the formats of files and our Markdown, without what could harm a reader. Pure.

Texts are cleaned on their way in; what is stored is Markdown, which is rendered without raw HTML and
sanitised again (`common.markdown`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import Final

import nh3
from markdown_it import MarkdownIt

from assessments.drafts import DraftText, TextFormat
from interop.questions.limits import MAX_TEXT
from interop.questions.markdown_writing import MAX_DEPTH, escape_markdown, from_html
from interop.questions.parsed import QuestionError

_TAGS: Final = frozenset(
    "p br hr b strong i em u s del ins strike sub sup code pre kbd samp var tt blockquote q cite abbr small"
    " ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr th td a img span div figure"
    " figcaption".split()
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_SCHEMES: Final = {"http", "https", "mailto", "picture"}
_DROPPED_WHOLE: Final = {
    "script", "style", "iframe", "object", "embed", "applet", "noscript", "template", "title", "svg",
}  # fmt: skip

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_KNOWN = "|".join(sorted(_TAGS, key=len, reverse=True))
_SUSPECT = re.compile(
    rf"<(?!/?(?:{_KNOWN})[\s/>])[a-z/!?]|[\s\"'/]on[a-z]+\s*=|script\s*:|data\s*:|[\s\"'/]style\s*=|&#"
    r"|[\s\"'/](?:srcdoc|formaction|class|id|dir|lang|target|rel)\s*=",
    re.IGNORECASE,
)
# HTML inside Markdown, but for addresses in angle brackets.
_IN_MARKDOWN = re.compile(
    r"(?<!\\)<(?:/?[a-z][a-z0-9]*(?=[\s/>])|!--|\?)|\]\(\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|pre)[\s>]", re.IGNORECASE)
_ENDS = re.compile(r"<br>|</(?:p|div|li|td|th|h[1-6]|dd|dt|pre)>")
_PICTURE_IN_MARKDOWN = re.compile(r"!\[([^\]]*)\]\(picture:[^)\s]*\)")
_PICTURE_IN_HTML = re.compile(r"<img\b[^>]*picture:[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_VOID: Final = {"br", "hr", "img"}

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_foreign_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def draft_text(text: str, text_format: TextFormat) -> DraftText:
    """A text of a file, cleaned: one kind of line break, no control characters, no outer blanks, and of HTML
    only what is known to be harmless. Raises QuestionError where it is too long."""
    if len(text) > MAX_TEXT:
        raise QuestionError("text-too-long", limit=MAX_TEXT)
    plain = plain_line_breaks(text).strip()
    if text_format is TextFormat.MARKDOWN:
        plain = _clean_markdown(plain)
    elif text_format is not TextFormat.PLAIN:
        plain = clean_html(plain)
    return DraftText(plain, text_format) if plain else DraftText()


def plain_line_breaks(text: str) -> str:
    """The text with one kind of line break and without characters that no text is written with."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_html(text: str) -> str:
    """HTML as it is where nothing in it could harm, else what the sanitiser leaves of it."""
    return sanitised(text).strip() if "<" in text and _SUSPECT.search(text) else text


def sanitised(html: str) -> str:
    """HTML of the tags, attributes and addresses that are known here, and not nested too deeply."""
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return nh3.clean(clean, tags=set()) if _depth(clean) > MAX_DEPTH else clean


def to_markdown(text: DraftText) -> str:
    """The text as our Markdown. What is Markdown already stays as it is."""
    if text.format is TextFormat.MARKDOWN:
        return text.text
    return _to_markdown(text.text, text.format)


@lru_cache(maxsize=1024)
def _to_markdown(text: str, text_format: TextFormat) -> str:
    if text_format is TextFormat.PLAIN:
        return escape_markdown(text, hard_breaks=True)
    if "<" not in text:
        return escape_markdown(unescape(text), hard_breaks=text_format is TextFormat.MOODLE)
    return from_html(sanitised(_with_breaks(text) if text_format is TextFormat.MOODLE else text))


def to_html(text: DraftText) -> str:
    """The text as harmless HTML."""
    if text.format is TextFormat.MARKDOWN:
        return sanitised(_markdown.render(text.text)).strip()
    if text.format is TextFormat.PLAIN:
        return escape(text.text, quote=False).replace("\n", "<br>")
    return sanitised(_with_breaks(text.text) if text.format is TextFormat.MOODLE else text.text).strip()


def to_plain(text: DraftText) -> str:
    """The words of a text on one line, for names and for formats that know no formatting."""
    if text.format is TextFormat.PLAIN:
        return " ".join(text.text.split())
    apart = _ENDS.sub(r"\g<0> ", to_html(text))
    return " ".join(unescape(nh3.clean(apart, tags=set())).split())


def without_pictures(text: DraftText) -> DraftText:
    """The text with the words of its pictures instead of the pictures, for formats that carry no files."""
    if "picture:" not in text.text:
        return text
    said = _PICTURE_IN_HTML.sub(lambda match: _words(match[0]), text.text)
    return DraftText(_PICTURE_IN_MARKDOWN.sub(r"\1", said).strip(), text.format)


def _words(tag: str) -> str:
    found = _ALT.search(tag)
    return (found[1] or found[2] or "") if found else ""


def _clean_markdown(text: str) -> str:
    """Markdown of a stranger: where HTML stands in it, its harmless part as Markdown."""
    if not _IN_MARKDOWN.search(text):
        return text
    return from_html(sanitised(_foreign_markdown.render(text)))


def _with_breaks(text: str) -> str:
    """Moodle's own format as HTML: line breaks count, but for those between tags."""
    joined = re.sub(r">[ \t]*\n\s*<", "><", text)
    if _BLOCK.search(joined):
        return joined.replace("\n", "<br>")
    parts = (part.strip("\n").replace("\n", "<br>") for part in re.split(r"\n[ \t]*\n", joined))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _depth(clean: str) -> int:
    deepest = now = 0
    for closing, name in _TAG.findall(clean):
        if name not in _VOID:
            now += -1 if closing else 1
            deepest = max(deepest, now)
    return deepest
