"""How the bank is narrowed for whoever picks questions for an assessment."""

from __future__ import annotations

from typing import Any, Final

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.choices import Tier
from assessments.kinds import KINDS
from assessments.models import Item
from common.local_options import LocalSelect
from competencies.forms.attaching import competency_option
from competencies.models import Competency, Indicator

MOST_WORDS: Final = 10


class PickFilter(django_filters.FilterSet):
    """Published items by words, competency, indicator, tier and kind, which combine.

    The rows come `with_newest`.
    """

    q = django_filters.CharFilter(label=_("Words"), method="by_words")
    competency = django_filters.ChoiceFilter(
        label=_("Competency"),
        field_name="competency__public_id",
        empty_label=_("All competencies"),
        widget=LocalSelect,
    )
    indicator = django_filters.ChoiceFilter(
        label=_("Indicator"), field_name="indicators__code", empty_label=_("All indicators"), distinct=True
    )
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices, empty_label=_("All tiers"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=[(kind.code, kind.label) for kind in KINDS.values()],
        empty_label=_("All kinds"),
    )

    class Meta:
        model = Item
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.queryset.order_by()
        competencies = Competency.objects.filter(pk__in=asked.values("competency")).order_by(
            "version", "position"
        )
        self.filters["competency"].extra["choices"] = [
            (str(one.public_id), competency_option(one)) for one in competencies
        ]
        indicators = Indicator.objects.filter(pk__in=asked.values("indicators"))
        codes = indicators.order_by("competency__version", "competency__position", "position")
        named = dict.fromkeys(codes.values_list("code", flat=True))
        self.filters["indicator"].extra["choices"] = [(code, code) for code in named]

    def by_words(self, rows: QuerySet[Item], _name: str, words: str) -> QuerySet[Item]:
        """Keep the items in whose code, title or question each word stands."""
        for word in words.split()[:MOST_WORDS]:
            rows = rows.filter(Q(code__icontains=word) | Q(title__icontains=word) | Q(stem__icontains=word))
        return rows
