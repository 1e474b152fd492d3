"""Showing content: in the reader's language, with found words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common import fallbacks, markdown
from common.translatable import LocalText, TranslatableModel
from competencies.searching import spans

register = template.Library()

DESCRIBED_IN: Final = "en"
"""The language of works and of entries of other frameworks, which have no translations."""

_PERCENT: Final = re.compile(r"(\d) %")


def spoken(content: TranslatableModel, field: str) -> LocalText:
    """Return the text of `field` for the reader of this page, who is told once when it is a fallback."""
    return fallbacks.note(content.local(field, get_language() or content.language))


@register.filter
def local(content: TranslatableModel, field: str) -> str | SafeString:
    """Return the text of `field` in the reader's language; one that is not translated says which it is in."""
    return shown(content.local(field, get_language() or content.language))


def shown(text: LocalText) -> str | SafeString:
    """Return a text that was found before as `local` does: the page notes a fallback, and it says which
    language it is in."""
    fallbacks.note(text)
    return _said(text, typeset(str(text.value)))


@register.filter
def local_text(content: TranslatableModel, field: str) -> str:
    """Return the text of `field` without any mark-up, for titles of pages and what stands in an attribute."""
    return typeset(content.local(field, get_language() or content.language).value)


@register.filter
def local_prose(content: TranslatableModel, field: str) -> str | SafeString:
    """Return the Markdown of `field` as HTML that says which language it is in; nothing for an empty one."""
    text = spoken(content, field)
    if not text.value:
        return ""
    prose = format_html('<div class="prose">{}</div>', markdown.render(typeset(text.value)))
    return format_html('<div lang="{}">{}</div>', text.language, prose) if text.is_fallback else prose


@register.simple_tag
def local_marked(content: TranslatableModel, field: str, words: Sequence[str] = ()) -> str | SafeString:
    """Return the text of `field` as `local` does, with the folded `words` marked where they stand."""
    text = spoken(content, field)
    return _said(text, marked(typeset(text.value), words) if words else typeset(text.value))


def _said(text: LocalText, shown: str) -> str | SafeString:
    if text.is_fallback and text.value:
        return format_html('<span lang="{}">{}</span>', text.language, shown)
    return shown


def typeset(text: str) -> str:
    """Return `text` with its percent signs kept to their figures at the end of a line."""
    return _PERCENT.sub("\\1\u00a0%", text)


@register.filter
def described(text: str) -> str | SafeString:
    """Return what describes a work, or an entry of somebody else's framework: they are described in one
    language, which the text says it is in where the reader's is another."""
    return shown(LocalText(text, DESCRIBED_IN, is_fallback=get_language() not in (None, DESCRIBED_IN)))


@register.filter
def marked(text: str, words: Sequence[str]) -> SafeString:
    """Return `text`, escaped, with the folded `words` marked where they stand."""
    parts: list[str] = []
    done = 0
    for span in spans(text, words):
        parts.append(escape(text[done : span.start]))
        parts.append(format_html("<mark>{}</mark>", text[span.start : span.end]))
        done = span.end
    parts.append(escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above
