"""The title of a sitting, which stays as it was when the sitting began, with the language that it is in."""

from __future__ import annotations

from django.utils.translation import get_language

from assessments.models import Attempt
from common.translatable import LocalText


def title_of(attempt: Attempt) -> LocalText:
    """Return the title that a sitting began with, as seen by the reader of this page.

    attempt: with its administration and version. The language is the one in which the sitting began, or
    the one in which the assessment was written where it had no title in that language.
    """
    version = attempt.administration.version
    title = str(attempt.rules.get("title") or version.title)
    language = version.language if title == version.title else attempt.language
    return LocalText(value=title, language=language, is_fallback=language != (get_language() or language))
