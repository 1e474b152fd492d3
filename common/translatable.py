"""Content that has a body per language, with a fallback that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text as it can be shown: in the language asked for, or in the one it was written in."""

    value: Any
    language: str
    is_fallback: bool


def local_text(content: Any, field: str, language: str) -> LocalText:
    """Return the text of `field` in `language`, or as it was written when there is no translation.

    content: a row, or what was read of one, with the field, `language` and `translations`.
    """
    if language != content.language:
        translated = content.translations.get(language, {}).get(field)
        if translated:
            return LocalText(value=translated, language=language, is_fallback=False)
    return LocalText(
        value=getattr(content, field), language=content.language, is_fallback=language != content.language
    )


class TranslatableModel(models.Model):
    """Content written in one language, with translations beside it.

    The fields hold the text in `language`; `translations` maps another language's code to the fields that
    were translated into it, such as `{"fr": {"title": "..."}}`. Translations are never among the fields
    that decide, so they may be added to published content.
    """

    language = models.CharField(_("written in"), max_length=10, default="en")
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        abstract = True

    def local(self, field: str, language: str) -> LocalText:
        """Return the text of `field` in `language`, or as it was written when there is no translation."""
        return local_text(self, field, language)
