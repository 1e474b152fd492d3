"""Teaching material: a module of ordered sections, attached to the competencies it serves."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from common.translatable import TranslatableModel
from competencies.models.framework import Competency
from competencies.models.source import Reference
from competencies.models.state import ContentState
from competencies.querysets import ModuleQuerySet


class Module(PublicIdModel, TranslatableModel):
    """Teaching material that takes some minutes. `code` is set for seeded modules only."""

    code = models.SlugField(_("code"), max_length=50, unique=True, null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=50, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ContentState.choices, default=ContentState.DRAFT
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    resources = models.ManyToManyField(Reference, related_name="+", blank=True)

    objects: ClassVar[ModuleQuerySet] = ModuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(code__isnull=True) | ~Q(code=""),
                name="module_code_null_not_empty",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Section(PublicIdModel, TranslatableModel):
    """One part of a module. `body` is Markdown; `url` belongs to videos and links."""

    class Kind(models.TextChoices):
        """What a section asks of the reader."""

        TEXT = "text", _("Text")
        VIDEO = "video", _("Video")
        LINK = "link", _("Link")
        DISCUSSION = "discussion", _("Discussion")

    class State(models.TextChoices):
        """A section that was taken out stays for those who read it, and keeps no place."""

        CURRENT = "current", _("Current")
        TAKEN_OUT = "taken_out", _("Taken out")

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TEXT)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    caution = models.TextField(_("caution"), blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.CURRENT, editable=False
    )

    class Meta:
        ordering = ("module", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("module", "position"),
                condition=Q(state="current"),
                name="section_unique_position",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("video", "link")) | ~Q(url=""),
                name="section_address_where_needed",
                violation_error_message=_("A video or a link needs its address."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The public id as text, for the ids of a page."""
        return str(self.public_id)

    @property
    def site(self) -> str:
        """The host of the address, which is what one can read of it."""
        return urlsplit(self.url).hostname or ""

    @property
    def word_count(self) -> int:
        """How long the text is, in words."""
        return len(self.body.split())


class ModuleCompetency(models.Model):
    """A module attached to a competency, with the levels it leads from and to."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="attachments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="module_attachments")
    level_from = models.PositiveSmallIntegerField(_("from level"), default=1)
    level_to = models.PositiveSmallIntegerField(_("to level"), default=3)

    class Meta:
        ordering = ("competency", "module")
        constraints = (
            models.UniqueConstraint(
                fields=("module", "competency"),
                name="modulecompetency_unique_pair",
                violation_error_message=_("The module is already attached to this competency."),
            ),
            models.CheckConstraint(
                condition=Q(level_from__gte=1) & Q(level_to__gte=F("level_from")),
                name="modulecompetency_levels_ascend",
                violation_error_message=_("The level it leads to cannot be below the one it starts from."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.module} for {self.competency.code}"
