"""What the pages of second marks ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import MarkForm


class SampleForm(forms.Form):
    """How much work gets a second mark: so many pieces, or so many per cent."""

    PERCENT, NUMBER = "percent", "number"

    size = forms.IntegerField(
        label=_("How much"),
        min_value=1,
        max_value=1000,
        initial=10,
        error_messages={"required": _("Say how much.")},
    )
    unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=[(PERCENT, _("per cent of what was handed in")), (NUMBER, _("pieces"))],
        initial=PERCENT,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse more than everything."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("unit") == self.PERCENT and (given.get("size") or 0) > 100:
            self.add_error("size", _("Give at most 100 per cent."))
        return given

    @property
    def sizes(self) -> dict[str, int | None]:
        """The size as `draw_sample` takes it. For a valid form."""
        size, by_percent = self.cleaned_data["size"], self.cleaned_data["unit"] == self.PERCENT
        return {"percent": size if by_percent else None, "number": None if by_percent else size}


class SecondMarkForm(MarkForm):
    """Points and level of a second mark. It has no comment: the learner never sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("comment", "save_anyway", "seen", "go"):
            del self.fields[name]
        self.fields["level"].help_text = _(
            "Your judgement of the whole. It stands beside the first and changes nothing."
        )
