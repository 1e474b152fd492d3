"""What is asked where somebody gets extra time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Administration
from common.local_options import LocalSelect, OptionText
from learners.models import Assignment

MOST_PERCENT: Final = 300


class ExtraTimeForm(forms.Form):
    """How much more time, and for what: all timed assessments to come, or one that was given."""

    percent = forms.IntegerField(
        label=_("Extra time in per cent"),
        help_text=_("25 makes 40 minutes into 50. What was agreed with the learner; no reason is kept here."),
        min_value=1,
        max_value=MOST_PERCENT,
        initial=25,
        error_messages={"required": _("Say how much, from 1 to 300 per cent.")},
    )
    what = forms.ChoiceField(
        label=_("For"),
        required=False,
        widget=LocalSelect,
        help_text=_("What is granted for one assessment goes before what stands for all."),
    )

    def __init__(self, *args: Any, given: Iterable[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {str(one.public_id): one for one in given}
        offered = [(key, _option(one)) for key, one in self.given.items()]
        field = cast("forms.ChoiceField", self.fields["what"])
        field.choices = [("", _("All assessments with a time limit")), *offered]

    @property
    def administration(self) -> Administration | None:
        """The one that it is for; None for all. For a valid form."""
        chosen = self.given.get(self.cleaned_data["what"])
        return chosen.administration if chosen else None


class RevokeForm(forms.Form):
    """Which extra time is taken back: that for one assignment, or what stands for all."""

    what = forms.UUIDField(required=False, widget=forms.HiddenInput)


def _option(assignment: Assignment) -> OptionText:
    return OptionText.of(assignment.given.local("title", get_language() or assignment.given.language))
