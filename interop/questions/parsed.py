"""What a file of questions was read into: drafts, what was refused and why, what could not be kept. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from assessments.drafts import ItemDraft

Value = str | int
Values = Mapping[str, Value]
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Refused:
    """One question that does not come in: the line where it starts (from 1), its name, and why.

    `code` is one of `wording.REFUSALS`, `values` fill its words. `file` is the one inside a zip or folder.
    """

    line: int
    name: str
    code: str
    values: Values = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a question that is kept here only in part or not at all; the question comes in."""

    line: int
    name: str
    code: str
    values: Values = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it was read. `codes` and `files` run parallel to `items`: the identifier that the file gives
    a question, and the file inside a zip or folder in which it stands; empty where there is none."""

    format: str
    items: tuple[ItemDraft, ...] = ()
    refused: tuple[Refused, ...] = ()
    notes: tuple[Note, ...] = ()
    codes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class QuestionFileError(Exception):
    """The file as a whole is refused: a code of `wording.REFUSALS` with its values, and a line (0: none)."""

    def __init__(self, code: str, /, *, line: int = 0, file: str = "", **values: Value) -> None:
        super().__init__(code)
        self.refused = Refused(line, "", code, values, file)


class QuestionError(Exception):
    """One question is refused; the reader of its file turns this into a `Refused`."""

    def __init__(self, code: str, /, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values_said: Values = values


@dataclass(slots=True)
class Collected:
    """What a reader gathers on its way through a file, and the notes of the question that it is at."""

    format: str
    file: str = ""
    items: list[ItemDraft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    pending: list[tuple[str, Values]] = field(default_factory=list)

    def lose(self, code: str, **values: Value) -> None:
        """Note that something of the question at hand is not kept. Said once for each code and values."""
        if (code, values) not in self.pending:
            self.pending.append((code, values))

    def take(self, read: Callable[[], tuple[ItemDraft, str]], *, line: int, name: str) -> None:
        """Take in what `read` returns (a draft and its code), or list why it is refused."""
        self.pending = []
        try:
            draft, code = read()
        except QuestionError as error:
            self.refuse(line, name, error.code, error.values_said)
            return
        self.items.append(draft)
        self.codes.append(code)
        shown = short_name(draft.title or draft.stem.text)
        self.notes += [Note(line, shown, found, values, self.file) for found, values in self.pending]

    def refuse(self, line: int, name: str, code: str, values: Values | None = None) -> None:
        """List a question as refused."""
        self.refused.append(Refused(line, short_name(name), code, values or {}, self.file))

    def done(self) -> Parsed:
        """What was read."""
        return Parsed(
            self.format,
            tuple(self.items),
            tuple(self.refused),
            tuple(self.notes),
            tuple(self.codes),
            (self.file,) * len(self.items),
        )


def joined(format_name: str, parts: Iterable[Parsed]) -> Parsed:
    """Several files as one."""
    every = list(parts)
    return Parsed(
        format_name,
        tuple(item for part in every for item in part.items),
        tuple(refused for part in every for refused in part.refused),
        tuple(note for part in every for note in part.notes),
        tuple(code for part in every for code in part.codes),
        tuple(file for part in every for file in part.files),
    )


def short_name(text: str) -> str:
    """A name for lists: one line of at most 80 characters."""
    line = " ".join(text[:1000].split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"
