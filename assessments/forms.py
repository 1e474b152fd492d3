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

from assessments.kinds.base import Criterion, InvalidResponse, Json, Kind
from common.fields import DayField
from common.labels import labelled
from common.local_options import OptionText
from competencies.models import Level

LONGEST_COMMENT = 5_000
LARGEST_SEQ = 2**53


class AnswerForm(forms.Form):
    """An answer to one question, read by its kind, with where to go from here.

    `client_seq` orders the saves of the open pages; without scripts it is 0. `go` is `next`, `back`,
    `overview` or the place of a question.
    """

    client_seq = forms.IntegerField(min_value=0, max_value=LARGEST_SEQ, required=False)
    go = forms.RegexField(r"\A(next|back|overview|[0-9]{1,3})\Z", required=False)

    def __init__(self, *args: Any, kind: Kind, body: Json, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.body = kind, body

    def clean(self) -> dict[str, Any]:
        """Let the kind of the question read the answer."""
        given = super().clean() or self.cleaned_data
        try:
            given["value"] = self.kind.parse(self.body, dict(self.data.lists()))  # type: ignore[attr-defined]
        except InvalidResponse as refused:
            raise ValidationError(str(refused.message)) from refused
        return given

    @property
    def moved(self) -> str:
        """The name of the button that moved an option, such as `up-A`, to come back to; else empty."""
        name, _colon, way = self.data.get("move", "").rpartition(":")
        return f"{way}-{name}" if name else ""

    @property
    def seq(self) -> int:
        """The number of this save, 0 where the page does not count."""
        return self.cleaned_data.get("client_seq") or 0

    @property
    def refusal(self) -> str:
        """What is wrong, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


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
