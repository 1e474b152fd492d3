"""The list of the bank.

Cells are included rather than named as templates: those would be drawn with a context of their own each.
"""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.tables import ListTable

_THEN = ("code", "pk")


class BankTable(ListTable):
    """Items, each with a box to choose it by. The rows come with `newest_version` and `name`."""

    caption = _("Items of the bank")

    item = tables.TemplateColumn(
        '{% include "assessments/_bank_item.html" %}', verbose_name=_("Item"), order_by=("title", *_THEN)
    )
    competency = tables.Column(
        _("Competency"), accessor="competency__code", default="–", order_by=("competency__position", *_THEN)
    )
    kind = tables.TemplateColumn("{{ record.kind_label }}", verbose_name=_("Kind"), order_by=("kind", *_THEN))
    tier = tables.TemplateColumn("{{ record.tier_label }}", verbose_name=_("Tier"), order_by=("tier", *_THEN))
    key = tables.TemplateColumn(
        '{% include "assessments/_bank_key.html" %}',
        verbose_name=pgettext_lazy("what is right", "Key"),
        order_by=("key_status", *_THEN),
    )
    state = tables.TemplateColumn(
        '{% include "competencies/_module_state.html" with module=record only %}',
        verbose_name=_("State"),
        order_by=("state", *_THEN),
    )
    review = tables.TemplateColumn(
        '{% include "assessments/_bank_review.html" %}',
        verbose_name=_("Review"),
        order_by=("review_on", *_THEN),
    )

    class Meta:
        order_by = "competency"
