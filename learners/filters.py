"""What can be asked of a list. Every value passes a form; what does not fit is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Attainment
from common.fields import DayField
from learners.cohort_page import Wanted
from learners.matrix import Column
from people.models import Cohort, Group


class CohortFilterForm(forms.Form):
    """Name, group, status and order of the learners on a dashboard."""

    name = forms.CharField(label=_("Learner"), required=False, max_length=100, strip=True)
    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("All groups"),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any status")), *Attainment.Status.choices]
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False)
    since = DayField(label=_("Compare with the end of"), required=False)
    short_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohort: Cohort, columns: Iterable[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(cohort=cohort)
        lowest_first = [
            (str(column.public_id), _("%(code)s, lowest first") % {"code": column.code}) for column in columns
        ]
        cast("forms.ModelChoiceField[Group]", self.fields["group"]).queryset = groups
        cast("forms.ChoiceField", self.fields["sort"]).choices = [("", _("Name")), *lowest_first]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            name=asked.get("name", ""),
            group=asked.get("group"),
            status=asked.get("status", ""),
            sort=asked.get("sort", "") or "name",
            short_of=asked.get("short_of"),
            since=asked.get("since"),
        )


class PageForm(forms.Form):
    """Which page of a list is wanted; apart from the filter, so that a new one begins on its first page."""

    page = forms.IntegerField(required=False, min_value=1)

    @property
    def wanted(self) -> int:
        """The page asked for; the first where none was."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1
