"""Drafts to GIFT. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assessments.drafts import DraftText, ItemDraft
from interop.questions.gift_signs import escaped
from interop.questions.numbers import written, written_weight
from interop.questions.text import to_plain, without_pictures

KINDS: Final = frozenset(
    {
        "single_best_answer",
        "multiple_response",
        "true_false",
        "matching",
        "short_answer",
        "numeric",
        "reflection",
    }
)


def write(drafts: Sequence[ItemDraft]) -> bytes:
    """A GIFT file of drafts of `KINDS`, in UTF-8."""
    return "\n\n".join(_question(draft) for draft in drafts).encode() + b"\n"


def _question(draft: ItemDraft) -> str:
    marks = " ".join(f"[tag:{_tag(tag)}]" for tag in draft.tags)
    comment = f"// {marks}\n" if marks else ""
    title = f"::{escaped(' '.join(draft.title.split()))}::" if draft.title else ""
    lines = list(_answers(draft))
    if draft.general_feedback:
        lines.append(f"####{_text(draft.general_feedback)}")
    inside = "\n".join(f"\t{line}" for line in lines)
    return (
        f"{comment}{title}{_text(draft.stem)}{{\n{inside}\n}}"
        if lines
        else (f"{comment}{title}{_text(draft.stem)}{{}}")
    )


def _answers(draft: ItemDraft) -> Iterable[str]:
    if draft.kind == "true_false":
        yield _true_false(draft)
    elif draft.kind == "matching":
        yield from (f"={_premise(pair.premise)} -> {escaped(to_plain(pair.option))}" for pair in draft.pairs)
        yield from (f"= -> {escaped(to_plain(option.text))}" for option in draft.options)
    elif draft.kind == "short_answer":
        yield from (
            _no_arrow(f"=%{written_weight(one.weight)}%{_accepted(one.text)}{_feedback(one.feedback)}")
            for one in draft.options
        )
    elif draft.kind == "numeric":
        yield "#"
        yield from (
            f"=%{written_weight(one.weight)}%{written(one.low)}..{written(one.high)}{_feedback(one.feedback)}"
            for one in draft.ranges
        )
        if draft.wrong_feedback:
            yield f"~{_feedback(draft.wrong_feedback)}"
    elif draft.kind != "reflection":
        yield from _choices(draft)


def _choices(draft: ItemDraft) -> Iterable[str]:
    single = draft.kind == "single_best_answer"
    for option in draft.options:
        full = single and option.weight == 100
        sign = "=" if full else f"~%{written_weight(option.weight)}%"
        yield f"{sign}{_text(option.text)}{_feedback(option.feedback)}"


def _true_false(draft: ItemDraft) -> str:
    said = "TRUE" if draft.correct else "FALSE"
    wrong, right = _feedback(draft.wrong_feedback), _feedback(draft.correct_feedback)
    if right:
        return f"{said}{wrong or '#'}{right}"
    return f"{said}{wrong}"


def _text(text: DraftText) -> str:
    shown = without_pictures(text)
    return f"[{shown.format}]{escaped(shown.text)}"


def _feedback(text: DraftText) -> str:
    return f"#{_text(text)}" if text else ""


def _premise(text: DraftText) -> str:
    return _no_arrow(_text(text))


def _accepted(text: DraftText) -> str:
    """An accepted answer. One that begins like the mark of a format gets one of its own."""
    plain = to_plain(text)
    return f"[plain]{escaped(plain)}" if plain.startswith("[") else escaped(plain)


def _no_arrow(text: str) -> str:
    """The arrow parts premises from options, and nothing escapes it."""
    return text.replace("->", "→")


def _tag(tag: str) -> str:
    return re.sub(r"\s+", " ", tag).replace("]", "\\]")
