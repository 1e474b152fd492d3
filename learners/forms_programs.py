"""What can be asked of the pages of a program."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Cohort


class CampusFilterForm(forms.Form):
    """Of which cohort the campuses are wanted side by side; of all where none is chosen."""

    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("All cohorts"),
    )

    def __init__(self, data: Any = None, *, cohorts: QuerySet[Cohort]) -> None:
        """`cohorts` are those that the reader may see."""
        super().__init__(data)
        self.cohorts = cohorts
        cast("forms.ModelChoiceField[Cohort]", self.fields["cohort"]).queryset = cohorts

    @property
    def wanted(self) -> list[Cohort]:
        """The cohort that was chosen, or all of them."""
        chosen = self.cleaned_data["cohort"] if self.is_valid() else None
        return [chosen] if chosen else list(self.cohorts)
