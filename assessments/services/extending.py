"""Moving the dates of sittings that run while the dates of their work are changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assessments.models import Administration, Attempt
from assessments.services.handing_in import overdue
from assessments.services.record import recording
from assessments.snapshot import RulesSnapshot
from assessments.windows import Window


def extend_sittings(
    *, administration: Administration, windows: Mapping[int, Window], otherwise: Window, at: datetime
) -> int:
    """Give the open sittings of an administration their later dates; return how many gained time.

    A sitting was begun under dates that its learner was told, so it keeps each of them that is later than
    the new one; a time limit stays as it is. `windows` holds the new dates of each learner by key,
    `otherwise` those of all others. What was handed in, or returned with a date of its own, and what was
    over before `at` stays as it is.
    """
    running = Attempt.objects.filter(administration=administration, state=Attempt.State.OPEN)
    learner_ids = list(running.order_by().values_list("user_id", flat=True))
    if not learner_ids:
        return 0
    with recording(learner_ids, at=at) as now:
        gained = [
            attempt
            for attempt in running.filter(user__in=learner_ids).select_for_update(of=("self",), no_key=True)
            if not overdue(attempt, now) and _extend(attempt, windows.get(attempt.user_id, otherwise))
        ]
        Attempt.objects.bulk_update(gained, ["due_at", "closes_at", "deadline_at"], batch_size=500)
        return len(gained)


def _extend(attempt: Attempt, window: Window) -> bool:
    promised = Window(opens_at=attempt.started_at, due_at=attempt.due_at, closes_at=attempt.closes_at)
    wider = window.at_least(promised)
    if (wider.due_at, wider.closes_at) == (attempt.due_at, attempt.closes_at):
        return False
    attempt.due_at, attempt.closes_at = wider.due_at, wider.closes_at
    rules = RulesSnapshot.from_json(attempt.rules)
    attempt.deadline_at = rules.deadline(started_at=attempt.started_at, closes_at=wider.closes_at)
    return True
