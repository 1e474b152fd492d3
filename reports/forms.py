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
