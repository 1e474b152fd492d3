"""The addresses of the site. Each room names its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

# Rooms in the order in which their addresses are tried; each gives its full addresses itself.
_ROOMS = ("common", "people", "competencies", "assessments", "learners", "reports", "interop")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    *(path("", include(f"{room}.urls")) for room in _ROOMS),
]
