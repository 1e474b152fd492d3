"""Reads of how we know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from common.append_only import AppendOnlyQuerySet

if TYPE_CHECKING:
    from assessments.models import (  # noqa: F401
        Administration,
        Assessment,
        Attainment,
        Attempt,
        Decision,
        Encounter,
        Evidence,
        Item,
        PolicyAdoption,
        Score,
        SelfAssessment,
    )


class ItemQuerySet(models.QuerySet["Item"]):
    """Reads of the bank."""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of assessments."""

    def published(self) -> Self:
        """Keep the assessments that may be assigned."""
        return self.filter(state="published")


class AdministrationQuerySet(models.QuerySet["Administration"]):
    """Reads of administrations."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Reads of sittings."""

    def overdue(self, at: datetime) -> Self:
        """Keep the sittings whose deadline has passed and which nobody handed in."""
        return self.filter(state__in=("open", "returned"), deadline_at__lte=at)

    def release_due(self, at: datetime) -> Self:
        """Keep the sittings whose result is to be shown by `at`."""
        return self.filter(state="submitted", release_at__lte=at)


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    """Reads of self-assessments."""


class EncounterQuerySet(models.QuerySet["Encounter"]):
    """Reads of encounters."""


class ScoreQuerySet(AppendOnlyQuerySet["Score"]):
    """Reads of scores."""


class EvidenceQuerySet(AppendOnlyQuerySet["Evidence"]):
    """Reads of the record."""

    def recorded_by(self, at: datetime) -> Self:
        """Keep what was in the record at that instant."""
        return self.filter(recorded_at__lte=at)


class PolicyAdoptionQuerySet(AppendOnlyQuerySet["PolicyAdoption"]):
    """Reads of adoptions."""


class DecisionQuerySet(AppendOnlyQuerySet["Decision"]):
    """Reads of decisions."""


class AttainmentQuerySet(models.QuerySet["Attainment"]):
    """Reads of attainment; never computed here."""

    def standing(self) -> Self:
        """Keep the rows that hold now."""
        return self.filter(valid_until__isnull=True)

    def as_of(self, at: datetime) -> Self:
        """Keep the rows that held at that instant."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), valid_from__lte=at)
