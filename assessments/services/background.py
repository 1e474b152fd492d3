"""What long work away from a page has in common: when its worker is lost, and what an error leaves behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import OperationalError
from django.db.models import QuerySet

from assessments.models import Regrade, RegradePreview
from assessments.models.regrade import WorkState

FORGOTTEN: Final = timedelta(minutes=2)
"""Work of which nothing was heard for so long has lost its worker: whoever comes first takes it up."""


class Since:
    """The present instant, for work that began at `at` and goes on.

    Called, it gives `at` and the whole seconds that have passed since.
    """

    def __init__(self, at: datetime) -> None:
        self._at, self._began = at, time.monotonic()

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self._at + timedelta(seconds=int(time.monotonic() - self._began))


@contextmanager
def failure_told(rows: QuerySet[Regrade] | QuerySet[RegradePreview], *, now: Since) -> Iterator[None]:
    """Note in the row of the work that an error stopped it, and raise it on.

    A database that is away or busy is no such error: the work is taken up again by itself.
    """
    try:
        yield
    except OperationalError:
        raise
    except Exception:
        rows.exclude(state=WorkState.DONE).update(state=WorkState.FAILED, heard_at=now())
        raise
