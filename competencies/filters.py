"""How lists are narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.models import Reference
from competencies.querysets import ReferenceQuerySet
from competencies.searching import LONGEST_QUERY, rank, words
from competencies.wording import REFERENCE_KINDS, worded


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
