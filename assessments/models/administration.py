"""One giving of an assessment version, and who gets more time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import Mode, ReleaseRule
from assessments.models.assessment import AssessmentVersion
from assessments.querysets import AdministrationQuerySet
from common.public_id import PublicIdModel


class Administration(PublicIdModel):
    """One giving of an assessment version. To whom and until when is the assignment's business."""

    class State(models.TextChoices):
        """An administration that was withdrawn takes no further sittings and keeps those it has."""

        OPEN = "open", _("Open")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    version = models.ForeignKey(AssessmentVersion, on_delete=models.PROTECT, related_name="administrations")
    mode = models.CharField(_("counts"), max_length=10, choices=Mode.choices, default=Mode.PRACTICE)
    release_rule = models.CharField(_("result is shown"), max_length=20, choices=ReleaseRule.choices)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=1, validators=[MinValueValidator(1)]
    )
    is_anonymous = models.BooleanField(_("marked without names"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AdministrationQuerySet] = AdministrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="administration_one_attempt"),
        )

    def __str__(self) -> str:
        return str(self.version)


class Accommodation(models.Model):
    """Extra time for one person: for one administration, or standing where `administration` is null."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="accommodations", null=True, blank=True
    )
    percent = models.PositiveSmallIntegerField(_("extra time in per cent"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("user", "administration")
        constraints = (
            models.UniqueConstraint(fields=("user", "administration"), name="accommodation_unique_single"),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(administration__isnull=True),
                name="accommodation_unique_standing",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1) & Q(percent__lte=300),
                name="accommodation_percent_in_range",
                violation_error_message=_("Extra time lies between 1 and 300 per cent."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.percent} % for {self.user}"
