"""Which reports somebody may see, as SQL; `reports.rules` says the same about single rows.

The models are named, not imported: they import this module.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from people.access import Capability, cohorts_where
from people.models import Cohort, User

if TYPE_CHECKING:
    from reports.models import ReportDefinition, ReportRun  # noqa: F401


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    """Reads of runs."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the runs of cohorts all of which `user` may take reports of on the day."""
        return _of_entitled(self, user, on)

    def of(self, cohort: Cohort) -> Self:
        """Keep the runs in whose file a cohort stands."""
        return self.filter(_holds(self, cohort))


class ReportDefinitionQuerySet(models.QuerySet["ReportDefinition"]):
    """Reads of kept choices."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own and the shared ones, of cohorts all of which `user` may take reports of."""
        return _of_entitled(self.filter(Q(made_by=user.pk) | Q(shared=True)), user, on)

    def of(self, cohort: Cohort) -> Self:
        """Keep the choices in whose file a cohort stands."""
        return self.filter(_holds(self, cohort))


Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def _of_entitled(rows: Rows, user: User | AnonymousUser, on: date) -> Rows:
    cohorts = cohorts_where(user, Capability.MANAGE, on=on).values("pk")
    beyond = _links(rows).exclude(cohort_id__in=cohorts)
    return rows.filter(cohort__in=cohorts).exclude(pk__in=beyond.values(_own(rows)))


def _holds(rows: Any, cohort: Cohort) -> Q:
    return Q(cohort=cohort) | Q(pk__in=_links(rows).filter(cohort=cohort).values(_own(rows)))


def _links(rows: Any) -> Any:
    return rows.model.others.through.objects.all()


def _own(rows: Any) -> str:
    return f"{rows.model._meta.model_name}_id"
