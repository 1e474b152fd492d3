"""What a person may do as staff, where, and from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.program import Cohort, Program
from people.querysets import StaffRoleQuerySet


class StaffRole(models.Model):
    """One dated role of one person on a program or a cohort. Former staff have only ended roles."""

    class Role(models.TextChoices):
        """The four roles; what each may do stands in `people.access`."""

        LEAD = "lead", _("Lead")
        FACULTY = "faculty", _("Faculty")
        SIGNER = "signer", _("Signer")
        VIEWER = "viewer", _("Viewer")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="staff_roles", null=True, blank=True
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="staff_roles", null=True, blank=True
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[StaffRoleQuerySet] = StaffRoleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("user__sort_name", "role", "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(program__isnull=True) ^ models.Q(cohort__isnull=True),
                name="staffrole_program_xor_cohort",
                violation_error_message=_("Choose either a program or one of its cohorts."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="staffrole_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.UniqueConstraint(
                fields=("user", "role", "program"),
                condition=models.Q(ends_on__isnull=True, program__isnull=False),
                name="staffrole_one_open_on_program",
                violation_error_message=_("This person already has that role in the program."),
            ),
            models.UniqueConstraint(
                fields=("user", "role", "cohort"),
                condition=models.Q(ends_on__isnull=True, cohort__isnull=False),
                name="staffrole_one_open_on_cohort",
                violation_error_message=_("This person already has that role in the cohort."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} of {self.program or self.cohort}"
