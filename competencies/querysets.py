"""Reads of frameworks, modules and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from competencies.models import Competency, Fact, FrameworkVersion, Module, Reference  # noqa: F401


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    """Reads of framework versions."""

    def published(self) -> Self:
        """Keep the versions in force."""
        return self.filter(state="published")


class CompetencyQuerySet(models.QuerySet["Competency"]):
    """Reads of competencies."""

    def published(self) -> Self:
        """Keep the competencies of versions in force, in the framework's own order."""
        return self.filter(version__state="published")


class ModuleQuerySet(models.QuerySet["Module"]):
    """Reads of modules."""

    def published(self) -> Self:
        """Keep the modules that may be assigned."""
        return self.filter(state="published")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Reads of references."""

    def to_check(self) -> Self:
        """Keep the references of which something still has to be checked."""
        return self.filter(models.Q(needs_check=True) | models.Q(verified=False))


class FactQuerySet(models.QuerySet["Fact"]):
    """Reads of facts."""
