"""Django's own admin site, which exists for superusers only."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import Http404, HttpRequest, HttpResponse


class SuperuserAdminSite(AdminSite):
    """An admin site that answers 404 to everyone but superusers."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Return True for an active superuser."""
        user = request.user
        return bool(user.is_active and getattr(user, "is_superuser", False))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Refuse: people sign in on the site's own page, with its throttling and second factor."""
        raise Http404


class SuperuserAdminConfig(AdminConfig):
    """Mount :class:`SuperuserAdminSite` as the default admin site."""

    default_site = "config.admin.SuperuserAdminSite"
