"""The formats of questions: who reads and writes each, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.drafts import ItemDraft
from assessments.kinds import KINDS
from interop.questions import aiken, gift, gift_write, moodle_write, moodle_xml, qti, qti_write, yaml_items
from interop.questions.parsed import Parsed

Parse = Callable[[bytes, str], Parsed]
Write = Callable[[Sequence[ItemDraft]], bytes]

_COMMON: Final = frozenset(
    (
        "kind stem title options pairs ranges correct correct_feedback wrong_feedback general_feedback tags"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `kinds` are those that it can write, `holds` the fields of a draft that it keeps.

    write is None for a format that is only read.
    """

    code: str
    label: str
    parse: Parse
    write: Write | None = None
    kinds: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    ending: str = ""
    media_type: str = ""


FORMATS: Final[Mapping[str, Format]] = {
    one.code: one
    for one in (
        Format(
            gift.CODE,
            "GIFT",
            gift.parse,
            gift_write.write,
            gift_write.KINDS,
            _COMMON,
            ".gift.txt",
            "text/plain",
        ),
        Format(
            moodle_xml.CODE,
            "Moodle XML",
            moodle_xml.parse,
            moodle_write.write,
            moodle_write.KINDS,
            _COMMON | {"fold_case", "points", "pictures", "more"},
            ".xml",
            "application/xml",
        ),
        Format(
            qti.CODE,
            "QTI",
            qti.parse,
            qti_write.write,
            qti_write.KINDS,
            _COMMON | {"fold_case", "points", "pictures", "language", "more"},
            ".zip",
            "application/zip",
        ),
        Format(aiken.CODE, "Aiken", aiken.parse),
        Format(
            yaml_items.CODE,
            "YAML",
            yaml_items.parse,
            yaml_items.write,
            frozenset(KINDS),
            _COMMON
            | {"fold_case", "points", "pictures", "language", "more", "tier", "difficulty", "competency"},
            ".yaml",
            "application/yaml",
        ),
    )
}
READABLE: Final = tuple(FORMATS)
WRITABLE: Final = tuple(code for code, one in FORMATS.items() if one.write)
