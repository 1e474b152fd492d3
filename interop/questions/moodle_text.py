"""Texts of Moodle XML with their formats and files. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from assessments.drafts import DraftText, TextFormat
from interop.questions.parsed import QuestionError
from interop.questions.pictures import Pictures, decoded, ending_of
from interop.questions.text import draft_text
from interop.questions.xml_reading import Element, inner_html

FORMATS: Final = {
    "html": TextFormat.HTML,
    "moodle_auto_format": TextFormat.MOODLE,
    "plain_text": TextFormat.PLAIN,
    "markdown": TextFormat.MARKDOWN,
}
FILE: Final = "@@PLUGINFILE@@/"
_NAMED = re.compile(r"@@PLUGINFILE@@/([^\s\"'<>)\]?#]+)(?:[?#][^\s\"'<>)\]]*)?")


@dataclass(slots=True)
class Texts:
    """Reads the texts of one question and gathers its pictures."""

    lose: Callable[[str], None]
    default: TextFormat = TextFormat.HTML
    pictures: Pictures = field(default_factory=Pictures)

    def with_default(self, text_format: TextFormat) -> Texts:
        """The same reader for texts that take over a format."""
        return Texts(self.lose, text_format, self.pictures)

    def read(self, element: Element | None, default: TextFormat | None = None) -> DraftText:
        """The text of an element that holds `<text>` and perhaps files. Raises QuestionError."""
        if element is None:
            return DraftText()
        said = element.values.get("format", "").strip().lower()
        text_format = FORMATS.get(said, default or self.default)
        held = element.first("text")
        text = raw_text(held if held is not None else element)
        if FILE in text or element.first("file"):
            text = self._with_pictures(element, text)
        return draft_text(self.pictures.lift(text, self.lose), text_format)

    def _with_pictures(self, element: Element, text: str) -> str:
        used = {unquote(name) for name in _NAMED.findall(text)}
        names: dict[str, str] = {}
        for file in element.elements("file"):
            name = file.values.get("name", "")
            content = decoded(file.words())
            if name in used:
                names[name] = self.pictures.add(name, content)
            elif ending_of(content):
                self.pictures.add(name, content)
            else:
                self.lose("file")

        def renamed(match: re.Match[str]) -> str:
            name = unquote(match[1])
            if name not in names:
                raise QuestionError("picture-missing", text=name[:80])
            return f"picture:{names[name]}"

        return _NAMED.sub(renamed, text)


def raw_text(element: Element) -> str:
    """The text of an element; where tags stand in it unescaped, as some programs write them, with these."""
    if element.is_plain:
        return element.words()
    bare = Element(element.name, element.line, inside=[one for one in element.inside if not _is_file(one)])
    return inner_html(bare)


def _is_file(one: Element | str) -> bool:
    return isinstance(one, Element) and one.name in {"file", "text", "answer", "feedback"}
