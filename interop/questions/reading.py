"""A file, a zip or a folder of questions to drafts that the bank takes: parsed and held against the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from assessments.drafts import ItemDraft
from assessments.kinds import KINDS
from assessments.kinds.base import Problem
from interop.questions import qti
from interop.questions.detect import detect
from interop.questions.formats import FORMATS
from interop.questions.limits import check_count, check_size, is_zip, unpack
from interop.questions.parsed import Parsed, QuestionFileError, Refused, joined, short_name
from interop.questions.text import to_markdown

AUTO: Final = "auto"
MIXED: Final = "mixed"
ONE_FILE: Final = {"zip": qti.CODE}
"""A zip within a folder or a zip can be a package of QTI only."""
_ENDINGS: Final = frozenset({".xml", ".txt", ".gift", ".yaml", ".yml", ".aiken", ".zip"})


def read(data: bytes, name: str = "", format_code: str = AUTO) -> Parsed:
    """Read one file, which may be a zip of several. `name` helps where the content leaves doubt.

    Raises QuestionFileError where nothing of it can be read.
    """
    check_size(len(data))
    if is_zip(data):
        files = unpack(data)
        if format_code in {AUTO, qti.CODE} and _is_package(files):
            return checked(qti.parse_package(files))
        return read_files(files, format_code)
    code = detect(data, name) if format_code == AUTO else format_code
    return checked(FORMATS[code].parse(data, ""))


def read_files(files: Mapping[str, bytes], format_code: str = AUTO) -> Parsed:
    """Read the files of a folder or a zip, by path, and say of each question where it stands.

    Raises QuestionFileError where one of them cannot be read, named; files of other endings are left alone.
    """
    parts = []
    for path in sorted(files):
        if PurePosixPath(path).suffix.lower() in _ENDINGS:
            parts.append(_part(path, files[path], format_code))
            check_count(sum(len(part.items) + len(part.refused) for part in parts))
    if not parts:
        raise QuestionFileError("no-questions")
    codes = {part.format for part in parts}
    return joined(codes.pop() if len(codes) == 1 else MIXED, parts)


def _part(path: str, data: bytes, format_code: str) -> Parsed:
    try:
        check_size(len(data))
        code = detect(data, path) if format_code == AUTO else format_code
        found = FORMATS[ONE_FILE.get(code, code)].parse(data, path)
    except QuestionFileError as error:
        raise _inside(error, path) from error
    return checked(replace(found, files=(path,) * len(found.items)))


def _inside(error: QuestionFileError, path: str) -> QuestionFileError:
    said = error.refused
    return QuestionFileError(said.code, line=said.line, file=said.file or path, **said.values)


def _is_package(files: Mapping[str, bytes]) -> bool:
    names = {PurePosixPath(path).name for path in files}
    if qti.MANIFEST in names:
        return True
    return any(path.lower().endswith(".xml") and qti.is_item(data) for path, data in files.items())


def checked(parsed: Parsed) -> Parsed:
    """The same with what no kind takes among the refused, and all in the order of the file."""
    kept, refused, notes = [], list(parsed.refused), list(parsed.notes)
    for place, (draft, file) in enumerate(zip(parsed.items, parsed.files, strict=True)):
        name = short_name(draft.title or draft.stem.text)
        if found := refusal(draft, name, file):
            refused.append(found)
            notes = [note for note in notes if (note.line, note.file) != (draft.line, file)]
            continue
        kept.append(place)
    return replace(
        parsed,
        items=tuple(parsed.items[place] for place in kept),
        codes=tuple(parsed.codes[place] for place in kept),
        files=tuple(parsed.files[place] for place in kept),
        refused=tuple(sorted(refused, key=lambda one: (one.file, one.line))),
        notes=tuple(sorted(notes, key=lambda one: (one.file, one.line))),
    )


def refusal(draft: ItemDraft, name: str = "", file: str = "") -> Refused | None:
    """Why the bank would not take a draft; None where it would."""
    kind = KINDS.get(draft.kind)
    if kind is None:
        return Refused(draft.line, name, "unsupported-kind", {"kind": draft.kind[:40]}, file)
    problems: list[Problem] = kind.validate(*kind.from_draft(draft, to_markdown))
    if not problems:
        return None
    values = {"where": problems[0].path[:80], "why": str(problems[0].message)}
    return Refused(draft.line, name, "not-well-formed-item", values, file)
