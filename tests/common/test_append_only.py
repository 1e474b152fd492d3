"""Append-only tables stay as they are, whoever writes and however, and after any migration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from common import append_only_triggers, sqlite_keys
from common.append_only import AppendOnlyError, AppendOnlyModel, append_only_models
from common.checks import append_only_managers
from tests.ledger.models import Line
from tests.plugins.append_only import lifted

TABLE = Line._meta.db_table
ALL = pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model._meta.label)
# Whether the rows of a statement stand or fall does not depend on how it resolves conflicts.
VERBS = ("INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL")

CONFLICTS = {
    "primary key": {"id": 1001},
    "unique column": {"code": "A1"},
    "two columns": {"book": 1, "number": 1},
    "expression": {"name": "FIRST", "book": 1},
    "condition met by both": {"note": "kept, (really) 'so'", "void": False},
    "two keys at once": {"id": 1001, "code": "A1"},
}
FREE = {
    "nothing in common": {"code": "A2"},
    "nulls repeat nothing": {"code": None, "book": None, "number": None},
    "one of two columns": {"book": 1, "number": 2},
    "same name in another book": {"name": "first", "book": 2},
    "condition not met by the new row": {"note": "kept, (really) 'so'", "void": True},
    "condition not met by the row that stands": {"note": "void", "void": False},
    "condition leaves out the empty": {"note": ""},
}


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(values: dict[str, Any], verb: str = "INSERT", tail: str = "") -> None:
    row = {"void": False, "note": "", **values}
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join(["%s"] * len(row))
    sql(f'{verb} INTO "{TABLE}" ({columns}) VALUES ({marks}) {tail}', *row.values())


@pytest.fixture
def line(db: None) -> Line:
    Line.objects.create(pk=1007, code="V1", note="void", void=True)
    return Line.objects.create(
        pk=1001, code="A1", book=1, number=1, name="First", note="kept, (really) 'so'", void=False
    )


def rows() -> list[tuple[Any, ...]]:
    return list(Line.objects.order_by("pk").values_list())


# --- Python -----------------------------------------------------------------------------------

REFUSED: dict[str, Callable[[Line], Any]] = {
    "save": lambda line: line.save(),
    "save some fields": lambda line: line.save(update_fields=["note"]),
    "save by force": lambda line: Line(pk=line.pk).save(force_update=True),
    "delete": lambda line: line.delete(),
    "update": lambda line: Line.objects.update(note="changed"),
    "filtered update": lambda line: Line.objects.filter(pk=1001).update(note="changed"),
    "delete all": lambda line: Line.objects.all().delete(),
    "raw delete": lambda line: Line.objects.all()._raw_delete("default"),
    "bulk_update": lambda line: Line.objects.bulk_update([line], ["note"]),
    "update_or_create": lambda line: Line.objects.update_or_create(pk=1001, defaults={"note": "changed"}),
    "past conflicts": lambda line: Line.objects.bulk_create([Line(code="A1")], ignore_conflicts=True),
    "over conflicts": lambda line: Line.objects.bulk_create(
        [Line(code="A1")], update_conflicts=True, update_fields=["note"], unique_fields=["code"]
    ),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_python_refuses_to_change(line: Line, change: Callable[[Line], Any]) -> None:
    before = rows()
    with pytest.raises(AppendOnlyError, match="append-only"):
        change(line)
    assert rows() == before


def test_python_saves_a_new_row_and_refuses_one_whose_key_stands(line: Line) -> None:
    Line(code="A2").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line(pk=1001, code="A3").save()
    assert list(Line.objects.order_by("code").values_list("code", flat=True)) == ["A1", "A2", "V1"]


def test_python_adds_rows_in_bulk_and_gets_or_creates(line: Line) -> None:
    Line.objects.bulk_create([Line(code="A2"), Line(code="A3")])
    assert Line.objects.get_or_create(code="A3")[1] is False
    assert Line.objects.get_or_create(code="A4")[1] is True
    assert Line.objects.count() == 5


def test_a_manager_that_could_change_rows_is_an_error() -> None:
    assert append_only_managers(app_configs=None) == []

    class Loose(AppendOnlyModel):
        objects = models.Manager()

        class Meta:
            app_label = "ledger"
            managed = False

    try:
        Loose._meta.managed = True
        found = append_only_managers(app_configs=None)
        assert [(error.id, error.obj) for error in found] == [("common.E001", Loose)]
    finally:
        from django.apps import apps

        del apps.all_models["ledger"]["loose"]
        apps.clear_cache()


# --- The database, whoever holds the connection ------------------------------------------------


def test_database_refuses_update(line: Line) -> None:
    before = rows()
    with pytest.raises(IntegrityError, match="append-only"):
        sql(f"UPDATE {TABLE} SET note = 'changed' WHERE id = 1001")
    assert rows() == before


def test_database_refuses_delete(line: Line) -> None:
    before = rows()
    with pytest.raises(IntegrityError, match="append-only"):
        sql(f"DELETE FROM {TABLE} WHERE id = 1001")
    with pytest.raises(IntegrityError, match="append-only"):
        sql(f"DELETE FROM {TABLE}")
    assert rows() == before


@pytest.mark.postgresql
@pytest.mark.parametrize("statement", [f"TRUNCATE {TABLE}", f"TRUNCATE {TABLE} CASCADE"])
def test_postgresql_refuses_truncate(line: Line, statement: str) -> None:
    before = rows()
    with pytest.raises(IntegrityError, match="append-only: TRUNCATE"):
        sql(statement)
    assert rows() == before


@pytest.mark.postgresql
def test_postgresql_refuses_a_session_that_plays_replica(line: Line) -> None:
    sql("SET LOCAL session_replication_role = replica")
    with pytest.raises(IntegrityError, match="append-only"):
        sql(f"DELETE FROM {TABLE}")


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("values", CONFLICTS.values(), ids=CONFLICTS)
def test_sqlite_refuses_an_insert_over_a_key(line: Line, verb: str, values: dict[str, Any]) -> None:
    before = rows()
    with pytest.raises(IntegrityError, match="append-only"):
        insert(values, verb)
    assert rows() == before


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("values", FREE.values(), ids=FREE)
def test_sqlite_adds_what_repeats_no_key(line: Line, verb: str, values: dict[str, Any]) -> None:
    before = rows()
    insert(values, verb)
    assert rows()[: len(before)] == before or set(before) < set(rows())
    assert len(rows()) == len(before) + 1


@pytest.mark.sqlite
def test_sqlite_refuses_update_or_replace(line: Line) -> None:
    before = rows()
    with pytest.raises(IntegrityError, match="append-only"):
        sql(f"UPDATE OR REPLACE {TABLE} SET id = 1001 WHERE id = 1007")
    assert rows() == before


@pytest.mark.parametrize("values", CONFLICTS.values(), ids=CONFLICTS)
def test_database_refuses_an_upsert(line: Line, values: dict[str, Any]) -> None:
    before = rows()
    with pytest.raises(IntegrityError):
        insert(values, tail=f"ON CONFLICT (id) DO UPDATE SET note = 'changed' WHERE {TABLE}.id = 1001")
    assert rows() == before


# --- Every append-only table of the house -------------------------------------------------------


@ALL
@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers(model: type[AppendOnlyModel]) -> None:
    assert append_only_triggers.missing(connection, model._meta.db_table) == []


# --- Migrations -------------------------------------------------------------------------------


def check() -> list[str]:
    return [
        error.id
        for error in run_checks(tags=["database"], databases=["default"])
        if error.id == "common.E002"
    ]


@pytest.mark.django_db(transaction=True)
def test_triggers_stand_again_after_a_migration_that_alters_the_table() -> None:
    try:
        call_command("migrate", "ledger", "0001", verbosity=0)
        assert check() == []
        insert({"id": 1, "code": "A1", "book": 1, "number": 1, "surplus": 1})
        call_command("migrate", "ledger", verbosity=0)
        assert check() == []
        before = rows()
        for statement in (f"UPDATE {TABLE} SET note = 'changed'", f"DELETE FROM {TABLE}"):
            with pytest.raises(IntegrityError, match="append-only"):
                sql(statement)
        last = f"TRUNCATE {TABLE}" if connection.vendor == "postgresql" else ""
        last = last or f"INSERT OR REPLACE INTO {TABLE} (code, void, note) VALUES ('A1', false, 'changed')"
        with pytest.raises(IntegrityError, match="append-only"):
            sql(last)
        assert rows() == before
    finally:
        call_command("migrate", "ledger", verbosity=0)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_check_tells_when_a_remake_has_dropped_the_triggers() -> None:
    field = models.CharField(max_length=61, unique=True, null=True)
    field.set_attributes_from_name("code")
    field.model = Line
    with connection.schema_editor() as editor:
        editor._remake_table(Line, alter_fields=[(Line._meta.get_field("code"), field)])
    assert check() == ["common.E002"]
    call_command("migrate", skip_checks=True, verbosity=0)
    assert check() == []


@pytest.mark.django_db(transaction=True)
def test_check_tells_when_a_trigger_is_gone_and_migrate_puts_it_back() -> None:
    name = append_only_triggers.trigger_name(TABLE, "update")
    statement = f'DROP TRIGGER "{name}"'
    if connection.vendor == "postgresql":
        statement = f"DROP TRIGGER append_only_change ON {TABLE}"
    sql(statement)
    assert check() == ["common.E002"]
    call_command("migrate", skip_checks=True, verbosity=0)
    assert check() == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_check_tells_when_a_trigger_is_disabled() -> None:
    sql(f"ALTER TABLE {TABLE} DISABLE TRIGGER append_only_change")
    assert check() == ["common.E002"]
    call_command("migrate", skip_checks=True, verbosity=0)
    assert check() == []


@pytest.mark.django_db(transaction=True)
def test_tests_may_empty_the_tables_and_nobody_else() -> None:
    Line.objects.create(code="A1")
    with lifted(connection):
        sql(f"DELETE FROM {TABLE}")
    assert rows() == []
    assert check() == []


# --- Reading the keys of SQLite -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ('CREATE UNIQUE INDEX "i" ON "t" ("a")', sqlite_keys.Key(('"a"',))),
        ('CREATE UNIQUE INDEX "i" ON "t" ("a" DESC, "b" ASC)', sqlite_keys.Key(('"a"', '"b"'))),
        (
            'CREATE UNIQUE INDEX "i, (x" ON "t)" ((LOWER("a,b")), "c")',
            sqlite_keys.Key(('(LOWER("a,b"))', '"c"')),
        ),
        (
            """CREATE UNIQUE INDEX "i" ON "t" ("a" COLLATE NOCASE) WHERE ("b" = 'x)' AND NOT "c")""",
            sqlite_keys.Key(('"a" COLLATE NOCASE',), """("b" = 'x)' AND NOT "c")"""),
        ),
        ("create unique index i on t (a, coalesce(b, ','))", sqlite_keys.Key(("a", "coalesce(b, ',')"))),
    ],
)
def test_unique_index_is_read(statement: str, key: sqlite_keys.Key) -> None:
    assert sqlite_keys.parse_index(statement) == key


def test_unique_index_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not a unique index"):
        sqlite_keys.parse_index('CREATE INDEX "i" ON "t" ("a")')
