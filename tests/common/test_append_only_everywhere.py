"""Every append-only table of the house refuses every statement that changes or removes a row.

The rows are made up by column type, inside a transaction that is rolled back: neither what they
point at nor the checks of the table matter to a trigger.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from common import sqlite_keys
from common.append_only import AppendOnlyModel, append_only_models

MODELS = append_only_models()
ALL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def made_up(field: models.Field, n: int) -> Any:
    """Return a value for this column; another ``n`` gives another value."""
    target: models.Field = field.target_field if field.is_relation else field
    while target.is_relation:
        target = target.target_field
    values: dict[type[models.Field], Any] = {
        models.UUIDField: uuid.UUID(int=n),
        models.BooleanField: bool(n % 2),
        models.DateTimeField: NOW + timedelta(days=n),
        models.DateField: (NOW + timedelta(days=n)).date(),
        models.JSONField: {"n": n},
        models.CharField: str(n),
        models.DecimalField: n,
        models.FloatField: float(n),
        models.IntegerField: n,
    }
    kind = next((kind for kind in values if isinstance(target, kind)), None)
    assert kind is not None or isinstance(target, models.AutoField | models.BigAutoField), (
        f"{field} is unknown here"
    )
    return target.get_db_prep_save(values[kind] if kind else n, connection)


def row(model: type[models.Model], n: int) -> dict[str, Any]:
    return {field.column: made_up(field, n) for field in model._meta.concrete_fields}


def insert(model: type[models.Model], values: dict[str, Any], verb: str = "INSERT") -> None:
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join(["%s"] * len(values))
    execute(f'{verb} INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', *values.values())


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
        return [tuple(each) for each in cursor.fetchall()]


@pytest.fixture(autouse=True)
def _rolled_back(db: None) -> Iterator[None]:
    """Leave no made-up row behind for the check of foreign keys at the end of a test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = 0")


def without_checks(model: type[models.Model]) -> None:
    """Set aside the table's checks, until the rollback."""
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = 1")
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    for name, constraint in found.items():
        if constraint["check"]:
            execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


def assert_refused(model: type[models.Model], statement: str) -> None:
    before = rows(model)
    assert before
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement)
    assert rows(model) == before


@ALL
def test_update_and_delete_are_refused(model: type[AppendOnlyModel]) -> None:
    without_checks(model)
    insert(model, row(model, 1))
    table, key = model._meta.db_table, model._meta.pk.column
    assert_refused(model, f'UPDATE "{table}" SET "{key}" = "{key}"')
    assert_refused(model, f'DELETE FROM "{table}"')


@ALL
@pytest.mark.postgresql
def test_truncate_is_refused(model: type[AppendOnlyModel]) -> None:
    without_checks(model)
    table = model._meta.db_table
    with pytest.raises(IntegrityError, match="append-only: TRUNCATE"), transaction.atomic():
        execute(f'TRUNCATE "{table}" CASCADE')


def count_keys(model: type[models.Model]) -> int:
    """Count the unique keys that the model declares, its primary key among them."""
    columns = sum(field.unique and not field.primary_key for field in model._meta.fields)
    return 1 + columns + sum(isinstance(each, models.UniqueConstraint) for each in model._meta.constraints)


def keys() -> Iterator[Any]:
    """Number the unique keys of every table; the database tells them when the tests run."""
    for model in MODELS:
        for number in range(count_keys(model)):
            yield pytest.param(model, number, id=f"{model._meta.label}-{number}")


@ALL
@pytest.mark.sqlite
def test_every_declared_key_is_found_in_the_database(model: type[AppendOnlyModel]) -> None:
    assert len(sqlite_keys.keys(connection, model._meta.db_table)) == count_keys(model)


@pytest.mark.sqlite
@pytest.mark.parametrize(("model", "number"), list(keys()))
def test_insert_or_replace_is_refused_on_every_key(model: type[AppendOnlyModel], number: int) -> None:
    key = sqlite_keys.keys(connection, model._meta.db_table)[number]
    without_checks(model)
    first, second = row(model, 1), row(model, 2)
    named = set(re.findall(r'"([^"]+)"', " ".join(key.expressions)))
    conditional = set(re.findall(r'"([^"]+)"', key.condition)) - named
    meeting(model, key, first, conditional)
    second |= {column: first[column] for column in named | conditional}
    before = rows(model)
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            insert(model, second, verb)
    assert rows(model) == before


def meeting(
    model: type[models.Model], key: sqlite_keys.Key, values: dict[str, Any], columns: set[str]
) -> None:
    """Insert ``values``, with the columns of the key's condition set so that the row meets it."""
    texts = re.findall(r"'([^']*)'", key.condition)
    for value in (*texts, None, 0, 1):
        values |= dict.fromkeys(columns, value)
        point = transaction.savepoint()
        try:
            insert(model, values)
        except IntegrityError:  # null where null is not allowed
            transaction.savepoint_rollback(point)
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {key.condition or "true"}')
            if cursor.fetchone()[0]:
                return
        transaction.savepoint_rollback(point)
    pytest.fail(f"no row was found that meets {key.condition}")
