"""Items of the bank to a file, with what the file cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from django.db.models import Prefetch, QuerySet

from assessments import pictures
from assessments.drafts import DraftPicture, DraftText, ItemDraft
from assessments.kinds import get_kind
from assessments.models import Item, ItemVersion, Picture
from assessments.tiers import Tier
from interop.questions.formats import FORMATS, Format
from interop.questions.limits import MAX_PICTURES
from interop.questions.parsed import QuestionFileError
from interop.questions.pictures import ending_of
from interop.questions.text import to_markdown

_NAMED: Final = re.compile(r"picture:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that the format cannot hold at all."""

    item: Item
    kind: str


@dataclass(frozen=True, slots=True)
class Lost:
    """An item of which the file does not hold everything: the fields of the draft, by name."""

    item: Item
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what is not in it."""

    content: bytes
    written: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    lost: tuple[Lost, ...]


def with_content(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with what an export reads, in three queries."""
    versions = ItemVersion.objects.order_by("-n").prefetch_related("keys")
    return items.select_related("competency").prefetch_related(Prefetch("versions", queryset=versions))


def export(*, format_code: str, items: Iterable[Item]) -> Exported:
    """Write the newest version and key of each item. Raises ValueError for a format that is only read."""
    chosen = FORMATS[format_code]
    if chosen.write is None:
        raise ValueError(f"{format_code} is only read")
    found = list(items)
    stored = _pictures(found)
    drafts, written, left_out, lost = [], [], [], []
    for item in found:
        draft = draft_of(item, stored)
        gone = lost_fields(chosen, draft) if draft.kind in chosen.kinds else None
        if gone is None:
            left_out.append(LeftOut(item, draft.kind))
            continue
        drafts.append(draft)
        written.append(item)
        if gone:
            lost.append(Lost(item, gone))
    return Exported(chosen.write(drafts), tuple(written), tuple(left_out), tuple(lost))


def draft_of(item: Item, stored: dict[str, Picture]) -> ItemDraft:
    """The newest version of an item, with its newest key, as a draft."""
    version = max(item.versions.all(), key=lambda one: one.n)
    key = max(version.keys.all(), key=lambda one: one.n)
    ids = [name for name in dict.fromkeys(_named(version.body)) if name in stored][:MAX_PICTURES]
    held = [_picture(name, bytes(stored[name].content)) for name in ids]
    names = {name: picture.name for name, picture in zip(ids, held, strict=True)}
    draft = get_kind(version.kind).to_draft(
        pictures.renamed(version.body, names), pictures.renamed(key.values, names)
    )
    return replace(
        draft,
        title=item.title,
        tags=tuple(item.tags),
        points=version.points.normalize() if version.points % 1 else version.points.quantize(1),
        tier=Tier.from_code(version.tier),
        difficulty=item.difficulty,
        language=version.language,
        competency=item.competency.code if item.competency else "",
        pictures=tuple(sorted(held, key=lambda one: one.name)),
    )


def _picture(name: str, content: bytes) -> DraftPicture:
    return DraftPicture(f"{name}{ending_of(content)}", content)


def lost_fields(chosen: Format, draft: ItemDraft) -> tuple[str, ...] | None:
    """The fields of a draft that do not come back from the format as they went in; None where it does not
    come back at all."""
    assert chosen.write is not None  # noqa: S101  # formats that are only read are refused before
    try:
        back = chosen.parse(chosen.write([draft]), "")
    except QuestionFileError:
        return None
    if len(back.items) != 1:
        return None
    return tuple(
        field.name
        for field in fields(ItemDraft)
        if field.name != "line" and not _same(getattr(draft, field.name), getattr(back.items[0], field.name))
    )


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: texts are compared as Markdown, ids of options not at all."""
    if isinstance(one, DraftText):
        return isinstance(other, DraftText) and to_markdown(one) == to_markdown(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if hasattr(one, "__dataclass_fields__") and type(one) is type(other):
        names: Sequence[str] = [field.name for field in fields(one) if field.name != "id"]
        return all(_same(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other)


def _pictures(items: Sequence[Item]) -> dict[str, Picture]:
    wanted = {name for item in items for version in item.versions.all() for name in _named(version.body)}
    if not wanted:
        return {}
    return {str(one.public_id): one for one in Picture.objects.filter(public_id__in=wanted)}


def _named(value: Any) -> list[str]:
    if isinstance(value, str):
        return _NAMED.findall(value)
    if isinstance(value, dict):
        return [name for one in value.values() for name in _named(one)]
    if isinstance(value, list):
        return [name for one in value for name in _named(one)]
    return []
