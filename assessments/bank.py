"""The bank as its keepers see it: a page of items, one item with all that is known of it. Reads only, in a
constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import OuterRef, Prefetch, Subquery

from assessments.choices import KeyStatus
from assessments.choices import Tier as TierChoice
from assessments.flaw_words import Hint, hints_of
from assessments.kinds import get_kind
from assessments.kinds.base import Explanation
from assessments.models import AssessmentItem, AttemptItem, Item, ItemChange, ItemKey, ItemVersion
from assessments.near_duplicates import nearest, text_of
from assessments.services.authoring import ItemContent
from assessments.sitting import Question, body_in
from competencies.models.state import ContentState

LONGEST_NAME: Final = 90
MOST_COMPARED: Final = 5_000
MOST_CHANGES: Final = 100


@dataclass(frozen=True)
class NearItem:
    """An item of the bank that asks nearly the same, and how nearly in per cent."""

    item: Item
    percent: int

    @property
    def name(self) -> str:
        """How it is called."""
        return name_of(self.item, str(getattr(self.item, "stem", "") or ""))


@dataclass(frozen=True)
class ItemPage:
    """One item with its versions, keys, uses and changes."""

    item: Item
    versions: tuple[ItemVersion, ...]
    uses: tuple[AssessmentItem, ...]
    sittings: int
    changes: tuple[ItemChange, ...]
    language: str

    @property
    def newest(self) -> ItemVersion:
        """What it asks now."""
        return self.versions[0]

    @property
    def keys(self) -> list[ItemKey]:
        """The keys of the newest version, the one that marks first."""
        return list(self.newest.keys.all())

    @property
    def key(self) -> ItemKey | None:
        """The key that marks; None where none was given yet."""
        return next(iter(self.keys), None)

    @property
    def name(self) -> str:
        """How it is called: its title, else the beginning of its question as the reader reads it."""
        return name_of(self.item, str(body_in(self.newest, self.language).get("stem", "")))

    @property
    def name_spoken(self) -> str:
        """The language of its name."""
        return self.newest.language if self.item.title else self.question.spoken

    @property
    def tier(self) -> str:
        """Its tier, in a word."""
        return str(TierChoice(self.newest.tier).label)

    @cached_property
    def question(self) -> Question:
        """It as a learner sees it."""
        return question_of(self.newest, self.language)

    @cached_property
    def explanation(self) -> Explanation | None:
        """Its key with the reasons, as the feedback shows them."""
        if self.key is None:
            return None
        return self.question.kind.explain(self.question.body, self.key.values, {})

    @cached_property
    def hints(self) -> list[Hint]:
        """The flaws in how it is written."""
        key = self.key.values if self.key else {}
        return hints_of(self.newest.kind, self.newest.body, key, self.newest.language)

    @cached_property
    def near(self) -> list[NearItem]:
        """The items that ask nearly the same."""
        return near_items(self.newest.body, but=self.item)


def item_page(item: Item, language: str) -> ItemPage:
    """Return one item with all that is known of it. Six queries."""
    keys = Prefetch("keys", ItemKey.objects.select_related("created_by").order_by("-n"))
    versions = item.versions.select_related("created_by", "item__competency").prefetch_related(keys)
    uses = AssessmentItem.objects.filter(item_version__item=item).select_related("version__assessment")
    return ItemPage(
        item=item,
        versions=tuple(versions.order_by("-n")),
        uses=tuple(
            uses.select_related("version__assessment", "item_version").order_by("-version__created_at")
        ),
        sittings=AttemptItem.objects.filter(item_version__item=item).count(),
        changes=tuple(item.changes.select_related("by")[:MOST_CHANGES]),
        language=language,
    )


def question_of(version: ItemVersion, language: str) -> Question:
    """A version as one question of a sitting that nobody sits."""
    return Question(AttemptItem(position=1, item_version=version), None, language)


def content_of(version: ItemVersion) -> ItemContent:
    """What a version asks, with the key that marks it now."""
    key = max(version.keys.all(), key=lambda one: one.n, default=None)
    return ItemContent(
        kind=version.kind,
        body=version.body,
        key=key.values if key else {},
        tier=version.tier,
        points=version.points,
        language=version.language,
        key_status=key.status if key else KeyStatus.PROPOSED,
    )


def name_of(item: Item, stem: str) -> str:
    """The title of an item, else the beginning of its question, else its code."""
    plain = " ".join(stem.replace("*", "").replace("#", "").split())
    if len(plain) > LONGEST_NAME:
        plain = plain[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return item.title or plain or item.code


def near_items(body: object, *, but: Item | None = None) -> list[NearItem]:
    """The items whose question is nearly that of `body`, the nearest first. Two queries."""
    text = text_of(body) if isinstance(body, dict) else ""
    if not text.strip():
        return []
    newest = ItemVersion.objects.filter(item=OuterRef("item")).order_by("-n").values("pk")[:1]
    versions = ItemVersion.objects.filter(pk=Subquery(newest)).exclude(item__state=ContentState.RETIRED)
    bodies = versions.order_by("-pk").values_list("item_id", "body")[:MOST_COMPARED]
    found = nearest(text, ((pk, text_of(one)) for pk, one in bodies if but is None or pk != but.pk))
    items = Item.objects.with_newest().in_bulk([near.name for near in found])
    return [NearItem(items[near.name], round(near.resemblance * 100)) for near in found if near.name in items]


def kind_label(code: str) -> str:
    """The name of a kind."""
    return str(get_kind(code).label)


def whole_items(items: Iterable[Item]) -> set[int]:
    """The keys of those items whose newest version is well formed and has its key. Two queries."""
    rows: Sequence[ItemVersion] = list(
        ItemVersion.objects.filter(item__in=list(items)).order_by("item", "n").prefetch_related("keys")
    )
    newest = {version.item_id: version for version in rows}
    return {item_id for item_id, version in newest.items() if _is_whole(version)}


def _is_whole(version: ItemVersion) -> bool:
    key = next(iter(version.keys.all()), None)
    return key is not None and not get_kind(version.kind).validate(version.body, key.values)
