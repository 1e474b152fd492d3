"""What a field asks for when it was left empty or filled with what it does not take, in every form.

Django's own words name the rule that was broken; these ask for the value that is wanted. They are put on the
classes of the fields once, so that the forms of the libraries say the same. A form that knows more about its
field says it in `error_messages`, and wins.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_A_CHOICE: Final = {
    "required": _("Choose one of these."),
    "invalid_choice": _("That is not among the choices. Choose one that is shown."),
}
_SOME_CHOICES: Final = {
    "required": _("Choose at least one."),
    "invalid_choice": _("One of these is not among the choices. Choose from those that are shown."),
}
_A_NUMBER: Final = {
    "required": _("Give a number."),
    "invalid": _("Give a number."),
    "min_value": _("Give %(limit_value)s or more."),
    "max_value": _("Give %(limit_value)s or less."),
}

WORDS: Final[dict[type[forms.Field], dict[str, Any]]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.CharField: {
        "required": _("Write something here."),
        "max_length": ngettext_lazy(
            "Shorten it to %(limit_value)d character; it has %(show_value)d.",
            "Shorten it to %(limit_value)d characters; it has %(show_value)d.",
            "limit_value",
        ),
        "min_length": ngettext_lazy(
            "Write at least %(limit_value)d character; it has %(show_value)d.",
            "Write at least %(limit_value)d characters; it has %(show_value)d.",
            "limit_value",
        ),
    },
    forms.EmailField: {
        "required": _("Give an email address, such as name@school.example."),
        "invalid": _("Give an email address, such as name@school.example."),
    },
    forms.URLField: {
        "required": _("Give an address that begins with https://."),
        "invalid": _("Give an address that begins with https://."),
    },
    forms.IntegerField: {**_A_NUMBER, "invalid": _("Give a whole number.")},
    forms.FloatField: _A_NUMBER,
    forms.DecimalField: _A_NUMBER,
    forms.DateField: {
        "required": _("Give a day."),
        "invalid": _("Give a day, such as 2026-11-23."),
    },
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "empty": _("Nothing is in this file. Choose another one."),
    },
    forms.ChoiceField: _A_CHOICE,
    forms.ModelChoiceField: _A_CHOICE,
    forms.MultipleChoiceField: _SOME_CHOICES,
    forms.ModelMultipleChoiceField: _SOME_CHOICES,
}


def install() -> None:
    """Put the words on the classes of the fields. Once is enough; again does no harm."""
    for field, words in WORDS.items():
        own = vars(field).get("default_error_messages", {})
        field.default_error_messages = {**own, **words}
