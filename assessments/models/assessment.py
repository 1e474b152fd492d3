"""A set of items, an observation form or a self-rating form, with its rules, in versions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import AssessmentType, CountingAttempt, CutMethod, KeyStatus, ReleaseRule, Tier
from assessments.models.item import ItemVersion
from assessments.querysets import AssessmentQuerySet
from common.public_id import PublicIdModel
from common.translatable import TranslatableModel
from competencies.models import Competency, Indicator, Module
from competencies.models.state import ContentState

ASSESSMENT_STATES = (
    (ContentState.DRAFT, _("Draft")),
    (ContentState.IN_REVIEW, _("In review")),
    (ContentState.PUBLISHED, pgettext_lazy("an assessment", "Published")),
    (ContentState.RETIRED, pgettext_lazy("an assessment", "Retired")),
)
"""The states of an assessment: languages with genders say them otherwise than those of an item."""


class Assessment(PublicIdModel):
    """An assessment, whatever its versions. `counting_attempt` says which of several counts."""

    code = models.SlugField(_("code"), max_length=50, unique=True, null=True, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=AssessmentType.choices)
    state = models.CharField(_("state"), max_length=20, choices=ASSESSMENT_STATES, default=ContentState.DRAFT)
    counting_attempt = models.CharField(
        _("which attempt counts"),
        max_length=10,
        choices=CountingAttempt.choices,
        default=CountingAttempt.BEST,
    )
    may_count = models.BooleanField(
        _("may count"),
        default=False,
        help_text=_(
            "Items that were published with their keys are practice until somebody decides otherwise."
        ),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("code", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(code__isnull=True) | ~Q(code=""), name="assessment_code_null_not_empty"
            ),
        )

    def __str__(self) -> str:
        return self.code or str(self.public_id)


class AssessmentVersion(TranslatableModel):
    """One version with its rules; frozen on first use (`frozen_at`), after which an edit is a new version.

    `cut_scores` are the least shares of the points (0 to 1) for levels 1, 2, 3, ... in order.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    instructions = models.TextField(_("instructions"), blank=True)
    note = models.TextField(_("note for faculty"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    time_limit_minutes = models.PositiveSmallIntegerField(_("time limit in minutes"), null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=1, validators=[MinValueValidator(1)]
    )
    release_rule = models.CharField(
        _("result is shown"),
        max_length=20,
        choices=ReleaseRule.choices,
        default=ReleaseRule.AFTER_SUBMISSION,
    )
    shuffle = models.BooleanField(_("shuffle options"), default=False)
    shuffle_items = models.BooleanField(_("shuffle questions"), default=False)
    asks_confidence = models.BooleanField(_("ask how sure the learner is"), default=False)
    cut_scores = models.JSONField(_("cut scores"), default=list, blank=True)
    cut_status = models.CharField(
        _("status of the cut scores"), max_length=20, choices=KeyStatus.choices, default=KeyStatus.PROPOSED
    )
    cut_method = models.CharField(
        _("method of standard setting"), max_length=20, choices=CutMethod.choices, blank=True
    )
    cut_set_by = models.CharField(_("set by"), max_length=200, blank=True)
    cut_set_on = models.DateField(_("set on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    frozen_at = models.DateTimeField(_("first used"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ("assessment", "-n")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "n"), name="assessmentversion_unique_n"),
            models.CheckConstraint(
                condition=Q(attempts_allowed__gte=1), name="assessmentversion_one_attempt"
            ),
        )

    def __str__(self) -> str:
        return self.title


class AssessmentItem(models.Model):
    """One item at its place in an assessment version."""

    version = models.ForeignKey(AssessmentVersion, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "position"), name="assessmentitem_unique_position"),
            models.UniqueConstraint(fields=("version", "item_version"), name="assessmentitem_unique_item"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.item_version}"


class BlueprintRow(models.Model):
    """How many items to draw from the bank for one competency, indicator or tier.

    A version with rows draws for each sitting; its `AssessmentItem` rows, if any, come first.
    """

    version = models.ForeignKey(AssessmentVersion, on_delete=models.CASCADE, related_name="blueprint")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices, blank=True)
    count = models.PositiveSmallIntegerField(_("items"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ("version", "competency", "pk")
        constraints = (models.CheckConstraint(condition=Q(count__gte=1), name="blueprintrow_count_positive"),)

    def __str__(self) -> str:
        return f"{self.count} of {self.competency.code}"


class AssessmentCompetency(models.Model):
    """An assessment attached to a competency, with the levels it aims at."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="attachments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level_from = models.PositiveSmallIntegerField(_("from level"), default=1)
    level_to = models.PositiveSmallIntegerField(_("to level"), default=3)

    class Meta:
        ordering = ("competency", "assessment")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "competency"),
                name="assessmentcompetency_unique_pair",
                violation_error_message=_("The assessment is already attached to this competency."),
            ),
            models.CheckConstraint(
                condition=Q(level_from__gte=1) & Q(level_to__gte=F("level_from")),
                name="assessmentcompetency_levels_ascend",
                violation_error_message=_("The highest level cannot be below the lowest."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment} for {self.competency.code}"


class ModuleAssessment(models.Model):
    """An assessment offered at the end of a module."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ("module", "position")
        constraints = (
            models.UniqueConstraint(fields=("module", "assessment"), name="moduleassessment_unique_pair"),
        )

    def __str__(self) -> str:
        return f"{self.assessment} after {self.module}"
