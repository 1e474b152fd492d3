"""The states that all content passes through. States, no soft-delete flags."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContentState(models.TextChoices):
    """Draft can be changed; published can be used; retired stays readable where it was used."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


VERSION_STATES = (
    (ContentState.DRAFT, _("Draft")),
    (ContentState.IN_REVIEW, _("In review")),
    (ContentState.PUBLISHED, pgettext_lazy("a version", "Published")),
    (ContentState.RETIRED, pgettext_lazy("a version", "Retired")),
)
"""The states of a version: languages with genders say them otherwise than those of a module."""
