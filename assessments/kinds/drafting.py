"""From the neutral form of a question to bodies and keys, and back: what several kinds share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from string import ascii_uppercase
from typing import Any

from assessments.drafts import DraftOption, DraftText, TextFormat

# Turns a text of any format into the Markdown of our bodies.
Markdown = Callable[[DraftText], str]
Item = tuple[dict[str, Any], dict[str, Any]]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")


def question_body(stem: DraftText, rationale: DraftText, markdown: Markdown) -> dict[str, Any]:
    """The part of a body that every kind has."""
    body = {"stem": markdown(stem)}
    return {**body, "rationale": markdown(rationale)} if rationale else body


def more_of(more: Mapping[str, Any], part: str, names: Sequence[str]) -> dict[str, Any]:
    """What a draft holds for one kind alone, in its body or its key; what that kind does not know stays
    out."""
    held = more.get(part, {})
    return {name: held[name] for name in names if name in held} if isinstance(held, Mapping) else {}


def letters(taken: Sequence[str] = ()) -> Iterator[str]:
    """Ids that are free: A to Z, then o27 and on."""
    names = (ascii_uppercase[n] if n < len(ascii_uppercase) else f"o{n + 1}" for n in count())
    return (name for name in names if name not in taken)


def named(options: Sequence[DraftOption]) -> list[tuple[str, DraftOption]]:
    """Each option with its id: the one that it came with where it has one of its own, else a letter."""
    ids = [option.id for option in options]
    kept = [name for name in ids if _ID.fullmatch(name) and ids.count(name) == 1]
    free = letters(kept)
    return [(option.id if option.id in kept else next(free), option) for option in options]


def options_body(options: Sequence[tuple[str, DraftOption]], markdown: Markdown) -> list[dict[str, Any]]:
    """Options as a body holds them."""
    found = []
    for name, option in options:
        held = {"id": name, "text": markdown(option.text)}
        found.append({**held, "feedback": markdown(option.feedback)} if option.feedback else held)
    return found


def written(text: str) -> DraftText:
    """A text of a body as a draft holds it."""
    return DraftText(text, TextFormat.MARKDOWN)


def option_drafts(
    options: Sequence[Mapping[str, Any]], weights: Mapping[str, Decimal] | None = None
) -> tuple[DraftOption, ...]:
    """Options of a body as a draft holds them, with their weights where there are any."""
    return tuple(
        DraftOption(
            text=written(option["text"]),
            weight=None if weights is None else weights[option["id"]],
            feedback=written(option.get("feedback", "")),
            id=option["id"],
        )
        for option in options
    )
