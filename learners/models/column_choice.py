"""Which competencies somebody wants to see of a cohort."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from competencies.models import Competency
from people.models import Cohort


class ColumnChoice(models.Model):
    """A competency that a person chose to see on the heat map of a cohort; without any, they see all.

    It says nothing about anybody else and goes with whom or what it is about.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("user", "cohort", "competency")
        constraints = (
            models.UniqueConstraint(fields=("user", "cohort", "competency"), name="columnchoice_unique"),
        )

    def __str__(self) -> str:
        return f"{self.user} looks at {self.competency.code} of {self.cohort}"
