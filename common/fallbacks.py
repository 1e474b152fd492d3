"""Which languages a page had to fall back to, so that it can say so once.

Content is shown in the reader's language, or as it was written. Whoever shows a text notes a fallback here;
the frame of the page reads them after the content is drawn, and before it is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from common.translatable import LocalText

_noted: ContextVar[set[str] | None] = ContextVar("fallbacks", default=None)


@contextmanager
def watched() -> Iterator[None]:
    """Begin a page of its own: what was noted before is not about it."""
    token = _noted.set(set())
    try:
        yield
    finally:
        _noted.reset(token)


def note(text: LocalText) -> LocalText:
    """Remember when a text is shown in another language than the reader's; return the text."""
    noted = _noted.get()
    if noted is not None and text.is_fallback and text.value:
        noted.add(text.language)
    return text


def take() -> list[str]:
    """Return the codes of the languages that were noted since this was last asked, in order."""
    noted = _noted.get()
    if noted is None:
        return []
    codes = sorted(noted)
    noted.clear()
    return codes
