"""What stands on a learner's home: read here, shown by the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.models import Attempt
from learners.levels import LevelNames, level_names
from learners.standings import Place, places_of
from learners.todo import Progress, Todo, todos_of
from people.models import User

NEW_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Home:
    """A learner's home at an instant.

    `due` can be done now, in order of due date; `waiting` is with a marker or opens later; `done` is over.
    `news` are results shown to the learner within the last fortnight, newest first. `near` is the one
    competency where a single thing is missing, the earliest in the framework. `levels` are the names of
    the levels, scale by scale.
    """

    learner: User
    due: tuple[Todo, ...]
    waiting: tuple[Todo, ...]
    done: tuple[Todo, ...]
    places: tuple[Place, ...]
    near: Place | None
    news: tuple[Attempt, ...]
    levels: LevelNames

    @property
    def due_this_week(self) -> int:
        """How many pieces of work are due within seven days, without those that are past their date."""
        return sum(1 for todo in self.due if todo.is_due_within(timedelta(days=7)))

    @property
    def late(self) -> int:
        """How many pieces of work are past their date and can still be done."""
        return sum(1 for todo in self.due if todo.is_late)


def home_of(learner: User, *, at: datetime) -> Home:
    """Return a learner's home. The number of queries depends on nothing but what kinds of work they have."""
    todos = todos_of(learner, at=at)
    places = tuple(places_of(learner, at=at))
    return Home(
        learner=learner,
        due=tuple(todo for todo in todos if todo.to_do),
        waiting=tuple(todo for todo in todos if todo.progress in {Progress.WAITING, Progress.NOT_OPEN}),
        done=tuple(todo for todo in todos if todo.progress in {Progress.DONE, Progress.CLOSED}),
        places=places,
        near=next((place for place in places if place.is_near), None),
        news=tuple(
            Attempt.objects.filter(user=learner, released_at__gt=at - NEW_FOR, released_at__lte=at)
            .select_related("administration__version__assessment")
            .order_by("-released_at")[:5]
        ),
        levels=level_names(place.competency.version.scale_id for place in places),
    )
