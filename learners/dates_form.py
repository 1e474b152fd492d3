"""The form by which the dates of something that was given are changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.windows import Window
from common.fields import DayField
from common.school_time import end_of_day, school_day, start_of_day
from learners.audience import base_window, dates_of
from learners.models import Assignment, AssignmentTarget
from learners.services.dates import NewDates, problems
from learners.target_dates import TargetDates

DAYS = ("opens_on", "due_on", "closes_on")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """The fields of one target, with its name."""

    name: str
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class OwnDates:
    """The dates that shall hold for one target with dates of its own, with its name."""

    name: str
    window: Window


class DatesForm(forms.Form):
    """When something opens, is due and closes, for all and for those with dates of their own."""

    opens_on = DayField(
        label=_("Opens on"),
        error_messages={"required": _("Say on which day it opens.")},
    )
    due_on = DayField(
        label=_("Due on"),
        help_text=_("By the end of that day. Afterwards it is still taken, and shown as past its date."),
        required=False,
    )
    closes_on = DayField(
        label=_("Closes on"),
        help_text=_(
            "After the end of that day nothing more is taken. Leave it empty to take it at any time."
        ),
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        assignment: Assignment,
        own: Iterable[AssignmentTarget],
        at: datetime,
    ) -> None:
        """`own` are the targets for which dates of their own are asked."""
        self.assignment, self.at = assignment, at
        self.before = base_window(assignment)
        self.own = {_key(target): target for target in own}
        super().__init__(data, initial=_initial(self.before) | self._own_initial())
        for key, target in self.own.items():
            for name in DAYS:
                # With the name, since three fields of the same label tell nobody apart who hears them.
                label = format_lazy("{} ({})", self.fields[name].label, _name(target))
                self.fields[f"{name}_{key}"] = DayField(label=label, required=False)

    @property
    def own_rows(self) -> list[OwnRow]:
        """The targets with the fields of each."""
        return [
            OwnRow(_name(target), tuple(self[f"{name}_{key}"] for name in DAYS))
            for key, target in self.own.items()
        ]

    @property
    def own_changed(self) -> list[OwnDates]:
        """The targets whose own dates change. For a form whose fields are valid."""
        return [
            OwnDates(_name(target), dates.over(self.dates.base))
            for target in self.own.values()
            if (dates := self.dates.own[target.pk]) != dates_of(target)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse what the service would refuse, beside the field that it is about."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        fields = {str(target.pk): key for key, target in self.own.items()}
        targets = list(AssignmentTarget.objects.filter(assignment=self.assignment))
        for where, said in problems(self.assignment, targets, self.dates, at=self.at).items():
            name, _dot, target = where.partition(".")
            if not target:
                self.add_error(name, said)
            else:
                self.add_error(f"{name}_{fields[target]}" if target in fields else name, said)
        return data

    @cached_property
    def dates(self) -> NewDates:
        """The dates that shall hold. For a form whose fields are valid."""
        return NewDates(
            base=Window(
                opens_at=self._instant("opens_on", self.before.opens_at, start_of_day)
                or self.before.opens_at,
                due_at=self._instant("due_on", self.before.due_at, end_of_day),
                closes_at=self._instant("closes_on", self.before.closes_at, end_of_day),
            ),
            own={target.pk: self._own_dates(key, target) for key, target in self.own.items()},
        )

    @property
    def changes(self) -> bool:
        """Whether anything is not as it was. For a form whose fields are valid."""
        return bool(self.own_changed) or self.dates.base != self.before

    def _own_dates(self, key: str, target: AssignmentTarget) -> TargetDates:
        present = dates_of(target)
        return replace(
            present,
            opens_at=self._instant(f"opens_on_{key}", present.opens_at, start_of_day),
            due_at=self._instant(f"due_on_{key}", present.due_at, end_of_day),
            closes_at=self._instant(f"closes_on_{key}", present.closes_at, end_of_day),
        )

    def _instant(
        self, name: str, present: datetime | None, of: Callable[[date], datetime]
    ) -> datetime | None:
        """The instant of the day asked for: the present one where the day is still the same."""
        day: date | None = self.cleaned_data[name]
        if day is None:
            return None
        return present if present is not None and school_day(present) == day else of(day)

    def _own_initial(self) -> dict[str, date | None]:
        return {
            f"{name}_{key}": day
            for key, target in self.own.items()
            for name, day in _initial(dates_of(target)).items()
        }


def _initial(dates: Window | TargetDates) -> dict[str, date | None]:
    instants = (dates.opens_at, dates.due_at, dates.closes_at)
    return {
        name: school_day(instant) if instant else None for name, instant in zip(DAYS, instants, strict=True)
    }


def _key(target: AssignmentTarget) -> str:
    named = target.cohort or target.group or target.user
    return named.public_id.hex if named is not None else ""


def _name(target: AssignmentTarget) -> str:
    return target.user.get_full_name() if target.user is not None else str(target.group or target.cohort)
