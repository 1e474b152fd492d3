"""Let the test runner empty append-only tables between tests.

Lives with the tests, so that nothing in production can reach it.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from common import append_only_triggers
from common.append_only import append_only_models


@contextlib.contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Drop every append-only trigger of this database, and put them back at the end."""
    tables = append_only_triggers.tables_of(append_only_models(), connection)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in tables:
            for name in _standing(cursor, connection.vendor, table):
                on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {quote(name)}{on}")
    try:
        yield
    finally:
        append_only_triggers.install(connection, tables)


def _standing(cursor: Any, vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal",
            [f'"{table}"'],
        )
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    return [name for (name,) in cursor.fetchall() if name.startswith(append_only_triggers.PREFIX)]


def _lifting(teardown: Callable[[TransactionTestCase], None]) -> Callable[[TransactionTestCase], None]:
    @functools.wraps(teardown)
    def wrapper(self: TransactionTestCase) -> None:
        with contextlib.ExitStack() as stack:
            for alias in self._databases_names(include_mirrors=False):
                stack.enter_context(lifted(connections[alias]))
            teardown(self)

    return wrapper


@contextlib.contextmanager
def lifted_while_flushing() -> Iterator[None]:
    """Wrap the flush at the end of every transactional test in :func:`lifted`."""
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = _lifting(original)
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = original
