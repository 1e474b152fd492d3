"""Looking for words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.searching import LONGEST_QUERY


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "class": "form-control form-control-s"}
        ),
    )

    @property
    def wanted(self) -> str:
        """The words, or nothing while the form is empty or wrong."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
