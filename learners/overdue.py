"""Who has required work past its date, over several cohorts at once. Queries do not grow with the cohorts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from learners.audience import base_window
from learners.completion import late_in, states_of
from learners.models import AssignmentTarget
from learners.reaching import reaches_of, targets_reaching


def overdue_among(cohort_ids: Collection[int], *, learner_ids: Collection[int], at: datetime) -> Counter[int]:
    """Return for each of the learners, by key, how many required pieces are past their date and not in.

    Counted is what was given to one of the cohorts, to a group of theirs, or to one of the learners by name.
    """
    wanted = set(learner_ids)
    if not wanted:
        return Counter()
    targets = _targets(cohort_ids, wanted, at=at)
    reaches = reaches_of(targets, cohort_ids=cohort_ids, learner_ids=wanted, at=at)
    states = states_of(reaches, wanted)
    overdue: Counter[int] = Counter()
    for assignment, reached in reaches.items():
        overdue.update(late_in(assignment, reached, states, at))
    return overdue


def _targets(cohort_ids: Collection[int], wanted: set[int], *, at: datetime) -> list[AssignmentTarget]:
    """The targets of all that is required of these and that has, for all or for some, a date in the past."""
    rows = targets_reaching(cohort_ids, wanted).filter(assignment__required=True)
    targets = list(rows.select_related("assignment"))
    past = {
        target.assignment_id
        for target in targets
        if base_window(target.assignment).is_late(at) or (target.due_at is not None and target.due_at < at)
    }
    return [target for target in targets if target.assignment_id in past]
