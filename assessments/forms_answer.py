"""What the page of a question asks for: the answer, and what the learner does beside it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import InvalidResponse, Json, Kind

LARGEST_SEQ: Final = 2**53
LONGEST_SITTING: Final = 86_400
CONFIDENCE: Final = (
    (1, _("I guessed")),
    (2, _("Rather unsure")),
    (3, _("Rather sure")),
    (4, _("Certain")),
)


class AnswerForm(forms.Form):
    """An answer to one question, read by its kind, with where to go from here.

    `client_seq` orders the saves of the open pages; without scripts it is 0. `go` is `next`, `back`,
    `overview` or the place of a question. `flag` marks the question to come back to (1) or takes the mark
    away (0); `check` asks to see the answer; `seconds` is how long the page was in view since its last save.
    """

    client_seq = forms.IntegerField(min_value=0, max_value=LARGEST_SEQ, required=False)
    seconds = forms.IntegerField(min_value=0, max_value=LONGEST_SITTING, required=False)
    confidence = forms.TypedChoiceField(choices=CONFIDENCE, coerce=int, empty_value=None, required=False)
    go = forms.RegexField(r"\A(next|back|overview|[0-9]{1,3})\Z", required=False)
    flag = forms.RegexField(r"\A[01]\Z", required=False)
    check = forms.RegexField(r"\A1\Z", required=False)

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
    def stays_at(self) -> str:
        """The place on the page to come back to, where the pressed button does not lead on; else empty."""
        if self.cleaned_data.get("flag"):
            return "flag"
        return "shown" if self.cleaned_data.get("check") else self.moved

    @property
    def seq(self) -> int:
        """The number of this save, 0 where the page does not count."""
        return self.cleaned_data.get("client_seq") or 0

    @property
    def refusal(self) -> str:
        """What is wrong, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
