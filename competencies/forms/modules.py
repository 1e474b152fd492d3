"""The head of a module."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from common.fields import DayInput
from competencies.forms.fields import ReferencesField, SeenMixin, TagsField
from competencies.models import Module
from competencies.services.modules import ModuleDetails, module_mark

LONGEST_MINUTES = 600


class ModuleForm(SeenMixin, forms.ModelForm[Module]):
    """The details of a module. `seen` carries the mark of the text that was opened."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("How long a student needs, from 1 to 600."),
        initial=15,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
        error_messages={"required": _("Say how many minutes a student needs, from 1 to 600.")},
        widget=forms.NumberInput(attrs={"min": 1, "max": LONGEST_MINUTES}),
    )
    tags = TagsField(label=_("Tags"), help_text=_("Words parted by commas."), required=False)
    resources = ReferencesField(label=_("To read on"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Module
        fields = ("title", "objective", "minutes", "review_on", "jurisdiction", "tags", "resources")
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3}),
            "review_on": DayInput(),
        }
        error_messages = {"title": {"required": _("Give the module a title.")}}
        labels = {"jurisdiction": _("Holds only in"), "review_on": _("Look at it again on")}
        help_texts = {
            "title": _("What students see in their lists. A question often says it best."),
            "objective": _("What a student can do afterwards, in one sentence."),
            "jurisdiction": _("A country or province whose rules it explains. Leave empty for everywhere."),
            "review_on": _("Guidance moves on: twelve months are usual."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = module_mark(self.instance)

    def details(self) -> ModuleDetails:
        """Return what was given, once the form is valid."""
        given = self.cleaned_data
        return ModuleDetails(
            title=given["title"],
            objective=given["objective"],
            minutes=given["minutes"],
            jurisdiction=given["jurisdiction"],
            tags=given["tags"],
            review_on=given["review_on"],
            resources=frozenset(reference.pk for reference in given["resources"]),
        )
