"""What to write and what to leave, entry by entry: the file, the database, and what was last loaded. Pure.

A field that the database holds as it was last loaded follows the file. One that somebody changed here is
theirs: it stays and is told, unless the person loading says to overwrite. A language in which the folder says
nothing is never the folder's: what was translated here stays, and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Values = Mapping[str, Any]


TRANSLATIONS: Final = "translations"
"""The field that holds what an entry says in further languages, by language."""


class Reason(StrEnum):
    """Why something in the database was left as it is."""

    EDITED = "edited here"
    EDITED_BOTH = "edited here and changed in the folder"
    NOT_LOADED = "differs here and was not loaded from this folder"
    REMOVED = "removed here"
    TRANSLATED = "translated here; it stays"
    DECIDES = "changed in the folder; it decides in published content"
    GONE = "no longer in the folder; it stays here"


THEIRS: Final = frozenset({Reason.EDITED, Reason.EDITED_BOTH, Reason.NOT_LOADED})
"""Why a field holds what somebody wrote here."""


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
    what was left. replaced: what somebody had changed here and the folder takes back. loaded: the values to
    remember as last loaded."""

    write: Values = field(default_factory=dict)
    new: bool = False
    kept: tuple[Kept, ...] = ()
    replaced: tuple[Kept, ...] = ()
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
    fields = _Fields(kind, code, current, last or {}, overwrite, decides)
    for name, value in wanted.items():
        if name != TRANSLATIONS:
            fields.settle(name, value, current.get(name), {})
    if TRANSLATIONS in wanted:
        fields.translate(wanted[TRANSLATIONS])
    return Outcome(
        write=fields.write,
        kept=tuple(fields.kept),
        replaced=tuple(fields.replaced),
        loaded={name: fields.loaded[name] for name in wanted if name in fields.loaded},
    )


@dataclass(slots=True)
class _Fields:
    """The fields of an entry that is there, one after the other."""

    kind: str
    code: str
    current: Values
    last: Values
    overwrite: bool
    decides: Collection[str]
    write: dict[str, Any] = field(default_factory=dict)
    loaded: dict[str, Any] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    replaced: list[Kept] = field(default_factory=list)

    def settle(self, name: str, value: Any, present: Any, ours: Values, told: Reason | None = None) -> None:
        """Write a field, or leave it and tell why. ours: what is written beside the folder's value. told:
        why it is left where nothing else says so."""
        reason = None if present == value else self.reason(name, value, present) or told
        if reason is not None and not self.overwrite:
            self.tell(self.kept, name, reason)
            if name in self.last:
                self.loaded[name] = self.last[name]
            return
        if reason is not None and reason in THEIRS:
            self.tell(self.replaced, name, reason)
        self.loaded[name] = value
        if present != value:
            self.write[name] = {**ours, **value} if ours else value

    def translate(self, value: Values) -> None:
        """The further languages: each that the folder speaks or spoke, beside those that are ours alone. None
        follows the folder whose text was edited here: it would say another."""
        known: Values = self.last.get(TRANSLATIONS) or {}
        stands: Values = self.current.get(TRANSLATIONS) or {}
        present = {language: text for language, text in stands.items() if language in {*value, *known}}
        ours = {language: text for language, text in stands.items() if language not in present}
        if ours:
            self.tell(self.kept, TRANSLATIONS, Reason.TRANSLATED)
        texts = {"body", *(name for said in (*value.values(), *known.values()) for name in said)}
        edited = any(one.field in texts and one.reason in THEIRS for one in self.kept)
        self.settle(TRANSLATIONS, value, present, ours, Reason.EDITED_BOTH if edited else None)

    def tell(self, where: list[Kept], name: str, reason: Reason) -> None:
        where.append(Kept(self.kind, self.code, name, reason))

    def reason(self, name: str, value: Any, present: Any) -> Reason | None:
        """Why a field that differs from the folder is to be left, or None where it may follow the folder."""
        if name not in self.last:
            return Reason.NOT_LOADED
        if present != self.last[name]:
            return Reason.EDITED if value == self.last[name] else Reason.EDITED_BOTH
        return Reason.DECIDES if name in self.decides else None
