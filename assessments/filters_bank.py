"""How the list of the bank is narrowed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import django_filters
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.choices import KeyStatus, Tier
from assessments.kinds import KINDS
from assessments.models import Item
from competencies.models import Competency, Indicator
from competencies.models.state import ContentState
from people.models import User

MOST_WORDS: Final = 10


class BankFilter(django_filters.FilterSet):
    """Items of the bank by all that is known of them; conditions combine. Retired ones are shown when asked
    for. The rows come `with_newest`."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words")
    competency = django_filters.ModelChoiceFilter(
        label=_("Competency"),
        queryset=Competency.objects.attachable(),
        to_field_name="public_id",
        empty_label=_("All competencies"),
    )
    indicator = django_filters.ChoiceFilter(
        label=_("Indicator"), field_name="indicators__code", empty_label=_("All indicators"), distinct=True
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=[(kind.code, kind.label) for kind in KINDS.values()],
        empty_label=_("All kinds"),
    )
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices, empty_label=_("All tiers"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ContentState.choices, empty_label=_("All in use")
    )
    key_status = django_filters.ChoiceFilter(
        label=pgettext_lazy("what is right", "Key"), choices=KeyStatus.choices[:4], empty_label=_("All keys")
    )
    difficulty = django_filters.ChoiceFilter(
        label=_("Difficulty"), choices=Item.Difficulty.choices, empty_label=_("All")
    )
    jurisdiction = django_filters.ChoiceFilter(label=_("Jurisdiction"), empty_label=_("All"))
    tag = django_filters.ChoiceFilter(label=_("Tag"), method="by_tag", empty_label=_("All tags"))
    author = django_filters.ModelChoiceFilter(
        label=_("Author"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Everybody"),
    )
    overdue = django_filters.BooleanFilter(
        label=_("Past its review date"), method="by_overdue", widget=CheckboxInput
    )

    class Meta:
        model = Item
        fields = ()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        plain = Item.objects.order_by()
        indicators = Indicator.objects.filter(pk__in=plain.values("indicators"))
        codes = indicators.order_by("code").values_list("code", flat=True)
        self.filters["indicator"].extra["choices"] = [(one, one) for one in dict.fromkeys(codes)]
        places = plain.exclude(jurisdiction="").values_list("jurisdiction", flat=True).distinct()
        self.filters["jurisdiction"].extra["choices"] = [(one, one) for one in sorted(places)]
        tagged = plain.exclude(tags=[]).values_list("tags", flat=True)
        tags = sorted({tag for tags in tagged for tag in tags}, key=str.casefold)
        self.filters["tag"].extra["choices"] = [(tag, tag) for tag in tags]
        self.filters["author"].queryset = User.objects.filter(pk__in=plain.values("author")).order_by(
            "sort_name"
        )

    def filter_queryset(self, queryset: QuerySet[Item]) -> QuerySet[Item]:
        """Narrow the rows; without a state, leave the retired ones out."""
        rows: QuerySet[Item] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=ContentState.RETIRED)

    def by_words(self, rows: QuerySet[Item], _name: str, words: str) -> QuerySet[Item]:
        """Keep the items in whose code, title or question each word stands."""
        for word in words.split()[:MOST_WORDS]:
            rows = rows.filter(Q(code__icontains=word) | Q(title__icontains=word) | Q(stem__icontains=word))
        return rows

    def by_tag(self, rows: QuerySet[Item], _name: str, tag: str) -> QuerySet[Item]:
        """Keep the items that carry the tag."""
        # The two engines write a list as text alike, but for letters beyond ASCII.
        told = rows.annotate(tags_text=Cast("tags", TextField()))
        return told.filter(
            Q(tags_text__contains=json.dumps(tag))
            | Q(tags_text__contains=json.dumps(tag, ensure_ascii=False))
        )

    def by_overdue(self, rows: QuerySet[Item], _name: str, overdue: bool) -> QuerySet[Item]:
        """Keep the items whose review date has come."""
        return rows.overdue_for_review(self.on) if overdue else rows  # type: ignore[attr-defined]
