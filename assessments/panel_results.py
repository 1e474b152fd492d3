"""What a panel came to so far, item by item. Reads only, in two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.models import Panel, PanelItem, PanelJudgement
from assessments.panel_keys import PanelResult, panel_result
from assessments.panel_whole import Judged, Strand, strands


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with what the panel makes of it, the remarks of its members, and the keys of those of them who
    gave an answer."""

    panel_item: PanelItem
    result: PanelResult
    remarks: tuple[str, ...]
    raters: frozenset[int]


def results_of_panel(panel: Panel) -> list[ItemResult]:
    """Return the result of each item, in order. Judgements of members who were withdrawn are left out."""
    rows = PanelItem.objects.filter(panel=panel).select_related("item_version__item").order_by("position")
    values: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    remarks: defaultdict[int, list[str]] = defaultdict(list)
    raters: defaultdict[int, set[int]] = defaultdict(set)
    judged = PanelJudgement.objects.filter(panel_item__panel=panel, member__withdrawn_at__isnull=True)
    for one in judged.order_by("member"):
        values[one.panel_item_id].append(one.values)
        if one.values:
            raters[one.panel_item_id].add(one.member_id)
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
            frozenset(raters[row.pk]),
        )
        for row in rows
    ]


def agreement_of_panel(results: Iterable[ItemResult]) -> tuple[Strand, ...]:
    """Return how far the panel agrees over all its items, scale by scale."""
    return strands(Judged(one.panel_item.item_version.kind, one.result, one.raters) for one in results)
