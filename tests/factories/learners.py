"""Factories of the journey. What learners do goes through the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from learners.models import Assignment, AssignmentTarget, CohortFramework
from tests.factories.competencies import FrameworkVersionFactory, ModuleFactory
from tests.factories.people import CohortFactory, UserFactory

__all__ = ["AssignmentFactory", "CohortFrameworkFactory"]

OPENED = datetime(2026, 1, 5, 5, tzinfo=UTC)


class CohortFrameworkFactory(DjangoModelFactory):
    """A cohort follows a published framework."""

    class Meta:
        model = CohortFramework

    cohort = factory.SubFactory(CohortFactory)
    framework_version = factory.SubFactory(FrameworkVersionFactory)
    starts_on = date(2020, 1, 1)


class AssignmentFactory(DjangoModelFactory):
    """A published module, or the administration given instead, for `to`: cohorts, groups or people."""

    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    module = factory.Maybe(
        "administration",
        yes_declaration=None,
        no_declaration=factory.SubFactory(ModuleFactory, state="published"),
    )
    administration = None
    opens_at = OPENED
    assigned_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def to(self, create, extracted, **dates):
        for target in extracted or ():
            AssignmentTarget.objects.create(assignment=self, **{target._meta.model_name: target}, **dates)
