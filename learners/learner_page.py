"""One learner as their faculty see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.models import SelfAssessment
from competencies.models import Level
from learners.standings import Place, places_of
from learners.todo import Todo, todos_of
from people.models import Enrolment, User
from people.querysets import recorded_q


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """Where the learner stands, what they were given, where they are and were enrolled, what they wrote."""

    learner: User
    places: tuple[Place, ...]
    todos: tuple[Todo, ...]
    enrolments: tuple[Enrolment, ...]
    self_assessment: SelfAssessment | None
    levels: dict[int, str]


def learner_page(learner: User, *, at: datetime) -> LearnerPage:
    """Return one learner's page in a constant number of queries."""
    places = tuple(places_of(learner, at=at))
    scales = {place.competency.version.scale_id for place in places}
    return LearnerPage(
        learner=learner,
        places=places,
        todos=tuple(todos_of(learner, at=at)),
        enrolments=tuple(
            Enrolment.objects.filter(recorded_q(), user=learner)
            .select_related("cohort__program")
            .order_by("-starts_on")
        ),
        self_assessment=SelfAssessment.objects.filter(user=learner, state=SelfAssessment.State.SUBMITTED)
        .order_by("-submitted_at")
        .first(),
        levels=dict(Level.objects.filter(scale__in=scales).values_list("ordinal", "name")),
    )
