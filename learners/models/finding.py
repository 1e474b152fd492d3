"""The improvement log: what was found, what was done about it, and what was measured after."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel
from competencies.models import Competency
from learners.models.cohort_target import CohortTarget
from learners.querysets import FindingQuerySet
from people.models import Cohort


class Finding(PublicIdModel, AppendOnlyModel):
    """Something found about a cohort: about a target, about a competency, or about the cohort as a whole.

    What was found, and all that comes after, stands in its steps, in the order in which they were noted.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(
        CohortTarget, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-noted_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(competency__isnull=True),
                name="finding_target_or_competency",
                violation_error_message=_("Choose a target or a competency."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.cohort}, {self.noted_at:%Y-%m-%d}"


class FindingStep(AppendOnlyModel):
    """What was found, what was done about it, what was measured again, or what is to be added.

    What was found and what was measured again keep how many of how many learners reached what the finding is
    about at that instant, where it is about something that can be counted. `submission` is made by the page,
    so that a double click notes once.
    """

    class Kind(models.TextChoices):
        """What a step tells."""

        FOUND = "found", pgettext_lazy("finding", "Found")
        ACTION = "action", pgettext_lazy("finding", "Action")
        MEASURED = "measured", _("Measured again")
        NOTE = "note", pgettext_lazy("finding", "Addition")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reached = models.PositiveIntegerField(null=True, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)
    submission = models.UUIDField(unique=True, editable=False)

    class Meta(AppendOnlyModel.Meta):
        ordering = ("finding", "noted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("finding",), condition=Q(kind="found"), name="findingstep_found_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("action", "note"), reached__isnull=True, counted__isnull=True)
                | Q(kind="found", reached__isnull=True, counted__isnull=True)
                | Q(kind__in=("found", "measured"), reached__isnull=False, counted__gte=F("reached")),
                name="findingstep_measured_of_counted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.noted_at:%Y-%m-%d}"


class FindingWords(models.Model):
    """What a step says. Prose, so it can be redacted."""

    step = models.OneToOneField(FindingStep, on_delete=models.PROTECT, related_name="words")
    text = models.TextField(_("text"), max_length=2000)

    class Meta:
        ordering = ("step",)
        verbose_name_plural = "finding words"
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="findingwords_say_something",
                violation_error_message=_("Say what was found or done."),
            ),
        )

    def __str__(self) -> str:
        return f"words of {self.step}"
