"""What the pages of expert panels ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.choices import PanelRule
from assessments.forms_answer import AnswerForm
from assessments.models import Item
from common.fields import DayField

LONGEST_REMARK = 2000


class PanelForm(forms.Form):
    """What a panel is and how its answers become keys. Once it has begun, the rule stays (`settled`)."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Stands with the keys that it confirms, and with the members' link."),
    )
    instructions = forms.CharField(
        label=_("Instructions for the members"),
        required=False,
        max_length=10_000,
        help_text=_("What to judge by: for instance what you would do today, in your own practice."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    rule = forms.ChoiceField(
        label=_("How the key is computed"),
        choices=PanelRule.choices,
        widget=forms.RadioSelect,
        initial=PanelRule.MODE,
        help_text=_("A kind of question for which a rule makes no sense uses its own."),
    )
    least_agreement = forms.IntegerField(
        label=_("Least agreement, %"),
        min_value=1,
        max_value=100,
        initial=60,
        help_text=_(
            "Where fewer members gave the most frequent answer, the item is flagged and gets no key."
        ),
    )
    closes_on = DayField(
        label=_("Answers are asked for by"),
        required=False,
        help_text=_("The members see the day. The panel stays open until you close it."),
    )

    def __init__(self, *args: Any, settled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settled:
            for name in ("rule", "least_agreement"):
                self.fields[name].disabled = True


class InviteForm(forms.Form):
    """An expert to be invited."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        help_text=_("The link is mailed there. Without an address, you hand it over yourself."),
    )
    expertise = forms.CharField(
        label=_("Expertise"), required=False, max_length=200, help_text=_("For instance: general practice.")
    )


class ItemsForm(forms.Form):
    """Items of the bank for a panel."""

    item = forms.ModelMultipleChoiceField(
        label=_("Items"),
        queryset=Item.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one item.")},
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Item]", self.fields["item"]).queryset = items


class CloseForm(forms.Form):
    """Which of the keys that the panel agreed on are taken over."""

    accept = forms.TypedMultipleChoiceField(
        label=_("Keys to take over"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each becomes the newest key of its item, confirmed by this panel."),
    )

    def __init__(self, *args: Any, agreed: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["accept"]
        field.choices = agreed
        field.initial = [position for position, _name in agreed]
        if not agreed:
            del self.fields["accept"]


class JudgementForm(AnswerForm):
    """A member's answer, with a remark."""

    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=LONGEST_REMARK,
        help_text=_("If the question is unclear, or no answer fits. Read without your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
