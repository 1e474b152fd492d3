"""Marking sittings anew with a corrected key."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.item import ItemKey
from assessments.querysets import RegradeQuerySet
from common.public_id import PublicIdModel


class Regrade(PublicIdModel):
    """One corrected key on its way through all sittings that the old one marked.

    The row holds the state, so that a worker may die and another carry on: what is left are the marked
    answers without a mark by `key`.
    """

    class State(models.TextChoices):
        """From the decision until every sitting has its further mark."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    key = models.OneToOneField(ItemKey, on_delete=models.PROTECT, related_name="regrade")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(_("sittings"), default=0)
    done = models.PositiveIntegerField(_("sittings done"), default=0)
    moved = models.PositiveIntegerField(_("sittings whose points changed"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[RegradeQuerySet] = RegradeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"regrade with {self.key}"
