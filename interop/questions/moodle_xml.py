"""Moodle XML to drafts. Pure.

https://docs.moodle.org/en/Moodle_XML_format, and what Moodle's importer does where that is silent: texts are
HTML unless they say otherwise, answers take over the format of the stem, one option is chosen unless
`<single>` says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assessments.drafts import DraftText, ItemDraft, TextFormat
from interop.questions.gift import category_tags
from interop.questions.limits import MAX_TAGS, check_count
from interop.questions.moodle_answers import READERS, Answers
from interop.questions.moodle_text import Texts
from interop.questions.numbers import points_or_one
from interop.questions.parsed import Collected, Parsed, QuestionError, QuestionFileError
from interop.questions.xml_reading import Element, read_xml

CODE: Final = "moodle-xml"
ROOT: Final = "quiz"
LONGEST_TITLE: Final = 255

_IGNORED: Final = ("penalty", "hint", "graderinfo", "responsetemplate")
_OVERALL: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
# What Moodle fills in by itself says nothing about the question.
_STANDARD_FEEDBACK: Final = frozenset(
    {"your answer is correct.", "your answer is partially correct.", "your answer is incorrect."}
)


@dataclass(slots=True)
class _Place:
    """Where in the file the reader is: the tags of the category that the questions stand in."""

    tags: tuple[str, ...] = field(default=())


def parse(data: bytes, name: str = "") -> Parsed:
    """Read a Moodle XML file. Raises QuestionFileError where it cannot be read or holds no question."""
    root = read_xml(data, file=name)
    if root.name != ROOT:
        raise QuestionFileError("other-xml", name=root.name[:40])
    found, place = Collected(CODE, name), _Place()
    for element in root.elements("question"):
        kind = element.values.get("type", "").strip().lower()
        if kind == "category":
            category = element.first("category")
            place.tags = category_tags(category.words().strip()) if category else ()
        else:
            _take(found, element, kind, place)
            check_count(len(found.items) + len(found.refused))
    if not found.items and not found.refused:
        raise QuestionFileError("no-questions")
    return found.done()


def _take(found: Collected, element: Element, kind: str, place: _Place) -> None:
    title = " ".join(element.said("name").split())[:LONGEST_TITLE].strip()

    def read() -> tuple[ItemDraft, str]:
        if kind == "description":
            raise QuestionError("not-a-question")
        if kind not in READERS:
            raise QuestionError("unsupported-kind", kind=kind[:40] or "?")
        return _question(found, element, kind, title=title, tags=place.tags), element.said("idnumber")[:100]

    found.take(read, line=element.line, name=title or element.said("questiontext"))


def _question(
    found: Collected, element: Element, kind: str, *, title: str, tags: tuple[str, ...]
) -> ItemDraft:
    texts = Texts(found.lose)
    stem = texts.read(element.first("questiontext"), TextFormat.HTML)
    if not stem:
        raise QuestionError("no-stem")
    answers: Answers = READERS[kind](element, texts.with_default(stem.format))
    feedback = texts.read(element.first("generalfeedback"), stem.format)
    _note_lost(found, element)
    return ItemDraft(
        kind=answers.kind,
        stem=stem,
        title=title,
        options=answers.options,
        pairs=answers.pairs,
        ranges=answers.ranges,
        correct=answers.correct,
        correct_feedback=answers.correct_feedback,
        wrong_feedback=answers.wrong_feedback,
        general_feedback=feedback,
        fold_case=answers.fold_case,
        tags=_tags(element, tags),
        points=points_or_one(element.said("defaultgrade"), found.lose),
        pictures=texts.pictures.drafts(),
        more=answers.more,
        line=element.line,
    )


def _tags(element: Element, category: tuple[str, ...]) -> tuple[str, ...]:
    own = element.first("tags")
    said = [" ".join(tag.words().split()) for tag in own.elements("tag")] if own else []
    return tuple(dict.fromkeys(filter(None, (*category, *said))))[:MAX_TAGS]


def _note_lost(found: Collected, element: Element) -> None:
    for name in _IGNORED:
        held = element.first(name)
        if held and held.words().strip() not in {"", "0", "0.0", "0.0000000"}:
            found.lose(name)
    for name in _OVERALL:
        held = element.first(name)
        words = DraftText(" ".join(held.words().split())).text if held else ""
        if words and not _is_standard(words):
            found.lose("overall-feedback")


def _is_standard(words: str) -> bool:
    plain = words.replace("<p>", "").replace("</p>", "").strip()
    return plain.lower() in _STANDARD_FEEDBACK
