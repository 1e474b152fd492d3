"""Drafts to Moodle XML. Pure."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from assessments.drafts import DraftPicture, DraftText, ItemDraft
from interop.questions.moodle_text import FILE, FORMATS
from interop.questions.numbers import middle_of, written, written_weight
from interop.questions.text import to_plain

TYPES: Final = {
    "single_best_answer": "multichoice",
    "multiple_response": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "short_answer": "shortanswer",
    "numeric": "numerical",
    "reflection": "essay",
    "ordering": "ordering",
}
KINDS: Final = frozenset(TYPES)
_NAMES: Final = {text_format: name for name, text_format in FORMATS.items()}
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def write(drafts: Sequence[ItemDraft]) -> bytes:
    """A Moodle XML file of drafts of `KINDS`, with their pictures inside."""
    return (_HEAD + "".join(_Writer(draft).question() for draft in drafts) + "</quiz>\n").encode()


class _Writer:
    """Writes one question; each picture stands with the first text that names it."""

    def __init__(self, draft: ItemDraft) -> None:
        self._draft = draft
        self._left = {picture.name: picture for picture in draft.pictures}

    def question(self) -> str:
        """The element of the question."""
        draft = self._draft
        parts = [
            f"<name><text>{_cdata(draft.title)}</text></name>",
            self._stem(),
            self._text("generalfeedback", draft.general_feedback),
            f"<defaultgrade>{written(draft.points)}</defaultgrade>",
            *self._answers(),
        ]
        if draft.tags:
            tags = "".join(f"<tag><text>{_cdata(tag)}</text></tag>" for tag in draft.tags)
            parts.append(f"<tags>{tags}</tags>")
        inside = "\n  ".join(part for part in parts if part)
        return f'<question type="{TYPES[draft.kind]}">\n  {inside}\n</question>\n'

    def _stem(self) -> str:
        """The stem comes first and takes along the pictures that no text names."""
        stem = self._draft.stem
        every = [self._draft.general_feedback, self._draft.correct_feedback, self._draft.wrong_feedback]
        every += [text for option in self._draft.options for text in (option.text, option.feedback)]
        every += [pair.premise for pair in self._draft.pairs] + [one.feedback for one in self._draft.ranges]
        elsewhere = " ".join(text.text for text in every)
        unnamed = [name for name in self._left if f"picture:{name}" not in elsewhere]
        return self._text("questiontext", stem, unnamed)

    def _text(self, name: str, text: DraftText, also: Sequence[str] = (), values: str = "") -> str:
        if not text:
            return ""
        inside, said = self._inside(text, also)
        return f"<{name}{values} format={quoteattr(_NAMES[text.format])}>{inside}{said}</{name}>"

    def _inside(self, text: DraftText, also: Sequence[str] = ()) -> tuple[str, str]:
        """The `<text>` and the `<file>` elements of one text."""
        said = text.text
        files = []
        for picture in self._draft.pictures:
            named = f"picture:{picture.name}"
            if named in said or picture.name in also:
                said = said.replace(named, FILE + picture.name)
                files.append(picture)
        return f"<text>{_cdata(said)}</text>", "".join(_file(picture) for picture in files)

    def _answer(self, text: DraftText, earns: str, feedback: DraftText, more: str = "") -> str:
        inside, files = self._inside(text)
        said = self._text("feedback", feedback)
        form = quoteattr(_NAMES[text.format])
        return f'<answer fraction="{earns}" format={form}>{inside}{files}{more}{said}</answer>'

    def _answers(self) -> Iterable[str]:
        draft = self._draft
        if draft.kind in {"single_best_answer", "multiple_response"}:
            yield f"<single>{str(draft.kind == 'single_best_answer').lower()}</single>"
            yield "<shuffleanswers>true</shuffleanswers>"
            for option in draft.options:
                yield self._answer(option.text, written_weight(option.weight), option.feedback)
        elif draft.kind == "true_false":
            yield from self._true_false()
        elif draft.kind == "matching":
            yield from self._matching()
        elif draft.kind == "short_answer":
            yield f"<usecase>{0 if draft.fold_case else 1}</usecase>"
            for option in draft.options:
                plain = DraftText(to_plain(option.text), option.text.format)
                yield self._answer(plain, written_weight(option.weight), option.feedback)
        elif draft.kind == "numeric":
            yield from self._numeric()
        elif draft.kind == "ordering":
            for place, option in enumerate(draft.options, start=1):
                yield self._answer(option.text, str(place), DraftText())
        else:
            yield from self._essay()

    def _true_false(self) -> Iterable[str]:
        draft = self._draft
        for said in (True, False):
            right = said == draft.correct
            feedback = draft.correct_feedback if right else draft.wrong_feedback
            words = f"<text>{str(said).lower()}</text>{self._text('feedback', feedback)}"
            yield f'<answer fraction="{100 if right else 0}" format="plain_text">{words}</answer>'

    def _matching(self) -> Iterable[str]:
        for pair in self._draft.pairs:
            inside, files = self._inside(pair.premise)
            option = f"<answer><text>{_cdata(to_plain(pair.option))}</text></answer>"
            form = quoteattr(_NAMES[pair.premise.format])
            yield f"<subquestion format={form}>{inside}{files}{option}</subquestion>"
        for distractor in self._draft.options:
            option = f"<answer><text>{_cdata(to_plain(distractor.text))}</text></answer>"
            yield f'<subquestion format="html"><text></text>{option}</subquestion>'

    def _numeric(self) -> Iterable[str]:
        draft = self._draft
        for one in draft.ranges:
            middle, tolerance = middle_of(one.low, one.high)
            yield (
                f'<answer fraction="{written_weight(one.weight)}" format="plain_text">'
                f"<text>{written(middle)}</text>{self._text('feedback', one.feedback)}"
                f"<tolerance>{written(tolerance)}</tolerance></answer>"
            )
        if draft.wrong_feedback:
            feedback = self._text("feedback", draft.wrong_feedback)
            yield f'<answer fraction="0" format="plain_text"><text>*</text>{feedback}</answer>'
        unit = draft.more.get("body", {}).get("unit", "")
        if unit:
            name = f"<multiplier>1</multiplier><unit_name>{_cdata(str(unit))}</unit_name>"
            yield f"<units><unit>{name}</unit></units>"

    def _essay(self) -> Iterable[str]:
        body = self._draft.more.get("body", {})
        yield "<responseformat>editor</responseformat>"
        if body.get("min_words"):
            yield f"<minwordlimit>{int(body['min_words'])}</minwordlimit>"
        if body.get("max_words"):
            yield f"<maxwordlimit>{int(body['max_words'])}</maxwordlimit>"


def _file(picture: DraftPicture) -> str:
    content = base64.b64encode(picture.content).decode("ascii")
    return f'<file name={quoteattr(picture.name)} path="/" encoding="base64">{content}</file>'


def _cdata(text: str) -> str:
    """The text for an element: as it is where nothing in it needs care."""
    if not any(sign in text for sign in "<>&"):
        return text
    if "]]>" in text:
        return escape(text)
    return f"<![CDATA[{text}]]>"
