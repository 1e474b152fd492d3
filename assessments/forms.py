"""What the pages of sittings and of marking ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import Criterion
from common.fields import DayField
from common.labels import labelled
from common.local_options import OptionText
from competencies.models import Level

LONGEST_COMMENT = 5_000


class MarkForm(forms.Form):
    """Points for each criterion of a rubric, the level shown, and a comment.

    `seen` is how many marks the work had when the page was made; `go` is `next` or empty. Where a criterion
    stands at a mark for which work goes back to the learner, the page asks once whether that is meant.
    """

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    go = forms.RegexField(r"\A(next|stay)\Z", required=False, widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        label=_("Level shown"),
        help_text=_("Your judgement of the whole, in the words of the scale. It becomes the evidence."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level that this work shows.")},
    )
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("The learner reads it with the result: what to keep, what to do next."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    save_anyway = forms.BooleanField(
        label=_("Give these marks all the same, without returning the work"), required=False
    )

    def __init__(
        self, *args: Any, criteria: Iterable[Criterion], spoken: str, levels: Iterable[Level], **kwargs: Any
    ) -> None:
        """`spoken` is the language of the criteria."""
        super().__init__(*args, **kwargs)
        self.criteria = tuple(criteria)
        levels_field = self.fields["level"]
        levels_field.choices = [(level.ordinal, _described(level)) for level in levels]  # type: ignore[attr-defined]
        for criterion in self.criteria:
            self.fields[_field_of(criterion)] = forms.TypedChoiceField(
                label=OptionText.written(criterion.name, spoken),
                choices=[
                    (mark, OptionText.written(f"{mark}\u2002{text}", spoken))
                    for mark, text in enumerate(criterion.marks)
                ],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Give this criterion its points.")},
            )
        self.order_fields([*map(_field_of, self.criteria), "level", "comment", "save_anyway"])

    @property
    def lines(self) -> list[forms.BoundField]:
        """The criteria as fields, in order."""
        return [self[_field_of(criterion)] for criterion in self.criteria]

    @property
    def marks(self) -> dict[str, int]:
        """The points given, by criterion."""
        return {one.id: self.cleaned_data[_field_of(one)] for one in self.criteria}


def mark_initial(criteria: dict[str, int], level: int | None, comment: str) -> dict[str, object]:
    """Return the initial values of a `MarkForm` that show a mark which was given."""
    return {
        **{f"mark-{name}": points for name, points in criteria.items()},
        "level": level,
        "comment": comment,
    }


def _field_of(criterion: Criterion) -> str:
    return f"mark-{criterion.id}"


def _described(level: Level) -> OptionText:
    """A level by number, name and what one sees, in the reader's language as far as it is there."""
    language = get_language() or level.language
    name = level.local("name", language)
    anchor = str(level.local("anchor", language).value)
    return OptionText.of(replace(name, value=labelled(f"{level.ordinal} {name.value}", anchor)))


class ReturnForm(forms.Form):
    """Why a piece of work goes back to the learner, and until when they have it."""

    text = forms.CharField(
        label=_("What to revise"),
        help_text=_("The learner reads this. Say what to change, not only what is wrong."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what to revise.")},
    )
    until = DayField(
        label=_("Back by"),
        help_text=_("The end of that day. What is there then is handed in by itself."),
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_until(self) -> date | None:
        """Refuse a day that has passed."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.on:
            raise ValidationError(_("Choose a day from today on."))
        return until
