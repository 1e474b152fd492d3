"""A module or an administration given to a cohort, a group or a person. Nothing is fanned out per learner."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Administration
from common.public_id import PublicIdModel
from common.translatable import TranslatableModel
from competencies.models import Module
from learners.querysets import AssignmentQuerySet, AssignmentTargetQuerySet
from people.models import Cohort, Group


class Assignment(PublicIdModel):
    """One thing to do, open from `opens_at`, due at `due_at` (the end of that day in the school's zone).

    After `due_at` work is still taken, and shown as late, until `closes_at` where that is set.
    """

    class State(models.TextChoices):
        """A withdrawn assignment leaves every list; what was done under it stays."""

        GIVEN = "given", _("Given")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    administration = models.OneToOneField(
        Administration, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    required = models.BooleanField(_("required"), default=True)
    message = models.TextField(_("message to the learners"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.GIVEN)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now, editable=False)
    announced_at = models.DateTimeField(_("told by mail"), null=True, blank=True, editable=False)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("due_at", "assigned_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(module__isnull=True) ^ Q(administration__isnull=True),
                name="assignment_module_xor_administration",
                violation_error_message=_("Assign either a module or an assessment."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("opens_at")),
                name="assignment_due_after_opening",
                violation_error_message=_("The due date must come after the opening date."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(due_at__isnull=True) | Q(closes_at__gte=F("due_at")),
                name="assignment_closes_after_due",
                violation_error_message=_("It cannot close before it is due."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learners:assignment-detail", args=[self.public_id])

    @property
    def given(self) -> TranslatableModel:
        """The module, or the version of the assessment, that is given."""
        if self.administration is not None:
            return self.administration.version
        assert self.module is not None, "an assignment has one or the other"  # noqa: S101
        return self.module

    @property
    def title(self) -> str:
        """What is given, by its own title, in the reader's language where it is translated."""
        return str(self.given.local("title", get_language() or self.given.language).value)


class AssignmentTarget(models.Model):
    """To whom: one cohort, group or person, with dates of its own where they differ."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="targets")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opens_at = models.DateTimeField(_("opens, for these"), null=True, blank=True)
    due_at = models.DateTimeField(_("due, for these"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes, for these"), null=True, blank=True)

    objects: ClassVar[AssignmentTargetQuerySet] = AssignmentTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("assignment", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(cohort__isnull=False, group__isnull=True, user__isnull=True)
                | Q(cohort__isnull=True, group__isnull=False, user__isnull=True)
                | Q(cohort__isnull=True, group__isnull=True, user__isnull=False),
                name="assignmenttarget_exactly_one",
                violation_error_message=_("Choose a cohort, a group or a person."),
            ),
            models.UniqueConstraint(fields=("assignment", "cohort"), name="assignmenttarget_unique_cohort"),
            models.UniqueConstraint(fields=("assignment", "group"), name="assignmenttarget_unique_group"),
            models.UniqueConstraint(fields=("assignment", "user"), name="assignmenttarget_unique_user"),
        )

    def __str__(self) -> str:
        return f"{self.assignment} to {self.cohort or self.group or self.user}"
