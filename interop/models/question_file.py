"""A file of questions that was uploaded and is being looked at before it is taken."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel


class QuestionFile(PublicIdModel):
    """The bytes as they came, for the preview to read and for the import to read again.

    They are dropped (`content` empty) once the questions were taken or the file given up; `imported` and
    `refused` say how many.
    """

    class State(models.TextChoices):
        """Uploaded and shown, taken, or given up."""

        SHOWN = "shown", _("Ready to look at")
        TAKEN = "taken", _("Taken")
        DISCARDED = "discarded", _("Discarded")

    file_name = models.CharField(_("file"), max_length=255)
    format = models.CharField(_("format"), max_length=20)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.BinaryField(_("content"), default=bytes, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SHOWN)
    imported = models.PositiveIntegerField(_("questions taken"), default=0)
    refused = models.PositiveIntegerField(_("questions refused"), default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.file_name
