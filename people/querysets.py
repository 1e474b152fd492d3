"""Reads of people. Who may see whom is answered in `people.access`; these are the building blocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from people.models import Enrolment, GroupSpell, StaffRole, User  # noqa: F401


def running_q(on: date, *, prefix: str = "") -> Q:
    """Return the condition that a spell covers the day `on`; its first and last days belong to it."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def recorded_q(at: datetime | None = None, *, prefix: str = "") -> Q:
    """Return the condition that a row stands as recorded by `at`; without `at`, as recorded now."""
    if at is None:
        return Q(**{f"{prefix}recorded_until__isnull": True})
    return Q(**{f"{prefix}recorded_from__lte": at}) & (
        Q(**{f"{prefix}recorded_until__isnull": True}) | Q(**{f"{prefix}recorded_until__gt": at})
    )


class UserQuerySet(models.QuerySet["User"]):
    """Reads of users."""

    def living(self) -> Self:
        """Leave out the tombstones of erased people."""
        return self.filter(erased_at__isnull=True)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Reads of enrolments."""

    def running(self, on: date, *, as_recorded_by: datetime | None = None) -> Self:
        """Keep the spells that cover the day `on`, as recorded by an instant (now when left out)."""
        return self.filter(running_q(on), recorded_q(as_recorded_by))


class GroupSpellQuerySet(models.QuerySet["GroupSpell"]):
    """Reads of group spells."""

    def running(self, on: date, *, as_recorded_by: datetime | None = None) -> Self:
        """Keep the spells that cover the day `on`, as recorded by an instant (now when left out)."""
        return self.filter(running_q(on), recorded_q(as_recorded_by))


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    """Reads of staff roles."""

    def running(self, on: date) -> Self:
        """Keep the roles held on the day `on`."""
        return self.filter(running_q(on))
