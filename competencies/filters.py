"""How lists are narrowed."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from common.local_options import LocalSelect
from competencies.forms.attaching import competency_option
from competencies.models import Competency, Module, ModuleCompetency, Reference
from competencies.models.state import ContentState
from competencies.querysets import ModuleQuerySet, ReferenceQuerySet
from competencies.searching import LONGEST_QUERY, rank, words
from competencies.wording import REFERENCE_KINDS, worded


class CompetencyChoiceField(django_filters.fields.ModelChoiceField):
    """Competencies, each in the language that it is in."""

    def label_from_instance(self, obj: Competency) -> str:
        """Return the code and the title."""
        return competency_option(obj)


class CompetencyFilter(django_filters.ModelChoiceFilter):
    """A competency in force, or all of them."""

    field_class = CompetencyChoiceField

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("Competency"),
            "to_field_name": "public_id",
            "empty_label": _("All competencies"),
            "widget": LocalSelect,
        }
        super().__init__(**{"queryset": Competency.objects.attachable(), **words, **kwargs})


class ModuleFilter(django_filters.FilterSet):
    """Modules by word, competency, state and overdue review. Retired ones are shown when asked for."""

    q = django_filters.CharFilter(
        label=_("Title, objective or tag"), method="by_words", max_length=LONGEST_QUERY
    )
    competency = CompetencyFilter(method="by_competency")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ContentState.choices, empty_label=_("All in use")
    )
    overdue = django_filters.BooleanFilter(
        label=_("Review past its date"), method="only_overdue", widget=forms.CheckboxInput
    )

    class Meta:
        model = Module
        fields = ("q", "competency", "state", "overdue")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def filter_queryset(self, queryset: ModuleQuerySet) -> ModuleQuerySet:
        """Narrow the rows; without a state, leave the retired ones out."""
        rows: ModuleQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=ContentState.RETIRED)

    def by_words(self, rows: ModuleQuerySet, _name: str, query: str) -> ModuleQuerySet:
        """Keep the modules in which each word stands, whatever its accents and case."""
        wanted = words(query)
        texts = rows.order_by().values_list("pk", "title", "objective", "tags").distinct()
        fitting = [pk for pk, title, aim, tags in texts if rank([title, " ".join(tags), aim], wanted)]
        return rows.filter(pk__in=fitting)

    def by_competency(self, rows: ModuleQuerySet, _name: str, competency: Competency) -> ModuleQuerySet:
        """Keep the modules that serve the competency; their other competencies stay in sight."""
        serving = ModuleCompetency.objects.filter(competency=competency).values("module_id")
        return rows.filter(pk__in=serving)

    def only_overdue(self, rows: ModuleQuerySet, _name: str, wanted: bool) -> ModuleQuerySet:
        """Keep the modules that should have been looked at again by today."""
        return rows.review_overdue(self.on) if wanted else rows


class ReferenceFilter(django_filters.FilterSet):
    """References by word and kind; `for_staff` adds those that are still to be checked."""

    q = django_filters.CharFilter(
        label=_("Author, title or place"), method="by_words", max_length=LONGEST_QUERY
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All kinds"))
    to_check = django_filters.BooleanFilter(
        label=_("Only those to check"), method="only_to_check", widget=forms.CheckboxInput
    )

    class Meta:
        model = Reference
        fields = ("q", "kind", "to_check")

    def __init__(self, *args: Any, for_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Reference.objects.order_by("kind").values_list("kind", flat=True).distinct()
        self.filters["kind"].extra["choices"] = [(kind, worded(REFERENCE_KINDS, kind)) for kind in kinds]
        if not for_staff:
            del self.filters["to_check"]

    def by_words(self, rows: ReferenceQuerySet, _name: str, query: str) -> ReferenceQuerySet:
        """Keep the references in which each word stands, whatever its accents and case."""
        wanted = words(query)
        fields = ("title", "authors", "venue", "code")
        fitting = [pk for pk, *texts in rows.values_list("pk", *fields) if rank(texts, wanted)]
        return rows.filter(pk__in=fitting)

    def only_to_check(self, rows: ReferenceQuerySet, _name: str, wanted: bool) -> ReferenceQuerySet:
        """Keep what is still to be checked."""
        return rows.to_check() if wanted else rows
