"""The pictures of a file as its preview draws them: small, encoded anew, inside the page, stored nowhere."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from assessments.drafts import DraftPicture, DraftText, ItemDraft
from assessments.pictures import SCHEME, LargePictureError, UnreadablePictureError, clean, pixels_of
from interop.questions.text import to_markdown

SIDE: Final = 360
"""Pixels of the longer side."""
MOST: Final = 40
"""Pictures that one page draws."""
MOST_PIXELS: Final = 120_000_000
"""Pixels that one page decodes."""
_ALT: Final = re.compile(r"!\[([^\]]*)\]\(picture:([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture: its words, and its address; without one it is `broken`, or there were too many."""

    name: str
    alt: str
    src: str = ""
    broken: bool = False


@dataclass(slots=True)
class Drawing:
    """Draws the pictures of one page, as many as it bears."""

    left: int = MOST
    pixels_left: int = MOST_PIXELS

    def draw(self, draft: ItemDraft) -> tuple[ShownPicture, ...]:
        """The pictures of one question."""
        words = dict(_words(draft))
        return tuple(self._one(one, words.get(one.name, "")) for one in draft.pictures)

    def _one(self, picture: DraftPicture, alt: str) -> ShownPicture:
        try:
            pixels = pixels_of(picture.content)
            if not self.left or pixels > self.pixels_left:
                return ShownPicture(picture.name, alt)
            self.left, self.pixels_left = self.left - 1, self.pixels_left - pixels
            small = clean(picture.content, longest_side=SIDE)
        except (LargePictureError, UnreadablePictureError):
            return ShownPicture(picture.name, alt, broken=True)
        held = base64.b64encode(small.content).decode("ascii")
        return ShownPicture(picture.name, alt, f"data:{small.media_type};base64,{held}")


def _words(draft: ItemDraft) -> Iterator[tuple[str, str]]:
    """The name of each picture that a text shows, with the words for it."""
    for text in _texts(draft):
        yield from ((unquote(name), alt) for alt, name in _ALT.findall(text))
    own = draft.more.get("body")
    post = own.get("post") if isinstance(own, dict) else None
    if isinstance(post, dict):
        yield str(post.get("picture", "")).removeprefix(SCHEME), str(post.get("alt", ""))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, DraftText):
        yield to_markdown(value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, ItemDraft) or hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))
