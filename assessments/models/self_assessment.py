"""What learners say of themselves. It never counts toward attainment; it is shown beside it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.administration import Administration
from assessments.querysets import SelfAssessmentQuerySet
from common.public_id import PublicIdModel
from competencies.models import Competency


class SelfAssessment(PublicIdModel):
    """One person's filled-in self-rating form, with one reflection and one goal."""

    class State(models.TextChoices):
        """Open while ratings are being saved; submitted when the person closed it."""

        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Handed in")

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="self_assessments"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    reflection = models.TextField(_("reflection"), blank=True)
    goal = models.TextField(_("goal"), blank=True)

    objects: ClassVar[SelfAssessmentQuerySet] = SelfAssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(fields=("administration", "user"), name="selfassessment_unique"),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True)
                | Q(state="submitted", submitted_at__isnull=False),
                name="selfassessment_submitted_has_instant",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.administration}"


class SelfRating(models.Model):
    """The level a person gave themselves on one competency, and how sure they were (0 to 100, steps of 25).

    `results_released` says whether a result on that competency had been released to them before.
    """

    self_assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="ratings")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), validators=[MinValueValidator(1)])
    confidence = models.PositiveSmallIntegerField(_("how sure"), null=True, blank=True)
    rated_at = models.DateTimeField(_("rated"), default=timezone.now)
    results_released = models.BooleanField(_("after a result was released"), default=False)

    class Meta:
        ordering = ("self_assessment", "competency")
        constraints = (
            models.UniqueConstraint(fields=("self_assessment", "competency"), name="selfrating_unique"),
            models.CheckConstraint(condition=Q(level__gte=1), name="selfrating_level_positive"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__in=(0, 25, 50, 75, 100)),
                name="selfrating_confidence_in_steps",
            ),
        )

    def __str__(self) -> str:
        return f"{self.competency.code}: {self.level}"
