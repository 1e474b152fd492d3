"""Choices, and labels, whose texts are content, each in the language that it is in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language

from common import fallbacks
from common.translatable import LocalText


class OptionText(str):
    """The text of an option; `language` is the one that it is in."""

    __slots__ = ("language",)
    language: str

    @classmethod
    def of(cls, text: LocalText, pattern: str = "%s") -> OptionText:
        """Return an option with `text` in the place that `pattern` has for it; the page notes a fallback."""
        fallbacks.note(text)
        return cls.written(pattern % text.value, text.language)

    @classmethod
    def written(cls, text: str, language: str) -> OptionText:
        """Return an option with `text`, which is in `language`; of that the page says nothing."""
        option = cls(text)
        option.language = language
        return option


def in_its_language(label: object) -> object:
    """Return the text of a choice or a label; in another language it says which."""
    if isinstance(label, OptionText) and label.language != get_language():
        return format_html('<span lang="{}">{}</span>', label.language, label)
    return label


class LocalSelect(forms.Select):
    """A select that says the language of each `OptionText` which is not in the reader's."""

    def create_option(
        self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Return what draws one option."""
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, OptionText) and label.language != get_language():
            option["attrs"]["lang"] = label.language
        return option
