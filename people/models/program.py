"""A curriculum, where it is taught, a class year in it, a part of that class."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from people.querysets import CampusQuerySet, CohortQuerySet, GroupQuerySet, ProgramQuerySet


class Program(PublicIdModel):
    """A curriculum. Programs do not see each other: every staff role is for one program or one cohort."""

    code = models.CharField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)

    objects: ClassVar[ProgramQuerySet] = ProgramQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name


class Campus(PublicIdModel):
    """A place where a program is taught. A part of a cohort learns there by being a group of it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="campuses")
    code = models.CharField(_("code"), max_length=50)
    name = models.CharField(_("name"), max_length=200)

    objects: ClassVar[CampusQuerySet] = CampusQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("program", "name", "code")
        verbose_name_plural = "campuses"
        constraints = (
            models.UniqueConstraint(
                fields=("program", "code"),
                name="campus_code_unique_in_program",
                violation_error_message=_("This program already has a campus with that code."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Cohort(PublicIdModel):
    """A class year in a program, such as the class of 2029."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    code = models.CharField(_("code"), max_length=50)
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects: ClassVar[CohortQuerySet] = CohortQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("program", "-starts_on", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("program", "code"),
                name="cohort_code_unique_in_program",
                violation_error_message=_("This program already has a cohort with that code."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Group(PublicIdModel):
    """A part of a cohort: a tutorial group, a placement block, the part that learns at a campus.

    Which campus a group is at is told as it is today, also of earlier days, as names are.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="groups")
    campus = models.ForeignKey(
        Campus,
        on_delete=models.PROTECT,
        related_name="groups",
        null=True,
        blank=True,
        verbose_name=_("campus"),
    )
    code = models.CharField(_("code"), max_length=50)
    name = models.CharField(_("name"), max_length=200)

    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("cohort", "name", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "code"),
                name="group_code_unique_in_cohort",
                violation_error_message=_("This cohort already has a group with that code."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a campus of another program. A constraint cannot look across tables."""
        super().clean()
        if self.campus is not None and self.campus.program_id != self.cohort.program_id:
            raise ValidationError(
                {"campus": _("This campus belongs to another program.")}, code="other-program"
            )
