"""When a piece of work is open for one person. Pure: nothing here knows Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """The dates of one person's work, as aware datetimes; null means without end.

    Work is taken from `opens_at` until `closes_at`; after `due_at` it is taken and shown as late.
    """

    opens_at: datetime
    due_at: datetime | None = None
    closes_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Return whether work is taken at that instant."""
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def is_late(self, at: datetime) -> bool:
        """Return whether work handed in at that instant counts as late."""
        return self.due_at is not None and at > self.due_at

    def at_least(self, promised: Window) -> Window:
        """Return these dates, widened to what was promised: no date takes anything away.

        The earlier opening and the later due and closing dates hold; none counts as the latest.
        """
        return Window(
            opens_at=min(self.opens_at, promised.opens_at),
            due_at=_later(self.due_at, promised.due_at),
            closes_at=_later(self.closes_at, promised.closes_at),
        )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
