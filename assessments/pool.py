"""Which items of the bank a row of a blueprint can draw from. Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from assessments.kinds import KINDS
from assessments.kinds.base import ScoredBy
from assessments.models import BlueprintRow, ItemKey, ItemVersion
from competencies.models.state import ContentState

MARKED_BY_PEOPLE = tuple(code for code, kind in KINDS.items() if kind.scored_by is ScoredBy.PERSON)


def pools_of(rows: Sequence[BlueprintRow]) -> dict[int, list[ItemVersion]]:
    """Return the pool of each row by the row's key: the newest version of each published item that fits the
    row and that a key can mark, with its item and the item's indicators, in the order of the items' codes.

    Work that a person marks is never drawn: who gets a text to write is decided by a person.
    Two queries for any number of rows, none for no row.
    """
    if not rows:
        return {}
    newer = ItemVersion.objects.filter(item=OuterRef("item"), n__gt=OuterRef("n"))
    keyed = ItemKey.objects.filter(version=OuterRef("pk"))
    published = Q(
        item__competency__in={row.competency_id for row in rows}, item__state=ContentState.PUBLISHED
    )
    found = (
        ItemVersion.objects.filter(published, ~Exists(newer), Exists(keyed))
        .exclude(kind__in=MARKED_BY_PEOPLE)
        .select_related("item__competency")
        .prefetch_related("item__indicators")
        .order_by("item__code")
    )
    versions = list(found)
    return {row.pk: [one for one in versions if _fits(one, row)] for row in rows}


def _fits(version: ItemVersion, row: BlueprintRow) -> bool:
    """Whether an item is of the competency, the indicator and the tier that a row asks for."""
    indicators = {indicator.pk for indicator in version.item.indicators.all()}
    return (
        version.item.competency_id == row.competency_id
        and (row.indicator_id is None or row.indicator_id in indicators)
        and row.tier in {"", version.tier}
    )
