"""System checks of a deployment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connection


@checks.register(checks.Tags.database, deploy=True)
def production_database(
    *, app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn about a production site on SQLite: one machine, one writer at a time, no replica."""
    if connection.vendor != "sqlite" or not getattr(settings, "PRODUCTION", False):
        return []
    return [
        checks.Warning(
            "This production site runs on SQLite.",
            hint="Set DATABASE_URL to postgres://... unless a single machine and its own backup are enough.",
            id="config.W001",
        )
    ]
