"""Markdown: what is kept, and what hostile text cannot do."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import markdown


class Tags(HTMLParser):
    """Collects every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attrs in Tags(html).found:
        assert tag in markdown.TAGS
        assert set(attrs) <= {"href", "title", "rel", "start", "scope"}
        address = (attrs.get("href") or "").lower()
        assert ":" not in address.split("/")[0] or address.split(":")[0] in markdown.SCHEMES


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='#' onclick='alert(1)'>x</a>",
    "<p style='position:fixed'>x</p>",
    "<style>body{display:none}</style>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<!-- <script>alert(1)</script> -->",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](https://evil.example/pixel.png)",
    "<javascript:alert(1)>",
    '[x](https://example.org "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    '```"><script>alert(1)</script>\nx\n```',
    "| <img src=x onerror=alert(1)> |\n|---|\n| [x](javascript:alert(1)) |",
    "> > <b onclick=alert(1)>x</b>",
    "\x00<script\x00>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_render_makes_hostile_text_harmless(text: str) -> None:
    assert_harmless(markdown.render(text))


@given(st.text(alphabet=st.sampled_from("<>\"'&;:/()[]!`*_# \n\tjavscripthonedt="), max_size=200))
def test_render_never_lets_anything_else_through(text: str) -> None:
    assert_harmless(markdown.render(text))


def test_render_shows_raw_html_as_text() -> None:
    assert markdown.render("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_render_keeps_what_content_needs() -> None:
    html = markdown.render("Some *weight*, **more**, `code`, ~~gone~~\n\n1. one\n2. two\n\n> said")
    for tag in ("em", "strong", "code", "s", "ol", "li", "blockquote"):
        assert f"<{tag}>" in html


def test_render_marks_links_as_foreign() -> None:
    html = markdown.render("[guidance](https://example.org/a?b=1&c=2)")
    assert html == '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">guidance</a></p>\n'


def test_render_keeps_addresses_within_the_site() -> None:
    assert 'href="/competencies/SM-6/"' in markdown.render("[SM-6](/competencies/SM-6/)")


@pytest.mark.parametrize(
    ("written", "first", "expected"),
    [("#", 3, "h3"), ("##", 3, "h4"), ("######", 3, "h6"), ("#", 2, "h2"), ("#", 5, "h5")],
)
def test_render_shifts_headings(written: str, first: int, expected: str) -> None:
    assert markdown.render(f"{written} Title", first) == f"<{expected}>Title</{expected}>\n"


def test_render_gives_table_heads_a_scope() -> None:
    html = markdown.render("| a | b |\n|---|:-:|\n| 1 | 2 |")
    assert '<th scope="col">a</th>' in html
    assert "style" not in html


def test_render_leaves_pictures_out() -> None:
    assert "<img" not in markdown.render("![alt](https://example.org/x.png)")


def test_render_bounds_huge_input_and_says_so() -> None:
    began = time.monotonic()
    html = markdown.render("word " * 200_000)
    assert time.monotonic() - began < 5
    assert len(html) < markdown.LONGEST + 1_000
    assert "the rest is left out" in html


@pytest.mark.parametrize(
    "text", [">" * 20_000, "[" * 20_000, "*" * 20_000, "`" * 20_000, "- " * 10_000, "**a" * 10_000]
)
def test_render_survives_deep_nesting_in_time(text: str) -> None:
    began = time.monotonic()
    assert_harmless(markdown.render(text))
    assert time.monotonic() - began < 5


def test_render_of_nothing_is_nothing() -> None:
    assert markdown.render("") == ""


def test_words_are_the_letters_alone_and_what_a_picture_shows(monkeypatch) -> None:
    monkeypatch.setattr(markdown, "_addresses", [lambda public_id: f"/pictures/{public_id}/"])
    picture = "picture:00000000-0000-4000-8000-000000000000"
    assert (
        markdown.words(f'An *option*\nin `a & b`\n\n![A "ward"]({picture})') == 'An option in a & b A "ward"'
    )
