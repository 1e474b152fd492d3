"""What stands between the braces of a GIFT question. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from assessments.drafts import DraftOption, DraftPair, DraftRange, DraftText, TextFormat
from interop.questions.gift_signs import formatted
from interop.questions.limits import MAX_OPTIONS
from interop.questions.numbers import around, number, weight
from interop.questions.parsed import QuestionError
from interop.questions.weights import choice_kind, need_credit

Lose = Callable[[str], None]

_WEIGHT: Final = re.compile(r"%(-*[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUE: Final = {"T", "TRUE"}
_FALSE: Final = {"F", "FALSE"}
FULL: Final = Decimal(100)
NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The part of a draft that is told between the braces."""

    kind: str
    options: tuple[DraftOption, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    ranges: tuple[DraftRange, ...] = ()
    correct: bool | None = None
    correct_feedback: DraftText = field(default_factory=DraftText)
    wrong_feedback: DraftText = field(default_factory=DraftText)


def read_answers(inside: str, text_format: TextFormat, lose: Lose) -> Answers:
    """Read the answers of one question, escapes hidden. Raises QuestionError."""
    if not inside:
        return Answers(kind="reflection")
    if inside.startswith("#"):
        return _numeric(inside[1:], text_format)
    if "~" in inside:
        return _choice(inside, text_format, lose)
    if "=" in inside and "->" in inside:
        return _matching(inside, text_format)
    if inside.split("#", 1)[0].strip().upper() in _TRUE | _FALSE:
        return _true_false(inside, text_format)
    return _short_answer(inside, text_format)


def _parts(inside: str, sign: str) -> list[str]:
    parts = [part.strip() for part in inside.split(sign)]
    if not parts[0]:
        del parts[0]
    if len(parts) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    return parts


def _weighed(answer: str, default: Decimal) -> tuple[Decimal, str]:
    found = _WEIGHT.match(answer)
    if not found:
        return default, answer
    said = found[1]
    return weight("-" + said.lstrip("-") if said.startswith("-") else said), answer[found.end() :]


def _commented(answer: str, text_format: TextFormat) -> tuple[DraftText, DraftText]:
    text, _sign, feedback = answer.partition("#")
    return formatted(text, text_format), formatted(feedback, text_format)


def _choice(inside: str, text_format: TextFormat, lose: Lose) -> Answers:
    options = []
    for part in _parts(inside.replace("=", "~="), "~"):
        marked = part.startswith("=")
        earns, answer = _weighed(part[1:].lstrip() if marked else part, FULL if marked else NONE)
        text, feedback = _commented(answer, text_format)
        if text:
            options.append(DraftOption(text, earns, feedback))
        elif earns > 0:
            raise QuestionError("empty-answer")
        else:
            lose("empty-option")
    if len(options) < 2:
        raise QuestionError("too-few-options")
    return Answers(kind=choice_kind(options, single="=" in inside or None), options=tuple(options))


def _matching(inside: str, text_format: TextFormat) -> Answers:
    pairs, distractors = [], []
    for part in _parts(inside, "="):
        premise, arrow, option = part.partition("->")
        if not arrow:
            raise QuestionError("no-arrow", text=part[:40])
        said = formatted(premise, text_format)
        answer = formatted(option, TextFormat.PLAIN)
        if not answer:
            raise QuestionError("empty-answer")
        if said:
            pairs.append(DraftPair(said, answer))
        else:
            distractors.append(DraftOption(answer))
    if len(pairs) < 2:
        raise QuestionError("too-few-pairs")
    return Answers(kind="matching", pairs=tuple(pairs), options=tuple(distractors))


def _true_false(inside: str, text_format: TextFormat) -> Answers:
    said, wrong, right = (*inside.split("#", 2), "", "")[:3]
    return Answers(
        kind="true_false",
        correct=said.strip().upper() in _TRUE,
        wrong_feedback=formatted(wrong, text_format),
        correct_feedback=formatted(right, text_format),
    )


def _short_answer(inside: str, text_format: TextFormat) -> Answers:
    options = []
    for part in _parts(inside, "="):
        earns, answer = _weighed(part, FULL)
        text, _sign, feedback = answer.partition("#")
        accepted = formatted(text, TextFormat.PLAIN)
        if not accepted:
            raise QuestionError("empty-answer")
        accepted = DraftText(accepted.text, TextFormat.PLAIN)
        options.append(DraftOption(accepted, earns, formatted(feedback, text_format)))
    need_credit(option.weight for option in options)
    return Answers(kind="short_answer", options=tuple(options))


def _numeric(inside: str, text_format: TextFormat) -> Answers:
    accepted, tilde, wrong = inside.partition("~")
    wrong_feedback = _commented(wrong, text_format)[1] if tilde else DraftText()
    ranges = []
    for part in _parts(accepted.strip(), "="):
        earns, answer = _weighed(part, FULL)
        said, _sign, feedback = answer.partition("#")
        text = formatted(feedback, text_format)
        if said.strip() == "*":
            if earns > 0:
                raise QuestionError("any-number")
            wrong_feedback = wrong_feedback or text
        else:
            ranges.append(DraftRange(*_bounds(said), earns, text))
    if not ranges:
        raise QuestionError("no-number")
    need_credit(one.weight for one in ranges)
    return Answers(kind="numeric", ranges=tuple(ranges), wrong_feedback=wrong_feedback)


def _bounds(said: str) -> tuple[Decimal, Decimal]:
    text = formatted(said, TextFormat.PLAIN).text
    low, dots, high = text.partition("..")
    if dots:
        lowest, highest = number(low), number(high)
        if lowest > highest:
            raise QuestionError("range-reversed")
        return lowest, highest
    middle, colon, tolerance = text.partition(":")
    return around(number(middle), number(tolerance) if colon else NONE)
