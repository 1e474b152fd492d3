"""Saying what an item says in a further language. Neither version nor key changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.choices import ItemAction
from assessments.item_texts import texts_of, with_texts
from assessments.kinds import get_kind
from assessments.kinds.base import Problem
from assessments.kinds.words import say
from assessments.models import Item, ItemChange, ItemVersion
from assessments.services.bank_errors import EditedMeanwhile, InvalidItem
from people.models import User

NEEDED: Final = _("Write this text in the other language as well.")


def translate_item(
    *,
    item: Item,
    language: str,
    texts: Mapping[str, str],
    by: User | None,
    at: datetime,
    seen: str | None = None,
) -> ItemVersion:
    """Write the texts of the newest version of an item in a further language, and return that version.

    texts: by path, see `assessments.item_texts`; every text of the item is wanted, since a learner reads one
    language or the other, never half of each. A draft that was kept is done with. seen: what `mark_of` gave
    when the author began.
    Raises ValueError for the language that the item is written in and for one that the school has not,
    EditedMeanwhile, InvalidItem for what is missing or not well formed.
    """
    with transaction.atomic():
        version = _held(item, language, seen)
        body = _body(version, texts)
        if version.translations.get(language) == body and language not in version.translation_drafts:
            return version
        version.translations = {**version.translations, language: body}
        version.translation_drafts = _without(version.translation_drafts, language)
        _write(version, "translations", by=by, at=at)
    return version


def keep_draft(
    *,
    item: Item,
    language: str,
    texts: Mapping[str, str],
    by: User | None,
    at: datetime,
    seen: str | None = None,
) -> ItemVersion:
    """Keep what is written so far of the newest version of an item in a further language, and return it.

    texts: by path, as many as there are; those that say the same as the translation that stands are left out,
    and where none is left there is no draft. Nobody is asked in a draft, so it may be kept of an item in use.
    Raises as `translate_item`, but never InvalidItem.
    """
    with transaction.atomic():
        version = _held(item, language, seen)
        stands = {one.path: one.text for one in texts_of(version.translations.get(language, {}))}
        paths = [one.path for one in texts_of(version.body)]
        begun = {path: texts[path] for path in paths if texts.get(path, "").strip()}
        begun = {path: text for path, text in begun.items() if text.strip() != stands.get(path, "").strip()}
        rest = _without(version.translation_drafts, language)
        drafts = {**rest, language: begun} if begun else rest
        if drafts == version.translation_drafts:
            return version
        version.translation_drafts = drafts
        _write(version, "translation_drafts", by=by, at=at)
    return version


def mark_of(version: ItemVersion, language: str) -> str:
    """What tells whether a version or its text in a language changed meanwhile."""
    said = [version.translations.get(language), version.translation_drafts.get(language)]
    stands = [version.n, version.body, *said]
    return hashlib.sha256(json.dumps(stands, sort_keys=True).encode()).hexdigest()[:32]


def _held(item: Item, language: str, seen: str | None) -> ItemVersion:
    """The newest version, held until the transaction ends."""
    locked = Item.objects.select_for_update().get(pk=item.pk)
    version = locked.versions.order_by("-n")[0]
    if language == version.language or language not in dict(settings.LANGUAGES):
        raise ValueError(f"{language} is no further language of {version}")
    if seen is not None and seen != mark_of(version, language):
        raise EditedMeanwhile
    return version


def _write(version: ItemVersion, field: str, *, by: User | None, at: datetime) -> None:
    version.save(update_fields=["translations", "translation_drafts"])
    ItemChange.objects.create(
        item_id=version.item_id, action=ItemAction.EDITED, fields=[field], version=version.n, by=by, at=at
    )


def _without(drafts: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {code: texts for code, texts in drafts.items() if code != language}


def _body(version: ItemVersion, texts: Mapping[str, str]) -> dict[str, Any]:
    lacking = [one for one in texts_of(version.body) if not texts.get(one.path, "").strip()]
    if lacking:
        raise InvalidItem([Problem(one.place, say(NEEDED)) for one in lacking])
    body = with_texts(version.body, texts)
    key = version.keys.order_by("-n")[0]
    problems = get_kind(version.kind).validate(body, key.values)
    if problems:
        raise InvalidItem(problems)
    return body
