"""Bringing what was read into the bank: all of it, or what is good, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction

from assessments.choices import ItemAction
from assessments.drafts import ItemDraft
from assessments.models import Item
from assessments.services.authoring import create_item
from assessments.services.bank_errors import InvalidItem, PictureRefused, PictureTooLarge
from competencies.models import Competency
from interop.questions.parsed import Parsed, Refused, short_name
from interop.questions.text import to_markdown
from people.models import User

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")
_OWN_CODES: Final = frozenset({"gift", "moodle-xml", "yaml", "mixed"})
"""Formats in which a person chooses the identifier of a question; those of QTI are made by programs."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written, and what is refused: as it was read, or as the bank found on writing."""

    items: tuple[Item, ...]
    refused: tuple[Refused, ...]


def take(*, parsed: Parsed, source: str, by: User | None, at: datetime, take_good: bool = False) -> Taken:
    """Write the drafts into the bank and return the items, as drafts.

    source: the name of the file, for each item to remember. Where anything is refused, nothing is written
    unless `take_good`.
    """
    if parsed.refused and not take_good:
        return Taken((), parsed.refused)
    codes, competencies = _free_codes(parsed), _competencies(parsed)
    items: list[Item] = []
    refused = list(parsed.refused)
    with transaction.atomic():
        for draft, code, file in zip(parsed.items, parsed.codes, parsed.files, strict=True):
            try:
                items.append(
                    create_item(
                        draft=draft,
                        by=by,
                        at=at,
                        competency=competencies.get(draft.competency),
                        code=codes.pop(code, None),
                        origin=_origin(parsed.format, source, file, draft),
                        action=ItemAction.IMPORTED,
                        text=to_markdown,
                    )
                )
            except (InvalidItem, PictureRefused, PictureTooLarge) as error:
                refused.append(_refused(draft, file, error))
        if refused and not take_good:
            transaction.set_rollback(True)
            return Taken((), tuple(refused))
    return Taken(tuple(items), tuple(refused))


def _origin(format_code: str, source: str, file: str, draft: ItemDraft) -> str:
    where = f"{source}/{file}" if file else source
    return f"{format_code}, {where}, {draft.line}" if draft.line else f"{format_code}, {where}"


def _refused(draft: ItemDraft, file: str, error: Exception) -> Refused:
    name = short_name(draft.title or draft.stem.text)
    if isinstance(error, InvalidItem) and error.problems:
        problem = error.problems[0]
        values = {"where": problem.path, "why": str(problem.message)}
        return Refused(draft.line, name, "not-well-formed-item", values, file)
    return Refused(draft.line, name, "picture-refused", {}, file)


def _free_codes(parsed: Parsed) -> dict[str, str]:
    """The identifiers of the file that can become codes here, each once."""
    if parsed.format not in _OWN_CODES:
        return {}
    said = [code for code in parsed.codes if _CODE.fullmatch(code)]
    used = set(Item.objects.filter(code__in=said).values_list("code", flat=True))
    return {code: code for code in said if code not in used and said.count(code) == 1}


def _competencies(parsed: Parsed) -> Mapping[str, Competency]:
    """The competencies that drafts name by code, where the code is clear."""
    wanted = {draft.competency for draft in parsed.items if draft.competency}
    found: dict[str, Competency] = {}
    for competency in Competency.objects.attachable().filter(code__in=wanted).order_by("-version__n", "pk"):
        found.setdefault(competency.code, competency)
    return found


def after(parsed: Parsed, taken: Taken) -> Parsed:
    """What was read, with what turned out on writing among the refused."""
    late = [one for one in taken.refused if one not in parsed.refused]
    if not late:
        return parsed
    places = {(one.file, one.line) for one in late}
    kept = [
        place
        for place, (draft, file) in enumerate(zip(parsed.items, parsed.files, strict=True))
        if (file, draft.line) not in places
    ]
    return replace(
        parsed,
        items=tuple(parsed.items[place] for place in kept),
        codes=tuple(parsed.codes[place] for place in kept),
        files=tuple(parsed.files[place] for place in kept),
        refused=tuple(sorted(taken.refused, key=lambda one: (one.file, one.line))),
    )
