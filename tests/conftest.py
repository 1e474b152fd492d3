"""Fixtures of the whole suite."""

from __future__ import annotations

import gc
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option by which the runs of both engines share the work."""
    parser.addoption("--shared-out", action="store_true", help="leave out what the other engine's run does")


def pytest_configure() -> None:
    """Compile the translations that are not compiled yet; other workers may do so at the same time."""
    for folder in django_settings.LOCALE_PATHS:
        compile_stale(Path(folder))


def pytest_report_header() -> str:
    """Name the engine that this run speaks to."""
    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests about the other engine and, where both engines run, what one of them is enough for."""
    others = [engine for engine in ENGINES if engine != connection.vendor]
    foreign = {item for item in items if any(item.get_closest_marker(engine) for engine in others)}
    if config.getoption("shared_out"):
        foreign |= {item for item in items if _engine_that_is_enough(item) in others}
    if foreign:
        config.hook.pytest_deselected(items=list(foreign))
    kept = [item for item in items if item not in foreign]
    # The longest first: a worker that began one of them last would keep the others waiting.
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and not among what was loaded: a seventh of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _engine_that_is_enough(item: pytest.Item) -> str | None:
    """Name the one engine that a test is run on; None where it is run on both.

    A test that opens no database says the same on both. Every page is opened on both all the same: by its own
    tests on SQLite, and by everybody there is, in the matrix of permissions, on PostgreSQL.
    """
    if any(item.get_closest_marker(engine) for engine in ENGINES):
        return None
    if not _opens_database(item) or "pages" in item.path.parts or item.path.stem.endswith("pages"):
        return "sqlite"
    return "postgresql" if item.path.stem == "test_matrix" else None


def _opens_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & OPENING)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Let Django find the copy of the migrated database that was placed for it, or the one that was kept."""
    return connection.vendor == "sqlite" or bool(request.config.getoption("reuse_db"))


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
