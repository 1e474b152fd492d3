"""One occasion on which someone saw a learner act, and the levels they gave."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import Setting
from assessments.models.assessment import AssessmentVersion
from assessments.querysets import EncounterQuerySet, ObservationCommentQuerySet, ObservationQuerySet
from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel
from competencies.models import Competency


class Encounter(PublicIdModel):
    """One occasion on which one rater saw one learner, or several, act.

    `submission` is made by the page, so that pressing the button twice records the occasion once.
    """

    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    setting = models.CharField(_("setting"), max_length=20, choices=Setting.choices)
    context = models.CharField(_("context"), max_length=100, blank=True)
    seen_at = models.DateTimeField(_("seen"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    submission = models.UUIDField(default=uuid.uuid4, editable=False)

    objects: ClassVar[EncounterQuerySet] = EncounterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-seen_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("rater", "submission"), name="encounter_unique_submission"),
            models.CheckConstraint(
                condition=Q(seen_at__lte=models.F("recorded_at")),
                name="encounter_seen_before_recorded",
                violation_error_message=_("An observation cannot lie in the future."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rater}, {self.seen_at:%Y-%m-%d}"


class Observation(AppendOnlyModel):
    """One rater's level for one learner on one competency. Raters never overwrite each other.

    `form` is the observation form of that competency, in the version that the rater had before them; an
    encounter that covers several competencies can use several. Null where the competency had none.
    """

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="observations")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(
        AssessmentVersion, on_delete=models.PROTECT, related_name="observations", null=True, blank=True
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    level = models.PositiveSmallIntegerField(_("level"), validators=[MinValueValidator(1)])
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    objects: ClassVar[ObservationQuerySet] = ObservationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("encounter", "learner", "competency", "revision")
        constraints = (
            models.UniqueConstraint(
                fields=("encounter", "learner", "competency", "revision"), name="observation_unique_revision"
            ),
            models.CheckConstraint(condition=Q(level__gte=1), name="observation_level_positive"),
        )

    def __str__(self) -> str:
        return f"{self.learner}, {self.competency.code}: {self.level}"


class ObservationComment(models.Model):
    """What a rater wrote about one learner at one encounter. Prose, so it can be erased."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="comments")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what was seen"))

    objects: ClassVar[ObservationCommentQuerySet] = ObservationCommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("encounter", "learner")
        constraints = (
            models.UniqueConstraint(fields=("encounter", "learner"), name="observationcomment_unique"),
        )

    def __str__(self) -> str:
        return f"comment on {self.learner}"
