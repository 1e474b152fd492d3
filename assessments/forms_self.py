"""What a self-assessment asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.self_rating_page import SelfRow
from assessments.services.errors import OffTheScale, OutOfSteps
from assessments.services.self_rating import CONFIDENCE_STEPS, Said, Words
from common.form_view import ErrorLink, error_links

LONGEST_REFLECTION = 5_000
LONGEST_GOAL = 1_000


class RatingForm(forms.Form):
    """The level of one competency and how sure the learner is; both may still be empty."""

    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": OffTheScale.default_message},
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you?"),
        choices=[("", _("not said")), *((step, f"{step} %") for step in CONFIDENCE_STEPS)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": OutOfSteps.default_message},
    )

    def __init__(self, *args: Any, row: SelfRow, **kwargs: Any) -> None:
        rating = row.rating
        kwargs.setdefault("prefix", row.key)
        kwargs.setdefault(
            "initial", {"level": rating.level, "confidence": rating.confidence} if rating else {}
        )
        super().__init__(*args, **kwargs)
        self.row = row
        field = self.fields["level"]
        field.label = str(row.competency)
        field.choices = [(rung.level.ordinal, rung.level) for rung in row.rungs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the level first."""
        given = super().clean() or self.cleaned_data
        if "level" in given and given["level"] is None and given.get("confidence") is not None:
            raise ValidationError({"level": _("Choose a level; how sure you are goes with it.")})
        return given

    @property
    def says_something_new(self) -> bool:
        """Whether there is a level that is not saved as it is."""
        given, rating = self.cleaned_data, self.row.rating
        saved = (rating.level, rating.confidence) if rating else None
        return given["level"] is not None and (given["level"], given["confidence"]) != saved

    @property
    def said(self) -> Said:
        """The rating, where a level was given."""
        return Said(self.row.competency, self.cleaned_data["level"], self.cleaned_data["confidence"])

    @property
    def chosen_level(self) -> str:
        """The level that the page shows as chosen, as text."""
        return _text(self["level"].value())

    @property
    def chosen_confidence(self) -> str:
        """The confidence that the page shows as chosen, as text."""
        return _text(self["confidence"].value())

    @property
    def in_one_line(self) -> str:
        """What is wrong."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class WordsForm(forms.Form):
    """One reflection and one goal."""

    reflection = forms.CharField(
        label=_("One reflection"),
        help_text=_("What did rating yourself show you? No names of patients, no dates, no places."),
        required=False,
        max_length=LONGEST_REFLECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    goal = forms.CharField(
        label=_("One goal"),
        help_text=_("What will you do, by when, and how will you see that it worked?"),
        required=False,
        max_length=LONGEST_GOAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def in_one_line(self) -> str:
        """What is wrong."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def words(self) -> Words:
        """What was written."""
        return Words(self.cleaned_data["reflection"], self.cleaned_data["goal"])


class GoForm(forms.Form):
    """Which button was pressed: a competency's own "Save", or the one that leads to handing in."""

    go = forms.RegexField(r"\A(hand-in|words|[0-9a-f]{32})\Z", required=False)


def rating_forms(rows: Sequence[SelfRow], data: Any = None) -> list[RatingForm]:
    """Return the form of each row."""
    return [RatingForm(data, row=row) for row in rows]


def left_to_mend(forms: Sequence[RatingForm], words: WordsForm) -> list[ErrorLink]:
    """Return what of a whole form could not be saved, competency by competency, then the words."""
    found = [
        ErrorLink(f"id_{form.prefix}-{name}_0", form.row.competency.code, str(text))
        for form in forms
        for name, texts in form.errors.items()
        for text in texts
    ]
    return [*found, *error_links(words)]


def _text(value: object) -> str:
    return "" if value is None else str(value)
