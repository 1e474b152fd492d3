"""Who moves when a key is corrected, before anything is written. Reads only.

A few sittings are looked at while one waits; many are looked at some at a time, and what was found is added
up (`assessments.services.looking_ahead`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from assessments.models import AttemptItem, ItemKey, ItemVersion
from assessments.regrade_reads import Move, Old, marked_by_older, moves, old_marks
from people.models import User
from people.querysets import UserQuerySet

NAMED_AT_MOST: Final = 100
AT_ONCE: Final = 500
"""So many sittings are looked at while one waits; more are left to the worker."""


def to_mark(version: ItemVersion, values: Mapping[str, Any], key: ItemKey) -> QuerySet[AttemptItem]:
    """The questions of sittings that would be marked anew when `values` become the key after `key`, the
    newest one; where they are that key already, those that an older one marked."""
    following = key.n if dict(values) == dict(key.values) else key.n + 1
    return marked_by_older(ItemKey(version=version, n=following))


@dataclass(frozen=True)
class Counts:
    """How many sittings a corrected key concerns, in the whole school.

    `sittings` were marked by an older key; `up` and `down` earn more or less; `level_up` and `level_down`
    change their level; `practice` of those that change are not in the record.
    """

    sittings: int = 0
    up: int = 0
    down: int = 0
    level_up: int = 0
    level_down: int = 0
    practice: int = 0

    @property
    def moved(self) -> int:
        """How many sittings earn something else."""
        return self.up + self.down

    @property
    def same(self) -> int:
        """How many sittings get a further mark that is worth the same."""
        return self.sittings - self.moved

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def as_json(self) -> dict[str, int]:
        """The counts as they are stored."""
        return asdict(self)


class Moved(NamedTuple):
    """What changes for one sitting: shares from 0 to 1, and levels.

    A level is None where the sitting shows none or a person decides about it.
    """

    attempt_id: int
    learner_id: int
    before: float
    after: float
    level_before: int | None
    level_after: int | None

    @property
    def size(self) -> tuple[int, float, int]:
        """By what it is sorted: levels first, then shares, the largest first."""
        levels = abs((self.level_after or 0) - (self.level_before or 0))
        return (-levels, -abs(self.after - self.before), self.attempt_id)


@dataclass(frozen=True)
class Found:
    """What a lot of sittings would come to, and the largest changes of people whom the reader may see."""

    counts: Counts = Counts()
    largest: tuple[Moved, ...] = ()

    def __add__(self, other: Found) -> Found:
        return Found(self.counts + other.counts, _largest([*self.largest, *other.largest]))


def look(
    version: ItemVersion, values: Mapping[str, Any], rows: QuerySet[AttemptItem], seen: UserQuerySet
) -> Found:
    """What changes for these questions of sittings. `seen` are the people whom the reader may see by name.
    Seven queries."""
    marks = old_marks(rows)
    found = moves(version, values, marks)
    known = set(
        seen.filter(pk__in={one.sitting.user_id for one in found}).order_by().values_list("pk", flat=True)
    )
    return Found(
        _counts(marks, found), _largest(_moved(one) for one in found if one.sitting.user_id in known)
    )


@dataclass(frozen=True)
class NamedMove:
    """One sitting of somebody whose record the reader may open."""

    learner: User
    move: Moved


@dataclass(frozen=True)
class Preview:
    """What a corrected key would change. `named` are those whom the reader may see, the largest change first;
    `others` are not listed."""

    counts: Counts
    named: tuple[NamedMove, ...]

    @property
    def others(self) -> int:
        """How many sittings move that are not listed."""
        return self.counts.moved - len(self.named)


def with_names(found: Found, seen: UserQuerySet) -> Preview:
    """What was found with the people whom the reader may see now. One query."""
    people = {one.pk: one for one in seen.filter(pk__in={one.learner_id for one in found.largest})}
    return Preview(
        found.counts,
        tuple(NamedMove(people[one.learner_id], one) for one in found.largest if one.learner_id in people),
    )


def _counts(marks: Sequence[Old], found: Sequence[Move]) -> Counts:
    return Counts(
        sittings=len(marks),
        up=sum(one.up for one in found),
        down=sum(not one.up for one in found),
        level_up=sum(one.by > 0 for one in found),
        level_down=sum(one.by < 0 for one in found),
        practice=sum(one.sitting.mode == "practice" for one in found),
    )


def _moved(one: Move) -> Moved:
    return Moved(
        one.sitting.pk,
        one.sitting.user_id,
        float(one.before),
        float(one.after),
        one.level_before,
        one.level_after,
    )


def _largest(found: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(sorted(found, key=lambda one: one.size)[:NAMED_AT_MOST])
