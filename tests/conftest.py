"""Fixtures of the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from common.catalogues import compile_stale
from tests.cast import *  # noqa: F403  # the people that tests speak about, as fixtures
from tests.plugins import migrated
from tests.plugins.append_only import lifted_while_flushing

ENGINES = ("sqlite", "postgresql")
OPENING = {"db", "transactional_db", "live_server", "django_db_setup"}
"""What a test asks for that opens the database; other fixtures ask for one of these."""

# Workers and a browser share the machine: how long an example takes says nothing about the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_configure() -> None:
    """Compile the translations that are not compiled yet; other workers may do so at the same time."""
    for folder in django_settings.LOCALE_PATHS:
        compile_stale(Path(folder))


def pytest_report_header() -> str:
    """Name the engine that this run speaks to."""
    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other run does: tests about its engine, and those that open no database.

    A test without a database is kept from opening one, so it says the same on both engines: it runs with
    SQLite alone.
    """
    others = [engine for engine in ENGINES if engine != connection.vendor]
    once = connection.vendor != ENGINES[0]
    foreign = {
        item
        for item in items
        if any(item.get_closest_marker(engine) for engine in others)
        or (once and not _opens_database(item) and not item.get_closest_marker(connection.vendor))
    }
    if foreign:
        config.hook.pytest_deselected(items=list(foreign))
        items[:] = [item for item in items if item not in foreign]


def _opens_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & OPENING)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let Django find the copy of the migrated database that was placed for it."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def _placed(django_db_modify_db_settings: None) -> Iterator[bool]:
    if connection.vendor != "sqlite":
        yield True
        return
    database = Path(connection.settings_dict["TEST"]["NAME"])
    yield migrated.place(database)
    migrated.remove(database)


@pytest.fixture(scope="session")
def django_db_setup(_placed: bool, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Set the database up as pytest-django does, from a copy of the migrated one where it stands."""
    if not _placed:
        with django_db_blocker.unblock():
            migrated.keep()


@pytest.fixture(scope="session", autouse=True)
def _flushable_append_only_tables() -> Iterator[None]:
    with lifted_while_flushing():
        yield


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Start every test with no attempts counted against anybody."""
    cache.clear()


@pytest.fixture(autouse=True)
def _spoken_language() -> Iterator[None]:
    """Start every test in English: a request leaves its language behind in the thread."""
    with translation.override("en"):
        yield
