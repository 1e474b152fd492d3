"""Which items of the bank a row of a blueprint can draw from. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When

from assessments.choices import ItemAction
from assessments.kinds import KINDS
from assessments.kinds.base import ScoredBy
from assessments.models import (
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
    ItemChange,
    ItemKey,
    ItemVersion,
)
from competencies.models.state import ContentState

MARKED_BY_PEOPLE = tuple(code for code, kind in KINDS.items() if kind.scored_by is ScoredBy.PERSON)


def pools_of(rows: Sequence[BlueprintRow]) -> dict[int, list[ItemVersion]]:
    """Return the pool of each row by the row's key: the published version of each item that fits the row and
    that a key can mark, with its item and the item's indicators, in the order of the items' codes.

    While a further version of a published item is a draft, its last published version is the one.
    Work that a person marks is never drawn: who gets a text to write is decided by a person.
    Two queries for any number of rows, none for no row.
    """
    if not rows:
        return {}
    keyed = ItemKey.objects.filter(version=OuterRef("pk"))
    found = (
        ItemVersion.objects.filter(
            _published(), Exists(keyed), item__competency__in={row.competency_id for row in rows}
        )
        .exclude(kind__in=MARKED_BY_PEOPLE)
        .select_related("item__competency")
        .prefetch_related("item__indicators")
        .order_by("item__code")
    )
    versions = list(found)
    return {row.pk: [one for one in versions if _fits(one, row)] for row in rows}


def with_public_items(versions: Collection[AssessmentVersion]) -> set[int]:
    """Return the keys of those versions that ask, or can draw, an item that was published with its key.

    Four queries for any number of versions.
    """
    fixed = AssessmentItem.objects.filter(version__in=versions, item_version__item__is_public=True)
    found = set(fixed.order_by().values_list("version", flat=True))
    rows = list(BlueprintRow.objects.filter(version__in=versions).exclude(version__in=found))
    pools = pools_of(rows)
    return found | {row.version_id for row in rows if any(one.item.is_public for one in pools[row.pk])}


def public_to_draw(version: AssessmentVersion) -> tuple[int, int]:
    """Return how many of the items that a version can draw were published with their keys, and how many it
    can draw in all. Three queries."""
    pools = pools_of(list(BlueprintRow.objects.filter(version=version)))
    items = {one.item_id: one.item.is_public for pool in pools.values() for one in pool}
    return sum(items.values()), len(items)


def _published() -> Q:
    """What the bank offers of an item: of a published one its newest version, of one that waits again as a
    draft the version that was published last, unless it was retired since."""
    newer = ItemVersion.objects.filter(item=OuterRef("item"), n__gt=OuterRef("n"))
    steps = ItemChange.objects.filter(
        item=OuterRef("item"), action__in=(ItemAction.PUBLISHED, ItemAction.RETIRED)
    ).order_by("-at", "-pk")
    offered = steps.values(
        offered=Case(
            When(action=ItemAction.PUBLISHED, then=F("version")),
            default=Value(None),
            output_field=IntegerField(),
        )
    )
    waiting = (ContentState.DRAFT, ContentState.IN_REVIEW)
    return Q(~Exists(newer), item__state=ContentState.PUBLISHED) | Q(
        item__state__in=waiting, n=Subquery(offered[:1])
    )


def _fits(version: ItemVersion, row: BlueprintRow) -> bool:
    """Whether an item is of the competency, the indicator and the tier that a row asks for."""
    indicators = {indicator.pk for indicator in version.item.indicators.all()}
    return (
        version.item.competency_id == row.competency_id
        and (row.indicator_id is None or row.indicator_id in indicators)
        and row.tier in {"", version.tier}
    )
