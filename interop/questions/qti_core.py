"""One item of QTI 2.1 or 3.0 to a draft. Pure.

Both versions say the same under other names (`qti_content.canonical`). An item with one interaction of a
known type comes in; others are refused by the name of what they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from assessments.drafts import DraftOption, DraftPair, DraftRange, DraftText, ItemDraft, TextFormat
from interop.questions import qti_scoring
from interop.questions.limits import LONGEST_LANGUAGE, MAX_OPTIONS
from interop.questions.parsed import QuestionError
from interop.questions.qti_content import INTERACTIONS, Content
from interop.questions.text import draft_text
from interop.questions.weights import need_credit
from interop.questions.xml_reading import Element

EXTENDED: Final = "webside-extended-matching"
"""The class of a match interaction that shows one list of options for all premises."""
LONGEST_TITLE: Final = 255
_NUMBERS: Final = frozenset({"integer", "float"})
_TRUTH: Final = ({"true", "false"}, {"t", "f"})
_RIGHT: Final = frozenset({"correct", "right", "true"})
_WRONG: Final = frozenset({"incorrect", "wrong", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    kind: str
    options: tuple[DraftOption, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    ranges: tuple[DraftRange, ...] = ()
    correct: bool | None = None
    correct_feedback: DraftText = field(default_factory=DraftText)
    wrong_feedback: DraftText = field(default_factory=DraftText)
    fold_case: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Item:
    """What the readers of interactions need. `feedback`: modal feedback by identifier; what is used goes."""

    element: Element
    interaction: Element
    content: Content
    feedback: dict[str, DraftText]
    points: Decimal

    @property
    def lose(self) -> Callable[[str], None]:
        return self.content.lose

    def declared(self) -> qti_scoring.Declaration:
        return qti_scoring.declaration(
            self.element, self.interaction.values.get("responseidentifier", "RESPONSE")
        )


def read_item(element: Element, content: Content) -> tuple[ItemDraft, str]:
    """The draft of an item and its identifier. Raises QuestionError."""
    if element.first("templatedeclaration") or element.values.get("adaptive", "").lower() == "true":
        raise QuestionError("made-up-anew")
    body = element.first("itembody")
    interactions = list(body.every(*INTERACTIONS)) if body else []
    if body is None or not interactions:
        raise QuestionError("not-a-question")
    reader = _READERS.get(interactions[0].name)
    if reader is None:
        raise QuestionError("unsupported-kind", kind=interactions[0].name.removesuffix("interaction"))
    if len(interactions) > 1:
        raise QuestionError("several-interactions", count=len(interactions))
    stem = content.read_stem(body, interactions[0].first("prompt"))
    if not stem:
        raise QuestionError("no-stem")
    if next(body.every("rubricblock"), None):
        content.lose("graderinfo")
    points = qti_scoring.points_of(element, content.lose)
    feedback = {
        one.values.get("identifier", ""): content.read(one) for one in element.elements("modalfeedback")
    }
    item = _Item(element, interactions[0], content, feedback, points)
    answers = reader(item)
    draft = _draft(element, item, stem, answers)
    return draft, element.values.get("identifier", "").strip()[:100]


def _draft(element: Element, item: _Item, stem: DraftText, answers: _Answers) -> ItemDraft:
    general = _general(item)
    return ItemDraft(
        kind=answers.kind,
        stem=stem,
        title=" ".join(element.values.get("title", "").split())[:LONGEST_TITLE],
        options=answers.options,
        pairs=answers.pairs,
        ranges=answers.ranges,
        correct=answers.correct,
        correct_feedback=answers.correct_feedback,
        wrong_feedback=answers.wrong_feedback,
        general_feedback=general,
        fold_case=answers.fold_case,
        points=item.points,
        language=element.values.get("lang", "").strip()[:LONGEST_LANGUAGE],
        pictures=item.content.pictures.drafts(),
        more=answers.more,
        line=element.line,
    )


def _general(item: _Item) -> DraftText:
    """The feedback that no answer took: the first that does not depend on being right is for everybody."""
    general = DraftText()
    for name, text in item.feedback.items():
        if not text:
            continue
        if name.lower() in _RIGHT | _WRONG or general:
            item.lose("overall-feedback")
        else:
            general = text
    return general


def _feedback_of(item: _Item, choice: Element) -> DraftText:
    inline = [*choice.every("feedbackinline", "feedbackblock")]
    if inline:
        return item.content.read(*inline)
    return item.feedback.pop(choice.values.get("identifier", ""), DraftText())


def _choices(item: _Item) -> list[Element]:
    found = list(item.interaction.elements("simplechoice"))
    if len(found) < 2:
        raise QuestionError("too-few-options")
    if len(found) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    return found


def _choice(item: _Item) -> _Answers:
    choices, held = _choices(item), item.declared()
    names = [one.values.get("identifier", "").strip() for one in choices]
    most = item.interaction.values.get("maxchoices", "1").strip()
    single = held.cardinality == "single" or most == "1"
    weights = qti_scoring.option_weights(held, names, single=single, lose=item.lose)
    if single and {name.lower() for name in names} in _TRUTH and len(names) == 2:
        return _truth(item, choices, weights)
    options = []
    for choice, earns in zip(choices, weights, strict=True):
        feedback, text = _feedback_of(item, choice), item.content.read(choice)
        if not text:
            raise QuestionError("empty-answer")
        options.append(DraftOption(text, earns, feedback, choice.values.get("identifier", "").strip()[:20]))
    return _Answers(kind="single_best_answer" if single else "multiple_response", options=tuple(options))


def _truth(item: _Item, choices: list[Element], weights: list[Decimal]) -> _Answers:
    right, wrong = choices if weights[0] > weights[1] else choices[::-1]
    return _Answers(
        kind="true_false",
        correct=right.values["identifier"].strip().lower().startswith("t"),
        correct_feedback=_feedback_of(item, right),
        wrong_feedback=_feedback_of(item, wrong),
    )


def _order(item: _Item) -> _Answers:
    choices, held = _choices(item), item.declared()
    by_name = {one.values.get("identifier", "").strip(): one for one in choices}
    if sorted(held.correct) != sorted(by_name) or len(by_name) < len(choices):
        raise QuestionError("order-unclear")
    options = tuple(DraftOption(item.content.read(by_name[name]), id=name[:20]) for name in held.correct)
    if not all(option.text for option in options):
        raise QuestionError("empty-answer")
    return _Answers(kind="ordering", options=options)


def _match(item: _Item) -> _Answers:
    sets = list(item.interaction.elements("simplematchset"))
    if len(sets) != 2:
        raise QuestionError("pairs-unclear")
    premises, options = (
        {one.values.get("identifier", ""): one for one in held.elements("simpleassociablechoice")}
        for held in sets
    )
    if len(premises) + len(options) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    belongs = _belongs(item.declared(), set(premises), set(options))
    texts = {name: item.content.read(one) for name, one in options.items()}
    pairs = tuple(DraftPair(item.content.read(one), texts[belongs[name]]) for name, one in premises.items())
    if len(pairs) < 2:
        raise QuestionError("too-few-pairs")
    if not all(pair.premise and pair.option for pair in pairs):
        raise QuestionError("empty-answer")
    unused = tuple(DraftOption(text) for name, text in texts.items() if name not in belongs.values() and text)
    extended = EXTENDED in item.interaction.values.get("class", "").split()
    return _Answers(kind="extended_matching" if extended else "matching", pairs=pairs, options=unused)


def _belongs(held: qti_scoring.Declaration, premises: set[str], options: set[str]) -> dict[str, str]:
    """Which option belongs to which premise. Raises QuestionError unless each premise has exactly one."""
    said = held.correct or tuple(entry.key for entry in held.mapping if entry.value > 0)
    found: dict[str, str] = {}
    for pair in said:
        names = pair.split()
        if len(names) != 2:
            raise QuestionError("pairs-unclear")
        premise, option = names if names[0] in premises else names[::-1]
        if premise not in premises or option not in options or premise in found:
            raise QuestionError("pairs-unclear")
        found[premise] = option
    if set(found) != premises:
        raise QuestionError("pairs-unclear")
    return found


def _text_entry(item: _Item) -> _Answers:
    held = item.declared()
    if held.base_type in _NUMBERS:
        ranges = qti_scoring.ranges(item.element, held, item.feedback, item.points, item.lose)
        need_credit(one.weight for one in ranges)
        wrong = item.feedback.get("answer_wrong", DraftText())
        _forget_used(item)
        unit = " ".join(item.interaction.values.get("dataunit", "").split())[:40]
        more = {"body": {"unit": unit}} if unit else {}
        return _Answers(kind="numeric", ranges=ranges, wrong_feedback=wrong, more=more)
    return _short_answer(item, held)


def _short_answer(item: _Item, held: qti_scoring.Declaration) -> _Answers:
    entries = held.mapping or tuple(
        qti_scoring.MapEntry(text, Decimal(1), case_sensitive=False) for text in held.correct
    )
    if len(entries) > MAX_OPTIONS:
        raise QuestionError("too-many-options", limit=MAX_OPTIONS)
    most = max((entry.value for entry in entries), default=Decimal(0))
    if most <= 0:
        raise QuestionError("no-right-answer")
    if held.mapping and held.upper is not None and held.upper > 0:
        most = held.upper
    options = []
    for place, entry in enumerate(entries, start=1):
        text = draft_text(entry.key, TextFormat.PLAIN)
        if not text:
            raise QuestionError("empty-answer")
        feedback = item.feedback.get(f"answer_{place}", DraftText())
        options.append(DraftOption(text, qti_scoring.percent(entry.value, most, item.lose), feedback))
    _forget_used(item)
    fold_case = not all(entry.case_sensitive for entry in entries)
    return _Answers(kind="short_answer", options=tuple(options), fold_case=fold_case)


def _forget_used(item: _Item) -> None:
    """Feedback that a branch of the processing shows belongs to an answer."""
    used = {
        qti_scoring.branch_values(branch).get("FEEDBACK", "")
        for branch in [*qti_scoring.conditions(item.element), *_otherwise(item.element)]
    }
    for name in used:
        item.feedback.pop(name, None)


def _otherwise(element: Element) -> list[Element]:
    processing = element.first("responseprocessing")
    return list(processing.every("responseelse")) if processing else []


def _essay(item: _Item) -> _Answers:
    return _Answers(kind="reflection")


_READERS: Final[Mapping[str, Callable[[_Item], _Answers]]] = {
    "choiceinteraction": _choice,
    "orderinteraction": _order,
    "matchinteraction": _match,
    "textentryinteraction": _text_entry,
    "extendedtextinteraction": _essay,
}
