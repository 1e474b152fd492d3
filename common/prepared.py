"""Reads that are put together by the ORM once and then only run.

Building and compiling a queryset takes about a millisecond of Python, which is longer than the database needs
for a few hundred rows. A read that stands on the busiest pages is therefore built once, from a function that
takes its parameters by name, and kept as SQL. Nothing is written twice: the function is made of the same
queryset methods and conditions as any other read.

    LEARNERS = Prepared(
        lambda cohort_id, on: Enrolment.objects.running(on).filter(cohort=cohort_id).values_list("user_id"),
        cohort_id=models.BigIntegerField(),
        on=models.DateField(),
    )
    LEARNERS.rows(cohort_id=cohort.pk, on=today)

The shape may not depend on a value: no `None` for "no limit", no list whose length varies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Expression

Converters = list[tuple[int, list[Callable[..., Any]], Any]]


class Parameter(Expression):
    """Where a value will stand. As SQL it is a placeholder, whose parameter is this object itself."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the placeholder."""
        return "%s", [self]


class Prepared:
    """A `values_list` read, built at its first use on each kind of database."""

    def __init__(
        self, build: Callable[..., models.QuerySet[Any, Any]], **fields: models.Field[Any, Any]
    ) -> None:
        """`build` takes the parameters by name and returns a `values_list`; `fields` gives their types."""
        self._build = build
        self._fields = fields
        self._compiled: dict[str, tuple[str, tuple[Any, ...], Converters]] = {}

    def rows(self, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Run it and yield the rows, converted as the ORM converts them. Raises TypeError on other names."""
        return self._run(connection.cursor, values)

    def streamed(self, **values: Any) -> Iterator[tuple[Any, ...]]:
        """As `rows`, of which there may be hundreds of thousands: PostgreSQL keeps them and sends some at a
        time, where otherwise all would stand in memory before the first is read."""
        in_parts = not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        return self._run(connection.chunked_cursor if in_parts else connection.cursor, values)

    def _run(self, opened: Callable[[], Any], values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        if values.keys() != self._fields.keys():
            message = f"This read takes {', '.join(self._fields)}; given were {', '.join(values)}."
            raise TypeError(message)
        sql, parameters, converters = self._compiled.get(connection.vendor) or self._compile()
        adapted = {
            name: field.get_db_prep_value(values[name], connection) for name, field in self._fields.items()
        }
        with opened() as cursor:
            cursor.execute(
                sql, [adapted[one.name] if isinstance(one, Parameter) else one for one in parameters]
            )
            yield from _converted(cursor.cursor, converters)

    def _compile(self) -> tuple[str, tuple[Any, ...], Converters]:
        queryset = self._build(**{name: Parameter(name, field) for name, field in self._fields.items()})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        selected = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        found = compiler.get_converters(selected)
        converters = [(place, list(steps), column) for place, (steps, column) in found.items()]
        compiled = self._compiled[connection.vendor] = (sql, tuple(parameters), converters)
        return compiled


def _converted(rows: Any, converters: Converters) -> Iterator[tuple[Any, ...]]:
    if not converters:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, steps, column in converters:
            for step in steps:
                values[place] = step(values[place], column, connection)
        yield tuple(values)
