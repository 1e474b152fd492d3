"""How far each learner is with one assignment, for those who may see them by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.school_time import school_day
from learners.audience import reached_by
from learners.completion import states_of
from learners.models import Assignment
from learners.todo import Progress
from people.access import Capability, learners_where
from people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One learner, and how far they are."""

    learner: User
    progress: Progress


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """The learners whom the assignment reaches and whom the viewer may see, by name."""

    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        """How many have handed it in or read it through."""
        return sum(1 for line in self.lines if line.progress is Progress.DONE)


def assignment_page(assignment: Assignment, *, viewer: User, at: datetime) -> AssignmentPage:
    """Return how far everyone is whom `viewer` may see. Queries do not grow with the learners."""
    visible = learners_where(viewer, Capability.SEE_RECORD, on=school_day(at))
    learners = list(
        reached_by(assignment, at=at).filter(pk__in=visible.values("pk")).order_by("sort_name", "pk")
    )
    states = states_of([assignment], [learner.pk for learner in learners])
    return AssignmentPage(
        lines=tuple(
            Line(learner, _progress(learner.pk, states.done[assignment.pk], states.started[assignment.pk]))
            for learner in learners
        )
    )


def _progress(key: int, done: set[int], started: set[int]) -> Progress:
    if key in done:
        return Progress.DONE
    return Progress.STARTED if key in started else Progress.NOT_STARTED
