"""The record as the services wrote it cannot be changed, removed or replaced by whoever connects."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, models, transaction

from assessments.choices import ItemAction
from assessments.models import ItemChange, Score, SecondMark, SecondMarking
from common.append_only import append_only_models
from tests.assessments.services.school import HOUR, NOW, TEXT

pytestmark = pytest.mark.django_db
RECORD = [model for model in append_only_models() if model._meta.app_label == "assessments"]
KEYED = [
    model
    for model in RECORD
    if any(field.unique for field in model._meta.concrete_fields if not field.primary_key)
    or any(isinstance(one, models.UniqueConstraint) for one in model._meta.constraints)
]
"""Those that have another unique key than the id."""


@pytest.fixture
def full(school):
    """At least one row in every append-only table of this room."""
    school.make_ready()
    mark = school.mark(school.sit(school.reflection(), TEXT), at=NOW + HOUR)
    mark_twice(mark)
    school.sign(at=NOW + HOUR)
    # As at a commit: with checks still to come, PostgreSQL refuses TRUNCATE for that reason alone.
    connection.check_constraints()


def mark_twice(mark: Score) -> None:
    """A second mark beside the first, and a line in the history of the item."""
    item = mark.attempt_item
    drawn = SecondMarking.objects.create(
        administration=item.attempt.administration, attempt_item=item, chosen_by=mark.marker, chosen_at=NOW
    )
    SecondMark.objects.create(
        second_marking=drawn, marker=mark.marker, points=mark.points, level=3, marked_at=NOW + HOUR
    )
    ItemChange.objects.create(item=item.item_version.item, action=ItemAction.EDITED, at=NOW)


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def rows(model: type[models.Model]) -> list[dict[str, object]]:
    return list(model._default_manager.order_by("pk").values())


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
@pytest.mark.usefixtures("full")
def test_the_record_refuses_raw_changes(model) -> None:
    before = rows(model)
    assert before
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    statements = [f"DELETE FROM {table}"]
    statements += [f'UPDATE {table} SET "{column}" = "{column}"' for column in columns]
    if connection.vendor == "sqlite":
        statements += [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
            f"INSERT OR IGNORE INTO {table} SELECT * FROM {table} LIMIT 1",
        ]
    else:
        statements += [f"TRUNCATE {table} CASCADE"]
    for sql in statements:
        with pytest.raises(IntegrityError, match="append-only"):
            run(sql)
    assert rows(model) == before


@pytest.mark.sqlite
@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("model", KEYED, ids=lambda model: model.__name__)
def test_the_record_refuses_replacement_by_any_unique_key(model) -> None:
    """With a new id and an old unique key, SQLite would drop the standing row without a word."""
    before = rows(model)
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{name}"' for name in columns)
    with pytest.raises(IntegrityError, match="append-only"):
        run(f'INSERT OR REPLACE INTO "{table}" ({names}) SELECT {names} FROM "{table}" LIMIT 1')
    assert rows(model) == before
