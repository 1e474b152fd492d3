"""A made-up post as a page shows it: its pieces, its picture, and what may be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BREACHES: Final = {
    "identifier": _("Identifier"),
    "boundary": _("Boundary"),
    "tone": _("Tone"),
    "accuracy": _("Accuracy"),
    "conflict_of_interest": _("Conflict of interest"),
    "copyright": _("Copyright"),
    "other": _("Other"),
}
DECISIONS: Final = {
    "publish": _("Publish as it is"),
    "edit": _("Edit first"),
    "withhold": _("Withhold"),
}
PLACES: Final = {
    "profile": _("On a profile"),
    "group": _("In a closed group"),
    "public": _("Public"),
    "story": _("As a story"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One markable piece of a post: a stretch of its text, or a part of its picture.

    `n` counts from 1 over text and picture. `box` is x, y, width and height in per cent of the picture as an
    SVG takes them. `marked` and `breach` repeat what was saved.
    """

    n: int
    id: str
    text: str
    field: str
    breach_field: str
    marked: bool = False
    breach: str = ""
    box: tuple[str, str, str, str] | None = None

    @property
    def breach_label(self) -> str | StrPromise:
        """What it was called; nothing where it was not."""
        return BREACHES.get(self.breach, "")


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post: who made it up to say what, where, with which picture (`picture:<id>`)."""

    author: str
    handle: str
    place: str | StrPromise
    spans: tuple[Piece, ...]
    regions: tuple[Piece, ...] = ()
    picture: str = ""
    alt: str = ""

    @property
    def initials(self) -> str:
        """Two letters in place of a face."""
        words = self.author.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that can be marked, in reading order."""
        return (*self.spans, *self.regions)
