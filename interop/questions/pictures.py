"""Pictures of questions on their way from a file: found by name or inside the text, told by content. Pure.

Texts name them as `picture:<name>`; whoever stores them decodes and encodes them anew.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from assessments.drafts import DraftPicture
from interop.questions.limits import MAX_PICTURES
from interop.questions.parsed import QuestionError

_ENDINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s%]*)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"<img\b[^>]{0,2000}?\bsrc\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)


@dataclass(slots=True)
class Pictures:
    """The pictures of one question. The same bytes under the same name are one picture."""

    found: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> str:
        """Keep a picture and return the name by which texts name it. Raises QuestionError for other files."""
        ending = ending_of(content)
        if not ending:
            raise QuestionError("picture-unknown", text=name[:80])
        stem = name.rpartition("/")[2]
        stem = stem.rpartition(".")[0] or stem
        plain = _UNSAFE.sub("-", stem).strip("-._")[:60] or "picture"
        number, wanted = 1, f"{plain}{ending}"
        while self.found.get(wanted, content) != content:
            number += 1
            wanted = f"{plain}-{number}{ending}"
        self.found[wanted] = content
        if len(self.found) > MAX_PICTURES:
            raise QuestionError("too-many-pictures", limit=MAX_PICTURES)
        return wanted

    def lift(self, text: str, lose: Callable[[str], None]) -> str:
        """The text with pictures that stand inside it as `data:` lifted out, and others elsewhere noted."""
        if "data:" in text.lower():
            text = _DATA.sub(self._lifted, text)
        if _ELSEWHERE.search(text):
            lose("picture-elsewhere")
        return text

    def drafts(self) -> tuple[DraftPicture, ...]:
        """The pictures by name."""
        return tuple(DraftPicture(name, self.found[name]) for name in sorted(self.found))

    def _lifted(self, match: re.Match[str]) -> str:
        return f"picture:{self.add('inside', decoded(unquote(match[1])))}"


def ending_of(content: bytes) -> str:
    """The ending of a picture's name by its content; empty for what is no PNG, JPEG, GIF or WebP."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return next((ending for mark, ending in _ENDINGS if content.startswith(mark)), "")


def decoded(text: str) -> bytes:
    """The bytes of base64. Raises QuestionError where it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise QuestionError("file-broken") from error
