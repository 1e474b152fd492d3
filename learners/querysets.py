"""Reads of the journey, and who may see which rows, as SQL."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, Q

from common.append_only import AppendOnlyQuerySet
from learners.membership import active_group_spells, active_spells
from people.access import Capability, cohorts_where, learners_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learners.models import Assignment, AssignmentTarget, CohortTarget, Finding  # noqa: F401
    from people.models import Cohort, User


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads of assignments."""

    def given(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(state="given")

    def followed_by(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those given to somebody, or to a cohort or group, that `user` sees by name as staff."""
        return self._where(user, Capability.SEE_RECORD, on)

    def taught_by(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those given to somebody, or to a cohort or group, that `user` teaches."""
        return self._where(user, Capability.TEACH, on)

    def changed_by(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those whose dates `user` may change, and that `user` may withdraw."""
        return self.given().taught_by(user, on=on)

    def _where(self, user: User | AnonymousUser, capability: Capability, on: date) -> Self:
        cohorts = cohorts_where(user, capability, on=on).values("pk")
        others = learners_where(user, capability, on=on).exclude(pk__in=_own(user)).values("pk")
        targets = apps.get_model("learners", "AssignmentTarget").objects.filter(
            Q(cohort__in=cohorts) | Q(group__cohort__in=cohorts) | Q(user__in=others)
        )
        return self.filter(pk__in=targets.values("assignment_id"))

    def reaching(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those given to `user`, themselves or through a cohort or group they are in on that day."""
        targets = apps.get_model("learners", "AssignmentTarget").objects.reaching(user, on=on)
        return self.given().filter(pk__in=targets.values("assignment_id"))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those that reach `user`, and those whose learners `user` sees by name as staff."""
        return (self.reaching(user, on=on) | self.followed_by(user, on=on)).distinct()


class AssignmentTargetQuerySet(models.QuerySet["AssignmentTarget"]):
    """Reads of targets."""

    def reaching(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those that name `user`, or a cohort or group they are active in on that day.

        One that names them reaches them while they are active in any cohort.
        """
        if not user.is_active or user.pk is None:
            return self.none()
        learning = active_spells(on).filter(user=user.pk)
        groups = active_group_spells(on).filter(user=user.pk).values("group_id")
        return self.filter(
            Q(Exists(learning), user=user.pk)
            | Q(cohort__in=learning.values("cohort_id"))
            | Q(group__in=groups)
        )


class CohortTargetQuerySet(models.QuerySet["CohortTarget"]):
    """Reads of what a cohort, or each cohort of a program, is to reach."""

    def running(self, at: datetime) -> Self:
        """Keep those that were set and not yet ended at that instant."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), set_at__lte=at)

    def ended(self, at: datetime) -> Self:
        """Keep those that were ended by that instant, the last first."""
        rows = self.filter(ended_at__lte=at).order_by("-ended_at", "-pk")
        return rows.select_related("framework", "competency", "program", "cohort", "ended_by")

    def of_cohort(self, cohort: Cohort) -> Self:
        """Keep those of the cohort, its program's included."""
        return self.filter(Q(cohort=cohort) | Q(program=cohort.program_id))


class FindingQuerySet(AppendOnlyQuerySet["Finding"]):
    """Reads of the improvement log."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those about cohorts whose figures `user` may see."""
        return self.filter(cohort__in=cohorts_where(user, Capability.SEE_AGGREGATES, on=on).values("pk"))


def _own(user: User | AnonymousUser) -> list[int]:
    return [] if user.pk is None else [user.pk]
