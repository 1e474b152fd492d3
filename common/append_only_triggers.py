"""Database triggers that keep append-only tables append-only, for whoever holds the connection.

PostgreSQL refuses UPDATE, DELETE and TRUNCATE. SQLite refuses UPDATE, DELETE, and every INSERT that
meets a row with the same key: ``INSERT OR REPLACE`` removes that row without firing its delete
triggers (``recursive_triggers`` is off by default, and whoever writes chooses that setting).

SQLite drops triggers silently when a migration remakes a table, so they are put back after every
migrate; a system check (:mod:`common.checks`) proves that they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from common import sqlite_keys

PREFIX = "append_only"
_FUNCTION = f"{PREFIX}_refuse"
_MESSAGE = "append-only"


def tables_of(models_: Iterable[type[models.Model]], connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables of these models that exist in the database, in name order."""
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    return sorted({model._meta.db_table for model in models_} & existing)


def install(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> None:
    """Put the triggers of these tables in place; those that stand already are left alone."""
    lacking = [table for table in tables if missing(connection, table)]
    if not lacking:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in lacking:
            for statement in _statements(connection, table):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Return the names of this table's triggers that do not stand as they should."""
    if connection.vendor == "postgresql":
        return _missing_postgresql(connection, table)
    wanted = _sqlite_triggers(connection, table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        standing: dict[str, str] = dict(cursor.fetchall())
    return [name for name, sql in wanted.items() if standing.get(name) != sql]


def drop_key_triggers(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> None:
    """Make way for a migration on SQLite, which cannot drop a column that a trigger names.

    Only the trigger that compares keys names columns; those against UPDATE and DELETE stay. The
    migrate that calls this puts it back at its end.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TRIGGER IF EXISTS {_quote(connection, trigger_name(table, 'insert'))}")


def trigger_name(table: str, event: str) -> str:
    """Return the name of the trigger against ``event`` on ``table``."""
    return f"{PREFIX}_{event}_{table}"


def _quote(connection: BaseDatabaseWrapper, name: str) -> str:
    return str(connection.ops.quote_name(name))


def _statements(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return _postgresql_statements(connection, table)
    statements = []
    for name, sql in _sqlite_triggers(connection, table).items():
        statements += [f"DROP TRIGGER IF EXISTS {_quote(connection, name)}", sql]
    return statements


# --- PostgreSQL -------------------------------------------------------------------------------

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '{_MESSAGE}: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$body$
"""
_ACTION = f"EXECUTE FUNCTION {_FUNCTION}()"
_POSTGRESQL_EVENTS = {"change": "UPDATE OR DELETE", "truncate": "TRUNCATE"}


def _postgresql_statements(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    statements = []
    for event, verbs in _POSTGRESQL_EVENTS.items():
        name, quoted = _postgresql_name(connection, event), _quote(connection, table)
        each = "ROW" if event == "change" else "STATEMENT"
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {quoted}",
            f"CREATE TRIGGER {name} BEFORE {verbs} ON {quoted} FOR EACH {each} {_ACTION}",
            # ALWAYS: a session that plays replica does not get past it either.
            f"ALTER TABLE {quoted} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements


def _postgresql_name(connection: BaseDatabaseWrapper, event: str) -> str:
    # A trigger's name is local to its table on PostgreSQL, and may have 63 bytes.
    return _quote(connection, f"{PREFIX}_{event}")


def _missing_postgresql(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal AND t.tgenabled = 'A'"
            " AND p.proname = %s",
            [_quote(connection, table), _FUNCTION],
        )
        standing = {name for (name,) in cursor.fetchall()}
    return [f"{PREFIX}_{event}" for event in _POSTGRESQL_EVENTS if f"{PREFIX}_{event}" not in standing]


# --- SQLite -----------------------------------------------------------------------------------


def _sqlite_triggers(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """Return name -> SQL, exactly as SQLite will keep it."""
    triggers = {}
    for event in ("update", "delete"):
        triggers[trigger_name(table, event)] = _sqlite_trigger(connection, table, event, "")
    conflict = sqlite_keys.conflict_condition(connection, table)
    triggers[trigger_name(table, "insert")] = _sqlite_trigger(
        connection, table, "insert", f" WHEN {conflict}"
    )
    return triggers


def _sqlite_trigger(connection: BaseDatabaseWrapper, table: str, event: str, when: str) -> str:
    words: dict[str, Any] = {
        "name": _quote(connection, trigger_name(table, event)),
        "verb": event.upper(),
        "table": _quote(connection, table),
    }
    reason = "INSERT over an existing key" if event == "insert" else event.upper()
    return (
        "CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW".format(**words)
        + when
        + f" BEGIN SELECT RAISE(ABORT, '{_MESSAGE}: {reason} on {table} is refused'); END"
    )
