"""Where learners can be seen to act, for the observation form to offer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.choices import Setting
from common.translatable import TranslatableModel
from competencies.models import Competency, Reference


class ObservationContext(TranslatableModel):
    """An occasion that suits observing certain competencies. An encounter keeps the name as it was then."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    setting = models.CharField(_("setting"), max_length=20, choices=Setting.choices)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    look_for = models.TextField(_("what to look for"), blank=True)
    competencies = models.ManyToManyField(Competency, related_name="+", blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name
