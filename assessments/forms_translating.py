"""The form in which an item is written in a further language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from assessments.item_forms.questions import long_text
from assessments.item_texts import ItemText
from assessments.kinds.base import Problem
from assessments.services.translating import NEEDED
from assessments.translation_page import ItemLanguage, name_of_text

SHORT: Final = 90


@dataclass(frozen=True)
class Beside:
    """One text of an item beside the field for the same in the other language."""

    original: str
    field: BoundField


class TranslationForm(forms.Form):
    """One field for each text of an item, named by its path; all are needed unless a draft is kept, which
    `keeps` says. `seen` tells whether somebody else saved meanwhile."""

    KEEP: ClassVar = "keep"
    SHOW: ClassVar = "show"

    do = forms.ChoiceField(choices=[(KEEP, ""), (SHOW, "")], required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, language: ItemLanguage, seen: str) -> None:
        super().__init__(data, initial={**language.said, "seen": seen}, use_required_attribute=False)
        self.texts: Sequence[ItemText] = language.texts
        self.keeps = data is not None and data.get("do") == self.KEEP
        for text in self.texts:
            field = long_text(
                name_of_text(text, language.version.kind),
                required=not self.keeps,
                error_messages={"required": NEEDED},
                rows=2 if len(text.text) < SHORT else min(12, 3 + len(text.text) // SHORT),
            )
            field.widget.attrs["lang"] = language.code
            self.fields[text.path] = field

    def beside(self) -> list[Beside]:
        """The texts, each beside its field."""
        return [Beside(text.text, self[text.path]) for text in self.texts]

    def said(self) -> dict[str, str]:
        """What was written, by path."""
        return {text.path: self.cleaned_data[text.path].replace("\r\n", "\n") for text in self.texts}

    def blame(self, problems: Sequence[Problem]) -> None:
        """Put each problem at its text, else on top."""
        paths = {text.place: text.path for text in self.texts}
        for problem in problems:
            self.add_error(paths.get(problem.path), str(problem.message))
