"""Forms of item analysis: which sittings are looked at, and the corrected key of a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.forms_key import key_fields, key_values, problems
from assessments.item_choices import CHOOSING
from assessments.item_statistics import Scope
from assessments.models import Administration, ItemKey, ItemVersion
from common.dates import record_day
from common.labels import labelled
from common.markdown import words
from people.querysets import UserQuerySet


class ScopeForm(forms.Form):
    """Which sittings are looked at: counting ones, unless practice is asked for too."""

    practice = forms.BooleanField(label=_("Practice as well"), required=False)
    released = forms.BooleanField(label=_("Only released results"), required=False)

    def scope(self, learners: UserQuerySet) -> Scope:
        """The sittings of these learners that the form asks for; the usual ones where it is not valid."""
        given = self.cleaned_data if self.is_valid() else {}
        chosen = given.get("administration")
        return Scope(
            learners=learners,
            practice=bool(given.get("practice")),
            released_only=bool(given.get("released")),
            administration_id=chosen.pk if chosen else None,
        )


class AdministrationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """An administration, named by the day on which it was given."""

    def label_from_instance(self, obj: Any) -> str:
        """Say its day and its version."""
        return str(
            _("Given %(day)s, version %(n)s") % {"day": record_day(obj.created_at), "n": obj.version.n}
        )


class AssessmentScopeForm(ScopeForm):
    """Which sittings of one assessment are looked at."""

    administration = AdministrationChoice(
        label=_("Given"),
        queryset=Administration.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Every time"),
    )
    field_order = ("administration", "practice", "released")

    def __init__(self, *args: Any, assessment_id: int, learners: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = Administration.objects.filter(
            version__assessment=assessment_id, attempts__user__in=learners.values("pk")
        )
        field: Any = self.fields["administration"]
        field.queryset = given.select_related("version").distinct().order_by("-created_at")


class KeyForm(forms.Form):
    """The right answer of a question, and why the key changes. A kind without a key has no field for it:
    there the newest key marks."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Stands with the corrected marks, for whoever asks."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    step = forms.ChoiceField(
        choices=[("preview", "preview"), ("confirm", "confirm")], initial="preview", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, version: ItemVersion, key: ItemKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.key = version, key
        if version.kind in CHOOSING:
            self.fields["correct"] = self._field()
        else:
            self.fields.update(key_fields(version.kind, self._body, key.values))
        self.of_key = [name for name in self.fields if name not in {"reason", "step"}]
        self.order_fields([*self.of_key, "reason", "step"])

    @property
    def _body(self) -> Mapping[str, Any]:
        """What is asked, in the reader's language where it is there."""
        body: Mapping[str, Any] = self.version.translations.get(get_language() or "", self.version.body)
        return body

    def clean(self) -> dict[str, Any]:
        """The key fits the question."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            for said in problems(self.version.kind, self.version.body, self.values):
                self.add_error(None, said)
        return given

    def _field(self) -> forms.Field:
        correct = self.key.values.get("correct")
        if self.version.kind == "true_false":
            choices: list[tuple[str, Any]] = [("true", _("True")), ("false", _("False"))]
            initial: Any = str(correct).lower()
        else:
            choices = [(one["id"], labelled(one["id"], words(one["text"]))) for one in self._body["options"]]
            initial = correct
        if self.version.kind == "multiple_response":
            return forms.MultipleChoiceField(
                label=_("Right answers"),
                choices=choices,
                initial=initial,
                widget=forms.CheckboxSelectMultiple,
            )
        return forms.ChoiceField(
            label=_("Right answer"), choices=choices, initial=initial, widget=forms.RadioSelect
        )

    def to_confirm(self) -> KeyForm:
        """The same again with nothing to see, for the button that confirms it."""
        initial = {**self.cleaned_data, "step": "confirm"}
        form = KeyForm(initial=initial, version=self.version, key=self.key)
        for field in form.fields.values():
            several = isinstance(field, forms.MultipleChoiceField)
            field.widget = forms.MultipleHiddenInput() if several else forms.HiddenInput()
        return form

    @property
    def values(self) -> Mapping[str, Any]:
        """The key that is asked for; weights of options go with the answer that they belonged to."""
        present: Mapping[str, Any] = self.key.values
        if not self.of_key:
            return present
        if "correct" not in self.fields:
            return key_values(self.version.kind, self.version.body, present, self.cleaned_data)
        correct: Any = self.cleaned_data["correct"]
        if self.version.kind == "true_false":
            correct = correct == "true"
        held = present.get("correct")
        if correct == held or (isinstance(correct, list) and set(correct) == set(held or ())):
            return present
        return {"correct": correct}


class PreviewActForm(forms.Form):
    """What is to be done with a preview: mark the sittings anew, or work out a part of it at once."""

    act = forms.ChoiceField(
        choices=[("confirm", "confirm"), ("part", "part")], initial="confirm", widget=forms.HiddenInput
    )
