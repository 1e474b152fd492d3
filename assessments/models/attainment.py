"""Where a learner stands on a competency under a policy version, from an instant until an instant."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.policy import PolicyVersion
from assessments.querysets import AttainmentQuerySet
from competencies.models import Competency


class Attainment(models.Model):
    """The answer of a policy to the evidence, kept so that dashboards read it and never compute it.

    Written in the transaction of whatever changed it, under the learner's lock; `valid_until` is null
    for the row that stands. From `stale_at` on, the status is `status_when_stale`, without a write.
    No row means not assessed.
    """

    class Status(models.TextChoices):
        """The closed list. "Not assessed" is never "not met"."""

        NOT_ASSESSED = "not_assessed", _("Not assessed")
        IN_PROGRESS = "in_progress", _("In progress")
        READY_FOR_REVIEW = "ready_for_review", _("Ready for review")
        ATTAINED = "attained", _("Attained")
        REFRESH_DUE = "refresh_due", _("Refresh due")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    evidence_counted = models.PositiveIntegerField(_("evidence counted"), default=0)
    evidence_left_out = models.PositiveIntegerField(_("evidence left out"), default=0)
    first_shown_at = models.DateTimeField(_("first shown"), null=True, blank=True)
    last_shown_at = models.DateTimeField(_("last shown"), null=True, blank=True)
    look_again = models.BooleanField(_("look again"), default=False)
    stale_at = models.DateTimeField(_("status changes"), null=True, blank=True)
    status_when_stale = models.CharField(_("status then"), max_length=20, choices=Status.choices, blank=True)
    valid_from = models.DateTimeField(_("from"))
    valid_until = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar[AttainmentQuerySet] = AttainmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("learner", "competency", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("learner", "competency", "policy_version"),
                condition=Q(valid_until__isnull=True),
                name="attainment_one_open",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="attainment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stale_at__isnull=True, status_when_stale="")
                | (Q(stale_at__isnull=False) & ~Q(status_when_stale="")),
                name="attainment_stale_has_status",
            ),
        )
        indexes = (
            models.Index(
                # What a dashboard reads stands in the key itself: SQLite has no covering indexes.
                fields=(
                    "policy_version",
                    "learner",
                    "competency",
                    "level",
                    "status",
                    "stale_at",
                    "status_when_stale",
                    "look_again",
                ),
                condition=Q(valid_until__isnull=True),
                name="attainment_standing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner}, {self.competency.code}: {self.status}"
