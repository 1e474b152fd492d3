"""A signed, standing human judgement about one competency of one learner."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.policy import PolicyVersion
from assessments.querysets import DecisionQuerySet
from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel
from competencies.models import Competency


class Decision(PublicIdModel, AppendOnlyModel):
    """One judgement; the newest one of a learner and competency stands until a person revokes it.

    `attained` agrees with the count, `overridden` says attained against the count, `declined` says not
    yet, `revoked` takes back the standing one. `submission` is made by the page, so that a double click
    signs once.
    """

    class Kind(models.TextChoices):
        """The closed list of judgements."""

        ATTAINED = "attained", _("Attained")
        OVERRIDDEN = "overridden", _("Attained, against the count")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Revoked")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("decision"), max_length=20, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("learner", "competency", "-decided_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("attained", "overridden"), level__gte=1)
                | Q(kind__in=("declined", "revoked"), level__isnull=True),
                name="decision_level_when_attained",
            ),
            models.CheckConstraint(condition=~Q(learner=models.F("signer")), name="decision_not_on_oneself"),
        )
        indexes = (models.Index(fields=("learner", "competency", "-decided_at"), name="decision_of_learner"),)

    def __str__(self) -> str:
        return f"{self.learner}, {self.competency.code}: {self.kind}"


class DecisionReason(models.Model):
    """Why a signer decided so. Prose, so it can be redacted."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reason")
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("decision",)

    def __str__(self) -> str:
        return f"reason of {self.decision}"
