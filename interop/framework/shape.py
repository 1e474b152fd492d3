"""Plain values to frozen dataclasses, by their annotations, collecting every misfit. Pure: no Django.

Understood annotations: str, int, bool, Decimal, date, `object`, Literal, `X | None`, unions,
`tuple[X, ...]`, `Mapping[K, V]`, other dataclasses. A field with a default may be left out. Field names
that end in `_` stand for keys that Python reserves (`from_` reads `from`).
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from interop.framework.problem import Problem

T = TypeVar("T")

WRONG: Any = object()
_NAMES = {str: "text", int: "a whole number", bool: "true or false", Decimal: "a number", date: "a date"}
_EXAMPLES = {date: " such as 2026-11-23", str: "; put it in quotes if it looks like a number or a date"}
_IDENTITY = ("code", "ordinal", "id")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: file, entry (its code), path of the field within the entry."""

    file: str
    entry: str = ""
    path: str = ""

    def at(self, field: object) -> Place:
        """A field of the value here."""
        return Place(self.file, self.entry, f"{self.path}.{field}" if self.path else str(field))

    def item(self, number: int, raw: object) -> Place:
        """The `number`th (from 1) entry of the list here; one that has a code is an entry of its own."""
        if isinstance(raw, dict) and isinstance(raw.get("code"), str):
            return Place(self.file, raw["code"])
        known = next((raw[key] for key in _IDENTITY if key in raw), None) if isinstance(raw, dict) else None
        return Place(self.file, self.entry, f"{self.path}[{number if known is None else known}]")

    def problem(self, message: str) -> Problem:
        """A problem with the value here."""
        return Problem(self.file, self.entry, self.path, message)


def shape(cls: type[T], raw: object, place: Place, problems: list[Problem]) -> T | None:
    """`raw` as `cls`, or None where it does not fit; the reasons are added to `problems`."""
    value = _convert(cls, raw, place, problems)
    return None if value is WRONG else value


def _convert(hint: Any, raw: object, place: Place, problems: list[Problem]) -> Any:
    if hint is object:
        return raw
    origin = get_origin(hint)
    if origin is None:
        build = _dataclass if is_dataclass(hint) else _plain
        return build(hint, raw, place, problems)
    return _COMPOSITES[origin](get_args(hint), raw, place, problems)


def _plain(hint: Any, raw: object, place: Place, problems: list[Problem]) -> Any:
    value: object = raw
    if hint is Decimal and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        # A float is read as it is written: 0.7 is 7/10.
        value = Decimal(str(raw))
    fits = type(value) is hint and not isinstance(value, datetime)
    if hint is Decimal and isinstance(value, Decimal):
        fits = value.is_finite()
    if not fits:
        problems.append(place.problem(f"should be {_NAMES[hint]}{_EXAMPLES.get(hint, '')}, is {_told(raw)}"))
        return WRONG
    if hint is str and not str(value).strip():
        problems.append(place.problem("is empty; write something or leave the field out"))
        return WRONG
    return value


def _dataclass(cls: Any, raw: object, place: Place, problems: list[Problem]) -> Any:
    if not isinstance(raw, dict):
        problems.append(place.problem(f"should be fields with values, is {_told(raw)}"))
        return WRONG
    known = _fields(cls)
    problems.extend(place.at(key).problem(_unknown(key, known)) for key in raw if key not in known)
    values: dict[str, Any] = {}
    for key, (field, hint) in known.items():
        if key in raw:
            values[field.name] = _convert(hint, raw[key], place.at(key), problems)
        elif field.default is MISSING and field.default_factory is MISSING:
            problems.append(place.at(key).problem("is missing; add it"))
            values[field.name] = WRONG
    return WRONG if any(value is WRONG for value in values.values()) else cls(**values)


def _list(arguments: tuple[Any, ...], raw: object, place: Place, problems: list[Problem]) -> Any:
    if not isinstance(raw, list):
        problems.append(place.problem(f"should be a list, is {_told(raw)}"))
        return WRONG
    values = [
        _convert(arguments[0], value, place.item(number, value), problems)
        for number, value in enumerate(raw, start=1)
    ]
    # What is wrong with one entry is told; the others are still checked.
    return tuple(value for value in values if value is not WRONG)


def _mapping(arguments: tuple[Any, ...], raw: object, place: Place, problems: list[Problem]) -> Any:
    if not isinstance(raw, dict):
        problems.append(place.problem(f"should be keys with values, is {_told(raw)}"))
        return WRONG
    keys = {key: _convert(arguments[0], key, place.at(key), problems) for key in raw}
    values = {key: _convert(arguments[1], value, place.at(key), problems) for key, value in raw.items()}
    if any(value is WRONG for value in (*keys.values(), *values.values())):
        return WRONG
    return types.MappingProxyType({keys[key]: value for key, value in values.items()})


def _literal(arguments: tuple[Any, ...], raw: object, place: Place, problems: list[Problem]) -> Any:
    if any(raw == one and type(raw) is type(one) for one in arguments):
        return raw
    allowed = ", ".join(str(one) for one in arguments)
    problems.append(place.problem(f"should be one of {allowed}; is {_told(raw)}"))
    return WRONG


def _union(arguments: tuple[Any, ...], raw: object, place: Place, problems: list[Problem]) -> Any:
    if raw is None and types.NoneType in arguments:
        return None
    choices = [one for one in arguments if one is not types.NoneType]
    for choice in choices:
        tried: list[Problem] = []
        value = _convert(choice, raw, place, tried)
        if not tried:
            return value
    if len(choices) == 1:
        problems.extend(tried)
    else:
        names = " or ".join(_NAMES.get(choice, "a list") for choice in choices)
        problems.append(place.problem(f"should be {names}, is {_told(raw)}"))
    return WRONG


_COMPOSITES = {
    tuple: _list,
    Mapping: _mapping,
    Literal: _literal,
    Union: _union,
    types.UnionType: _union,
}


@cache
def _fields(cls: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a dataclass by the key that a file uses, with their annotations."""
    hints = get_type_hints(cls)
    return {field.name.rstrip("_"): (field, hints[field.name]) for field in fields(cls)}


def _unknown(key: object, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(str(key), known, n=1)
    if close:
        return f"is not a field here; do you mean '{close[0]}'?"
    return f"is not a field here; the fields are {', '.join(known)}"


def _told(raw: object) -> str:
    """A value as a reader of the file knows it, cut short."""
    if raw is None:
        return "empty"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, (dict, list)):
        return "a list" if isinstance(raw, list) else "a group of fields"
    told = str(raw)
    return f"'{told[:40]}…'" if len(told) > 40 else f"'{told}'"
