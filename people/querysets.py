"""Reads of people, and who may see which rows, as SQL. `people.access` and `people.rules` say the same
about single rows; a test holds the two together.

The models are named, not imported: they import this module.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from common.append_only import AppendOnlyQuerySet
from people.capabilities import NEVER_ON_ONESELF, OF_ADMIN, Capability, roles_granting

if TYPE_CHECKING:
    from people.models import (  # noqa: F401
        AccessLog,
        Campus,
        ClaimCode,
        Cohort,
        Enrolment,
        ExternalId,
        Group,
        GroupSpell,
        Program,
        StaffRole,
        User,
    )


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


def is_admin(user: User | AnonymousUser) -> bool:
    """Return whether this is a school admin who may act now."""
    return user.is_active and bool(getattr(user, "is_school_admin", False))


class ProgramQuerySet(models.QuerySet["Program"]):
    """Reads of programs."""

    def where(self, user: User | AnonymousUser, capability: Capability, *, on: date) -> Self:
        """Keep the programs in which `user` has the capability, by a role on the program itself."""
        if is_admin(user) and capability in OF_ADMIN:
            return self
        return self.filter(pk__in=_roles(user, on, capability).values("program_id"))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the programs whose existence `user` may know: by a role in them, or by learning there."""
        if is_admin(user):
            return self
        roles = _roles(user, on)
        return self.filter(
            Q(pk__in=roles.values("program_id"))
            | Q(pk__in=roles.values("cohort__program_id"))
            | Q(pk__in=_own_cohorts(user).values("cohort__program_id"))
        )


class CampusQuerySet(models.QuerySet["Campus"]):
    """Reads of campuses."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the campuses of the programs whose existence `user` may know."""
        return self.filter(program__in=_model("Program").objects.visible_to(user, on=on).values("pk"))


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Reads of cohorts."""

    def where(self, user: User | AnonymousUser, capability: Capability, *, on: date) -> Self:
        """Keep the cohorts in which `user` has the capability, by a role on the cohort or its program."""
        if is_admin(user) and capability in OF_ADMIN:
            return self
        return self.filter(_covered_by(_roles(user, on, capability)))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the cohorts whose existence `user` may know: as staff of them, or as a learner, ever."""
        if is_admin(user):
            return self
        return self.filter(_covered_by(_roles(user, on)) | Q(pk__in=_own_cohorts(user).values("cohort_id")))


class GroupQuerySet(models.QuerySet["Group"]):
    """Reads of groups."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the groups whose existence `user` may know: as staff of the cohort, or as a member, ever."""
        if is_admin(user):
            return self
        own = _rows_of("GroupSpell", user).filter(recorded_q())
        return self.filter(_covered_by(_roles(user, on), "cohort__") | Q(pk__in=own.values("group_id")))


class UserQuerySet(models.QuerySet["User"]):
    """Reads of users."""

    def living(self) -> Self:
        """Leave out the tombstones of erased people."""
        return self.filter(erased_at__isnull=True)

    def learners_where(self, user: User | AnonymousUser, capability: Capability, *, on: date) -> Self:
        """Keep the people to whose record the capability of `user` reaches on the day `on`.

        Staff reach who is running in a cohort where they have the capability; an admin reaches everybody.
        One's own record may be seen by oneself, and neither taught nor signed. Erased people are out.
        """
        if not user.is_active or user.pk is None:
            return self.none()
        reached = Q()
        if not (is_admin(user) and capability in OF_ADMIN):
            spells = _model("Enrolment").objects.filter(
                running_q(on), recorded_q(), _covered_by(_roles(user, on, capability), "cohort__")
            )
            reached = Q(Exists(spells.filter(user_id=OuterRef("pk"))))
            if capability is Capability.SEE_RECORD:
                reached |= Q(pk=user.pk)
        if capability in NEVER_ON_ONESELF:
            reached &= ~Q(pk=user.pk)
        return self.living().filter(reached)

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the people whose named record `user` may open."""
        return self.learners_where(user, Capability.SEE_RECORD, on=on)


class ExternalIdQuerySet(models.QuerySet["ExternalId"]):
    """Reads of identifiers of other systems."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and those of the people whose named record `user` may open."""
        people = _model("User").objects.visible_to(user, on=on)
        return self.filter(user__in=people.values("pk"))


class ClaimCodeQuerySet(models.QuerySet["ClaimCode"]):
    """Reads of claim codes; the codes themselves are not kept."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those of the people whose roster `user` manages."""
        people = _model("User").objects.learners_where(user, Capability.MANAGE, on=on)
        return self.filter(user__in=people.values("pk"))


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Reads of enrolments."""

    def running(self, on: date, *, as_recorded_by: datetime | None = None) -> Self:
        """Keep the spells that cover the day `on`, as recorded by an instant (now when left out)."""
        return self.filter(running_q(on), recorded_q(as_recorded_by))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own spells, and those in cohorts whose learners `user` may see by name."""
        if is_admin(user):
            return self
        covered = _covered_by(_roles(user, on, Capability.SEE_RECORD), "cohort__")
        return self.filter(covered | _own(user))


class GroupSpellQuerySet(models.QuerySet["GroupSpell"]):
    """Reads of group spells."""

    def running(self, on: date, *, as_recorded_by: datetime | None = None) -> Self:
        """Keep the spells that cover the day `on`, as recorded by an instant (now when left out)."""
        return self.filter(running_q(on), recorded_q(as_recorded_by))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own spells, and those in cohorts whose learners `user` may see by name."""
        if is_admin(user):
            return self
        covered = _covered_by(_roles(user, on, Capability.SEE_RECORD), "group__cohort__")
        return self.filter(covered | _own(user))


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    """Reads of staff roles."""

    def running(self, on: date) -> Self:
        """Keep the roles held on the day `on`."""
        return self.filter(running_q(on))

    def granting(self, capability: Capability) -> Self:
        """Keep the roles that carry the capability."""
        return self.filter(role__in=roles_granting(capability))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own roles, past ones too, and those in places whose staff `user` manages."""
        if is_admin(user):
            return self
        managing = _roles(user, on, Capability.MANAGE)
        return self.filter(
            _own(user)
            | Q(program_id__in=managing.values("program_id"))
            | Q(cohort_id__in=managing.values("cohort_id"))
            | Q(cohort__program_id__in=managing.values("program_id"))
        )


class AccessLogQuerySet(AppendOnlyQuerySet["AccessLog"]):
    """Reads of the log of who looked."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep what was done by oneself and to oneself, and in cohorts that `user` manages."""
        if is_admin(user):
            return self
        managed = _covered_by(_roles(user, on, Capability.MANAGE), "cohort__")
        return self.filter(_own(user, "actor") | _own(user, "subject") | managed)


def _model(name: str) -> Any:
    return apps.get_model("people", name)


def _own(user: User | AnonymousUser, field: str = "user") -> Q:
    """Return the condition that a row is one's own; nothing is anybody's who may not act."""
    return Q(**{f"{field}_id": user.pk}) if user.is_active and user.pk else Q(pk__in=[])


def _rows_of(model: str, user: User | AnonymousUser) -> Any:
    return _model(model).objects.filter(_own(user))


def _own_cohorts(user: User | AnonymousUser) -> EnrolmentQuerySet:
    """Return the spells of the person themselves, whenever they ran."""
    own: EnrolmentQuerySet = _rows_of("Enrolment", user).filter(recorded_q())
    return own


def _roles(user: User | AnonymousUser, on: date, capability: Capability | None = None) -> StaffRoleQuerySet:
    """Return the roles that `user` holds on the day `on`; with a capability, those that carry it."""
    held: StaffRoleQuerySet = _rows_of("StaffRole", user).running(on)
    return held if capability is None else held.granting(capability)


def _covered_by(roles: StaffRoleQuerySet, to_cohort: str = "") -> Q:
    """Return the condition that a cohort (reached by the path `to_cohort`) is covered by one of the roles."""
    cohort = f"{to_cohort}pk__in"
    program = f"{to_cohort}program_id__in"
    return Q(**{cohort: roles.values("cohort_id")}) | Q(**{program: roles.values("program_id")})
