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
