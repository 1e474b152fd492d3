"""Which items of the bank a row of a blueprint can draw from. Reads only."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from assessments.kinds import KINDS
from assessments.kinds.base import ScoredBy
from assessments.models import BlueprintRow, ItemKey, ItemVersion
from competencies.models.state import ContentState

MARKED_BY_PEOPLE = tuple(code for code, kind in KINDS.items() if kind.scored_by is ScoredBy.PERSON)


def pool_of(row: BlueprintRow) -> list[ItemVersion]:
    """Return the newest version of each published item that fits the row and that a key can mark.

    In the order of the items' codes. One query. Work that a person marks is never drawn: who gets a text
    to write is decided by a person.
    """
    newer = ItemVersion.objects.filter(item=OuterRef("item"), n__gt=OuterRef("n"))
    fits = Q(item__competency=row.competency_id, item__state=ContentState.PUBLISHED)
    if row.indicator_id is not None:
        fits &= Q(item__indicators=row.indicator_id)
    if row.tier:
        fits &= Q(tier=row.tier)
    keyed = ItemKey.objects.filter(version=OuterRef("pk"))
    rows = ItemVersion.objects.filter(fits, ~Exists(newer), Exists(keyed))
    return list(rows.exclude(kind__in=MARKED_BY_PEOPLE).order_by("item__code"))
