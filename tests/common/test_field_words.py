"""Fields ask for the value that is wanted, in every form and in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from common.field_words import WORDS, install
from common.fields import DayField


def said(field: forms.Field, value: object) -> str:
    """What the field says of a value that it does not take."""
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("kind", [one for one in vars(forms).values() if isinstance(one, type)])
def test_no_field_names_a_rule_instead_of_asking(kind: type) -> None:
    """Whatever Django's forms offer, left empty, asks for something."""
    if issubclass(kind, forms.Field):
        words = {**{name: text for one in reversed(kind.__mro__) for name, text in _own(one).items()}}
        assert "required." not in str(words["required"])


def _own(kind: type) -> dict[str, object]:
    return vars(kind).get("default_error_messages", {})


@pytest.mark.parametrize(
    ("field", "value", "asked"),
    [
        (forms.CharField(), " ", "Write something here."),
        (forms.CharField(max_length=3), "four", "Shorten it to 3 characters; it has 4."),
        (forms.CharField(max_length=1), "ab", "Shorten it to 1 character; it has 2."),
        (forms.EmailField(), "nobody", "Give an email address, such as name@school.example."),
        (forms.URLField(assume_scheme="https"), "no place", "Give an address that begins with https://."),
        (forms.IntegerField(), "some", "Give a whole number."),
        (forms.IntegerField(min_value=1), 0, "Give 1 or more."),
        (forms.DecimalField(max_value=9), 10, "Give 9 or less."),
        (DayField(), "", "Give a day."),
        (DayField(), "soon", "Give a day, such as 2026-11-23."),
        (DayField(), date(1999, 1, 1), "Look at the year: it lies too far back."),
        (forms.BooleanField(), False, "Tick this to go on."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Choose one of these."),
        (forms.TypedChoiceField(choices=[("a", "A")]), "b", "That is not among the choices."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Choose at least one."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "One of these is not among the choices."),
        (forms.FileField(), None, "Choose a file."),
        (forms.CharField(error_messages={"required": "Give the module a title."}), "", "a title."),
    ],
)
def test_field_asks_for_the_value_that_is_wanted(field: forms.Field, value: object, asked: str) -> None:
    assert asked in said(field, value)


def test_words_speak_french() -> None:
    with translation.override("fr"):
        assert said(forms.CharField(), "") == "Écrivez quelque chose ici."
        assert said(forms.CharField(max_length=1), "ab").startswith("Raccourcissez à 1 caractère")


def test_putting_the_words_in_place_twice_changes_nothing() -> None:
    before = {kind: dict(kind.default_error_messages) for kind in WORDS}
    install()
    assert {kind: dict(kind.default_error_messages) for kind in WORDS} == before


@pytest.mark.django_db
def test_signing_in_asks_for_address_and_password(client) -> None:
    text = client.post(reverse("account_login"), {}).content.decode()
    assert "School email: Give the address that your school knows." in text
    assert "Password: Give your password." in text
    text = client.post(reverse("account_login"), {"login": "nobody", "password": "x"}).content.decode()
    assert "School email: Give an email address, such as name@school.example." in text
