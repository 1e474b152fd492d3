"""Which mappings between framework versions have carried the evidence that there was."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.models import CompetencyMapping


class CarriedMapping(models.Model):
    """A mapping over which the evidence of everyone was carried, up to the rows of that instant; what is
    recorded later is carried as it is recorded."""

    mapping = models.OneToOneField(CompetencyMapping, on_delete=models.CASCADE, related_name="+")
    carried_at = models.DateTimeField(_("carried"), default=timezone.now)

    class Meta:
        ordering = ("mapping",)

    def __str__(self) -> str:
        return str(self.mapping)
