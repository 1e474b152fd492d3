"""What a sitting is called on a page: as it was when it began, said in the language that it is in."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from assessments.models import Attempt
from assessments.titles import title_of
from common.parts.page import LANGUAGES
from competencies.templatetags.content import shown

register = template.Library()


@register.filter
def called(attempt: Attempt) -> str | SafeString:
    """Return the title of a sitting; one that is not in the reader's language says which it is in."""
    return shown(title_of(attempt))


@register.filter
def language_within(code: str) -> str:
    """Return the name of a language as it stands within a sentence."""
    return str(LANGUAGES.get(code, code))
