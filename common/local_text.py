"""A text in the language asked for, or in the one it was written in. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text as it can be shown: in the language asked for, or in the one it was written in."""

    value: Any
    language: str
    is_fallback: bool


def local_text(content: Any, field: str, language: str) -> LocalText:
    """Return the text of `field` in `language`, or as it was written when there is no translation.

    content: a row, or what was read of one, with the field, `language` and `translations`.
    """
    if language != content.language:
        translated = content.translations.get(language, {}).get(field)
        if translated:
            return LocalText(value=translated, language=language, is_fallback=False)
    return LocalText(
        value=getattr(content, field), language=content.language, is_fallback=language != content.language
    )


class Local:
    """What has texts in the language it was written in, and translations of them by language and field."""

    __slots__ = ()

    language: str
    translations: Mapping[str, Mapping[str, str]]

    def local(self, field: str, language: str) -> LocalText:
        """Return the text of `field` in `language`, or as it was written when there is no translation."""
        return local_text(self, field, language)
