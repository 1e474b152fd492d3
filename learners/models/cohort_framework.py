"""Which framework version a cohort follows, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import FrameworkVersion
from people.models import Cohort


class CohortFramework(models.Model):
    """A cohort follows a framework version for a while."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("cohort", "-starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "framework_version"),
                condition=Q(ends_on__isnull=True),
                name="cohortframework_one_open",
                violation_error_message=_("The cohort already follows this framework."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="cohortframework_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.cohort} follows {self.framework_version}"
