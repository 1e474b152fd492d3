"""The versioned rule that turns evidence into attainment, and which version is in force."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.querysets import PolicyAdoptionQuerySet
from common.append_only import AppendOnlyModel
from competencies.models import Framework


class PolicyVersion(AppendOnlyModel):
    """One version of the rule; `rules` holds the typed parameters of `assessments.attainment.PolicyRules`."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    n = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=200)
    rules = models.JSONField(_("rules"))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta(AppendOnlyModel.Meta):
        ordering = ("framework", "-n")
        constraints = (models.UniqueConstraint(fields=("framework", "n"), name="policyversion_unique_n"),)

    def __str__(self) -> str:
        return f"{self.name} v{self.n}"


class PolicyAdoption(AppendOnlyModel):
    """From `adopted_at` this version was in force for its framework, until the next adoption."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="adoptions")
    adopted_at = models.DateTimeField(_("adopted"), default=timezone.now)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[PolicyAdoptionQuerySet] = PolicyAdoptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-adopted_at", "-pk")

    def __str__(self) -> str:
        return f"{self.policy_version} from {self.adopted_at:%Y-%m-%d}"
