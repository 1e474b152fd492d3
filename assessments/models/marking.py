"""What helps marking: comments to use again, and second marks beside the first."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.administration import Administration
from assessments.models.attempt import AttemptItem
from assessments.querysets import SecondMarkQuerySet
from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel


class SavedComment(PublicIdModel):
    """A comment that its author uses again; others who mark see it where it is shared."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=2000)
    is_shared = models.BooleanField(_("shared with everyone who marks"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("text", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("author", "text"),
                name="savedcomment_unique_text",
                violation_error_message=_("You have saved this comment already."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class SecondMarking(models.Model):
    """A piece of work that was drawn for a second, independent mark."""

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="second_markings"
    )
    attempt_item = models.OneToOneField(AttemptItem, on_delete=models.PROTECT, related_name="second_marking")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("administration", "attempt_item")

    def __str__(self) -> str:
        return f"second mark of {self.attempt_item}"


class SecondMark(AppendOnlyModel):
    """A second marker's mark. It stands beside the mark that counts and never replaces it.

    `points` is the share earned, 0 to 1; `criteria` holds the points of each criterion of the rubric.
    """

    second_marking = models.ForeignKey(SecondMarking, on_delete=models.PROTECT, related_name="marks")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(_("share of the points"), max_digits=7, decimal_places=6)
    level = models.PositiveSmallIntegerField(_("level"))
    criteria = models.JSONField(_("points by criterion"), default=dict, blank=True)
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)

    objects: ClassVar[SecondMarkQuerySet] = SecondMarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("second_marking", "-marked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(points__gte=0) & Q(points__lte=1), name="secondmark_points_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} for {self.second_marking}"
