"""What a page that writes something was opened for."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms

from competencies.models import Competency, Indicator


class AboutForm(forms.Form):
    """The competency, and the indicator of it by its code, that the link to a page named; empty for none.

    What is no longer in force counts as not named: the page then opens as it does without.
    """

    competency = forms.ModelChoiceField(
        queryset=Competency.objects.attachable(), to_field_name="public_id", required=False
    )
    indicator = forms.CharField(max_length=30, required=False)

    def about(self) -> Competency | None:
        """Return the competency. At most one query."""
        self.is_valid()
        found: Competency | None = self.cleaned_data.get("competency")
        return found

    def indicators(self) -> list[Indicator]:
        """Return the indicator, alone in a list, or an empty list. At most two queries."""
        competency, code = self.about(), self.cleaned_data.get("indicator")
        return list(Indicator.objects.filter(competency=competency, code=code)) if competency and code else []

    def query(self) -> str:
        """Return the same as the query of a further address, empty where nothing was named."""
        named = {}
        if about := self.about():
            named["competency"] = str(about.public_id)
        for indicator in self.indicators():
            named["indicator"] = indicator.code
        return urlencode(named)
