"""GIFT as Moodle's importer understands it, to drafts. Pure.

https://docs.moodle.org/en/GIFT_format. Blank lines part questions, inside braces too: a question whose braces
are parted by one is refused, as there. Where Moodle would make nonsense of a slip (two questions without a
blank line between them), the question is refused instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assessments.drafts import DraftText, ItemDraft, TextFormat
from interop.questions.decoding import decode
from interop.questions.gift_answers import Answers, read_answers
from interop.questions.gift_signs import formatted, hide, show
from interop.questions.limits import MAX_TAGS, check_count
from interop.questions.parsed import Collected, Parsed, QuestionError, QuestionFileError

CODE: Final = "gift"
BLANK: Final = "_____"
LONGEST_TITLE: Final = 255

_CATEGORY = re.compile(r"\$CATEGORY:(.*)", re.IGNORECASE)
_COURSE = re.compile(r"\$COURSE:.*", re.IGNORECASE)
_ID = re.compile(r"\[id:((?:\\\]|[^\]]){1,200})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]]){1,200})\]")
# What programs leave behind when they cut a question out of their own source.
_LEFT_OVER: Final = re.compile(r"\s*[\"';]*[\"'][\"';]*\s*|\s*;\s*")
_NO_CATEGORY: Final = re.compile(r"\$[a-z0-9]*\$", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """Lines between blank lines. `lines` are those of the question with their numbers."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return hide("\n".join(line for _number, line in self.lines)).strip()


def parse(data: bytes, name: str = "") -> Parsed:
    """Read a GIFT file. Raises QuestionFileError where there is no question in it, or it is too large."""
    found = Collected(CODE, name)
    open_block = False
    for block in _blocks(decode(data)):
        text = block.text
        if open_block and "}" in text and "{" not in text:
            open_block = False  # The rest of a question that a blank line cut in two.
            continue
        open_block = "{" in text and "}" not in text
        _take(found, block, text)
        check_count(len(found.items) + len(found.refused))
    if not found.items and not found.refused:
        raise QuestionFileError("no-questions")
    return found.done()


def category_tags(path: str) -> tuple[str, ...]:
    """The names of a category path, such as `$course$/top/Ethics/Online`; slashes in names are doubled."""
    names = (
        name.replace("\0", "/").strip() for name in path.replace("\0", "").replace("//", "\0").split("/")
    )
    return tuple(
        " ".join(name.split())[:100]
        for name in names
        if name and name.casefold() != "top" and not _NO_CATEGORY.fullmatch(name)
    )[:MAX_TAGS]


def _blocks(text: str) -> Iterator[_Block]:
    tags: tuple[str, ...] = ()
    block = _Block()
    for number, raw in enumerate((*text.split("\n"), ""), start=1):
        line = raw.strip()
        if not line:
            if block.lines:
                yield block
            block = _Block(tags=tags)
        elif line.startswith("//"):
            block.comments.append(line)
        elif not block.lines and (category := _CATEGORY.match(line)):
            tags = category_tags(show(hide(category[1])))
            block.tags = tags
        elif not (not block.lines and _COURSE.match(line)):
            block.lines.append((number, line))


def _take(found: Collected, block: _Block, text: str) -> None:
    line = block.lines[0][0]
    title, rest = _title(text)

    def read() -> tuple[ItemDraft, str]:
        comments = "\n".join(block.comments)
        code = _ID.search(comments)
        tags = (*block.tags, *(tag.replace("\\]", "]").strip() for tag in _TAG.findall(comments)))
        draft = _question(found, rest, title=title, line=line, tags=tuple(dict.fromkeys(filter(None, tags))))
        return draft, code[1].replace("\\]", "]").strip() if code else ""

    found.take(read, line=line, name=title or show(rest))


def _title(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    end = text.find("::", 2)
    if end < 0:
        return "", text[2:]
    title = " ".join(show(text[2:end]).split())[:LONGEST_TITLE].strip()
    return title, text[end + 2 :].strip()


def _question(found: Collected, text: str, *, title: str, line: int, tags: tuple[str, ...]) -> ItemDraft:
    start, end = _braces(text)
    inside, after = text[start + 1 : end].strip(), text[end + 1 :]
    if _LEFT_OVER.fullmatch(after):
        after = ""
        found.lose("left-over-signs")
    stem = formatted(text[:start] + (BLANK + after if after.strip() else ""), TextFormat.MOODLE)
    if not stem:
        raise QuestionError("no-stem")
    inside, feedback = _general_feedback(inside, stem.format)
    answers: Answers = read_answers(inside, stem.format, found.lose)
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
        tags=tags[:MAX_TAGS],
        line=line,
    )


def _braces(text: str) -> tuple[int, int]:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise QuestionError("not-a-question")
    if end < 0:
        raise QuestionError("brace-not-closed")
    if start < 0 or end < start:
        raise QuestionError("brace-not-opened")
    if "{" in text[start + 1 : end]:
        raise QuestionError("brace-in-answer")
    if "{" in text[end + 1 :] or "}" in text[end + 1 :]:
        raise QuestionError("two-answer-blocks")
    return start, end


def _general_feedback(inside: str, text_format: TextFormat) -> tuple[str, DraftText]:
    at = inside.rfind("####")
    if at < 0:
        return inside, DraftText()
    return inside[:at].strip(), formatted(inside[at + 4 :], text_format)
