"""Writing the sections of a module, and putting them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from competencies.models import Module, Section
from competencies.revisions import mark_of
from competencies.services.modules import lock_module, touch
from competencies.services.refusals import ContentRefusedError, OrderChangedError, TextChangedError

MOST: Final = 100
"""The most current sections that a module can have."""

# Positions are unique, so rows that change places first step aside to where no position can be.
_ASIDE: Final = 10_000

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """What a section says. `body` is Markdown, `references` are reference keys."""

    kind: str
    title: str
    body: str = ""
    url: str = ""
    caution: str = ""
    references: frozenset[int] = frozenset()


def text_of(section: Section) -> SectionText:
    """Return the text as it is stored. One query, for the references."""
    return SectionText(
        kind=section.kind,
        title=section.title,
        body=section.body,
        url=section.url,
        caution=section.caution,
        references=frozenset(section.references.values_list("pk", flat=True)),
    )


def section_mark(section: Section) -> str:
    """Return the mark of the section's text and of whether it was taken out."""
    text = text_of(section)
    parts = (text.kind, text.title, text.body, text.url, text.caution, sorted(text.references))
    return mark_of((*parts, section.state))


def order_mark(sections: Sequence[Section]) -> str:
    """Return the mark of the order in which the current sections were seen."""
    return mark_of(section.public_id for section in sections)


@transaction.atomic
def add_section(*, module: Module, text: SectionText, at: datetime) -> Section:
    """Add a section at the end and return it.

    Raises ContentRefusedError when the module is full, ValidationError for a text that cannot be.
    """
    current = lock_module(module)
    position = _room_for_one(current)
    section = Section(module=current, language=current.language, position=position)
    _write(section, text)
    touch(current, at)
    return section


@transaction.atomic
def update_section(*, section: Section, text: SectionText, seen: str, at: datetime) -> Section:
    """Change the text of a section and return it.

    seen: `section_mark` of the text that was opened. Raises TextChangedError when another stands there now,
    ValidationError for a text that cannot be.
    """
    module = lock_module(section.module)
    current = Section.objects.get(pk=section.pk)
    if section_mark(current) != seen:
        raise TextChangedError
    _write(current, text)
    touch(module, at)
    return current


@transaction.atomic
def move_section(*, section: Section, direction: Direction, at: datetime) -> int:
    """Move a section by one place and return its place, from 1. At the ends it stays where it is.

    Raises ContentRefusedError when it was taken out.
    """
    module = lock_module(section.module)
    order = _current(module)
    places = [one.pk for one in order]
    if section.pk not in places:
        raise ContentRefusedError(_("This section was taken out. Put it back before moving it."))
    old = places.index(section.pk)
    new = min(max(old + (-1 if direction == "up" else 1), 0), len(order) - 1)
    if new != old:
        order.insert(new, order.pop(old))
        _number(order)
        touch(module, at)
    return new + 1


@transaction.atomic
def reorder_sections(*, module: Module, order: Sequence[UUID], seen: str, at: datetime) -> None:
    """Put all current sections in the given order.

    seen: `order_mark` of the order that was on the page. Raises OrderChangedError when it is another one now,
    or when `order` does not name each current section once.
    """
    current = lock_module(module)
    sections = _current(current)
    by_id = {section.public_id: section for section in sections}
    if order_mark(sections) != seen or len(order) != len(sections) or set(order) != set(by_id):
        raise OrderChangedError
    _number([by_id[public_id] for public_id in order])
    touch(current, at)


@transaction.atomic
def take_out_section(*, section: Section, at: datetime) -> None:
    """Take a section out of its module; what was read of it stays. Doing it twice changes nothing."""
    module = lock_module(section.module)
    left = [one for one in _current(module) if one.pk != section.pk]
    Section.objects.filter(pk=section.pk).update(state=Section.State.TAKEN_OUT)
    _number(left)
    touch(module, at)


@transaction.atomic
def put_back_section(*, section: Section, at: datetime) -> None:
    """Put a section back at the end of its module. Raises ContentRefusedError when the module is full."""
    module = lock_module(section.module)
    if Section.objects.filter(pk=section.pk, state=Section.State.CURRENT).exists():
        return
    position = _room_for_one(module)
    Section.objects.filter(pk=section.pk).update(state=Section.State.CURRENT, position=position)
    touch(module, at)


def _current(module: Module) -> list[Section]:
    return list(module.sections.filter(state=Section.State.CURRENT).order_by("position"))


def _room_for_one(module: Module) -> int:
    sections = _current(module)
    if len(sections) >= MOST:
        raise ContentRefusedError(
            _("A module has at most %(most)d sections. Begin another module for more.") % {"most": MOST}
        )
    return sections[-1].position + 1 if sections else 1


def _write(section: Section, text: SectionText) -> None:
    section.kind = text.kind
    section.title = text.title
    section.body = text.body
    section.url = text.url
    section.caution = text.caution
    section.full_clean(exclude=["module"])
    section.save()
    section.references.set(text.references)


def _number(sections: Sequence[Section]) -> None:
    """Give the sections the positions 1, 2, 3, ... in this order, in two statements."""
    Section.objects.filter(pk__in=[section.pk for section in sections]).update(
        position=F("position") + _ASIDE
    )
    for position, section in enumerate(sections, start=1):
        section.position = position
    Section.objects.bulk_update(sections, ["position"])
