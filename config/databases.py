"""Database settings for the two engines that Webside runs on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

BUSY_TIMEOUT_SECONDS = 20
CONNECTION_AGE_SECONDS = 600


def sqlite(path: Path | str, *, synchronous: str = "FULL") -> dict[str, Any]:
    """Return settings for a SQLite file: write-ahead log, writers that queue instead of failing.

    ``IMMEDIATE`` takes the write lock when a transaction opens, so that two writers wait for each
    other (up to the busy timeout) and never fail half-way. ``synchronous`` FULL keeps a commit that
    was confirmed even when the power goes.
    """
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", "temp_store=MEMORY", "cache_size=-32000")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": CONNECTION_AGE_SECONDS,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": " ".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """Return settings for a database address: ``postgres://user:password@host/name`` or ``sqlite:///path``.

    Raises ValueError for an address of another kind.
    """
    parsed: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=CONNECTION_AGE_SECONDS, conn_health_checks=True)
    )
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(parsed["NAME"])
    if parsed["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("DATABASE_URL must start with postgres:// or sqlite:///")
    return parsed
