"""Which dates hold for one person when an assignment reaches them in several ways. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from assessments.windows import Window

_NEVER = datetime.max.replace(tzinfo=UTC)


class Reach(IntEnum):
    """How directly a target names a person; the most direct one decides."""

    COHORT = 1
    GROUP = 2
    PERSON = 3


@dataclass(frozen=True, slots=True)
class TargetDates:
    """One target that reaches a person, with the dates in which it differs from the assignment."""

    reach: Reach
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def differs(self) -> bool:
        """Whether any date is not that of the assignment."""
        return any((self.opens_at, self.due_at, self.closes_at))

    def over(self, base: Window) -> Window:
        """Return the dates of the assignment with those of this target laid over them."""
        return Window(
            opens_at=self.opens_at or base.opens_at,
            due_at=self.due_at or base.due_at,
            closes_at=self.closes_at or base.closes_at,
        )


def decide(base: Window, targets: Iterable[TargetDates]) -> Window:
    """Return the dates that hold for a person whom `targets` reach.

    A person goes before a group, a group before the cohort. Between two of the same kind the later due
    date holds, because nobody should lose time by being in two groups. Raises ValueError without targets.
    """
    reaching = list(targets)
    if not reaching:
        raise ValueError("Nothing reaches this person, so no dates hold for them.")
    closest = max(target.reach for target in reaching)
    windows = [target.over(base) for target in reaching if target.reach == closest]
    return max(windows, key=_generosity)


def _generosity(window: Window) -> tuple[datetime, datetime, float]:
    return (window.due_at or _NEVER, window.closes_at or _NEVER, -window.opens_at.timestamp())
