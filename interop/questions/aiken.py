"""Aiken: one choice of several, lettered, with `ANSWER: B` below. Pure.

https://docs.moodle.org/en/Aiken_format. Stricter readers want the stem on one line; further lines belong to
it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from assessments.drafts import DraftOption, ItemDraft, TextFormat
from interop.questions.decoding import decode
from interop.questions.limits import MAX_OPTIONS, check_count
from interop.questions.parsed import Collected, Parsed, QuestionError, QuestionFileError
from interop.questions.text import draft_text

CODE: Final = "aiken"

OPTION: Final = re.compile(r"([A-Z])[).][ \t]+(.*)")
ANSWER: Final = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Question:
    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def parse(data: bytes, name: str = "") -> Parsed:
    """Read an Aiken file. Raises QuestionFileError where there is no question in it, or it is too large."""
    found = Collected(CODE, name)
    question: _Question | None = None
    for number, raw in enumerate(decode(data).split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if question is None or _begins_anew(question, line):
            _finish(found, question)
            question = _Question(number)
        _add(question, line)
        if question.answer is not None:
            _finish(found, question)
            question = None
    _finish(found, question)
    if not found.items and not found.refused:
        raise QuestionFileError("no-questions")
    return found.done()


def _begins_anew(question: _Question, line: str) -> bool:
    """Whether the line is the stem of a further question although the one at hand has no answer yet."""
    plain = not OPTION.match(line) and not ANSWER.match(line)
    return plain and bool(question.options)


def _add(question: _Question, line: str) -> None:
    if answer := ANSWER.match(line):
        question.answer = answer[1].strip()
    elif option := OPTION.match(line):
        question.options.append((option[1], option[2]))
    else:
        question.stem.append(line)


def _finish(found: Collected, question: _Question | None) -> None:
    if question is None:
        return
    name = " ".join(question.stem)
    found.take(lambda: (_draft(question), ""), line=question.line, name=name)
    check_count(len(found.items) + len(found.refused))


def _draft(question: _Question) -> ItemDraft:
    stem = draft_text("\n".join(question.stem), TextFormat.PLAIN)
    letters = [letter for letter, _text in question.options]
    if not stem:
        raise QuestionError("no-stem")
    if question.answer is None:
        raise QuestionError("no-answer-line")
    if len(letters) < 2:
        raise QuestionError("too-few-options")
    if len(letters) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    if len(set(letters)) < len(letters):
        raise QuestionError("letter-twice")
    right = question.answer.rstrip(".)").strip().upper()
    if right not in letters:
        raise QuestionError("no-such-answer", text=question.answer[:40])
    options = tuple(
        DraftOption(draft_text(text, TextFormat.PLAIN), Decimal(100 if letter == right else 0))
        for letter, text in question.options
    )
    if not all(option.text for option in options):
        raise QuestionError("empty-answer")
    return ItemDraft(kind="single_best_answer", stem=stem, options=options, line=question.line)
