"""What a superuser may look up in Django's own admin site. Changes go through the pages and their verbs,
which lock, log and keep what was recorded; here everything is for reading.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from people.models import (
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


class ReadingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Lists and shows rows, and changes none."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False."""
        return False


@admin.register(User)
class UserAdmin(ReadingAdmin):
    """People, without their passwords."""

    list_display = ("sort_name", "email", "is_school_admin", "is_active", "activated_at", "erased_at")
    list_filter = ("is_school_admin", "is_active")
    search_fields = ("sort_name", "email")
    exclude = ("password",)


@admin.register(ClaimCode)
class ClaimCodeAdmin(ReadingAdmin):
    """Claim codes, of which only the digest is kept."""

    list_display = ("user", "created_by", "created_at", "expires_at", "used_at")
    list_select_related = ("user", "created_by")


@admin.register(Enrolment)
class EnrolmentAdmin(ReadingAdmin):
    """Spells in cohorts, as recorded from an instant until another."""

    list_display = ("user", "cohort", "status", "starts_on", "ends_on", "recorded_from", "recorded_until")
    list_select_related = ("user", "cohort")


@admin.register(GroupSpell)
class GroupSpellAdmin(ReadingAdmin):
    """Spells in groups."""

    list_display = ("user", "group", "starts_on", "ends_on", "recorded_from", "recorded_until")
    list_select_related = ("user", "group")


@admin.register(StaffRole)
class StaffRoleAdmin(ReadingAdmin):
    """Roles of staff."""

    list_display = ("user", "role", "program", "cohort", "starts_on", "ends_on")
    list_select_related = ("user", "program", "cohort")


@admin.register(AccessLog)
class AccessLogAdmin(ReadingAdmin):
    """Who looked at whose record."""

    list_display = ("at", "actor", "action", "subject", "cohort")
    list_filter = ("action",)
    list_select_related = ("actor", "subject", "cohort")


admin.site.register([Program, Campus, Cohort, Group, ExternalId], ReadingAdmin)
