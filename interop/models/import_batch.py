"""Staged rows of a file: shown first, then written in one short transaction."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from interop.querysets import ImportBatchQuerySet
from people.models import Cohort, Program


class ImportBatch(PublicIdModel):
    """One file on its way in. The state lives here, so that a worker may die and another carry on."""

    class State(models.TextChoices):
        """From the upload until the rows are written, or until somebody gave it up."""

        READING = "reading", _("Reading")
        STAGED = "staged", _("Ready to look at")
        APPLYING = "applying", _("Being written")
        APPLIED = "applied", _("Written")
        REFUSED = "refused", _("Refused")
        DISCARDED = "discarded", _("Discarded")

    kind = models.CharField(_("format"), max_length=30)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    problem = models.TextField(_("why it was refused"), blank=True)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ImportBatchQuerySet] = ImportBatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of a staged file, with what writing it would do."""

    class Action(models.TextChoices):
        """What writing the row would do; a refused row is never written."""

        READ = "read", _("Read, not looked at yet")
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        LEAVING = "leaving", _("Leaving")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("row"))
    action = models.CharField(_("what happens"), max_length=10, choices=Action.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    values = models.JSONField(_("values"))
    changes = models.JSONField(_("changes"), default=list, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        ordering = ("batch", "line", "pk")
        indexes = (models.Index(fields=("batch", "action", "line"), name="importrow_of_batch"),)

    def __str__(self) -> str:
        return f"row {self.line}: {self.action}"
