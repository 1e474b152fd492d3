"""Rows that are known by a code, read and written as plain values: what a seed loader needs of a table.

Values are JSON: dates as `2026-11-23`, decimals as text, related rows by their codes. Relations reach only
the rows named in their targets, so that what belongs to another framework version is neither read nor
changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models, transaction

JOINT = "/"

Values: TypeAlias = dict[str, Any]
Targets: TypeAlias = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A table, or a part of it.

    code: the lookups that make a row's code, joined by slashes. fields: plain fields. one, many: relations,
    with the keys of the rows they may lead to, by code. scope: what all rows of the shelf share. only:
    further lookups that a row must meet to be read. new: what a new row gets besides its values.
    """

    model: type[models.Model]
    code: tuple[str, ...] = ("code",)
    fields: tuple[str, ...] = ()
    one: Mapping[str, Targets] = field(default_factory=dict)
    many: Mapping[str, Targets] = field(default_factory=dict)
    scope: Mapping[str, Any] = field(default_factory=dict)
    only: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> models.QuerySet[models.Model]:
        """The rows of the shelf that have a code."""
        lacking = {f"{self.code[0]}__isnull": True}
        return self.model._default_manager.filter(**self.scope, **self.only).exclude(**lacking)


def read_rows(*, shelf: Shelf) -> dict[str, Values]:
    """The values of every row of the shelf, by code. One query, and one for each relation to many."""
    columns = (*shelf.fields, *shelf.one)
    found: dict[int, tuple[str, Values]] = {}
    names = {target: {key: code for code, key in keys.items()} for target, keys in shelf.one.items()}
    for pk, *rest in shelf.rows().values_list("pk", *shelf.code, *columns):
        code = JOINT.join(str(part) for part in rest[: len(shelf.code)])
        values = dict(zip(columns, map(as_json, rest[len(shelf.code) :]), strict=True))
        values |= {name: names[name].get(values[name]) for name in shelf.one}
        found[pk] = code, values
    for name, targets in shelf.many.items():
        related = _related(shelf, name, targets)
        for pk, (_code, values) in found.items():
            values[name] = sorted(related[pk])
    return dict(found.values())


def row_keys(*, shelf: Shelf) -> dict[str, int]:
    """The primary key of every row of the shelf, by code. One query."""
    rows = shelf.rows().values_list("pk", *shelf.code)
    return {JOINT.join(str(part) for part in code): pk for pk, *code in rows}


@transaction.atomic(savepoint=False)
def create_row(*, shelf: Shelf, code: str, values: Values) -> models.Model:
    """Add a row with that code and return it. Raises ValidationError for values that do not fit a field."""
    own = dict(zip(shelf.code, code.split(JOINT), strict=True))
    plain = {name: value for name, value in own.items() if "__" not in name and name not in values}
    row = shelf.model(**shelf.scope, **shelf.new, **plain)
    _write(shelf, row, values)
    return row


@transaction.atomic(savepoint=False)
def update_row(*, shelf: Shelf, code: str, values: Values) -> models.Model:
    """Change the fields named in `values` and return the row. Raises ValidationError as `create_row` does."""
    own = dict(zip(shelf.code, code.split(JOINT), strict=True))
    row = shelf.rows().select_for_update(of=("self",)).get(**own)
    _write(shelf, row, values)
    return row


def as_json(value: Any) -> Any:
    """A stored value as it stands in JSON."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def from_json(row: models.Model, name: str, value: Any) -> Any:
    """A value of JSON as the field of that name stores it. Raises ValidationError where it cannot."""
    stored: models.Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]
    return stored.to_python(value)


def _related(shelf: Shelf, name: str, targets: Targets) -> defaultdict[int, set[str]]:
    names = {key: code for code, key in targets.items()}
    related: defaultdict[int, set[str]] = defaultdict(set)
    for pk, target in shelf.rows().filter(**{f"{name}__isnull": False}).values_list("pk", name):
        if target in names:
            related[pk].add(names[target])
    return related


def _write(shelf: Shelf, row: models.Model, values: Values) -> None:
    plain = [name for name in values if name not in shelf.many]
    for name in plain:
        if name in shelf.one:
            setattr(row, f"{name}_id", shelf.one[name][values[name]])
        else:
            setattr(row, name, from_json(row, name, values[name]))
    # Relations and uniqueness are the database's to check: its constraints hold for every writer.
    exclude = {one.name for one in row._meta.fields if one.is_relation}
    row.clean_fields(exclude=exclude)
    is_new = row._state.adding
    if is_new:
        row.save(force_insert=True)
    elif plain:
        row.save(update_fields=plain)
    for name in values:
        if name in shelf.many:
            _write_many(getattr(row, name), shelf.many[name], values[name], is_new=is_new)


def _write_many(manager: Any, targets: Targets, codes: list[str], *, is_new: bool) -> None:
    wanted = {targets[code] for code in codes}
    standing = manager.filter(pk__in=targets.values()).values_list("pk", flat=True)
    within = set() if is_new else set(standing)
    if within - wanted:
        manager.remove(*(within - wanted))
    if wanted - within:
        manager.add(*(wanted - within))
