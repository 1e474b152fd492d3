"""Which options an answer chose, and which are keyed, for the kinds in which options are chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from assessments.item_analysis import Option

Json = Mapping[str, Any]

CHOOSING: Final = frozenset({"single_best_answer", "multiple_response", "true_false"})
"""The kinds in which one chooses among options, some of which are right."""
STEPPING: Final = "script_concordance"
"""The kind in which one chooses a step of a scale; the panel's most frequent step is its key."""
_STEPS: Final = ("-2", "-1", "0", "1", "2")
_ANSWER_FIELDS: Final = ("choice", "choices", "chosen", "step")


def chosen_in(kind: str, value: Json | None) -> frozenset[str]:
    """The ids of the options that an answer chose; none for the kinds in which nothing is chosen."""
    if kind not in {*CHOOSING, STEPPING} or not value:
        return frozenset()
    return frozenset(one for name in _ANSWER_FIELDS for one in _ids(value.get(name)))


def options_of(kind: str, body: Json, key: Json | None) -> tuple[Option, ...]:
    """The options as written, with the length of their texts and whether they are keyed."""
    if kind == STEPPING:
        return _steps(key or {})
    if kind not in CHOOSING:
        return ()
    keyed = set(_ids((key or {}).get("correct")))
    if kind == "true_false":
        return tuple(Option(one, one in keyed) for one in ("true", "false"))
    return tuple(
        Option(one["id"], one["id"] in keyed, len(str(one.get("text", "")).strip()))
        for one in body.get("options", ())
    )


def _steps(key: Json) -> tuple[Option, ...]:
    votes = {step: int(key.get("panel", {}).get(step, 0)) for step in _STEPS}
    most = max(votes.values())
    return tuple(Option(step, keyed=0 < most == count, is_step=True) for step, count in votes.items())


def _ids(found: object) -> Iterable[str]:
    if found is None:
        return ()
    if isinstance(found, bool):
        return (str(found).lower(),)
    if isinstance(found, str | int):
        return (str(found),)
    return tuple(map(str, found)) if isinstance(found, Iterable) else ()
