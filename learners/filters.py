"""What can be asked of a list. Every value passes a form; what does not fit is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Attainment
from common.fields import DayField
from common.local_options import OptionText
from common.school_time import end_of_day
from learners.column_heads import DomainHead
from learners.matrix import Column
from learners.picking import NAME, Wanted
from people.models import Cohort, Group


class CohortFilterForm(forms.Form):
    """Which learners of a cohort are wanted, in which order, and compared with which day.

    The order is chosen by the heads of the heat map; the form keeps it.
    """

    name = forms.CharField(
        label=_("Learner"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
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
    of = forms.ChoiceField(label=_("In which competency"), required=False)
    since = DayField(label=_("Compare with the end of"), required=False)
    sort = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    short_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohort: Cohort, columns: Iterable[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(cohort=cohort)
        cast("forms.ModelChoiceField[Group]", self.fields["group"]).queryset = groups
        known = [(str(column.public_id), column.code) for column in columns]
        cast("forms.ChoiceField", self.fields["of"]).choices = [("", _("Any competency")), *known]
        orders = [(key, key) for key in (NAME, *(key for key, _code in known))]
        cast("forms.ChoiceField", self.fields["sort"]).choices = [
            *orders,
            *((f"-{key}", key) for key, _key in orders),
        ]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        sort = asked.get("sort", "") or NAME
        return Wanted(
            name=asked.get("name", ""),
            group=asked.get("group"),
            status=asked.get("status", ""),
            of=asked.get("of", ""),
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            short_of=asked.get("short_of"),
            since=asked.get("since"),
        )


class FiguresForm(forms.Form):
    """Whose figures are wanted, and as of which day."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("All groups"),
    )
    as_of = DayField(label=_("As of the end of"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = Group.objects.filter(cohort=cohort)
        cast("forms.ModelChoiceField[Group]", self.fields["group"]).queryset = self.groups
        self.today = today

    @property
    def has_groups(self) -> bool:
        """Whether there is a group to choose."""
        return bool(self.groups)

    @property
    def chosen_group(self) -> Group | None:
        """The group asked for, as far as there is one."""
        self.is_valid()
        group: Group | None = self.cleaned_data.get("group")
        return group

    @property
    def then(self) -> datetime | None:
        """The end of the day asked for; None for the present, and where that day is not over."""
        self.is_valid()
        day: date | None = self.cleaned_data.get("as_of")
        return end_of_day(day) if day is not None and day < self.today else None


class ColumnsForm(forms.Form):
    """Which competencies of a cohort its reader wants to see on the heat map, domain by domain."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        domains: Iterable[DomainHead],
        chosen: Collection[int],
    ) -> None:
        super().__init__(data)
        self.columns = [column for domain in domains for column in domain.columns]
        for place, domain in enumerate(domains):
            name = domain.domain.local("name", _language()) if domain.domain is not None else None
            field = self.fields[f"domain-{place}"] = forms.MultipleChoiceField(
                label=OptionText.of(name) if name is not None else "",
                choices=[(str(column.public_id), _named(column)) for column in domain.columns],
                initial=[
                    str(column.public_id) for column in domain.columns if not chosen or column.pk in chosen
                ],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            field.asked_for_by_some = True  # type: ignore[attr-defined]  # not one by one, but some of all

    def clean(self) -> dict[str, Any]:
        """Ask for at least one."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.values()) and not self.errors:
            raise ValidationError(_("Choose at least one competency."))
        return data

    @property
    def keys(self) -> list[int]:
        """The keys of those chosen; none where all are. For a valid form."""
        wanted = {key for keys in self.cleaned_data.values() for key in keys}
        keys = [column.pk for column in self.columns if str(column.public_id) in wanted]
        return [] if len(keys) == len(self.columns) else keys


def _language() -> str:
    return get_language() or "en"


def _named(column: Column) -> OptionText:
    return OptionText.of(column.local("short_title", _language()), f"{column.code} %s")


class PageForm(forms.Form):
    """Which page of a list is wanted; apart from the filter, so that a new one begins on its first page."""

    page = forms.IntegerField(required=False, min_value=1)
    long = forms.BooleanField(required=False)

    @property
    def wanted(self) -> int:
        """The page asked for; the first where none was."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1

    @property
    def is_long(self) -> bool:
        """Whether long pages are wanted, as for print."""
        self.is_valid()
        return bool(self.cleaned_data.get("long"))
