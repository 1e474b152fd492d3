"""What enrolments and group spells have in common: a change closes the old row and adds a new one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from people.models.enrolment import Spell
from people.services.errors import RefusedError

S = TypeVar("S", bound=Spell)


def overlapping_q(starts_on: date, ends_on: date | None) -> Q:
    """Return the condition that a spell shares a day with `starts_on` to `ends_on` (None: open)."""
    ends_late_enough = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    return ends_late_enough if ends_on is None else ends_late_enough & Q(starts_on__lte=ends_on)


def supersede(spell: S, *, at: datetime, replace: bool = True, **changes: Any) -> S:
    """Close the row as recorded at `at` and, unless `replace` is false, add one with `changes`. Return it.

    Needs a lock on the person. Raises RefusedError when another writer closed the row first.
    """
    model = type(spell)
    closed = model._default_manager.filter(pk=spell.pk, recorded_until__isnull=True).update(recorded_until=at)
    if not closed:
        raise RefusedError(
            _("Somebody else changed this meanwhile. Look at it again, then repeat what is still wanted.")
        )
    spell.recorded_until = at
    if not replace:
        return spell
    new = _copy(spell, at=at, **changes)
    new.save(force_insert=True)
    return new


def supersede_many(spells: QuerySet[S], *, ends_on: date, at: datetime, **changes: Any) -> list[int]:
    """End many spells at once; take back those that had not begun by `ends_on`. Return the people's ids.

    Needs a lock on the people.
    """
    rows = list(spells)
    manager = spells.model._default_manager
    manager.filter(pk__in=[row.pk for row in rows]).update(recorded_until=at)
    begun = [row for row in rows if row.starts_on <= ends_on]
    manager.bulk_create([_copy(row, at=at, ends_on=ends_on, **changes) for row in begun], batch_size=500)
    return [person_of(row) for row in rows]


def person_of(spell: Spell) -> int:
    """Return the key of the person whose spell it is."""
    key: int = spell.user_id  # type: ignore[attr-defined]  # every kind of spell has a person
    return key


def _copy(spell: S, *, at: datetime, **changes: Any) -> S:
    fields = {
        field.attname: getattr(spell, field.attname)
        for field in spell._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    fields |= {"recorded_from": at, "recorded_until": None, **changes}
    return type(spell)(**fields)
