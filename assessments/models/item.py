"""One question of the bank, its versions, and the keys of each version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import KeyStatus, Tier
from assessments.querysets import ItemQuerySet
from common.public_id import PublicIdModel
from competencies.models import Competency, Indicator, Reference, SourceStatement
from competencies.models.state import ContentState


class Item(PublicIdModel):
    """One question, whatever its versions. `is_public` items were published with their keys, as seeds are."""

    class Difficulty(models.TextChoices):
        """What the author expects."""

        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    code = models.SlugField(_("code"), max_length=50, unique=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ContentState.choices, default=ContentState.DRAFT
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty.choices, default=Difficulty.MEDIUM
    )
    jurisdiction = models.CharField(_("jurisdiction"), max_length=50, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    is_public = models.BooleanField(_("published with its key"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)
    source_statements = models.ManyToManyField(SourceStatement, related_name="+", blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """What is asked. An edit after first use is a new version.

    `body` is what the item's kind declares (see `assessments.kinds`), in `language`; `translations` maps
    further languages to bodies of the same shape.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=40)
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices)
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    language = models.CharField(_("written in"), max_length=10, default="en")
    body = models.JSONField(_("body"))
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ("item", "-n")
        constraints = (
            models.UniqueConstraint(fields=("item", "n"), name="itemversion_unique_n"),
            models.CheckConstraint(condition=Q(points__gt=0), name="itemversion_points_positive"),
        )

    def __str__(self) -> str:
        return f"{self.item.code} v{self.n}"


class ItemKey(models.Model):
    """What is right. A corrected key is a new key of the same version; the newest one scores."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="keys")
    n = models.PositiveSmallIntegerField(_("key"))
    values = models.JSONField(_("key"))
    status = models.CharField(
        _("status"), max_length=20, choices=KeyStatus.choices, default=KeyStatus.PROPOSED
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("version", "-n")
        constraints = (models.UniqueConstraint(fields=("version", "n"), name="itemkey_unique_n"),)

    def __str__(self) -> str:
        return f"key {self.n} of {self.version}"
