"""What can be chosen about a report: the form shows what applies to what is chosen so far, and no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.local_options import OptionText
from people.access import Capability, cohorts_where
from people.models import Cohort, User
from reports.audience import Audience
from reports.catalogue import FOLDER, FORMATS, INVENTORY, READY
from reports.formats.csv_file import DELIMITERS, ENCODINGS
from reports.models import Asked
from reports.queries import competencies_of
from reports.scope import Outline
from reports.table import Column

FORMAT_NAMES: Final = {
    "xlsx": _("Workbook (XLSX)"),
    "csv": _("Plain table (CSV)"),
    "pdf": _("Paper (PDF)"),
    "json": _("For programs (JSON)"),
    "xml": _("Inventory (XML)"),
    "zip": _("Folder (ZIP)"),
}
_DELIMITER_NAMES: Final = {"comma": _("Comma"), "semicolon": _("Semicolon"), "tab": _("Tab")}
LONG, WIDE = "long", "wide"
_LISTS: Final = ("others", "codes")


class ColumnFields(NamedTuple):
    """The two fields of one column: whether it is shown, and at which place."""

    column: Column
    shown: BoundField
    place: BoundField


class BuilderForm(forms.Form):
    """A report of one or several cohorts with all that is chosen about it."""

    report = forms.ChoiceField(label=_("Report"), choices=[(one.name, one.title) for one in READY.values()])
    audience = forms.ChoiceField(
        label=pgettext_lazy("head of a file", "For"),
        help_text=_(
            "For staff it holds names. For all others it holds figures of groups that are large enough."
        ),
        choices=Asked.Audience.choices,
    )
    shape = forms.ChoiceField(
        label=_("One line for"),
        choices=[(LONG, _("Each learner and competency")), (WIDE, _("Each learner"))],
        widget=forms.RadioSelect,
        initial=LONG,
    )
    file_format = forms.ChoiceField(
        label=_("Format"), choices=[(one, FORMAT_NAMES[one]) for one in (*FORMATS, INVENTORY, FOLDER)]
    )
    delimiter = forms.ChoiceField(
        label=_("Between the cells"), choices=[(one, _DELIMITER_NAMES[one]) for one in DELIMITERS]
    )
    encoding = forms.ChoiceField(label=_("Characters"), choices=[(one, one.upper()) for one in ENCODINGS])
    others = forms.MultipleChoiceField(
        label=_("Further cohorts in the same file"),
        help_text=_("Each line says its cohort."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    as_of_on = DayField(
        label=_("As recorded by the end of"), help_text=_("Without a day it is now."), required=False
    )
    from_on = DayField(
        label=_("Handed in from"),
        help_text=_("Both days are in it. Without a day that end is open."),
        required=False,
    )
    to_on = DayField(label=_("Handed in to"), required=False)
    study = forms.CharField(
        label=_("Pseudonyms of the study"),
        help_text=_(
            "With a study, a pseudonym stands in place of name and address. The same study gives the"
            " same pseudonyms, another one others."
        ),
        required=False,
        max_length=200,
    )
    codes = forms.MultipleChoiceField(
        label=_("Competencies"),
        help_text=_("Without any it is all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label=_("Keep this choice as"),
        help_text=_("With a name it can be asked for again."),
        required=False,
        max_length=100,
    )
    shared = forms.BooleanField(label=_("Share it with whoever may take these reports out"), required=False)
    columns_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        cohort: Cohort,
        user: User,
        on: date,
        taken: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        """`taken` are the names under which `user` keeps other choices of the cohort."""
        super().__init__(data, **kwargs)
        self._on, self._taken = on, taken
        self._cohorts = {
            str(one.public_id): one
            for one in cohorts_where(user, Capability.MANAGE, on=on)
            .exclude(pk=cohort.pk)
            .select_related("program")
            .order_by("program__name", "-starts_on", "name", "pk")
        }
        self.cohort = cohort
        self.ready = READY.get(str(self._said("report")), next(iter(READY.values())))
        self.for_whom = self._audience()
        self.in_format = str(self._said("file_format"))
        if self.in_format not in self.ready.formats:
            self.in_format = self.ready.formats[0]
        self._narrow()
        self.column_fields = self._with_columns()

    @classmethod
    def again(cls, data: QueryDict, *, cohort: Cohort, user: User, on: date) -> BuilderForm:
        """Return the form as it was filled in, without asking for anything yet: with what applies now."""
        said: dict[str, Any] = {key: data.getlist(key) if key in _LISTS else data.get(key) for key in data}
        return cls(cohort=cohort, user=user, on=on, initial=said)

    @property
    def picked(self) -> tuple[Cohort, ...]:
        """The further cohorts that are ticked, of those that may be."""
        return tuple(self._cohorts[one] for one in self._said_list("others") if one in self._cohorts)

    def clean_as_of_on(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["as_of_on"]
        if day and day > self._on:
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean_name(self) -> str:
        """Refuse a name under which another choice is kept."""
        name: str = self.cleaned_data["name"]
        if name in self._taken:
            raise forms.ValidationError(_("You have saved a report of this cohort under that name already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Ask for a column at least, and for days in their order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.column_fields and not self._shown():
            self.add_error(self.column_fields[0].shown.name, _("Choose one column at least."))
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day lies before the first."))
        if self.in_format == INVENTORY and self.picked:
            self.add_error("file_format", _("Of several cohorts it can be had as a folder."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Return what was chosen, as a run and a kept choice hold it; the study by its name."""
        said = self.cleaned_data
        return {
            "report": self.ready.name,
            "file_format": said["file_format"],
            "wide": said.get("shape") == WIDE,
            "audience": said.get("audience", self.for_whom.value),
            "as_of_on": said["as_of_on"],
            "from_on": said.get("from_on"),
            "to_on": said.get("to_on"),
            "codes": "\n".join(said.get("codes", ())),
            "columns": " ".join(self._columns_if_changed()),
            "delimiter": said.get("delimiter", "comma"),
            "encoding": said.get("encoding", "utf-8"),
            "study": said.get("study", ""),
        }

    @property
    def columns_changed(self) -> bool:
        """Whether other columns are chosen than the report has by itself, or in another order."""
        return any(
            not one.shown.value() or str(one.place.value()) != str(number)
            for number, one in enumerate(self.column_fields, 1)
        )

    # What applies

    def _audience(self) -> Audience:
        said = str(self._said("audience"))
        return next((one for one in self.ready.audiences if one == said), self.ready.audiences[0])

    @property
    def _has_lines(self) -> bool:
        return self.ready.lines and self.for_whom.sees_names

    def _narrow(self) -> None:
        """Take out the fields that say nothing about what is chosen, and the choices that are none."""
        ready, lines = self.ready, self._has_lines
        applies = {
            "audience": len(ready.audiences) > 1,
            "shape": lines and self.in_format != "pdf",
            "file_format": True,
            "delimiter": self.in_format == "csv",
            "encoding": self.in_format == "csv",
            "others": bool(self._cohorts),
            "study": lines,
            "from_on": ready.period and self.for_whom.sees_names,
            "to_on": ready.period and self.for_whom.sees_names,
            "codes": ready.competencies,
        }
        for name, does in applies.items():
            if not does:
                del self.fields[name]
        self._choices("audience", [one for one in Asked.Audience.choices if one[0] in ready.audiences])
        self._choices("file_format", [(one, FORMAT_NAMES[one]) for one in ready.formats])
        names = ", ".join(str(FORMAT_NAMES[one]) for one in ready.formats)
        said = gettext("This report can be had as: %(formats)s.") % {"formats": names}
        self.fields["file_format"].error_messages["invalid_choice"] = said
        self._choices("others", [(key, self._label(one)) for key, one in self._cohorts.items()])
        if "codes" in self.fields:
            found = competencies_of((self.cohort, *self.picked), on=self._on)
            self._choices("codes", [(code, OptionText.of(title, f"{code} %s")) for code, title in found])

    def _choices(self, name: str, choices: list[Any]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _label(self, cohort: Cohort) -> str:
        return f"{cohort.name} ({cohort.program.code}/{cohort.code})"

    # Columns

    def _columns(self) -> tuple[Column, ...]:
        if self._has_lines and self.in_format == "pdf":
            return ()  # paper has the columns that fit on it
        exact = self.for_whom.sees_names
        wide = self._has_lines and self._said("shape") == WIDE
        return self.ready.columns(Outline(exact=exact, wide=wide, pseudonyms=bool(self._said("study"))))

    def _with_columns(self) -> tuple[ColumnFields, ...]:
        """Add the two fields of each column, as they are chosen so far."""
        columns = self._columns()
        of = " ".join(column.key for column in columns)
        known = str(self._said("columns_of")) == of
        kept = str(self.initial.get("columns") or "").split()
        for number, column in enumerate(columns, 1):
            place = kept.index(column.key) + 1 if column.key in kept else None
            shown, ticked = f"show_{column.key}", bool(place) or not kept
            self.fields[shown] = forms.BooleanField(label=column.title, required=False, initial=ticked)
            self.fields[f"place_{column.key}"] = forms.IntegerField(
                label=gettext("Place of %(title)s") % {"title": column.title},
                required=False,
                min_value=1,
                max_value=99,
                initial=place or number,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )
            if known and not self.is_bound:
                self.initial.setdefault(shown, False)
        if not known:
            # Columns of another report say nothing of these.
            for key in [key for key in self.initial if key.startswith(("show_", "place_"))]:
                del self.initial[key]
        self.initial["columns_of"] = of
        return tuple(ColumnFields(one, self[f"show_{one.key}"], self[f"place_{one.key}"]) for one in columns)

    def _shown(self) -> list[str]:
        """The keys of the columns that are ticked, by their places and then as the report has them."""
        said = self.cleaned_data
        if said.get("columns_of") != self.initial["columns_of"]:
            return [one.column.key for one in self.column_fields]
        ticked = [
            (said.get(one.place.name) or number, number, one.column.key)
            for number, one in enumerate(self.column_fields, 1)
            if said.get(one.shown.name)
        ]
        return [key for _place, _number, key in sorted(ticked)]

    def _columns_if_changed(self) -> list[str]:
        shown = self._shown()
        return [] if shown == [one.column.key for one in self.column_fields] else shown

    # What is chosen so far, checked or not

    def _said(self, name: str) -> object:
        if self.is_bound:
            return self.data.get(name) or ""
        return self.initial.get(name) or ""

    def _said_list(self, name: str) -> list[str]:
        if isinstance(self.data, QueryDict) and self.is_bound:
            return [str(one) for one in self.data.getlist(name)]
        return [str(one) for one in self.initial.get(name) or ()]


def initial_of(asked: Asked) -> dict[str, Any]:
    """Return what the form begins with for something that was chosen before."""
    names = (
        *("report", "file_format", "audience", "as_of_on", "from_on", "to_on"),
        *("columns", "delimiter", "encoding"),
    )
    return {
        **{name: getattr(asked, name) for name in names},
        "shape": WIDE if asked.wide else LONG,
        "codes": list(asked.chosen_codes),
        "study": asked.study.name if asked.study else "",
        "others": [str(one.public_id) for one in asked.others.all()],
        "name": getattr(asked, "name", ""),
        "shared": getattr(asked, "shared", False),
    }


class BeginForm(forms.Form):
    """Which report the builder begins with."""

    report = forms.ChoiceField(choices=[(one, one) for one in READY], required=False)


class BuilderActForm(forms.Form):
    """What is to be done with what is chosen; without a word the form shows what applies."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("make", "save")])
