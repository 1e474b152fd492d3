"""Who looked at whose record, and who let data out."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.append_only import AppendOnlyModel
from people.models.program import Cohort
from people.querysets import AccessLogQuerySet


class AccessLog(AppendOnlyModel):
    """One look of one person at the named record of another, or of a cohort. Holds no prose."""

    class Action(models.TextChoices):
        """What was done."""

        VIEWED_RECORD = "viewed_record", _("Viewed a record")
        EXPORTED = "exported", _("Exported")
        CHANGED_ROLE = "changed_role", _("Changed a staff role")
        ISSUED_CLAIM_CODE = "issued_claim_code", _("Issued a claim code")
        CHANGED_PERSON = "changed_person", _("Changed a person's name or address")
        CLOSED_ACCOUNT = "closed_account", _("Closed an account")
        REOPENED_ACCOUNT = "reopened_account", _("Reopened an account")

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=30, choices=Action.choices)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccessLogQuerySet] = AccessLogQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subject", "-at"), name="accesslog_of_subject"),)

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject or self.cohort}"
