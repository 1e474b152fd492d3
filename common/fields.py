"""Form fields that several rooms ask with."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own picker of a day, which wants its value as 2026-11-23 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked or typed as 2026-11-23; a year of a slipped finger is refused."""

    widget = DayInput
    default_validators = [  # Django's own declaration
        MinValueValidator(date(2000, 1, 1), _("Look at the year: it lies too far back.")),
        MaxValueValidator(date(2199, 12, 31), _("Look at the year: it lies too far ahead.")),
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
