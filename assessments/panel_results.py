"""What a panel came to so far, item by item. Reads only, in two queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.models import Panel, PanelItem, PanelJudgement
from assessments.panel_keys import PanelResult, panel_result


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with what the panel makes of it, and the remarks of its members."""

    panel_item: PanelItem
    result: PanelResult
    remarks: tuple[str, ...]


def results_of_panel(panel: Panel) -> list[ItemResult]:
    """Return the result of each item, in order. Judgements of members who were withdrawn are left out."""
    rows = PanelItem.objects.filter(panel=panel).select_related("item_version__item").order_by("position")
    values: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    remarks: defaultdict[int, list[str]] = defaultdict(list)
    judged = PanelJudgement.objects.filter(panel_item__panel=panel, member__withdrawn_at__isnull=True)
    for one in judged.order_by("member"):
        values[one.panel_item_id].append(one.values)
        if one.remark:
            remarks[one.panel_item_id].append(one.remark)
    return [
        ItemResult(
            row,
            panel_result(
                kind=row.item_version.kind,
                body=row.item_version.body,
                judgements=values[row.pk],
                rule=panel.rule,
                least=Fraction(panel.least_agreement, 100),
            ),
            tuple(remarks[row.pk]),
        )
        for row in rows
    ]
