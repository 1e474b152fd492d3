"""Pictures that items show. Small, cleaned, and stored with the rows that name them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel


class Picture(PublicIdModel):
    """One picture, as it was encoded anew on its way in (nothing of the file that came is kept).

    Bodies of items name it as `picture:<public_id>`. It stands in the database, so that an item and its
    pictures come in together or not at all. The same picture twice is one row.
    """

    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True)
    media_type = models.CharField(_("type"), max_length=20)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    content = models.BinaryField(_("content"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.media_type}, {self.width} x {self.height}"
