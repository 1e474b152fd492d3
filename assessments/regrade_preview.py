"""Who moves when a key is corrected, before anything is written. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessments.models import ItemKey, ItemVersion
from assessments.regrade_reads import Move, marked_by_older, moves, old_marks
from people.models import User
from people.querysets import UserQuerySet

NAMED_AT_MOST: Final = 100


@dataclass(frozen=True)
class NamedMove:
    """One sitting of somebody whose record the reader may open."""

    learner: User
    move: Move


@dataclass(frozen=True)
class Preview:
    """What a corrected key would change. `sittings` were marked by an older key, in the whole school; `up`
    and `down` count those that earn more or less, `level_up` and `level_down` those whose level changes.
    `named` are those whom the reader may see, the largest change first; `others` are not listed."""

    sittings: int
    up: int
    down: int
    level_up: int
    level_down: int
    practice: int
    named: tuple[NamedMove, ...]
    others: int

    @property
    def moved(self) -> int:
        """How many sittings earn something else."""
        return self.up + self.down

    @property
    def same(self) -> int:
        """How many sittings get a further mark that is worth the same."""
        return self.sittings - self.moved


def preview(version: ItemVersion, values: Mapping[str, Any], key: ItemKey, *, seen: UserQuerySet) -> Preview:
    """What changes when `values` become the key after `key`, the newest one. `seen` are the people whom the
    reader may see by name."""
    following = key.n if dict(values) == dict(key.values) else key.n + 1
    marks = old_marks(marked_by_older(ItemKey(version=version, n=following)))
    found = moves(version, values, marks)
    named = _named(found, seen)
    return Preview(
        sittings=len(marks),
        up=sum(one.up for one in found),
        down=sum(not one.up for one in found),
        level_up=sum(one.by > 0 for one in found),
        level_down=sum(one.by < 0 for one in found),
        practice=sum(one.sitting.mode == "practice" for one in found),
        named=named,
        others=len(found) - len(named),
    )


def _named(found: list[Move], seen: UserQuerySet) -> tuple[NamedMove, ...]:
    """The largest changes of the people who may be named. One query."""
    ordered = sorted(found, key=lambda one: (-abs(one.by), -abs(one.after - one.before), one.sitting.pk))
    people = {one.pk: one for one in seen.filter(pk__in={one.sitting.user_id for one in ordered[:2000]})}
    known = [one for one in ordered if one.sitting.user_id in people]
    return tuple(NamedMove(people[one.sitting.user_id], one) for one in known[:NAMED_AT_MOST])
