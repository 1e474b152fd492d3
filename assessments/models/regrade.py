"""Marking sittings anew with a corrected key, and looking ahead at who would move."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.item import ItemKey, ItemVersion
from assessments.querysets import RegradePreviewQuerySet, RegradeQuerySet
from common.public_id import PublicIdModel


class WorkState(models.TextChoices):
    """From the wish until nothing is left. What an error stopped is carried on when a person says so."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped by an error")


class Regrade(PublicIdModel):
    """One corrected key on its way through all sittings that the old one marked.

    The row holds the state, so that a worker may die and another carry on: what is left are the marked
    answers without a mark by `key`. `heard_at` is when something was done last.
    """

    State = WorkState

    key = models.OneToOneField(ItemKey, on_delete=models.PROTECT, related_name="regrade")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    total = models.PositiveIntegerField(_("sittings"), default=0)
    done = models.PositiveIntegerField(_("sittings done"), default=0)
    moved = models.PositiveIntegerField(_("sittings whose points changed"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[RegradeQuerySet] = RegradeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"regrade with {self.key}"


class RegradePreview(PublicIdModel):
    """What a corrected key would change, worked out away from the page because it concerns many sittings.

    Only who asked sees it. The row holds the state, so that a worker may die and another carry on: the
    questions of sittings are looked at in the order of their keys, up to `looked_at` so far. `largest` holds
    the largest changes of people whose record the asker may open (see `assessments.regrade_preview`).
    """

    State = WorkState

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(ItemKey, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(_("values"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    total = models.PositiveIntegerField(_("sittings"), default=0)
    done = models.PositiveIntegerField(_("sittings done"), default=0)
    counts = models.JSONField(default=dict)
    largest = models.JSONField(default=list)
    looked_at = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[RegradePreviewQuerySet] = RegradePreviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"what would change after {self.key}"
