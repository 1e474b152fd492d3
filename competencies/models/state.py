"""The states that all content passes through. States, no soft-delete flags."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentState(models.TextChoices):
    """Draft can be changed; published can be used; retired stays readable where it was used."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
