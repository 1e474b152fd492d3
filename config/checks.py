"""System checks of a deployment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connection

from common.catalogues import stale


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


@checks.register(checks.Tags.translation, deploy=True)
def compiled_catalogues(
    *, app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn about translations that are not compiled: their pages would silently be in English."""
    waiting = [path for folder in settings.LOCALE_PATHS for path in stale(Path(folder))]
    return [
        checks.Warning(
            f"The translations of {path} are not compiled, or older than their source.",
            hint="Run python scripts/messages.py compile before the site starts.",
            id="config.W002",
        )
        for path in waiting
    ]
