"""Ordered levels, worded as the support that was needed."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.translatable import TranslatableModel


class Scale(TranslatableModel):
    """A set of ordered levels that a framework version is measured on."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Level(TranslatableModel):
    """One step of a scale: its number, its name, what one sees, how much support it took."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="levels")
    ordinal = models.PositiveSmallIntegerField(_("level"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)
    anchor = models.TextField(_("what one sees"))
    support = models.TextField(_("support that was needed"))

    class Meta:
        ordering = ("scale", "ordinal")
        constraints = (
            models.UniqueConstraint(
                fields=("scale", "ordinal"),
                name="level_unique_in_scale",
                violation_error_message=_("The scale already has a level with that number."),
            ),
            models.CheckConstraint(condition=models.Q(ordinal__gte=1), name="level_starts_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.ordinal} {self.name}"
