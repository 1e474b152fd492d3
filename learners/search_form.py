"""What can be asked of the search."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.search import TITLES, Kind

LONGEST: Final = 100


class SearchForm(forms.Form):
    """Words to look for, and the one kind of thing that is wanted where it is not all."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": _("Look for fewer words: at most %(limit_value)d characters.")},
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "class": "form-control form-control-s"}
        ),
    )
    kind = forms.ChoiceField(required=False, choices=[("", ""), *TITLES.items()], widget=forms.HiddenInput)

    @property
    def query(self) -> str:
        """The words; nothing while there are none, or too many."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    @property
    def one_kind(self) -> Kind | None:
        """The kind of thing that is wanted, or None for all of them."""
        chosen = self.cleaned_data.get("kind") if self.is_valid() else ""
        return Kind(chosen) if chosen else None
