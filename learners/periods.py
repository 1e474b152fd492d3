"""From one day to another: which sittings a figure is of. Days are those of the school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from common.school_time import start_of_day


@dataclass(frozen=True, slots=True)
class Period:
    """Days with both ends in it; None leaves an end open. An open one holds everything, and is false."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def handed_in(self) -> Q:
        """The condition on attempts that were handed in within it."""
        found = Q()
        if self.first is not None:
            found &= Q(submitted_at__gte=start_of_day(self.first))
        if self.last is not None:
            found &= Q(submitted_at__lt=start_of_day(self.last + timedelta(days=1)))
        return found


ALWAYS = Period()
