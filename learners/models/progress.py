"""How far somebody read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.models import Section


class SectionProgress(models.Model):
    """A person has read a section. Only they see it, beside a count of finished modules for their faculty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        ordering = ("user", "read_at")
        verbose_name_plural = _("section progress")
        constraints = (models.UniqueConstraint(fields=("user", "section"), name="sectionprogress_unique"),)

    def __str__(self) -> str:
        return f"{self.user} read {self.section}"
