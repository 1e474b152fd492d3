"""The forms of the improvement log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.local_options import LocalSelect, OptionText
from competencies.models import Competency
from learners.matrix import Column
from learners.models import CohortTarget, Finding, FindingStep
from learners.services.improving import add_step, record_finding
from learners.wording import target_sentence
from people.models import Cohort, User

WHOLE: Final = "cohort"
"""What a finding is about that is about neither a target nor a competency."""


class FindingStartForm(forms.Form):
    """What the page of a new finding starts with."""

    about = forms.CharField(required=False, max_length=60)

    @property
    def wanted(self) -> str:
        """What the finding is to be about; empty for the cohort as a whole."""
        return self.cleaned_data["about"] if self.is_valid() else ""


class FindingForm(forms.Form):
    """What was found about a cohort, and what it is about."""

    about = forms.ChoiceField(
        label=pgettext_lazy("finding", "About"),
        widget=LocalSelect,
        help_text=_("Of a target or a competency, how many reach it now is written down along with it."),
    )
    text = forms.CharField(
        label=_("What was found"),
        help_text=_("Facts about the cohort as a whole. Name no learner."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say what was found.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        targets: Iterable[CohortTarget],
        columns: Iterable[Column],
        about: str = "",
    ) -> None:
        """`targets` and `columns` are what a finding can be about; `about` is what it starts with."""
        super().__init__(data, initial={"submission": uuid4(), "about": about or WHOLE})
        self.targets = {f"target:{one.public_id}": one for one in targets}
        self.columns = {f"competency:{one.public_id}": one for one in columns}
        cast("forms.ChoiceField", self.fields["about"]).choices = [
            (WHOLE, _("The cohort as a whole")),
            *((key, target_sentence(one)) for key, one in self.targets.items()),
            *((key, _option(column)) for key, column in self.columns.items()),
        ]

    def record(self, *, cohort: Cohort, by: User, at: datetime) -> Finding:
        """Note the finding. For a valid form; raises ValidationError where it is refused."""
        data = self.cleaned_data
        column = self.columns.get(data["about"])
        competency = Competency.objects.select_related("version").get(pk=column.pk) if column else None
        submission: UUID = data["submission"]
        return record_finding(
            cohort=cohort,
            target=self.targets.get(data["about"]),
            competency=competency,
            text=data["text"],
            by=by,
            submission=submission,
            at=at,
        )


class StepForm(forms.Form):
    """What was done about a finding, what was measured again, or what is to be added."""

    kind = forms.ChoiceField(label=pgettext_lazy("finding", "This is"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"),
        help_text=_("Facts about the cohort as a whole. Name no learner."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Say what was done, measured or is to be added.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, measurable: bool) -> None:
        """`measurable` says whether the finding is about something that can be counted."""
        kind = FindingStep.Kind
        super().__init__(data, initial={"submission": uuid4(), "kind": kind.ACTION.value})
        kinds = [kind.ACTION, kind.MEASURED, kind.NOTE] if measurable else [kind.ACTION, kind.NOTE]
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = [(one.value, one.label) for one in kinds]
        if measurable:
            field.help_text = _("With “Measured again”, how many reach it now is written down along with it.")

    def add(self, *, finding: Finding, by: User, at: datetime) -> FindingStep:
        """Note the step. For a valid form; raises ValidationError where it is refused."""
        data = self.cleaned_data
        submission: UUID = data["submission"]
        return add_step(
            finding=finding,
            kind=FindingStep.Kind(data["kind"]),
            text=data["text"],
            by=by,
            submission=submission,
            at=at,
        )


def _option(column: Column) -> OptionText:
    return OptionText.of(column.local("short_title", get_language() or column.language), f"{column.code} %s")
