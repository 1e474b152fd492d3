"""What the pages of imports ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.fields import DayField
from interop.models import ImportRow
from interop.roster import choices, staging, wording
from interop.roster.batches import Options
from interop.roster.reading import check_size
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import ClassRef, Roster
from people.access import Capability, cohorts_where, programs_where
from people.models import Cohort, Program, User

LEAVE_OUT = "-"
"""What a class leads to that is left out on purpose; no cohort has such a code in its public id."""

Choice = tuple[str, str | Promise]


class PlaceField(forms.ChoiceField):
    """Where people come in: a cohort, or a program whose cohorts the rows name. Grouped by program."""

    def offer(self, user: User, on: date) -> None:
        """Offer the programs and cohorts whose roster `user` manages."""
        self.programs = {
            f"program-{one.public_id}": one for one in programs_where(user, Capability.MANAGE, on=on)
        }
        cohorts = cohorts_where(user, Capability.MANAGE, on=on).select_related("program")
        self.cohorts = {str(one.public_id): one for one in cohorts.order_by("program__name", "-starts_on")}
        groups: dict[str, list[Choice]] = {}
        for key, program in self.programs.items():
            groups[program.name] = [(key, _("The file says who belongs to which cohort"))]
        for key, cohort in self.cohorts.items():
            groups.setdefault(cohort.program.name, []).append((key, cohort.name))
        self.choices = [("", _("Choose where they come in")), *groups.items()]

    def place(self, value: str) -> tuple[Program, Cohort | None, bool]:
        """Return the program, the cohort if one was chosen, and whether the import stays within it."""
        if value in self.programs:
            return self.programs[value], None, False
        cohort = self.cohorts[value]
        whole = any(program.pk == cohort.program_id for program in self.programs.values())
        return cohort.program, cohort, not whole


class ArrivalForm(forms.Form):
    """The place that a link to the upload has in mind."""

    place = forms.CharField(required=False, max_length=60)


class RosterUploadForm(forms.Form):
    """A file of people, and where they come in. Once valid, `roster` and `options` are there."""

    place = PlaceField(
        label=_("Where they come in"),
        help_text=_("Choose a cohort for a file that names none. A OneRoster file asks class by class."),
        error_messages={"required": _("Choose where they come in.")},
    )
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose the file that holds the roster.")},
        allow_empty_file=True,
        help_text=_("CSV, Excel (.xlsx) or a OneRoster zip, at most 10 MB. The file itself is not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.zip"}),
    )
    starts_on = DayField(
        label=_("First day of new enrolments"),
        help_text=_("For rows that give no day of their own."),
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data_read = b""
        self.roster: Roster | None = None
        self.options: Options | None = None
        self._places.offer(user, on)

    @property
    def _places(self) -> PlaceField:
        field = self.fields["place"]
        assert isinstance(field, PlaceField)  # noqa: S101  # it is declared as one above
        return field

    @property
    def nowhere(self) -> bool:
        """Whether there is no place at all that this person may bring people to."""
        return not self._places.programs and not self._places.cohorts

    @property
    def chosen(self) -> tuple[Program, Cohort | None, bool]:
        """The place that was chosen: program, cohort or none, and whether the import stays within it."""
        return self._places.place(self.cleaned_data["place"])

    def clean_file(self) -> UploadedFile:
        """Read the file. What cannot be read is said with its remedy."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
            self.data_read = file.read()
            self.roster = staging.read_roster(self.data_read)
        except FileRefusedError as refused:
            raise forms.ValidationError(str(wording.say(refused.finding))) from refused
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a file without cohorts for a place that is a whole program."""
        given = super().clean() or self.cleaned_data
        if self.roster is None or not {"place", "starts_on"} <= given.keys():
            return given
        _program, cohort, only = self.chosen
        try:
            self.options = choices.options_for(
                self.roster, cohort=cohort, starts_on=given["starts_on"], only=only
            )
        except FileRefusedError as refused:
            self.add_error("place", str(wording.say(refused.finding)))
        return given


def _held(one: ClassRef) -> tuple[str, str]:
    """Return how many students and teachers the class holds, in words."""
    students = ngettext("%(count)s student", "%(count)s students", one.students)
    teachers = ngettext("%(count)s teacher", "%(count)s teachers", one.teachers)
    return students % {"count": one.students}, teachers % {"count": one.teachers}


class ClassMapForm(forms.Form):
    """Where each class of a OneRoster file leads: a cohort, or nowhere on purpose."""

    def __init__(
        self, *args: Any, classes: Sequence[ClassRef], cohorts: Sequence[Cohort], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._classes = classes
        self._codes = {str(cohort.public_id): cohort.code for cohort in cohorts}
        offered: list[Choice] = [("", _("Choose a cohort")), (LEAVE_OUT, _("Leave this class out"))]
        offered += [(str(cohort.public_id), cohort.name) for cohort in cohorts]
        for number, one in enumerate(classes):
            self.fields[f"class_{number}"] = forms.ChoiceField(
                label=one.name,
                # Help may hold markup, and this text comes from a file.
                help_text=escape(", ".join((one.code or one.sourced_id, *_held(one)))),
                choices=offered,
            )

    @property
    def mapping(self) -> dict[str, str]:
        """The code of the cohort by the identifier of the class; an empty code for one that is left out."""
        return {
            one.sourced_id: self._codes.get(self.cleaned_data[f"class_{number}"], "")
            for number, one in enumerate(self._classes)
        }

    def initial_of(self, mapping: dict[str, str]) -> None:
        """Show what was chosen before."""
        by_code = {code: key for key, code in self._codes.items()}
        for number, one in enumerate(self._classes):
            if one.sourced_id in mapping:
                self.initial[f"class_{number}"] = by_code.get(mapping[one.sourced_id], LEAVE_OUT)


class ImportFilterForm(forms.Form):
    """Which rows of an import to look at."""

    show = forms.ChoiceField(choices=[("", ""), *ImportRow.Action.choices], required=False)


class ImportConfirmForm(forms.Form):
    """Write it: all of it, or what is good; and end enrolments only on purpose."""

    look = forms.IntegerField(widget=forms.HiddenInput)
    take_good = forms.BooleanField(required=False)
    end_missing = forms.BooleanField(required=False)

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        refused, leaving = counts.get("refused", 0), counts.get("leaving", 0)
        take_good, end_missing = self.fields["take_good"], self.fields["end_missing"]
        if refused:
            take_good.label = ngettext(
                "Leave the refused row out and write the others",
                "Leave the %(count)s refused rows out and write the others",
                refused,
            ) % {"count": refused}
            take_good.required = True
            take_good.help_text = _("Or mend the file and send it again.")
            take_good.error_messages["required"] = _(
                "Some rows are refused. Say that the others are to be written, or mend the file first."
            )
        else:
            del self.fields["take_good"]
        if leaving:
            end_missing.label = ngettext(
                "Also end the enrolment of the one who is leaving",
                "Also end the enrolment of the %(count)s who are leaving",
                leaving,
            ) % {"count": leaving}
            end_missing.help_text = _("Without this, nobody leaves a cohort.")
        else:
            del self.fields["end_missing"]
