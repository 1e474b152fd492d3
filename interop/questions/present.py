"""What was read, as JSON for programs and as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.drafts import DraftOption, DraftText, ItemDraft
from interop.questions.parsed import Note, Parsed, Refused, short_name
from interop.questions.wording import NOTES, place, reason, what_is_lost

Json = dict[str, Any]


def as_json(parsed: Parsed) -> Json:
    """One object: `format`, `imported` and `refused`, in the order of the file."""
    notes: dict[tuple[str, int], list[Note]] = {}
    for note in parsed.notes:
        notes.setdefault((note.file, note.line), []).append(note)
    imported = [
        _item(draft, code, file, notes.get((file, draft.line), []))
        for draft, code, file in zip(parsed.items, parsed.codes, parsed.files, strict=True)
    ]
    return {
        "format": parsed.format,
        "imported": imported,
        "refused": [refused_json(one) for one in parsed.refused],
    }


def refused_json(one: Refused) -> Json:
    """Why one question or file is refused."""
    said: Json = {"line": one.line, "code": one.code, "message": reason(one), "name": one.name}
    return {**said, "file": one.file} if one.file else said


def _item(draft: ItemDraft, code: str, file: str, notes: list[Note]) -> Json:
    said: Json = {
        "line": draft.line,
        "kind": draft.kind,
        "title": draft.title,
        "stem": draft.stem.text,
        "stem_format": draft.stem.format.value,
        "options": [_option(one) for one in draft.options],
        "general_feedback": draft.general_feedback.text,
        "tags": list(draft.tags),
    }
    if draft.pairs:
        said["pairs"] = [{"premise": one.premise.text, "option": one.option.text} for one in draft.pairs]
    if draft.ranges:
        said["ranges"] = [
            {
                "low": plain_number(one.low),
                "high": plain_number(one.high),
                "weight": plain_number(one.weight),
                "feedback": one.feedback.text,
            }
            for one in draft.ranges
        ]
    if draft.correct is not None:
        said["correct"] = draft.correct
    further: Json = {
        "correct_feedback": draft.correct_feedback.text,
        "wrong_feedback": draft.wrong_feedback.text,
        "tier": draft.tier.code if draft.tier else "",
        "difficulty": draft.difficulty,
        "language": draft.language,
        "competency": draft.competency,
        "pictures": [picture.name for picture in draft.pictures],
        "more": dict(draft.more),
        "code": code,
        "file": file,
        "lost": [{"code": note.code, "message": what_is_lost(note)} for note in notes],
    }
    said.update({name: value for name, value in further.items() if value})
    if draft.points != 1:
        said["points"] = plain_number(draft.points)
    if draft.kind == "short_answer":
        said["fold_case"] = draft.fold_case
    return said


def _option(one: DraftOption) -> Json:
    said: Json = {"text": one.text.text}
    if one.weight is not None:
        said["weight"] = plain_number(one.weight)
    return {**said, "feedback": one.feedback.text}


def plain_number(value: Decimal) -> int | float:
    """A number as JSON has it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def lines(parsed: Parsed, *, every_item: bool = False) -> Iterator[str]:
    """What comes in, what is refused by name, line and reason, and what is not kept."""
    count = len(parsed.items)
    yield ngettext("%(count)s question can come in.", "%(count)s questions can come in.", count) % {
        "count": count
    }
    if every_item:
        for draft, file in zip(parsed.items, parsed.files, strict=True):
            where = place(Note(draft.line, "", "", file=file))
            yield f"  {where}: {draft.kind}: {_name(draft)}"
    if parsed.refused:
        count = len(parsed.refused)
        yield ngettext("%(count)s question is refused:", "%(count)s questions are refused:", count) % {
            "count": count
        }
        for one in parsed.refused:
            yield f"  {place(one) or '–'}: {one.name or '–'}: {reason(one)} [{one.code}]"
    if parsed.notes:
        yield _("Not kept:")
        for code, times in Counter(note.code for note in parsed.notes).items():
            yield f"  {NOTES[code]} ({times})"


def _name(draft: ItemDraft) -> str:
    said: DraftText = draft.stem
    return draft.title or short_name(said.text)
