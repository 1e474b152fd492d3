"""Checks that several kinds share: fields, texts and options of an item's body."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import Problem
from assessments.kinds.words import say

MOST_OPTIONS = 26
_OPTION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")


def check_fields(
    data: object, path: str, *, required: Collection[str], optional: Collection[str] = ()
) -> list[Problem]:
    """That `data` is an object with all required fields and none that nobody knows."""
    if not isinstance(data, Mapping):
        return [Problem(path, say(_("Give an object with named fields.")))]
    missing = [name for name in required if name not in data]
    unknown = sorted(str(name) for name in set(data) - set(required) - set(optional))
    return [Problem(f"{path}.{name}", say(_("This field is needed."))) for name in missing] + [
        Problem(f"{path}.{name}", say(_("This field is not known."))) for name in unknown
    ]


def check_text(data: Mapping[str, Any], name: str, path: str, *, blank: bool = False) -> list[Problem]:
    """That a field, if there, is text, and more than blanks unless it may be blank."""
    text = data.get(name, "" if blank else "-")
    if not isinstance(text, str):
        return [Problem(f"{path}.{name}", say(_("Give text.")))]
    if not blank and not text.strip():
        return [Problem(f"{path}.{name}", say(_("Write something here.")))]
    return []


def check_question(body: object, *, extra: Collection[str] = ()) -> list[Problem]:
    """That a body has its stem, perhaps a rationale, and `extra` fields, which are needed."""
    problems = check_fields(body, "body", required=("stem", *extra), optional=("rationale",))
    if isinstance(body, Mapping):
        problems += check_text(body, "stem", "body") + check_text(body, "rationale", "body", blank=True)
    return problems


def check_options(body: object, *, fewest: int) -> list[Problem]:
    """That a body's options are `fewest` to 26, each with its own id and a text, perhaps feedback."""
    options = body.get("options") if isinstance(body, Mapping) else None
    if options is None:
        return []
    if not isinstance(options, list) or not fewest <= len(options) <= MOST_OPTIONS:
        message = say(_("Give %(fewest)s to %(most)s options."), fewest=fewest, most=MOST_OPTIONS)
        return [Problem("body.options", message)]
    problems = []
    seen: set[str] = set()
    for index, option in enumerate(options):
        path = f"body.options.{index}"
        problems += check_fields(option, path, required=("id", "text"), optional=("feedback",))
        if isinstance(option, Mapping):
            problems += check_text(option, "text", path) + check_text(option, "feedback", path, blank=True)
            problems += _check_id(option["id"], f"{path}.id", seen) if "id" in option else []
    return problems


def _check_id(given: object, path: str, seen: set[str]) -> list[Problem]:
    if not isinstance(given, str) or not _OPTION_ID.fullmatch(given):
        return [Problem(path, say(_("Give a short id of letters, digits, - and _.")))]
    if given in seen:
        return [Problem(path, say(_("Another option has this id.")))]
    seen.add(given)
    return []


def option_ids(body: object) -> list[str]:
    """The ids in a body that may still be malformed."""
    options = body.get("options") if isinstance(body, Mapping) else None
    found = (
        [option.get("id") for option in options if isinstance(option, Mapping)]
        if isinstance(options, list)
        else []
    )
    return [name for name in found if isinstance(name, str)]


def check_per_option(body: object, key: object, field: str) -> list[Problem]:
    """That a key's `field` is an object with one whole number for each option of the body, and no other."""
    problems = check_fields(key, "key", required=(field,))
    values = key.get(field) if isinstance(key, Mapping) else None
    if values is None:
        return problems
    problems += check_fields(values, f"key.{field}", required=option_ids(body))
    if isinstance(values, Mapping):
        problems += [
            Problem(f"key.{field}.{name}", say(_("Give a whole number.")))
            for name, value in values.items()
            if not is_whole(value)
        ]
    return problems


def is_whole(value: object) -> bool:
    """Whether JSON holds a whole number here; true and false are not numbers."""
    return isinstance(value, int) and not isinstance(value, bool)
