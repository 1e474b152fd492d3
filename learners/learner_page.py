"""One learner as their faculty see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assessments.models import SelfAssessment, SelfRating
from common.school_time import school_day
from learners.levels import LevelNames, level_names
from learners.models import Assignment
from learners.standings import Place, known_versions, places_of
from learners.todo import Todo, todos_of
from people.models import Enrolment, Program, User
from people.querysets import recorded_q


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """Where the learner stands, what they were given, where they are and were enrolled, what they wrote.

    All of it is what the viewer may know of: programs do not see each other.
    """

    learner: User
    places: tuple[Place, ...]
    todos: tuple[Todo, ...]
    enrolments: tuple[Enrolment, ...]
    self_assessment: SelfAssessment | None
    levels: LevelNames

    @property
    def beside(self) -> list[tuple[str, int | None, int | None]]:
        """The own ratings beside the assessed levels, as one chart draws them; none where scales differ."""
        rated = [place for place in self.places if place.own]
        if len({_measure(place) for place in rated}) != 1:
            return []
        return [
            (place.competency.code, place.standing.level, place.own.level) for place in rated if place.own
        ]

    @property
    def beside_target(self) -> int:
        """The target of the competencies that `beside` tells of."""
        return next(place.rules.target_level for place in self.places if place.own)

    @property
    def beside_levels(self) -> int:
        """How many levels their scale has."""
        return len(next(self.levels[_measure(place)[0]] for place in self.places if place.own))


def _measure(place: Place) -> tuple[int, int]:
    """The scale on which a place is measured, and its target."""
    return place.competency.version.scale_id, place.rules.target_level


def learner_page(learner: User, *, viewer: User, at: datetime) -> LearnerPage:
    """Return one learner's page as `viewer` may see it, in a constant number of queries."""
    on = school_day(at)
    enrolments = Enrolment.objects.filter(recorded_q(), user=learner)
    todos = todos_of(learner, at=at)
    if viewer != learner:
        enrolments = enrolments.filter(cohort__program__in=Program.objects.visible_to(viewer, on=on))
        given = Assignment.objects.filter(pk__in=[todo.assignment.pk for todo in todos])
        known = set(given.followed_by(viewer, on=on).values_list("pk", flat=True))
        todos = [todo for todo in todos if todo.assignment.pk in known]
    places = tuple(places_of(learner, at=at, viewer=viewer))
    return LearnerPage(
        learner=learner,
        places=places,
        todos=tuple(todos),
        enrolments=tuple(enrolments.select_related("cohort__program").order_by("-starts_on", "-pk")),
        self_assessment=_newest_words(learner, viewer, on),
        levels=level_names(place.competency.version.scale_id for place in places),
    )


def _newest_words(learner: User, viewer: User, on: date) -> SelfAssessment | None:
    """The newest self-rating that was handed in; to staff, of frameworks by which they know the learner."""
    about = SelfRating.objects.filter(
        self_assessment__user=learner, competency__version__in=known_versions(learner, viewer, on=on)
    )
    handed_in = SelfAssessment.objects.filter(user=learner, state=SelfAssessment.State.SUBMITTED)
    if viewer != learner:
        handed_in = handed_in.filter(pk__in=about.values("self_assessment_id"))
    return handed_in.order_by("-submitted_at").first()
