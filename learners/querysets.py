"""Reads of the journey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from learners.models import Assignment, AssignmentTarget  # noqa: F401


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads of assignments."""

    def given(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(state="given")


class AssignmentTargetQuerySet(models.QuerySet["AssignmentTarget"]):
    """Reads of targets."""
