"""What every answer says to browsers, and that no template needs an exception from it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.middleware import CompressTextMiddleware

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = {
    "a style element": re.compile(r"<style\b"),
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a script without an address": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "a script that is not deferred": re.compile(r"<script\b(?![^>]*\bdefer\b)"),
    "a handler": re.compile(r"""\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*["']"""),
    "an address that is a script": re.compile(r"javascript:"),
    "a file of another host": re.compile(r"""<(?:script|link|img)\b[^>]*(?:src|href)=["'](?:https?:)?//"""),
}


def test_templates_are_where_they_are_looked_for() -> None:
    assert len(TEMPLATES) > 150


@pytest.mark.parametrize("what", INLINE)
def test_templates_carry_nothing_inline(what: str) -> None:
    # What comes out as text (the body of a mail, a comment) is no part of a page.
    pages = {path: re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    found = [str(path.relative_to(ROOT)) for path, text in pages.items() if INLINE[what].search(text)]
    assert found == []


@pytest.mark.django_db
def test_the_content_policy_names_all_that_is_allowed(client: Client) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    said = {name: sources for name, _, sources in (part.strip().partition(" ") for part in policy.split(";"))}
    assert said == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
    }


@pytest.mark.django_db
def test_the_permissions_policy_allows_nothing(client: Client) -> None:
    said = client.get("/accounts/login/")["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(said)
    assert all(part.endswith("=()") for part in said)


def answer(body: bytes, content_type: str, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers=headers)
    middleware = CompressTextMiddleware(lambda _: HttpResponse(body, content_type=content_type))
    return middleware(request)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/csv", "application/json"])
def test_text_is_compressed_for_those_who_ask(content_type: str) -> None:
    body = b"the same words again, " * 100
    compressed = answer(body, content_type, accept_encoding="gzip, deflate")
    assert compressed["Content-Encoding"] == "gzip"
    assert compressed["Vary"] == "Accept-Encoding"
    assert len(compressed.content) < len(body) / 5
    assert gzip.decompress(compressed.content) == body
    assert answer(body, content_type).content == body


def test_compressed_pages_of_one_text_differ_in_length() -> None:
    body = b"the same words again, " * 100
    lengths = {len(answer(body, "text/html", accept_encoding="gzip").content) for _ in range(40)}
    assert len(lengths) > 3


def test_what_is_compressed_already_stays_as_it_is() -> None:
    body = bytes(1000)
    for content_type in ("application/pdf", "application/zip", "image/png"):
        assert not answer(body, content_type, accept_encoding="gzip").has_header("Content-Encoding")
