"""Checks that several kinds share: fields, texts and options of an item's body."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import Problem
from assessments.kinds.words import say
from assessments.scoring_partial import percent

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


def check_question(
    body: object, *, extra: Collection[str] = (), optional: Collection[str] = ()
) -> list[Problem]:
    """That a body has its stem, perhaps a rationale, and `extra` fields, which are needed; `optional` may
    be there."""
    problems = check_fields(body, "body", required=("stem", *extra), optional=("rationale", *optional))
    if isinstance(body, Mapping):
        problems += check_text(body, "stem", "body") + check_text(body, "rationale", "body", blank=True)
    return problems


def check_options(body: object, *, fewest: int) -> list[Problem]:
    """That a body's options are `fewest` to 26, each with its own id and a text, perhaps feedback."""
    return check_named(body, "options", fewest=fewest, optional=("feedback",))


def check_named(
    body: object, field: str, *, fewest: int, most: int = MOST_OPTIONS, optional: Collection[str] = ()
) -> list[Problem]:
    """That a list in a body has `fewest` to `most` entries, each with its own id and a text; `optional`
    texts may be there."""
    entries = body.get(field) if isinstance(body, Mapping) else None
    if entries is None:
        return []
    if not isinstance(entries, list) or not fewest <= len(entries) <= most:
        message = say(
            _("Give %(fewest)s to %(most)s options.")
            if field == "options"
            else _("Give %(fewest)s to %(most)s."),
            fewest=fewest,
            most=most,
        )
        return [Problem(f"body.{field}", message)]
    problems = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        path = f"body.{field}.{index}"
        problems += check_fields(entry, path, required=("id", "text"), optional=optional)
        if isinstance(entry, Mapping):
            problems += check_text(entry, "text", path)
            for name in optional:
                problems += check_text(entry, name, path, blank=True)
            problems += check_id(entry["id"], f"{path}.id", seen) if "id" in entry else []
    return problems


def check_id(given: object, path: str, seen: set[str]) -> list[Problem]:
    """That an id is one, and not `seen` yet; it is from now on."""
    if not isinstance(given, str) or not _OPTION_ID.fullmatch(given):
        return [Problem(path, say(_("Give a short id of letters, digits, - and _.")))]
    if given in seen:
        return [Problem(path, say(_("Another option has this id.")))]
    seen.add(given)
    return []


def check_weights(body: object, key: Mapping[str, Any]) -> list[Problem]:
    """That a key's weights, if there, are per cent of options that there are."""
    weights = key.get("weights", {})
    problems = check_fields(weights, "key.weights", required=(), optional=option_ids(body))
    if isinstance(weights, Mapping):
        problems += [
            Problem(f"key.weights.{name}", say(_("Give a number of per cent from -100 to 100.")))
            for name, weight in weights.items()
            if percent(weight) is None
        ]
    return problems


def check_votes(votes: object, path: str, steps: Collection[str]) -> list[Problem]:
    """That the votes of a panel are whole numbers of those who chose each step, at least one in all."""
    problems = check_fields(votes, path, required=(), optional=steps)
    if problems or not isinstance(votes, Mapping):
        return problems
    problems = [
        Problem(f"{path}.{step}", say(_("Give a whole number.")))
        for step, count in votes.items()
        if not is_whole(count) or count < 0
    ]
    if not problems and not any(votes.values()):
        problems = [Problem(path, say(_("Somebody of the panel chose something.")))]
    return problems


def option_ids(body: object, field: str = "options") -> list[str]:
    """The ids in a body that may still be malformed."""
    options = body.get(field) if isinstance(body, Mapping) else None
    found = (
        [option.get("id") for option in options if isinstance(option, Mapping)]
        if isinstance(options, list)
        else []
    )
    return [name for name in found if isinstance(name, str)]


def check_per_option(
    body: object, key: object, field: str, *, optional: Collection[str] = ()
) -> list[Problem]:
    """That a key's `field` is an object with one whole number for each option of the body, and no other."""
    problems = check_fields(key, "key", required=(field,), optional=optional)
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
