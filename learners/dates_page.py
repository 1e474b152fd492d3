"""What a change of dates means for those whom an assignment reaches, before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.choices import AssessmentType, ReleaseRule
from assessments.models import Attempt
from assessments.windows import Window
from learners.audience import windows_of
from learners.completion import states_of
from learners.models import Assignment
from learners.services.dates import NewDates


@dataclass(frozen=True, slots=True)
class Impact:
    """How many learners an assignment reaches and how far they are.

    `done` have handed in, or read everything. Of those who have begun a sitting, `keep` keep a date that is
    later than the new one, `gain` get a later one. `by_sitting` tells whether there are sittings at all;
    `results_wait` whether results are shown after the due date.
    """

    reached: int
    begun: int
    done: int
    keep: int
    gain: int
    by_sitting: bool
    results_wait: bool

    @property
    def not_begun(self) -> int:
        """How many have not begun."""
        return self.reached - self.begun - self.done


def impact_of(assignment: Assignment, dates: NewDates, *, at: datetime) -> Impact:
    """Return what these dates would mean. The number of queries does not depend on how many learners there
    are."""
    windows = windows_of(assignment, at=at, base=dates.base, own=dates.own)
    states = states_of([assignment], list(windows))
    done = states.done[assignment.pk]
    begun = states.started[assignment.pk] - done
    keep = gain = 0
    for learner, promised in _running(assignment):
        wider = windows.get(learner, dates.base).at_least(promised)
        keep += _differs(wider, windows.get(learner, dates.base))
        gain += _differs(wider, promised)
    administration = assignment.administration
    return Impact(
        reached=len(windows),
        begun=len(begun),
        done=len(done),
        keep=keep,
        gain=gain,
        by_sitting=administration is not None
        and administration.version.assessment.type != AssessmentType.SELF_RATING,
        results_wait=administration is not None and administration.release_rule == ReleaseRule.AFTER_DUE,
    )


def _running(assignment: Assignment) -> list[tuple[int, Window]]:
    if assignment.administration_id is None:
        return []
    rows = Attempt.objects.filter(
        administration=assignment.administration_id, state=Attempt.State.OPEN
    ).order_by()
    return [
        (learner, Window(started_at, due_at, closes_at))
        for learner, started_at, due_at, closes_at in rows.values_list(
            "user_id", "started_at", "due_at", "closes_at"
        )
    ]


def _differs(one: Window, other: Window) -> bool:
    return (one.due_at, one.closes_at) != (other.due_at, other.closes_at)
