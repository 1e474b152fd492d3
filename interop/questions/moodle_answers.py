"""What each type of question of Moodle XML says about its answers. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from assessments.drafts import DraftOption, DraftPair, DraftRange, DraftText, TextFormat
from interop.questions.limits import MAX_OPTIONS
from interop.questions.moodle_text import Texts, raw_text
from interop.questions.numbers import around, number, weight
from interop.questions.parsed import QuestionError
from interop.questions.text import draft_text
from interop.questions.weights import choice_kind, need_credit
from interop.questions.xml_reading import Element

_NO: Final = frozenset({"false", "0", "no"})
_YES: Final = frozenset({"true", "1", "yes"})
MOST_WORDS: Final = 100_000
_OPEN_END: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The part of a draft that depends on the type of the question."""

    kind: str
    options: tuple[DraftOption, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    ranges: tuple[DraftRange, ...] = ()
    correct: bool | None = None
    correct_feedback: DraftText = field(default_factory=DraftText)
    wrong_feedback: DraftText = field(default_factory=DraftText)
    fold_case: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)


def _answers(element: Element) -> list[Element]:
    found = list(element.elements("answer"))
    if len(found) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    return found


def _fraction(answer: Element) -> Decimal:
    said = answer.values.get("fraction", "").strip()
    return weight(said) if said else Decimal(0)


def _choice(element: Element, texts: Texts) -> Answers:
    options = []
    for answer in _answers(element):
        text, earns = texts.read(answer), _fraction(answer)
        if text:
            options.append(DraftOption(text, earns, texts.read(answer.first("feedback"))))
        elif earns > 0:
            raise QuestionError("empty-answer")
        else:
            texts.lose("empty-option")
    if len(options) < 2:
        raise QuestionError("too-few-options")
    single = element.said("single").lower() not in _NO
    return Answers(kind=choice_kind(options, single=single), options=tuple(options))


def _true_false(element: Element, texts: Texts) -> Answers:
    answers = _answers(element)
    if len(answers) != 2:
        raise QuestionError("true-and-false")
    first = _plain(answers[0]).lower()
    true, false = answers if first != "false" else (answers[1], answers[0])
    if {_fraction(true), _fraction(false)} != {Decimal(0), Decimal(100)}:
        raise QuestionError("true-and-false")
    correct = _fraction(true) == 100
    right, wrong = (true, false) if correct else (false, true)
    return Answers(
        kind="true_false",
        correct=correct,
        correct_feedback=texts.read(right.first("feedback")),
        wrong_feedback=texts.read(wrong.first("feedback")),
    )


def _short_answer(element: Element, texts: Texts) -> Answers:
    options = []
    for answer in _answers(element):
        accepted = draft_text(_plain(answer), TextFormat.PLAIN)
        if not accepted:
            raise QuestionError("empty-answer")
        options.append(DraftOption(accepted, _fraction(answer), texts.read(answer.first("feedback"))))
    need_credit(option.weight for option in options)
    fold_case = element.said("usecase").lower() not in _YES
    return Answers(kind="short_answer", options=tuple(options), fold_case=fold_case)


def _numerical(element: Element, texts: Texts) -> Answers:
    ranges, wrong = [], DraftText()
    for answer in _answers(element):
        said, earns = _plain(answer), _fraction(answer)
        feedback = texts.read(answer.first("feedback"))
        if said == "*":
            if earns > 0:
                raise QuestionError("any-number")
            wrong = wrong or feedback
            continue
        tolerance = answer.said("tolerance") or answer.values.get("tolerance", "")
        low, high = around(number(said), number(tolerance) if tolerance else Decimal(0))
        ranges.append(DraftRange(low, high, earns, feedback))
    if not ranges:
        raise QuestionError("no-number")
    need_credit(one.weight for one in ranges)
    return Answers(kind="numeric", ranges=tuple(ranges), wrong_feedback=wrong, more=_unit(element, texts))


def _unit(element: Element, texts: Texts) -> Mapping[str, Any]:
    units = element.first("units")
    names = (
        [" ".join(unit.said("unit_name").split())[:40] for unit in units.elements("unit")] if units else []
    )
    names = [name for name in names if name]
    if len(names) > 1:
        texts.lose("further-units")
    return {"body": {"unit": names[0]}} if names else {}


def _matching(element: Element, texts: Texts) -> Answers:
    pairs, distractors = [], []
    for sub in element.elements("subquestion"):
        premise = texts.read(sub)
        answer = sub.first("answer")
        option = draft_text(_plain(answer) if answer else "", TextFormat.PLAIN)
        if premise and not option:
            raise QuestionError("empty-answer")
        if premise:
            pairs.append(DraftPair(premise, option))
        elif option:
            distractors.append(DraftOption(option))
    if len(pairs) < 2:
        raise QuestionError("too-few-pairs")
    if len(pairs) + len(distractors) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    return Answers(kind="matching", pairs=tuple(pairs), options=tuple(distractors))


def _essay(element: Element, texts: Texts) -> Answers:
    if element.said("attachmentsrequired") not in {"", "0"}:
        texts.lose("attachments")
    fewest, most = _words(element.said("minwordlimit")), _words(element.said("maxwordlimit"))
    if not fewest and not most:
        return Answers(kind="reflection")
    body = {"min_words": fewest or 1, "max_words": most or max(_OPEN_END, 2 * fewest)}
    return Answers(kind="reflection", more={"body": body})


def _words(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and 0 < int(said[:9]) <= MOST_WORDS else 0


def _ordering(element: Element, texts: Texts) -> Answers:
    answers = _answers(element)
    ranked = []
    for place, answer in enumerate(answers, start=1):
        said = answer.values.get("fraction", "").strip()
        text = texts.read(answer)
        if not text:
            raise QuestionError("empty-answer")
        ranked.append((number(said) if said else Decimal(place), place, DraftOption(text)))
    if len(ranked) < 2:
        raise QuestionError("too-few-options")
    ranked.sort(key=lambda one: one[:2])
    return Answers(kind="ordering", options=tuple(option for _rank, _place, option in ranked))


def _plain(element: Element) -> str:
    held = element.first("text")
    return raw_text(held if held is not None else element).strip()


READERS: Final[Mapping[str, Callable[[Element, Texts], Answers]]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "essay": _essay,
    "ordering": _ordering,
}
