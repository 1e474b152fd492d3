"""Content that has a body per language, with a fallback that says so."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.local_text import LocalText, local_text

__all__ = ["LocalText", "TranslatableModel", "local_text"]


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
