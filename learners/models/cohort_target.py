"""What share of a cohort is to stand at a level, and how well that has to be shown."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from competencies.models import Competency, Framework
from learners.querysets import CohortTargetQuerySet
from people.models import Cohort, Program


class CohortTarget(PublicIdModel):
    """At least `share` per cent of a cohort, or of each cohort of a program, at `level` or above.

    Each of these learners is to be measured in `measures` ways, `direct` of them direct. Without a
    competency the level is asked for in every competency of the framework. A target is never edited: it is
    ended, and another one set, so that a report of last year still knows what was aimed at then.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    level = models.PositiveSmallIntegerField(_("level"))
    share = models.PositiveSmallIntegerField(_("share of the learners, in per cent"))
    measures = models.PositiveSmallIntegerField(_("measures"), default=1)
    direct = models.PositiveSmallIntegerField(_("direct measures"), default=0)
    due_on = models.DateField(_("by"), null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("set"), default=timezone.now, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects: ClassVar[CohortTargetQuerySet] = CohortTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("set_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(program__isnull=True) ^ Q(cohort__isnull=True),
                name="cohorttarget_program_xor_cohort",
                violation_error_message=_("Choose a cohort or a whole program."),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="cohorttarget_share_in_per_cent",
                violation_error_message=_("The share is from 1 to 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5),
                name="cohorttarget_level_on_scale",
                violation_error_message=_("The level is from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(measures__gte=1, measures__lte=6, direct__gte=0, direct__lte=F("measures")),
                name="cohorttarget_direct_among_measures",
                violation_error_message=_("There cannot be more direct measures than measures."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_at__gte=F("set_at")),
                name="cohorttarget_ended_by_someone",
            ),
        )

    def __str__(self) -> str:
        what = self.competency.code if self.competency is not None else self.framework
        return f"{self.share} % at {self.level} in {what}"
