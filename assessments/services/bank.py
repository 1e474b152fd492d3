"""Keeping the bank: states, tags, review dates and what an item is for. Who changed what is written down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.db.models import OuterRef, Subquery

from assessments.choices import ItemAction
from assessments.kinds import get_kind
from assessments.models import Item, ItemChange, ItemVersion
from assessments.services.authoring import clean_tags, is_used
from assessments.services.bank_errors import CompetencyStays, NoSuchStep
from competencies.models import Competency, Indicator, Reference
from competencies.models.state import ContentState
from people.models import User

STEPS: Final[Mapping[str, Collection[str]]] = MappingProxyType(
    {
        ContentState.IN_REVIEW: (ContentState.DRAFT,),
        ContentState.DRAFT: (ContentState.IN_REVIEW,),
        ContentState.PUBLISHED: (ContentState.DRAFT, ContentState.IN_REVIEW, ContentState.RETIRED),
        ContentState.RETIRED: (ContentState.PUBLISHED,),
    }
)
"""From which states an item comes into each state."""

_ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ContentState.IN_REVIEW: ItemAction.TO_REVIEW,
        ContentState.DRAFT: ItemAction.TO_DRAFT,
        ContentState.PUBLISHED: ItemAction.PUBLISHED,
        ContentState.RETIRED: ItemAction.RETIRED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What is known about an item beside what it asks. The competency is fixed once the item was used."""

    title: str = ""
    competency: Competency | None = None
    indicators: tuple[Indicator, ...] = ()
    difficulty: str = Item.Difficulty.MEDIUM
    jurisdiction: str = ""
    tags: tuple[str, ...] = ()
    review_on: date | None = None
    references: tuple[Reference, ...] = ()


def may_step(item: Item, to: str) -> bool:
    """Whether the item can go into the state `to` now. To be published it needs a competency."""
    return item.state in STEPS[to] and (to != ContentState.PUBLISHED or item.competency_id is not None)


def change_state(*, items: Iterable[Item], to: str, by: User | None, at: datetime) -> int:
    """Put all of the items into the state `to`, or none, and return how many they are.

    Raises NoSuchStep where one of them cannot go there: it stands elsewhere, has no competency, or its newest
    version is not well formed.
    """
    with transaction.atomic():
        rows = _locked(items)
        newest = _newest_versions(rows)
        for item in rows:
            if not may_step(item, to) or (to == ContentState.PUBLISHED and not _is_whole(newest[item.pk])):
                raise NoSuchStep
            item.state = to
        Item.objects.bulk_update(rows, ["state"])
        _note(rows, _ACTIONS[to], by=by, at=at, versions=newest)
    return len(rows)


def tag_items(
    *,
    items: Iterable[Item],
    add: Collection[str] = (),
    remove: Collection[str] = (),
    by: User | None,
    at: datetime,
) -> int:
    """Add and take away tags, whatever their case, and return how many items changed."""
    gone = {tag.casefold() for tag in clean_tags([*remove])}

    def change(item: Item) -> bool:
        kept = [tag for tag in item.tags if tag.casefold() not in gone]
        known = {tag.casefold() for tag in kept}
        tags = clean_tags([*kept, *(tag for tag in clean_tags([*add]) if tag.casefold() not in known)])
        before: list[str] = item.tags
        item.tags = tags
        return before != tags

    return _change_each(items, change, "tags", ItemAction.TAGGED, by=by, at=at)


def set_review_date(*, items: Iterable[Item], on: date | None, by: User | None, at: datetime) -> int:
    """Say when the items are to be looked at next, and return how many changed."""

    def change(item: Item) -> bool:
        before, item.review_on = item.review_on, on
        return before != on

    return _change_each(items, change, "review_on", ItemAction.EDITED, by=by, at=at)


def save_facts(*, item: Item, facts: ItemFacts, by: User | None, at: datetime) -> list[str]:
    """Change what is known about an item, and return the names of the fields that changed.

    Raises CompetencyStays for another competency once the item was used.
    """
    with transaction.atomic():
        row = Item.objects.select_for_update().get(pk=item.pk)
        if row.competency_id != (facts.competency and facts.competency.pk) and keeps_competency(row):
            raise CompetencyStays
        values = {
            "title": facts.title.strip(),
            "competency": facts.competency,
            "difficulty": facts.difficulty,
            "jurisdiction": facts.jurisdiction.strip(),
            "tags": clean_tags(facts.tags),
            "review_on": facts.review_on,
        }
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
        changed += _set_many(row, facts)
        if changed:
            ItemChange.objects.create(item=row, action=ItemAction.EDITED, fields=changed, by=by, at=at)
    item.refresh_from_db()
    return changed


def _set_many(item: Item, facts: ItemFacts) -> list[str]:
    """Set what an item has several of, and return the names of what changed."""
    changed = []
    if {one.pk for one in facts.indicators} != set(item.indicators.values_list("pk", flat=True)):
        item.indicators.set(facts.indicators)
        changed.append("indicators")
    if {one.pk for one in facts.references} != set(item.references.values_list("pk", flat=True)):
        item.references.set(facts.references)
        changed.append("references")
    return changed


def keeps_competency(item: Item) -> bool:
    """Whether the item's competency can change no more: a version of it was used, and results rest on it."""
    if item.competency_id is None:
        return False
    versions = list(item.versions.select_related("item"))
    # A further version is only ever written because the one before it was used.
    return len(versions) > 1 or is_used(versions[0])


def _change_each(
    items: Iterable[Item],
    change: Callable[[Item], bool],
    field: str,
    action: str,
    *,
    by: User | None,
    at: datetime,
) -> int:
    with transaction.atomic():
        changed = [item for item in _locked(items) if change(item)]
        Item.objects.bulk_update(changed, [field])
        _note(changed, action, by=by, at=at, fields=[field])
    return len(changed)


def _locked(items: Iterable[Item]) -> list[Item]:
    keys = [item.pk for item in items]
    return list(Item.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _newest_versions(items: Collection[Item]) -> dict[int, ItemVersion]:
    newest = ItemVersion.objects.filter(item=OuterRef("item")).order_by("-n").values("pk")[:1]
    versions = ItemVersion.objects.filter(item__in=items, pk=Subquery(newest)).prefetch_related("keys")
    return {version.item_id: version for version in versions}


def _is_whole(version: ItemVersion) -> bool:
    key = next(iter(version.keys.all()), None)
    return key is not None and not get_kind(version.kind).validate(version.body, key.values)


def _note(
    items: Collection[Item],
    action: str,
    *,
    by: User | None,
    at: datetime,
    fields: Collection[str] = (),
    versions: Mapping[int, ItemVersion] = MappingProxyType({}),
) -> None:
    ItemChange.objects.bulk_create(
        ItemChange(
            item=item,
            action=action,
            fields=list(fields),
            version=versions[item.pk].n if item.pk in versions else None,
            by=by,
            at=at,
        )
        for item in items
    )
