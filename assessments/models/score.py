"""The mark of one answer, by a key or by a person. Never changed; a better mark is a further row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import AttemptItem, Response
from assessments.models.item import ItemKey
from assessments.querysets import ScoreQuerySet
from common.append_only import AppendOnlyModel


class Score(AppendOnlyModel):
    """The mark of one answer; the newest one of an answer stands.

    `response` is null where nothing was answered. `points` is the share earned, 0 to 1, before the
    item's own points weigh it. A person's mark also carries the `level` shown and the points of each
    criterion of the rubric.
    """

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="scores")
    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="scores", null=True, blank=True
    )
    key = models.ForeignKey(ItemKey, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    points = models.DecimalField(_("share of the points"), max_digits=7, decimal_places=6)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    criteria = models.JSONField(_("points by criterion"), default=dict, blank=True)
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)

    objects: ClassVar[ScoreQuerySet] = ScoreQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("attempt_item", "-marked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(key__isnull=True) ^ Q(marker__isnull=True), name="score_key_xor_marker"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0) & Q(points__lte=1), name="score_points_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} for {self.attempt_item}"


class ScoreComment(models.Model):
    """What a marker wrote beside a mark. Prose, so it can be erased."""

    score = models.OneToOneField(Score, on_delete=models.PROTECT, related_name="comment")
    text = models.TextField(_("comment"))

    class Meta:
        ordering = ("score",)

    def __str__(self) -> str:
        return f"comment on {self.score}"
