"""How lists of this room are narrowed."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.choices import AssessmentType
from assessments.marking_queue import MARKED_BY_PERSON
from assessments.models import Administration, Assessment, AssessmentVersion, Attempt, AttemptItem
from assessments.models.assessment import ASSESSMENT_STATES
from common.dates import record_day
from common.local_options import LocalSelect, OptionText
from competencies.filters import CompetencyFilter
from competencies.models import Competency
from competencies.models.state import ContentState
from people.access import Capability, cohorts_where
from people.models import Cohort, Enrolment, User


class MarkingFilter(django_filters.FilterSet):
    """Work that waits for a mark, by cohort, by assessment and by one giving of it."""

    cohort = django_filters.ModelChoiceFilter(
        label=_("Cohort"),
        queryset=Cohort.objects.none(),
        to_field_name="public_id",
        method="by_cohort",
        empty_label=_("All cohorts"),
    )
    assessment = django_filters.ChoiceFilter(
        label=_("Assessment"),
        field_name="attempt__administration__version__assessment__public_id",
        empty_label=_("All assessments"),
        widget=LocalSelect,
    )

    administration = django_filters.ChoiceFilter(
        label=_("Given"),
        field_name="attempt__administration__public_id",
        empty_label=_("Every time"),
        widget=LocalSelect,
    )

    class Meta:
        model = AttemptItem
        fields = ("cohort", "assessment", "administration")

    def __init__(self, *args: Any, marker: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.filters["cohort"].queryset = cohorts_where(marker, Capability.TEACH, on=on)
        # All that the marker's learners ever wrote, so that an address still holds once everything is marked.
        written = Attempt.objects.markable_by(marker, on=on).filter(
            items__item_version__kind__in=MARKED_BY_PERSON
        )
        versions = AssessmentVersion.objects.filter(administrations__attempts__in=written)
        titles = {
            str(version.assessment.public_id): OptionText.of(version.local("title", get_language() or "en"))
            for version in versions.select_related("assessment").order_by("title", "n").distinct()
        }
        self.filters["assessment"].extra["choices"] = list(titles.items())
        given = Administration.objects.filter(attempts__in=written).select_related("version").distinct()
        self.filters["administration"].extra["choices"] = [
            (str(one.public_id), _given(one)) for one in given.order_by("-created_at", "-pk")
        ]

    def by_cohort(self, rows: QuerySet[AttemptItem], _name: str, cohort: Cohort) -> QuerySet[AttemptItem]:
        """Keep the work of those who are running in the cohort."""
        running = Enrolment.objects.running(self.on).filter(cohort=cohort)
        return rows.filter(attempt__user__in=running.values("user_id"))


def _given(administration: Administration) -> OptionText:
    """A giving by its title and its day."""
    title = administration.version.local("title", get_language() or "en")
    day = record_day(administration.created_at).replace("%", "%%")
    return OptionText.of(title, f"%s, {day}")


class AssessmentFilter(django_filters.FilterSet):
    """Assessments by competency, type and state. Retired ones are shown when asked for."""

    competency = CompetencyFilter(method="by_competency")
    type = django_filters.ChoiceFilter(
        label=_("Type"), choices=AssessmentType.choices, empty_label=_("All types")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ASSESSMENT_STATES, empty_label=_("All in use")
    )

    class Meta:
        model = Assessment
        fields = ("competency", "type", "state")

    def filter_queryset(self, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        """Narrow the rows; without a state, leave the retired ones out."""
        rows: QuerySet[Assessment] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=ContentState.RETIRED)

    def by_competency(
        self, rows: QuerySet[Assessment], _name: str, competency: Competency
    ) -> QuerySet[Assessment]:
        """Keep the assessments that serve the competency."""
        return rows.filter(attachments__competency=competency)
