"""The unique keys of a SQLite table, as a condition that a trigger can ask about a new row.

The database itself says which keys there are: primary key, unique columns, and unique indexes with
expressions and conditions. An expression or a condition of an index is used word for word on both
sides: in a query on the table it speaks of the row that stands, in a query on the new row's values
it speaks of the new row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_INDEX = re.compile(r"CREATE\s+UNIQUE\s+INDEX\s+.*?\s+ON\s+", re.IGNORECASE | re.DOTALL)
_ORDER = re.compile(r"\s+(ASC|DESC)\s*$", re.IGNORECASE)
_WHERE = re.compile(r"^\s*WHERE\s+", re.IGNORECASE)
_CLOSING = {"'": "'", '"': '"', "`": "`", "[": "]"}


@dataclass(frozen=True)
class Key:
    """One unique key: expressions that must not all repeat, among rows that meet the condition."""

    expressions: tuple[str, ...]
    condition: str = ""


def conflict_condition(connection: BaseDatabaseWrapper, table: str) -> str:
    """Return SQL that is true when a row of ``table`` has a key of the row being inserted (``NEW``).

    Null repeats nothing, as in a unique index. A key that SQLite will generate is seen as -1 in a
    trigger before the insert, which no generated key ever is.
    """
    quote = connection.ops.quote_name
    columns = _columns(connection, table)
    new_row = ", ".join(f"NEW.{quote(column)} AS {quote(column)}" for column in columns)
    tests = []
    for key in keys(connection, table):
        same = " AND ".join(f"{part} = (SELECT {part} FROM (SELECT {new_row}))" for part in key.expressions)
        if key.condition:
            same += f" AND ({key.condition}) AND (SELECT {key.condition} FROM (SELECT {new_row}))"
        tests.append(f"EXISTS (SELECT 1 FROM {quote(table)} WHERE {same})")
    return " OR ".join(tests)


def keys(connection: BaseDatabaseWrapper, table: str) -> list[Key]:
    """Return the unique keys of ``table``, the primary key first, then in the order of their SQL."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({quote(table)})")
        primary = sorted((row[5], row[1]) for row in cursor.fetchall() if row[5])
        found = [Key(tuple(quote(name) for _, name in primary))]
        cursor.execute(f"PRAGMA index_list({quote(table)})")
        unique = [row[1] for row in cursor.fetchall() if row[2]]
        for name in unique:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", [name])
            sql = cursor.fetchone()[0]
            if sql is None:
                cursor.execute(f"PRAGMA index_info({quote(name)})")
                found.append(Key(tuple(quote(row[2]) for row in cursor.fetchall())))
            else:
                found.append(parse_index(sql))
    return sorted(set(found), key=lambda key: (key != found[0], key.expressions, key.condition))


def parse_index(sql: str) -> Key:
    """Return the key that a ``CREATE UNIQUE INDEX`` statement sets up.

    Raises ValueError for a statement of another form.
    """
    opening = _INDEX.match(sql)
    if opening is None:
        raise ValueError(f"not a unique index: {sql}")
    start = _find(sql, "(", opening.end())
    end = _matching(sql, start)
    parts = tuple(_ORDER.sub("", part).strip() for part in _split(sql[start + 1 : end]))
    where = _WHERE.match(sql[end + 1 :])
    return Key(parts, sql[end + 1 :][where.end() :].strip() if where else "")


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({connection.ops.quote_name(table)})")
        return [row[1] for row in cursor.fetchall()]


def _skip(sql: str, position: int) -> int:
    """Return the position after the character, or after the quoted text, at ``position``."""
    closing = _CLOSING.get(sql[position])
    if closing is None:
        return position + 1
    end = sql.index(closing, position + 1)
    return end + 1


def _find(sql: str, character: str, position: int) -> int:
    while sql[position] != character:
        position = _skip(sql, position)
    return position


def _matching(sql: str, position: int) -> int:
    """Return the position of the parenthesis that closes the one at ``position``."""
    depth = 0
    while True:
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth == 0:
            return position
        position = _skip(sql, position)


def _split(sql: str) -> list[str]:
    """Split at the commas outside parentheses and quotes."""
    parts, depth, start, position = [], 0, 0, 0
    while position < len(sql):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if sql[position] == "," and depth == 0:
            parts.append(sql[start:position])
            start = position + 1
        position = _skip(sql, position)
    return [*parts, sql[start:]]
