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
    language or the other, never half of each. seen: what `mark_of` gave when the author began.
    Raises ValueError for the language that the item is written in and for one that the school has not,
    EditedMeanwhile, InvalidItem for what is missing or not well formed.
    """
    with transaction.atomic():
        locked = Item.objects.select_for_update().get(pk=item.pk)
        version = locked.versions.order_by("-n")[0]
        if language == version.language or language not in dict(settings.LANGUAGES):
            raise ValueError(f"{language} is no further language of {version}")
        if seen is not None and seen != mark_of(version, language):
            raise EditedMeanwhile
        body = _body(version, texts)
        if version.translations.get(language) == body:
            return version
        version.translations = {**version.translations, language: body}
        version.save(update_fields=["translations"])
        ItemChange.objects.create(
            item=locked,
            action=ItemAction.EDITED,
            fields=["translations"],
            version=version.n,
            by=by,
            at=at,
        )
    return version


def mark_of(version: ItemVersion, language: str) -> str:
    """What tells whether a version or its text in a language changed meanwhile."""
    stands = [version.n, version.body, version.translations.get(language)]
    return hashlib.sha256(json.dumps(stands, sort_keys=True).encode()).hexdigest()[:32]


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
