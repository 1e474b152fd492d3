"""What the clock alone brings about: sittings whose deadline passed, results that are due.

Every page and export settles what it is about to show, so that no page needs the worker to be true.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.db.models import QuerySet

from assessments.models import Attempt
from assessments.querysets import GRACE
from assessments.services.handing_in import hand_in, locked, overdue, release_if_due
from assessments.services.record import recording
from common.prepared import Prepared


def settle_due(*, at: datetime, learner_ids: Collection[int] | None = None) -> int:
    """Hand in what is overdue and release what is due at `at`, of these learners or of all.

    Overdue work is handed in as of its deadline and recorded now. Returns how many sittings changed; one
    query where nothing is due. Harmless to repeat, and safe beside others who do the same.
    """
    wanted = None if learner_ids is None else set(learner_ids)
    found = sorted(_DUE.rows(at=at, ended=at - GRACE))
    return sum(
        _settle(attempt_id, learner_id, at)
        for attempt_id, learner_id in found
        if wanted is None or learner_id in wanted
    )


def due(at: Any, ended: Any) -> QuerySet[Attempt, tuple[int, int]]:
    """Return the keys of the sittings concerned, and of their learners: two reads along an index each.

    `at` is the instant for results, `ended` the latest deadline whose grace is over.

    Of the whole school, since there is nearly always nothing: picking the learners here costs less than
    naming hundreds of them to the database.
    """
    attempts = Attempt.objects.order_by()
    overdue_ones = attempts.ended_by(ended).values_list("pk", "user_id")
    return overdue_ones.union(attempts.release_due(at).values_list("pk", "user_id"), all=True)


_DUE: Final = Prepared(due, at=models.DateTimeField(), ended=models.DateTimeField())


def _settle(attempt_id: int, learner_id: int, at: datetime) -> int:
    with recording([learner_id], at=at) as now:
        attempt = locked(Attempt(pk=attempt_id))
        before = attempt.state
        if overdue(attempt, now):
            hand_in(attempt, at=now)
        else:
            release_if_due(attempt, at=now)
        return int(attempt.state != before)
