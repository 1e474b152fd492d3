"""Experts who key items without seeing each other's keys, nor the authors'."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import PanelRule
from assessments.models.item import ItemVersion
from assessments.querysets import PanelQuerySet
from common.public_id import PublicIdModel


class Panel(PublicIdModel):
    """A panel that keys some items. The rule says how its judgements become a key."""

    class State(models.TextChoices):
        """A panel is drawn up, judges, and is closed; closing computes the keys."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", pgettext_lazy("a panel", "Open")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=200)
    instructions = models.TextField(_("instructions for the members"), blank=True)
    rule = models.CharField(
        _("how the key is computed"), max_length=20, choices=PanelRule.choices, default=PanelRule.MODE
    )
    least_agreement = models.PositiveSmallIntegerField(_("least agreement in per cent"), default=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    closes_on = models.DateField(_("answers are asked for by"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[PanelQuerySet] = PanelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title


class PanelItem(models.Model):
    """One item version that a panel keys."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="items")
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ("panel", "position")
        constraints = (
            models.UniqueConstraint(fields=("panel", "item_version"), name="panelitem_unique_item"),
            models.UniqueConstraint(fields=("panel", "position"), name="panelitem_unique_position"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.item_version}"


class PanelMember(PublicIdModel):
    """An expert without an account: a name, an address, and a link that expires.

    Only the SHA-256 of the link's secret is kept. `finished_at` is when the member said that all is done.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("email"), blank=True)
    expertise = models.CharField(_("expertise"), max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("link expires"))
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("panel", "name", "pk")

    def __str__(self) -> str:
        return self.name


class PanelJudgement(models.Model):
    """What one member keyed for one item, in the shape of a response; changed until the panel closes."""

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="judgements")
    panel_item = models.ForeignKey(PanelItem, on_delete=models.CASCADE, related_name="judgements")
    values = models.JSONField(_("judgement"))
    remark = models.TextField(_("remark"), blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("panel_item", "member")
        constraints = (
            models.UniqueConstraint(fields=("member", "panel_item"), name="paneljudgement_unique_pair"),
        )

    def __str__(self) -> str:
        return f"{self.member} on {self.panel_item}"
