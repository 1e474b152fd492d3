"""One question of the bank, its versions, the keys of each version, and who changed what."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import ItemAction, KeyStatus, Tier
from assessments.querysets import ItemChangeQuerySet, ItemQuerySet
from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel
from competencies.models import Competency, Indicator, Reference, SourceStatement
from competencies.models.state import ContentState


class Item(PublicIdModel):
    """One question, whatever its versions. `is_public` items were published with their keys, as seeds are.

    A draft may wait for its competency, as an imported question does; nothing is published without one.
    `origin` says where an imported question stood (format, file, line).
    """

    class Difficulty(models.TextChoices):
        """What the author expects."""

        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    code = models.SlugField(_("code"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
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
    origin = models.CharField(_("came from"), max_length=300, blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)
    source_statements = models.ManyToManyField(SourceStatement, related_name="+", blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=ContentState.PUBLISHED) | Q(competency__isnull=False),
                name="item_published_with_competency",
                violation_error_message=_("Choose a competency before you publish the item."),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def measures(self) -> int:
        """The key of the competency that it measures. Raises ValueError for a draft that has none yet."""
        if self.competency_id is None:
            raise ValueError(f"{self.code} has no competency yet")
        return self.competency_id


class ItemVersion(models.Model):
    """What is asked. An edit after first use is a new version.

    `body` is what the item's kind declares (see `assessments.kinds`), in `language`; `translations` maps
    further languages to bodies of the same shape. `translation_drafts` maps languages to the texts that were
    begun, by path (see `assessments.item_texts`); nobody is asked in them.
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
    translation_drafts = models.JSONField(_("translations that were begun"), default=dict, blank=True)
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
    """What is right. A corrected key is a new key of the same version; the newest one scores.

    `panel_size` and `panel_on` say how many experts confirmed it and when.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="keys")
    n = models.PositiveSmallIntegerField(_("key"))
    values = models.JSONField(_("key"))
    status = models.CharField(
        _("status"), max_length=20, choices=KeyStatus.choices, default=KeyStatus.PROPOSED
    )
    note = models.TextField(_("note"), blank=True)
    panel_size = models.PositiveSmallIntegerField(_("experts"), null=True, blank=True)
    panel_on = models.DateField(_("confirmed on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ("version", "-n")
        constraints = (models.UniqueConstraint(fields=("version", "n"), name="itemkey_unique_n"),)

    def __str__(self) -> str:
        return f"key {self.n} of {self.version}"


class ItemChange(AppendOnlyModel):
    """Who changed what of an item. `fields` names what was changed; what was written stands elsewhere."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="changes")
    action = models.CharField(_("what was done"), max_length=20, choices=ItemAction.choices)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects: ClassVar[ItemChangeQuerySet] = ItemChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("item", "-at", "-pk")

    def __str__(self) -> str:
        return f"{self.action} {self.item}"
