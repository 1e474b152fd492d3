"""XML of a stranger to a small tree that remembers lines. Pure.

No entities are taken but XML's own five, nothing is loaded from elsewhere, and size, depth and number of
elements are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from interop.questions.limits import MAX_DEPTH, MAX_ELEMENTS, check_size
from interop.questions.parsed import QuestionFileError
from interop.questions.text import plain_line_breaks

VOID: Final = frozenset({"br", "hr", "img"})


@dataclass(slots=True)
class Element:
    """One element: its name without the namespace, its line (from 1), and what stands in it in order."""

    name: str
    line: int
    space: str = ""
    values: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[Element]:
        """The elements directly inside, of these names or of all."""
        for one in self.inside:
            if isinstance(one, Element) and (not names or one.name in names):
                yield one

    def first(self, *names: str) -> Element | None:
        """The first element directly inside of one of these names."""
        return next(self.elements(*names), None)

    def every(self, *names: str) -> Iterator[Element]:
        """All elements of these names, however deep, in order; not recursive."""
        stack = list(reversed(list(self.elements())))
        while stack:
            one = stack.pop()
            if one.name in names:
                yield one
            stack.extend(reversed(list(one.elements())))

    def words(self) -> str:
        """The text directly and deeper inside."""
        parts: list[str] = []
        stack: list[Element | str] = list(reversed(self.inside))
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                parts.append(one)
            else:
                stack.extend(reversed(one.inside))
        return "".join(parts)

    def said(self, name: str) -> str:
        """The words of the first element of that name, without outer blanks; empty where it is missing."""
        found = self.first(name)
        return found.words().strip() if found else ""

    @property
    def is_plain(self) -> bool:
        """Whether there is text only inside."""
        return all(isinstance(one, str) for one in self.inside)


def read_xml(data: bytes, *, file: str = "") -> Element:
    """The root of an XML file. Raises QuestionFileError where it is broken, hostile or too large."""
    check_size(len(data), file=file)
    if not data.strip():
        raise QuestionFileError("empty", file=file)
    builder = _Builder(file)
    parser: Any = DefusedXMLParser(target=builder, forbid_entities=True, forbid_external=True)
    builder.parser = parser
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        line = getattr(error, "position", (0, 0))[0]
        raise QuestionFileError("not-well-formed", line=line, file=file) from error
    except DefusedXmlException as error:
        raise QuestionFileError("xml-entities", file=file) from error
    except (ValueError, LookupError) as error:
        raise QuestionFileError("not-well-formed", file=file) from error
    return root


def inner_html(element: Element) -> str:
    """What stands inside as HTML, tags and all; not recursive (the reader bounds the depth)."""
    parts: list[str] = []
    stack: list[Element | str | tuple[str]] = list(reversed(element.inside))
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            parts.append(escape(one, quote=False))
        elif isinstance(one, tuple):
            parts.append(one[0])
        else:
            values = "".join(f' {name}="{escape(value)}"' for name, value in one.values.items())
            parts.append(f"<{one.name}{values}>")
            if one.name not in VOID:
                stack.append((f"</{one.name}>",))
                stack.extend(reversed(one.inside))
    return "".join(parts)


class _Builder:
    """Builds the tree while the parser reads."""

    def __init__(self, file: str) -> None:
        self.parser: Any = None
        self._file = file
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._count += 1
        line = int(self.parser.parser.CurrentLineNumber)
        if len(self._open) >= MAX_DEPTH:
            raise QuestionFileError("too-deep", line=line, file=self._file)
        if self._count > MAX_ELEMENTS:
            raise QuestionFileError("too-many-elements", line=line, file=self._file)
        space, _brace, name = tag.rpartition("}")
        values = {_local(key): plain_line_breaks(value) for key, value in attributes.items()}
        element = Element(name, line, space.lstrip("{"), values)
        if self._open:
            self._open[-1].inside.append(element)
        else:
            self._root = element
        self._open.append(element)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._open.pop()

    def data(self, text: str) -> None:
        """Text."""
        inside = self._open[-1].inside
        if inside and isinstance(inside[-1], str):
            inside[-1] += plain_line_breaks(text)
        else:
            inside.append(plain_line_breaks(text))

    def close(self) -> Element:
        """The root."""
        if self._root is None:
            raise QuestionFileError("not-well-formed", file=self._file)
        return self._root


def _local(name: str) -> str:
    return name.rpartition("}")[2]
