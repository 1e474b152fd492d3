"""When somebody belonged where. Corrections are new rows, so that a report of last year stays explainable."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.program import Cohort, Group
from people.querysets import EnrolmentQuerySet, GroupSpellQuerySet


class Spell(models.Model):
    """A stretch of days, true as recorded from one instant until another.

    `starts_on` to `ends_on` is when it held in the world (both days included); `recorded_from` to
    `recorded_until` is when the record said so. A row is open while both ends are null.
    """

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recorded_from = models.DateTimeField(default=timezone.now, editable=False)
    recorded_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        )


class Enrolment(Spell):
    """One spell of one person in one cohort. Nothing points a foreign key at it."""

    class Status(models.TextChoices):
        """What the person's place in the cohort was during the spell."""

        ACTIVE = "active", _("Active")
        ON_LEAVE = "on_leave", _("On leave")
        COMPLETED = "completed", _("Completed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE)

    objects: ClassVar[EnrolmentQuerySet] = EnrolmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Spell.Meta):
        ordering = ("cohort", "user__sort_name", "starts_on")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Spell.Meta.constraints,
            models.UniqueConstraint(
                fields=("user", "cohort"),
                condition=models.Q(ends_on__isnull=True, recorded_until__isnull=True),
                name="enrolment_one_open_per_cohort",
                violation_error_message=_("This person is already enrolled in the cohort."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=False) | models.Q(status__in=("active", "on_leave")),
                name="enrolment_over_has_last_day",
                violation_error_message=_("A completed or withdrawn enrolment has a last day."),
            ),
        )
        indexes = (
            models.Index(fields=("cohort", "recorded_until", "starts_on"), name="enrolment_of_cohort"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.cohort} from {self.starts_on}"


class GroupSpell(Spell):
    """One spell of one person in one group."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_spells")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="spells")

    objects: ClassVar[GroupSpellQuerySet] = GroupSpellQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Spell.Meta):
        ordering = ("group", "user__sort_name", "starts_on")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Spell.Meta.constraints,
            models.UniqueConstraint(
                fields=("user", "group"),
                condition=models.Q(ends_on__isnull=True, recorded_until__isnull=True),
                name="groupspell_one_open_per_group",
                violation_error_message=_("This person is already in the group."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.group} from {self.starts_on}"
