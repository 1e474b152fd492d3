"""What the seed loader last wrote, so that it can tell a local edit from an older file."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoadedEntry(models.Model):
    """The values of one entry of a content folder as they were last written to the database."""

    source = models.CharField(_("content folder"), max_length=100)
    kind = models.CharField(_("kind of entry"), max_length=50)
    code = models.CharField(_("code"), max_length=200)
    values = models.JSONField(_("values as loaded"))
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)

    class Meta:
        ordering = ("source", "kind", "code")
        verbose_name_plural = _("loaded entries")
        constraints = (
            models.UniqueConstraint(fields=("source", "kind", "code"), name="loadedentry_unique_code"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
