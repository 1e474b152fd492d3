"""What can be chosen about an export."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CohortExportForm(forms.Form):
    """The shape of the file."""

    LONG, WIDE = "long", "wide"

    shape = forms.ChoiceField(
        label=_("One line for"),
        choices=[(LONG, _("Each learner and competency")), (WIDE, _("Each learner"))],
        initial=LONG,
        widget=forms.RadioSelect,
    )


class ActForm(forms.Form):
    """What is to be done with a run; kept for good it is for a visit, which has a name."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("cancel", "retry", "pin", "unpin")])
    visit = forms.CharField(
        label=_("For which visit"),
        help_text=_("Its name stands beside the file."),
        required=False,
        max_length=100,
    )


class PageForm(forms.Form):
    """Which page of a list is wanted."""

    page = forms.IntegerField(required=False, min_value=1)

    @property
    def wanted(self) -> int:
        """The page asked for; the first where none was."""
        return (self.is_valid() and self.cleaned_data["page"]) or 1


class KeyForm(forms.Form):
    """The signed key of an address that expires."""

    key = forms.CharField(max_length=300)
