"""The record: one append-only fact each about what a learner showed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import Method, Tier
from assessments.models.assessment import Assessment
from assessments.models.attempt import Attempt
from assessments.models.observation import Encounter, Observation
from assessments.querysets import EvidenceQuerySet
from common.append_only import AppendOnlyModel
from competencies.models import Competency


class Evidence(AppendOnlyModel):
    """One fact: this learner showed this level of this competency, then, at this tier, seen so.

    `level` is raw; only the policy caps it. `shown_at` is when it happened, `recorded_at` when it was
    written, taken after the learner was locked. Its source is one attempt or one observation. A mistake
    is voided by a further row, which points at what it `voids`, repeats its source under the next
    revision, and names reason and person; it has no level of its own. `rater` is null where a key marked.
    """

    class VoidReason(models.TextChoices):
        """Why a fact was voided. A closed list: prose does not belong in the record."""

        WRONG_LEARNER = "wrong_learner", _("Wrong learner")
        WRONG_COMPETENCY = "wrong_competency", _("Wrong competency")
        WRONG_LEVEL = "wrong_level", _("Wrong level")
        KEY_CORRECTED = "key_corrected", _("The key was corrected")
        REMARKED = "remarked", _("Marked again")
        INTEGRITY = "integrity", _("Doubt about whose work it is")
        DUPLICATE = "duplicate", _("Recorded twice")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices)
    method = models.CharField(_("method"), max_length=20, choices=Method.choices)
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    encounter = models.ForeignKey(
        Encounter, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    share = models.DecimalField(
        _("share of the points"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    shown_at = models.DateTimeField(_("shown"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    voids = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="voided_by", null=True, blank=True
    )
    void_reason = models.CharField(_("reason"), max_length=20, choices=VoidReason.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("learner", "competency", "-shown_at")
        verbose_name_plural = _("evidence")
        constraints = (
            models.CheckConstraint(
                condition=Q(attempt__isnull=True) ^ Q(observation__isnull=True), name="evidence_one_source"
            ),
            models.CheckConstraint(
                condition=Q(observation__isnull=True) | Q(encounter__isnull=False),
                name="evidence_observation_has_encounter",
            ),
            models.CheckConstraint(
                condition=Q(voids__isnull=True, level__gte=1, void_reason="")
                | Q(voids__isnull=False, level__isnull=True, recorded_by__isnull=False) & ~Q(void_reason=""),
                name="evidence_fact_or_void",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__lte=models.F("recorded_at")), name="evidence_shown_first"
            ),
            models.UniqueConstraint(
                fields=("attempt", "competency", "revision"), name="evidence_unique_of_attempt"
            ),
            models.UniqueConstraint(
                fields=("observation", "competency", "revision"), name="evidence_unique_of_observation"
            ),
        )
        indexes = (
            models.Index(
                fields=("learner", "competency", "-shown_at", "level", "tier"), name="evidence_of_learner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner}, {self.competency.code}: {self.level}"
