"""Rows by the hundred thousand, written by the database itself: `INSERT ... SELECT` with a model's defaults.

The SQL works on both engines. Chance is arithmetic, so that two runs make the same school.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection, models

PLUS_SECONDS = {
    "postgresql": "(timestamptz '{start}+00' + ({seconds}) * interval '1 second')",
    "sqlite": "datetime('{start}', '+' || ({seconds}) || ' seconds')",
}
NEW_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def fill(model: type[models.Model], source: str, values: list[Any], **expressions: str) -> int:
    """Insert a row for each row of `source`, which begins with FROM; return how many.

    `expressions` are SQL by the name of the field or of its column; what is left out takes its default.
    `values` stand for the placeholders of `source`.
    """
    names, selected, defaults = [], [], []
    for field in model._meta.concrete_fields:
        expression = expressions.get(field.name) or expressions.get(str(field.column))
        if expression is None and isinstance(field, models.AutoField):
            continue
        names.append(connection.ops.quote_name(str(field.column)))
        if expression is None and isinstance(field, models.UUIDField) and field.default is uuid.uuid4:
            expression = NEW_UUID[connection.vendor]
        if expression is None:
            defaults.append(field.get_db_prep_save(field.get_default(), connection))
            expression = "%s"
        selected.append(expression)
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(selected)} {source}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*defaults, *values])
        return int(cursor.rowcount)


def instant(start: str, seconds: str) -> str:
    """Return SQL for an instant in UTC so many seconds after another, written as 2026-03-02 15:00:00."""
    return PLUS_SECONDS[connection.vendor].format(start=start, seconds=seconds)


def chance(below: int, *, salt: int = 0, learner: str = "e.user_id", competency: str = "c.position") -> str:
    """Return SQL for a number from 0 up to below `below`, which the keys and the salt decide."""
    return f"((({learner}) * 7919 + ({competency}) * 6247 + {salt * 1009}) %% 10007 %% {below})"


def one_of(number: str, words: tuple[str, ...]) -> str:
    """Return SQL for the word at that place."""
    places = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {number} {places} END"


def analyze() -> None:
    """Let the planner know what stands in the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
