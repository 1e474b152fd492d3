"""Which map is wanted: of which framework, and of the school or of one cohort."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.local_options import LocalSelect
from competencies.models import FrameworkVersion
from learners.matrix import following
from people.access import Capability, cohorts_where
from people.models import Cohort, User


class MapForm(forms.Form):
    """A framework by its code, and a cohort whose figures the reader sees. What does not fit is left out."""

    cohort = forms.ModelChoiceField(
        label=_("What was given to"),
        queryset=Cohort.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("The whole school: what is published"),
    )
    framework = forms.ChoiceField(label=_("Framework"), required=False, widget=LocalSelect)

    def __init__(self, data: QueryDict, *, reader: User, on: date) -> None:
        super().__init__(data)
        self.on = on
        self.versions = {
            version.framework.code: version
            for version in FrameworkVersion.objects.visible_to(reader, on=on)
            .filter(state="published")
            .select_related("framework")
            .order_by("framework__title")
        }
        cohorts = cohorts_where(reader, Capability.SEE_AGGREGATES, on=on).order_by("-starts_on", "name")
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
        self.fields["framework"].choices = [  # type: ignore[attr-defined]
            (code, version.framework.title) for code, version in self.versions.items()
        ]
        if len(self.versions) < 2:  # nothing to choose
            self.fields["framework"].widget = forms.HiddenInput()
        self.is_valid()

    @property
    def of_cohort(self) -> Cohort | None:
        """The cohort asked for."""
        return self.cleaned_data.get("cohort")

    def version(self) -> FrameworkVersion | None:
        """The version whose map is wanted; of a cohort one that it follows. None where there is none."""
        code = self.cleaned_data.get("framework")
        if self.of_cohort is None:
            return self.versions.get(code or "") or next(iter(self.versions.values()), None)
        followed = [one.framework_version for one in following(self.of_cohort, on=self.on)]
        asked = (one for one in followed if one.framework.code == code)
        return next(asked, followed[0] if followed else None)
