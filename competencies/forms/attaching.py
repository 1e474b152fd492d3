"""Choosing a competency and the levels that content aims at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, Self, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.local_options import LocalSelect, OptionText
from competencies.models import Competency, Level
from competencies.services.attaching import refuse_levels
from competencies.services.refusals import ContentRefusedError

AIM: Final = {"level_from": 1, "level_to": 3}
"""What content aims at unless somebody says otherwise: from nothing to the usual target."""


def competency_option(competency: Competency) -> OptionText:
    """Return the code and the title of a competency for the reader of this page."""
    title = competency.local("title", get_language() or competency.language)
    return OptionText.of(title, f"{competency.code} %s")


class CompetencyField(forms.ModelChoiceField[Competency]):
    """A competency in force, under its framework where there are several."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"required": _("Choose the competency that it serves.")}
        super().__init__(
            queryset=Competency.objects.attachable(),
            to_field_name="public_id",
            error_messages=words,
            **kwargs,
        )

    def offer(self, competencies: list[Competency]) -> None:
        """Show `competencies` alone, which were fetched already."""
        parts = groupby(competencies, lambda one: one.version)
        groups = [(str(version), [self._option(one) for one in rows]) for version, rows in parts]
        offered = groups[0][1] if len(groups) == 1 else groups
        self.choices = [("", _("Choose a competency")), *offered]

    def _option(self, competency: Competency) -> tuple[str, str]:
        return str(competency.public_id), competency_option(competency)


class LevelsForm(forms.Form):
    """A competency with the levels that the content leads from and to."""

    competency = CompetencyField(label=_("Competency"), widget=forms.HiddenInput)
    level_from = forms.TypedChoiceField(label=_("From level"), coerce=int, widget=LocalSelect)
    level_to = forms.TypedChoiceField(label=_("To level"), coerce=int, widget=LocalSelect)

    def __init__(self, *args: Any, levels: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("level_from", "level_to"):
            self.fields[name].choices = levels  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: Any, *, levels: list[tuple[int, str]]) -> Self:
        """Return the form that changes the levels of an attachment, with ids of its own on the page."""
        initial = {
            "competency": row.competency.public_id,
            "level_from": row.level_from,
            "level_to": row.level_to,
        }
        return cls(initial=initial, levels=levels, auto_id=f"id_{row.competency.code}_%s")

    def in_one_line(self) -> str:
        """Return everything that is to be mended, where there is no room for the fields."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    def clean(self) -> dict[str, Any]:
        """Refuse levels that are not on the scale of the competency."""
        given = super().clean() or self.cleaned_data
        if {"competency", "level_from", "level_to"} <= given.keys():
            try:
                refuse_levels(**given)
            except ContentRefusedError as refusal:
                self.add_error("level_to", str(refusal))
        return given


class AttachForm(LevelsForm):
    """The same, with the competency to choose among `competencies`."""

    competency = CompetencyField(label=_("Competency"), widget=LocalSelect)

    def __init__(self, *args: Any, competencies: list[Competency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("CompetencyField", self.fields["competency"]).offer(competencies)


def level_choices() -> list[tuple[int, str]]:
    """Return the levels of all scales in force by number, named where they go by one name. One query."""
    rows = Level.objects.filter(scale__in=_scales_in_force()).order_by("ordinal")
    return list(_named(rows))


def _scales_in_force() -> Any:
    return Competency.objects.attachable().order_by().values("version__scale_id")


def _named(rows: Any) -> Iterator[tuple[int, str]]:
    for ordinal, levels in groupby(rows, lambda row: row.ordinal):
        names = {one.local("name", get_language() or one.language) for one in levels}
        yield ordinal, OptionText.of(names.pop(), f"{ordinal} %s") if len(names) == 1 else str(ordinal)
