"""Showing content: in the reader's language, with found words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.translatable import TranslatableModel
from competencies.searching import spans

register = template.Library()

_PERCENT: Final = re.compile(r"(\d) %")


@register.filter
def local(content: TranslatableModel, field: str) -> str | SafeString:
    """Return the text of `field` in the reader's language; one that is not translated says which it is in."""
    text = content.local(field, get_language() or content.language)
    if text.is_fallback and text.value:
        return format_html('<span lang="{}">{}</span>', text.language, typeset(text.value))
    return typeset(text.value)


@register.filter
def local_text(content: TranslatableModel, field: str) -> str:
    """Return the text of `field` without any mark-up, for titles of pages, Markdown and what is only said."""
    return typeset(content.local(field, get_language() or content.language).value)


def typeset(text: str) -> str:
    """Return `text` with its percent signs kept to their figures at the end of a line."""
    return _PERCENT.sub("\\1\u00a0%", text)


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
