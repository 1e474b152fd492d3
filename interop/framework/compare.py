"""What to write and what to leave, entry by entry: the file, the database, and what was last loaded. Pure.

A field that the database holds as it was last loaded follows the file. One that somebody changed here is
theirs: it stays and is told, unless the person loading says to overwrite.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]


class Reason(StrEnum):
    """Why something in the database was left as it is."""

    EDITED = "edited here"
    EDITED_BOTH = "edited here and changed in the folder"
    NOT_LOADED = "differs here and was not loaded from this folder"
    REMOVED = "removed here"
    DECIDES = "changed in the folder; it decides in published content"
    GONE = "no longer in the folder; it stays here"


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """One thing that was left as it is. `field` is empty where it is the entry as a whole."""

    kind: str
    code: str
    field: str
    reason: Reason

    def __str__(self) -> str:
        subject = f"{self.kind} {self.code}"
        return f"{subject}: {self.field}: {self.reason}" if self.field else f"{subject}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one entry. write: fields to write. new: whether the entry is to be created. kept:
    what was left. loaded: the values to remember as last loaded."""

    write: Values = field(default_factory=dict)
    new: bool = False
    kept: tuple[Kept, ...] = ()
    loaded: Values = field(default_factory=dict)


def settle(
    *,
    kind: str,
    code: str,
    wanted: Values,
    current: Values | None,
    last: Values | None,
    overwrite: bool,
    decides: Collection[str] = (),
    closed: bool = False,
) -> Outcome:
    """Decide about one entry.

    wanted: the folder's values. current: the database's, None without a row. last: what was last loaded,
    None before the first time. decides: the fields that change only when overwriting, because they decide
    in content that is published. closed: whether entries may be added only when overwriting, for the same
    reason.
    """
    if current is None:
        if last is not None and not overwrite:
            return Outcome(kept=(Kept(kind, code, "", Reason.REMOVED),), loaded=last)
        if closed and not overwrite:
            return Outcome(kept=(Kept(kind, code, "", Reason.DECIDES),))
        return Outcome(write=wanted, new=True, loaded=wanted)
    write: dict[str, Any] = {}
    loaded: dict[str, Any] = {}
    kept: list[Kept] = []
    for name, value in wanted.items():
        reason = None if current.get(name) == value else _reason(name, value, current, last, decides)
        if reason is not None and not overwrite:
            kept.append(Kept(kind, code, name, reason))
            if last is not None and name in last:
                loaded[name] = last[name]
            continue
        loaded[name] = value
        if current.get(name) != value:
            write[name] = value
    return Outcome(write=write, kept=tuple(kept), loaded=loaded)


def _reason(
    name: str, value: Any, current: Values, last: Values | None, decides: Collection[str]
) -> Reason | None:
    """Why a field that differs from the folder is to be left, or None where it may follow the folder."""
    if last is None or name not in last:
        return Reason.NOT_LOADED
    if current.get(name) != last[name]:
        return Reason.EDITED if value == last[name] else Reason.EDITED_BOTH
    return Reason.DECIDES if name in decides else None
