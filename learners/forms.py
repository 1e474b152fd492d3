"""Forms of the journey."""

from __future__ import annotations

from django import forms


class ReadForm(forms.Form):
    """Whether a section is to be taken as unread again."""

    unread = forms.BooleanField(required=False, widget=forms.HiddenInput)
