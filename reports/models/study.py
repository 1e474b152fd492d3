"""A study that is given pseudonyms instead of names."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel


def new_secret() -> str:
    """Return 256 random bits, as text; pseudonyms of a study are keyed with it."""
    return secrets.token_hex(32)


class Study(PublicIdModel):
    """One study. Its secret stays here, so that two studies cannot be joined by their pseudonyms."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = _("studies")

    def __str__(self) -> str:
        return self.name
