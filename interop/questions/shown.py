"""The questions of a file as the preview draws them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.drafts import DraftText, ItemDraft
from assessments.item_texts import texts_of
from assessments.kinds import KINDS
from assessments.models import Item
from assessments.near_duplicates import NEAR, resemblance, shingles
from assessments.translation_page import name_of_text
from interop.questions.numbers import written, written_weight
from interop.questions.parsed import Note, Parsed
from interop.questions.shown_pictures import Drawing, ShownPicture
from interop.questions.text import to_markdown, to_plain
from interop.questions.wording import place, reason, what_is_lost

_PICTURE = re.compile(r"!\[([^\]]*)\]\(picture:[^)]*\)")
MOST_COMPARED = 3_000


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One option, pair or accepted answer. Texts are Markdown; `earns` is in per cent, empty for none."""

    text: str
    earns: str = ""
    feedback: str = ""
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What only one kind has, such as a hypothesis or a piece of a post: what it is, and its words."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question that can come in."""

    where: str
    kind: str
    title: str
    stem: str
    answers: tuple[ShownAnswer, ...]
    correct: bool | None
    feedback: str
    tags: tuple[str, ...]
    pictures: tuple[ShownPicture, ...]
    parts: tuple[ShownPart, ...]
    lost: tuple[str, ...]
    near: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ShownRefusal:
    """One question that is refused."""

    where: str
    name: str
    why: str


def refusals(parsed: Parsed) -> list[ShownRefusal]:
    """What is refused, by name, place and reason."""
    return [ShownRefusal(place(one), one.name, reason(one)) for one in parsed.refused]


def questions(parsed: Parsed, places: Sequence[int]) -> list[ShownQuestion]:
    """The questions at these places, each with the items of the bank that say nearly the same. One query."""
    bank = [
        (item, shingles(getattr(item, "stem", "") or ""))
        for item in Item.objects.with_newest().only("public_id", "code", "title")[:MOST_COMPARED]
    ]
    found = []
    drawing = Drawing()
    for at in places:
        draft, file = parsed.items[at], parsed.files[at]
        here = shingles(to_plain(draft.stem))
        near = tuple(item for item, there in bank if resemblance(here, there) >= NEAR)[:3]
        lost = tuple(
            what_is_lost(note) for note in parsed.notes if (note.file, note.line) == (file, draft.line)
        )
        found.append(_shown(draft, file, near, lost, drawing.draw(draft)))
    return found


def _shown(
    draft: ItemDraft,
    file: str,
    near: tuple[Item, ...],
    lost: tuple[str, ...],
    drawn: tuple[ShownPicture, ...],
) -> ShownQuestion:
    more = draft.more.get("body")
    own = more if isinstance(more, Mapping) else {}
    return ShownQuestion(
        where=place(Note(draft.line, "", "", file=file)),
        kind=str(KINDS[draft.kind].label),
        title=draft.title,
        stem=_text(draft.stem),
        answers=tuple(_answers(draft)),
        correct=draft.correct,
        feedback=_text(draft.general_feedback),
        tags=draft.tags,
        pictures=drawn,
        parts=(
            *_remarks(draft),
            *(ShownPart(name_of_text(one, draft.kind), one.text) for one in texts_of(own)),
        ),
        lost=lost,
        near=near,
    )


def _remarks(draft: ItemDraft) -> list[ShownPart]:
    """The feedback that belongs to no answer of the list."""
    words = {
        ("true_false", True): (_("Feedback to “true”"), _("Feedback to “false”")),
        ("true_false", False): (_("Feedback to “false”"), _("Feedback to “true”")),
    }
    other = ("", _("Feedback to any other number"))
    right, wrong = words.get((draft.kind, bool(draft.correct)), other)
    said = ((right, _text(draft.correct_feedback)), (wrong, _text(draft.wrong_feedback)))
    return [ShownPart(name, text) for name, text in said if text]


def _answers(draft: ItemDraft) -> list[ShownAnswer]:
    pairs = [ShownAnswer(f"{_text(pair.premise)} → {_text(pair.option)}") for pair in draft.pairs]
    ranges = [
        ShownAnswer(
            written(one.low) if one.low == one.high else f"{written(one.low)} – {written(one.high)}",
            written_weight(one.weight),
            _text(one.feedback),
            is_right=one.weight > 0,
        )
        for one in draft.ranges
    ]
    options = [
        ShownAnswer(
            _text(one.text),
            "" if one.weight is None else written_weight(one.weight),
            _text(one.feedback),
            is_right=bool(one.weight and one.weight > 0),
        )
        for one in draft.options
    ]
    return [*pairs, *ranges, *options]


def _text(text: DraftText) -> str:
    """The text as Markdown, with the words of pictures: they are stored when the question is taken."""
    return _PICTURE.sub(r"[\1]", to_markdown(text))
