"""The elements of QTI under one name for 2.1 and 3.0, and their content as texts of drafts. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from assessments.drafts import DraftText, TextFormat
from interop.questions.limits import is_safe_path
from interop.questions.parsed import QuestionError
from interop.questions.pictures import Pictures
from interop.questions.text import draft_text
from interop.questions.xml_reading import Element, inner_html

INTERACTIONS: Final = frozenset(
    {
        "associateinteraction",
        "choiceinteraction",
        "custominteraction",
        "drawinginteraction",
        "endattemptinteraction",
        "extendedtextinteraction",
        "gapmatchinteraction",
        "graphicassociateinteraction",
        "graphicgapmatchinteraction",
        "graphicorderinteraction",
        "hotspotinteraction",
        "hottextinteraction",
        "inlinechoiceinteraction",
        "matchinteraction",
        "mediainteraction",
        "orderinteraction",
        "portablecustominteraction",
        "positionobjectinteraction",
        "positionobjectstage",
        "selectpointinteraction",
        "sliderinteraction",
        "textentryinteraction",
        "uploadinteraction",
    }
)
BLANK: Final = "_____"
_GAP: Final = "\ufdd0"
_LEFT_OUT: Final = frozenset(
    {"prompt", "stylesheet", "rubricblock", "feedbackinline", "feedbackblock", "templateinline"}
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_EMPTY = re.compile(r"<(p|div|span)>\s*</\1>")
_AROUND_BLOCK = re.compile(r"\s*(</?(?:p|div|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|blockquote)>)\s*")


def canonical(name: str) -> str:
    """`choiceInteraction` and `qti-choice-interaction` are both `choiceinteraction`."""
    return name.removeprefix("qti-").replace("-", "").lower()


def normalise(element: Element) -> Element:
    """A tree in which every element and attribute has its canonical name; not recursive."""
    root = _renamed(element)
    stack = [(element, root)]
    while stack:
        old, new = stack.pop()
        for one in old.inside:
            if isinstance(one, str):
                new.inside.append(one)
                continue
            child = _renamed(one)
            new.inside.append(child)
            stack.append((one, child))
    return root


def _renamed(element: Element) -> Element:
    values = {canonical(name): value for name, value in element.values.items()}
    return Element(canonical(element.name), element.line, element.space, values)


@dataclass(slots=True)
class Content:
    """Reads the content of one item, with the pictures of its package.

    files: the files of the package by path; folder: where in it the item stands.
    """

    lose: Callable[[str], None]
    files: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = ""
    pictures: Pictures = field(default_factory=Pictures)

    def read(self, *elements: Element | None) -> DraftText:
        """The content of elements, one below the other, without feedback and interactions."""
        html = "".join(self._html(element) for element in elements if element is not None)
        return self._text(html)

    def read_stem(self, body: Element, prompt: Element | None) -> DraftText:
        """The content of an item's body: a gap in the middle of a sentence is a blank."""
        html = self._html(body)
        before, _gap, after = html.partition(_GAP)
        goes_on = bool(re.sub(r"<[^>]*>", "", after.split("</p>")[0]).strip())
        return self._text(
            before + (BLANK if goes_on else "") + after + (self._html(prompt) if prompt else "")
        )

    def _text(self, html: str) -> DraftText:
        plain = _SPACES.sub(" ", html.replace(_GAP, "")).strip()
        for _round in range(3):
            plain = _EMPTY.sub("", plain).strip()
        plain = _AROUND_BLOCK.sub(r"\1", plain)
        lifted = self.pictures.lift(_unwrapped(plain), self.lose)
        if "<" not in lifted:
            return draft_text(_without_entities(lifted), TextFormat.PLAIN)
        return draft_text(lifted, TextFormat.HTML)

    def _html(self, element: Element) -> str:
        return inner_html(self._copied(element))

    def _copied(self, element: Element) -> Element:
        """The content of an element as HTML can hold it; goes as deep as the reader allowed."""
        copy = Element(element.name, element.line)
        for one in element.inside:
            if isinstance(one, str):
                copy.inside.append(one)
            elif one.name in INTERACTIONS:
                copy.inside.append(_GAP)
            elif one.name in {"img", "object"}:
                copy.inside.append(self._picture(one))
            elif one.name == "math":
                raise QuestionError("formula")
            elif one.name in {"printedvariable", "include"}:
                raise QuestionError("made-up-anew")
            elif one.name == "contentbody":
                copy.inside.extend(self._copied(one).inside)
            elif one.name not in _LEFT_OUT:
                child = self._copied(one)
                child.values = {
                    name: value
                    for name, value in one.values.items()
                    if name in {"href", "colspan", "rowspan"}
                }
                copy.inside.append(child)
        return copy

    def _picture(self, element: Element) -> Element | str:
        source = element.values.get("src") or element.values.get("data") or ""
        words = element.values.get("alt") or " ".join(element.words().split())
        if source.startswith(("http:", "https:", "data:", "//")):
            return Element("img", element.line, values={"src": source, "alt": words})
        path = posixpath.normpath(posixpath.join(self.folder, unquote(urlsplit(source).path)))
        if not is_safe_path(path) or path not in self.files:
            raise QuestionError("picture-missing", text=source[:80])
        name = self.pictures.add(path, self.files[path])
        return Element("img", element.line, values={"src": f"picture:{name}", "alt": words})


def _unwrapped(html: str) -> str:
    """The content without a box that holds all of it."""
    for name in ("div", "p", "div", "p"):
        inside = html[len(name) + 2 : -len(name) - 3]
        whole = html.startswith(f"<{name}>") and html.endswith(f"</{name}>") and f"<{name}" not in inside
        if whole and (name == "div" or "<" not in inside):
            html = inside.strip()
    return html


def _without_entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
