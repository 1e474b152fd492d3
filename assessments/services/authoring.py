"""Writing items of the bank: a new one, a change, a corrected key, a picture.

A version that was published, placed, asked or shown to a panel never changes in what it asks: a change is a
further version, which waits as a draft until somebody publishes it. Where the older version is used it stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from assessments import pictures
from assessments.choices import ItemAction, KeyStatus, Tier
from assessments.drafts import DraftText, ItemDraft, TextFormat
from assessments.item_texts import texts_of
from assessments.kinds import get_kind
from assessments.kinds.base import ScoredBy
from assessments.models import AssessmentItem, AttemptItem, Item, ItemChange, ItemKey, ItemVersion, Picture
from assessments.models.panel import PanelItem
from assessments.services.bank_errors import (
    EditedMeanwhile,
    InvalidItem,
    KindStays,
    PictureRefused,
    PictureTooLarge,
)
from competencies.models import Competency
from competencies.models.state import ContentState
from people.models import User

Json = Mapping[str, Any]
TextReader = Callable[[DraftText], str]

LONGEST_TITLE: Final = 200
LONGEST_TAG: Final = 50
UNUSED_STATES: Final = (ContentState.DRAFT, ContentState.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """What one version asks and what is right: all that decides. `language` is that of `body`."""

    kind: str
    body: Json
    key: Json
    tier: str
    points: Decimal = Decimal(1)
    language: str = ""
    key_status: str = ""
    key_note: str = ""


def create_item(
    *,
    draft: ItemDraft,
    by: User | None,
    at: datetime,
    competency: Competency | None = None,
    code: str | None = None,
    origin: str = "",
    action: str = ItemAction.CREATED,
    text: TextReader | None = None,
) -> Item:
    """Write a draft into the bank and return its item: draft state, version 1, key 1, with its pictures.

    text: how a text of the draft becomes Markdown; without it only Markdown and plain texts are read.
    Raises InvalidItem where the draft is not well formed, PictureRefused for a file that is no picture.
    """
    with transaction.atomic():
        return write_item(
            content=_content_of(draft, text=text, by=by, at=at),
            by=by,
            at=at,
            competency=competency,
            code=code,
            title=draft.title,
            tags=draft.tags,
            difficulty=draft.difficulty,
            origin=origin,
            action=action,
        )


def write_item(
    *,
    content: ItemContent,
    by: User | None,
    at: datetime,
    competency: Competency | None = None,
    code: str | None = None,
    title: str = "",
    tags: tuple[str, ...] = (),
    difficulty: str = "",
    origin: str = "",
    action: str = ItemAction.CREATED,
) -> Item:
    """Write an item into the bank and return it. As `create_item`, from a body and its key."""
    _check(content)
    item = Item(
        competency=competency,
        title=title.strip()[:LONGEST_TITLE],
        tags=clean_tags(tags),
        difficulty=difficulty if difficulty in Item.Difficulty.values else Item.Difficulty.MEDIUM,
        author=by,
        origin=origin[:300],
        created_at=at,
    )
    item.code = code or f"q-{item.public_id.hex[:10]}"
    with transaction.atomic():
        item.save(force_insert=True)
        version = _add_version(item, 1, content, by=by, at=at)
        ItemChange.objects.create(item=item, action=action, version=version.n, by=by, at=at)
    return item


def rewrite_item(
    *, item: Item, content: ItemContent, by: User | None, at: datetime, seen: int | None = None
) -> ItemVersion:
    """Change what the item asks or what is right, and return the version that now asks it.

    The newest version changes in place while it was never used. Else a corrected key is a further key of the
    same version, which marks from now on; any other change is a further version, and the item waits as a
    draft until it is published again. Translations that still have the same parts come along. Nothing is
    written where nothing differs. `seen` is the number of the version that the author had before them.
    Raises InvalidItem, KindStays, EditedMeanwhile.
    """
    _check(content)
    with transaction.atomic():
        locked = Item.objects.select_for_update().get(pk=item.pk)
        newest = locked.versions.order_by("-n")[0]
        if newest.kind != content.kind:
            raise KindStays
        if seen is not None and seen != newest.n:
            raise EditedMeanwhile
        changed = _differences(newest, content)
        if not changed:
            return newest
        used = is_used(newest)
        if used and changed == ["key"]:
            status, note = _status_of(content), content.key_note
            correct_key(item_version=newest, values=content.key, status=status, note=note, by=by, at=at)
            return newest
        if used:
            _note_published(locked, newest)
            version = _add_version(locked, newest.n + 1, content, by=by, at=at, before=newest)
            action = ItemAction.NEW_VERSION
            locked.state = ContentState.DRAFT
            locked.save(update_fields=["state"])
        else:
            version, action = _edit_in_place(newest, content), ItemAction.EDITED
        ItemChange.objects.create(item=locked, action=action, fields=changed, version=version.n, by=by, at=at)
    item.state = locked.state
    return version


def correct_key(
    *,
    item_version: ItemVersion,
    values: Json,
    status: str,
    note: str,
    by: User | None,
    at: datetime,
    panel_size: int | None = None,
    panel_on: date | None = None,
) -> ItemKey:
    """Add a further key to a version and return it: it marks from now on, and older marks stay as they are.

    panel_size, panel_on: how many experts confirmed it, and when. Raises InvalidItem where it does not fit.
    """
    problems = get_kind(item_version.kind).validate(item_version.body, values)
    if problems:
        raise InvalidItem(problems)
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=item_version.item_id)
        last = ItemKey.objects.filter(version=item_version).aggregate(last=Max("n"))["last"] or 0
        key = ItemKey.objects.create(
            version=item_version,
            n=last + 1,
            values=dict(values),
            status=status,
            note=note,
            panel_size=panel_size,
            panel_on=panel_on,
            created_at=at,
            created_by=by,
        )
        ItemChange.objects.create(
            item=item, action=ItemAction.NEW_KEY, fields=["key"], version=item_version.n, by=by, at=at
        )
    return key


def store_picture(*, content: bytes, by: User | None, at: datetime) -> Picture:
    """Store a picture, encoded anew, and return it; the same one twice is one row.

    Raises PictureTooLarge above 5 MB or 40 million pixels, PictureRefused for what is no picture.
    """
    try:
        clean = pictures.clean(content)
    except pictures.LargePictureError as error:
        raise PictureTooLarge from error
    except pictures.UnreadablePictureError as error:
        raise PictureRefused from error
    picture, _created = Picture.objects.get_or_create(
        sha256=hashlib.sha256(clean.content).hexdigest(),
        defaults={
            "media_type": clean.media_type,
            "width": clean.width,
            "height": clean.height,
            "content": clean.content,
            "created_at": at,
            "created_by": by,
        },
    )
    return picture


def is_used(version: ItemVersion) -> bool:
    """Whether the version was published, placed in an assessment, asked or shown to a panel."""
    if version.item.state not in UNUSED_STATES:
        return True
    uses = (AssessmentItem, AttemptItem, PanelItem)
    return was_published(version) or any(
        model._default_manager.filter(item_version=version).exists() for model in uses
    )


def was_published(version: ItemVersion) -> bool:
    """Whether somebody published this version."""
    published = ItemChange.objects.filter(item=version.item_id, action=ItemAction.PUBLISHED)
    return published.filter(version=version.n).exists()


def _note_published(item: Item, version: ItemVersion) -> None:
    """Write down that a version stood published where nobody published it by hand, as with seeds: it goes on
    being drawn while the next one is a draft."""
    if item.state == ContentState.PUBLISHED and not was_published(version):
        ItemChange.objects.create(
            item=item, action=ItemAction.PUBLISHED, version=version.n, at=version.created_at
        )


def clean_tags(tags: Iterable[str]) -> list[str]:
    """The tags as they are stored: without surplus blanks, each once, at most 50 characters, in order."""
    plain = (" ".join(tag.split())[:LONGEST_TAG].strip() for tag in tags)
    return sorted({tag.casefold(): tag for tag in plain if tag}.values(), key=str.casefold)


def plain_text(text: DraftText) -> str:
    """A Markdown or plain text of a draft as Markdown. Raises ValueError for the formats of files."""
    if text.format is TextFormat.MARKDOWN:
        return text.text
    if text.format is TextFormat.PLAIN:
        return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|~" else sign for sign in text.text)
    raise ValueError(f"say how {text.format} becomes Markdown")


def _content_of(draft: ItemDraft, *, text: TextReader | None, by: User | None, at: datetime) -> ItemContent:
    kind = get_kind(draft.kind)
    body, key = kind.from_draft(draft, text or plain_text)
    names = {
        one.name: str(store_picture(content=one.content, by=by, at=at).public_id) for one in draft.pictures
    }
    return ItemContent(
        kind=draft.kind,
        body=pictures.renamed(body, names),
        key=pictures.renamed(key, names),
        tier=draft.tier.code if draft.tier else str(usual_tier(draft.kind)),
        points=draft.points,
        language=draft.language,
    )


def usual_tier(kind: str) -> str:
    """The tier of a kind where nobody says another: facts are known, judgement and reflection know how."""
    knows = {"single_best_answer", "multiple_response", "true_false", "matching", "short_answer", "numeric"}
    return Tier.KNOWS if kind in knows else Tier.KNOWS_HOW


def _check(content: ItemContent) -> None:
    problems = get_kind(content.kind).validate(content.body, content.key)
    if problems:
        raise InvalidItem(problems)


def _status_of(content: ItemContent) -> str:
    if get_kind(content.kind).scored_by is ScoredBy.PERSON:
        return KeyStatus.RUBRIC
    return content.key_status or KeyStatus.PROPOSED


def _add_version(
    item: Item,
    n: int,
    content: ItemContent,
    *,
    by: User | None,
    at: datetime,
    before: ItemVersion | None = None,
) -> ItemVersion:
    version = ItemVersion(item=item, n=n, created_at=at, created_by=by)
    if before is not None:
        version.translations, version.translation_drafts = before.translations, before.translation_drafts
    _fill(version, content)
    version.save(force_insert=True)
    ItemKey.objects.create(
        version=version,
        n=1,
        values=dict(content.key),
        status=_status_of(content),
        note=content.key_note,
        created_at=at,
        created_by=by,
    )
    return version


def _edit_in_place(version: ItemVersion, content: ItemContent) -> ItemVersion:
    _fill(version, content)
    version.save()
    key = version.keys.order_by("-n")[0]
    key.values, key.status, key.note = dict(content.key), _status_of(content), content.key_note or key.note
    key.save(update_fields=["values", "status", "note"])
    return version


def _fill(version: ItemVersion, content: ItemContent) -> None:
    version.kind = content.kind
    version.tier = content.tier
    version.points = content.points
    version.language = content.language or version.language or settings.LANGUAGE_CODE[:2]
    version.body = dict(content.body)
    stood = version.translations
    version.translations = _fitting(stood, content)
    version.translation_drafts = {
        language: said
        for language, said in {**_begun(stood, version.translations), **version.translation_drafts}.items()
        if language != version.language
    }
    version.clean_fields(exclude={"item", "created_by"})


def _fitting(translations: Json, content: ItemContent) -> dict[str, Any]:
    """The translations that have the parts which the key names: without them none could be marked."""
    kind = get_kind(content.kind)
    wanted = kind.option_ids(content.body)
    return {
        language: body
        for language, body in translations.items()
        if language != content.language
        and kind.option_ids(body) == wanted
        and not kind.validate(body, content.key)
    }


def _begun(stood: Json, fitting: Json) -> dict[str, Any]:
    """The texts of the translations that no longer fit: a beginning for whoever translates it anew."""
    return {
        language: {one.path: one.text for one in texts_of(body)}
        for language, body in stood.items()
        if language not in fitting
    }


def _differences(version: ItemVersion, content: ItemContent) -> list[str]:
    """What the content would change, by the names of the fields; a note beside a key is not a change."""
    key = version.keys.order_by("-n")[0]
    pairs: dict[str, tuple[object, object]] = {
        **{
            f"body.{name}": (version.body.get(name), content.body.get(name))
            for name in _names(version, content)
        },
        "key": ((key.values, key.status), (dict(content.key), _status_of(content))),
        "tier": (version.tier, content.tier),
        "points": (version.points, content.points),
        "language": (version.language, content.language or version.language),
    }
    return [name for name, (old, new) in pairs.items() if old != new]


def _names(version: ItemVersion, content: ItemContent) -> list[str]:
    return list(dict.fromkeys([*version.body, *content.body]))
