"""What can be chosen about an export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Cohort
from reports.catalogue import FOLDER, FORMATS, READY
from reports.formats.csv_file import DELIMITERS, ENCODINGS
from reports.models import ReportDefinition, ReportRun


class CohortExportForm(forms.Form):
    """The shape of the file."""

    LONG, WIDE = "long", "wide"

    shape = forms.ChoiceField(
        label=_("One line for"),
        choices=[(LONG, _("Each learner and competency")), (WIDE, _("Each learner"))],
        initial=LONG,
        widget=forms.RadioSelect,
    )


_FORMAT_NAMES = {
    "xlsx": _("Workbook (XLSX)"),
    "csv": _("Plain table (CSV)"),
    "pdf": _("Paper (PDF)"),
    "json": _("For programs (JSON)"),
    "zip": _("Folder (ZIP)"),
}
_DELIMITER_NAMES = {"comma": _("Comma"), "semicolon": _("Semicolon"), "tab": _("Tab")}


class ReportForm(forms.ModelForm[ReportRun]):
    """Which report of a cohort, in which shape; with a name it is kept to be asked for again."""

    report = forms.ChoiceField(label=_("Report"), choices=[(one.name, one.title) for one in READY.values()])
    file_format = forms.ChoiceField(
        label=_("Format"), choices=[(one, _FORMAT_NAMES[one]) for one in (*FORMATS, FOLDER)]
    )
    as_of_on = forms.DateField(
        label=_("As recorded by the end of"),
        help_text=_("Without a day it is now."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    wide = forms.BooleanField(label=_("One line for each learner"), required=False)
    codes = forms.CharField(
        label=_("Competencies"),
        help_text=_("Their codes with a space between, such as SM-1 SM-3. Without any it is all."),
        required=False,
        max_length=500,
    )
    delimiter = forms.ChoiceField(
        label=_("Between the cells of CSV"), choices=[(one, _DELIMITER_NAMES[one]) for one in DELIMITERS]
    )
    encoding = forms.ChoiceField(
        label=_("Characters of CSV"), choices=[(one, one.upper()) for one in ENCODINGS]
    )
    save_as = forms.CharField(
        label=_("Keep this choice as"),
        help_text=_("With a name it can be asked for again."),
        required=False,
        max_length=100,
    )
    shared = forms.BooleanField(label=_("Share it with the staff of the cohort"), required=False)

    class Meta:
        model = ReportRun
        fields = (
            "report",
            "file_format",
            "audience",
            "as_of_on",
            "wide",
            "codes",
            "delimiter",
            "encoding",
        )

    def __init__(self, *args: Any, cohort: Cohort, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.cohort = cohort
        self._today = today

    def clean_as_of_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["as_of_on"]
        if day and day > self._today:
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean_codes(self) -> str:
        """Write the codes with one space between."""
        return " ".join(self.cleaned_data["codes"].replace(",", " ").split())

    def clean(self) -> dict[str, Any]:
        """Refuse a format in which the report cannot be had, and names for others than staff."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ready = READY.get(cleaned.get("report", ""))
        if ready is not None and cleaned.get("file_format") not in ready.formats:
            names = ", ".join(str(_FORMAT_NAMES[one]) for one in ready.formats)
            self.add_error("file_format", _("This report can be had as: %(formats)s.") % {"formats": names})
        if ready is not None and ready.staff_only and cleaned.get("audience") != ReportRun.Audience.STAFF:
            self.add_error("audience", _("This report names every learner. It is for staff only."))
        return cleaned

    def definition(self) -> ReportDefinition | None:
        """Return what is to be kept, without saving it; None without a name."""
        if not self.cleaned_data["save_as"]:
            return None
        return ReportDefinition(
            cohort=self.instance.cohort,
            name=self.cleaned_data["save_as"],
            shared=self.cleaned_data["shared"],
            **{name: self.cleaned_data[name] for name in self.Meta.fields},
        )


class SavedForm(forms.Form):
    """Which kept choice the form begins with."""

    saved = forms.UUIDField(required=False)


class ActForm(forms.Form):
    """What is to be done with a run."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("cancel", "retry", "pin", "unpin")])


class KeyForm(forms.Form):
    """The signed key of an address that expires."""

    key = forms.CharField(max_length=300)
