"""What a learner has been given, and how far they are with it, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count

from assessments.choices import AssessmentType, Mode
from assessments.feedback_seen import seen_by
from assessments.models import (
    AssessmentCompetency,
    AssessmentItem,
    Attempt,
    AttemptItem,
    SelfAssessment,
    SelfRating,
)
from assessments.windows import Window
from competencies.models import ModuleCompetency, Section
from learners.audience import Given, by_due_date, given_to
from learners.models import Assignment, SectionProgress
from people.models import User


class Progress(StrEnum):
    """How far a learner is with one piece of work."""

    NOT_OPEN = "not_open"
    NOT_STARTED = "not_started"
    STARTED = "started"
    RETURNED = "returned"
    WAITING = "waiting"
    DONE = "done"
    CLOSED = "closed"


SOON = timedelta(days=3)
TO_DO = frozenset({Progress.NOT_STARTED, Progress.STARTED, Progress.RETURNED})


@dataclass(frozen=True, slots=True)
class Todo:
    """One piece of work of one learner: what, until when, whether it counts, how far they are.

    `at` is the instant at which it was read. `steps_done` of `steps` are sections read, questions answered
    or competencies rated. `attempt` and `self_assessment` are the newest ones, where there are any.
    """

    assignment: Assignment
    window: Window
    at: datetime
    codes: tuple[str, ...]
    minutes: int
    progress: Progress
    steps: int
    steps_done: int
    attempt: Attempt | None = None
    self_assessment: SelfAssessment | None = None
    seen_feedback: bool = False
    """Whether the learner has seen feedback of the assessment, so that a sitting begun now is practice."""
    spoils: bool = False
    """Whether its feedback makes practice of a sitting of the same assessment that would still count."""

    @property
    def is_module(self) -> bool:
        """Whether it is something to read."""
        return self.assignment.administration is None

    @property
    def is_self_rating(self) -> bool:
        """Whether it asks for a self-rating."""
        return self.type == AssessmentType.SELF_RATING

    @property
    def type(self) -> str:
        """The type of the assessment; empty for a module."""
        administration = self.assignment.administration
        return administration.version.assessment.type if administration else ""

    @property
    def assessment_id(self) -> int | None:
        """The key of the assessment; None for a module."""
        administration = self.assignment.administration
        return administration.version.assessment_id if administration else None

    @property
    def counts(self) -> bool:
        """Whether what comes out of it becomes evidence; of a sitting in hand, whether that one does."""
        if self.attempt is not None and self.progress in {Progress.STARTED, Progress.RETURNED}:
            return self.attempt.mode == Mode.COUNTING
        return self.is_given_to_count and not (self.seen_feedback and self.progress is Progress.NOT_STARTED)

    @property
    def is_given_to_count(self) -> bool:
        """Whether it was given so that its result becomes evidence."""
        administration = self.assignment.administration
        return administration is not None and administration.mode == Mode.COUNTING

    @property
    def is_late(self) -> bool:
        """Whether the due date has passed while there is still something to do."""
        return self.to_do and self.window.is_late(self.at)

    @property
    def is_soon(self) -> bool:
        """Whether it is due within three days."""
        return self.is_due_within(SOON)

    def is_due_within(self, time: timedelta) -> bool:
        """Whether there is something to do that is due within that time; what is late was due before."""
        due_at = self.window.due_at
        return self.to_do and due_at is not None and self.at <= due_at <= self.at + time

    @property
    def to_do(self) -> bool:
        """Whether the learner can do something about it now."""
        return self.progress in TO_DO


def todos_of(user: User, *, at: datetime) -> list[Todo]:
    """Return all that a learner has been given, in order of due date, with their progress at that instant."""
    given = given_to(user, at=at)
    modules = {one.assignment.module_id for one in given if one.assignment.module_id}
    administrations = {one.assignment.administration_id for one in given if one.assignment.administration_id}
    reads = _Reads(user, modules=modules, administrations=administrations, given=given)
    todos = _with_warnings([reads.todo(one, at=at) for one in given])
    return sorted(todos, key=lambda todo: by_due_date(todo.window))


def _with_warnings(todos: Sequence[Todo]) -> list[Todo]:
    """The same, with a mark on the practice that would spoil what still counts."""
    ahead = {
        todo.assessment_id
        for todo in todos
        if todo.counts
        and todo.progress in {Progress.NOT_OPEN, Progress.NOT_STARTED}
        and not todo.seen_feedback
    }
    return [
        replace(todo, spoils=True) if todo.assessment_id in ahead and not todo.is_given_to_count else todo
        for todo in todos
    ]


def own_work(todos: Sequence[Todo]) -> dict[int, Todo]:
    """Return a learner's piece of work for each assessment that they were given, by the assessment's key:
    of several the one due first that can still be done, else the last of them."""
    over = (todo for todo in todos if not todo.to_do)
    own: dict[int, Todo] = {}
    for todo in (*over, *(todo for todo in reversed(todos) if todo.to_do)):
        if todo.assignment.administration is not None:
            own[todo.assignment.administration.version.assessment_id] = todo
    return own


class _Reads:
    """Everything that the pieces need, each read once."""

    def __init__(
        self,
        user: User,
        *,
        modules: Collection[int],
        administrations: Collection[int],
        given: Iterable[Given],
    ) -> None:
        versions = {
            one.assignment.administration.version
            for one in given
            if one.assignment.administration is not None
        }
        assessments = {version.assessment_id for version in versions}
        self.sections = _count(Section.objects.filter(module__in=modules, state="current"), "module_id")
        self.read = _count(
            SectionProgress.objects.filter(user=user, section__module__in=modules, section__state="current"),
            "section__module_id",
        )
        self.items = _count(AssessmentItem.objects.filter(version__in=versions), "version_id")
        self.module_codes = _codes(ModuleCompetency.objects.filter(module__in=modules), "module_id")
        self.assessment_codes = _codes(
            AssessmentCompetency.objects.filter(assessment__in=assessments), "assessment_id"
        )
        self.attempts = {
            attempt.administration_id: attempt
            for attempt in Attempt.objects.filter(user=user, administration__in=administrations).order_by("n")
        }
        self.answered = _count(
            AttemptItem.objects.filter(
                attempt__in=[attempt.pk for attempt in self.attempts.values()], responses__isnull=False
            ),
            "attempt_id",
        )
        self.seen = seen_by(user, assessments)
        self.self_assessments = {
            one.administration_id: one
            for one in SelfAssessment.objects.filter(user=user, administration__in=administrations)
        }
        self.rated = _count(
            SelfRating.objects.filter(self_assessment__in=self.self_assessments.values()),
            "self_assessment_id",
        )

    def todo(self, given: Given, *, at: datetime) -> Todo:
        administration = given.assignment.administration
        if administration is None:
            return self._module(given, at=at)
        if administration.version.assessment.type == AssessmentType.SELF_RATING:
            return self._self_rating(given, at=at)
        return self._sitting(given, at=at)

    def _module(self, given: Given, *, at: datetime) -> Todo:
        module = given.assignment.module
        assert module is not None  # noqa: S101 - a check constraint says so
        steps, done = self.sections[module.pk], self.read[module.pk]
        progress = Progress.STARTED if done else Progress.NOT_STARTED
        if steps and done >= steps:
            progress = Progress.DONE
        return Todo(
            assignment=given.assignment,
            window=given.window,
            at=at,
            codes=self.module_codes[module.pk],
            minutes=module.minutes,
            progress=_in_window(progress, given.window, at),
            steps=steps,
            steps_done=done,
        )

    def _self_rating(self, given: Given, *, at: datetime) -> Todo:
        administration = given.assignment.administration
        assert administration is not None  # noqa: S101 - the caller looked
        found = self.self_assessments.get(administration.pk)
        codes = self.assessment_codes[administration.version.assessment_id]
        progress = Progress.NOT_STARTED
        if found is not None:
            submitted = found.state == SelfAssessment.State.SUBMITTED
            progress = Progress.DONE if submitted else Progress.STARTED
        return Todo(
            assignment=given.assignment,
            window=given.window,
            at=at,
            codes=codes,
            minutes=administration.version.minutes,
            progress=_in_window(progress, given.window, at),
            steps=len(codes),
            steps_done=self.rated[found.pk] if found else 0,
            self_assessment=found,
        )

    def _sitting(self, given: Given, *, at: datetime) -> Todo:
        administration = given.assignment.administration
        assert administration is not None  # noqa: S101 - the caller looked
        attempt = self.attempts.get(administration.pk)
        progress = _PROGRESS[Attempt.State(attempt.state)] if attempt else Progress.NOT_STARTED
        window = _window_of(attempt, given.window) if attempt else given.window
        return Todo(
            assignment=given.assignment,
            window=window,
            at=at,
            codes=self.assessment_codes[administration.version.assessment_id],
            minutes=administration.version.minutes,
            progress=_in_window(progress, window, at),
            steps=self.items[administration.version_id],
            steps_done=self.answered[attempt.pk] if attempt else 0,
            attempt=attempt,
            seen_feedback=administration.version.assessment_id in self.seen,
        )


_PROGRESS = {
    Attempt.State.OPEN: Progress.STARTED,
    Attempt.State.SUBMITTED: Progress.WAITING,
    Attempt.State.RETURNED: Progress.RETURNED,
    Attempt.State.RELEASED: Progress.DONE,
}


def _window_of(attempt: Attempt, window: Window) -> Window:
    """The dates of work that was begun: an open sitting keeps what it was promised, returned work has a date
    of its own, or none. Another go for practice is due never: what was due is handed in."""
    if attempt.state == Attempt.State.RETURNED:
        own = attempt.deadline_at
        return Window(opens_at=min(window.opens_at, attempt.started_at), due_at=own, closes_at=own)
    if attempt.state == Attempt.State.OPEN and attempt.n > 1 and attempt.mode == Mode.PRACTICE:
        return Window(min(window.opens_at, attempt.started_at), closes_at=attempt.closes_at)
    if attempt.state == Attempt.State.OPEN:
        return window.at_least(Window(attempt.started_at, attempt.due_at, attempt.closes_at))
    return window


def _in_window(progress: Progress, window: Window, at: datetime) -> Progress:
    """Say that something is not open, where the dates and not the learner decide."""
    if progress not in TO_DO or window.is_open(at):
        return progress
    return Progress.NOT_OPEN if at < window.opens_at else Progress.CLOSED


def _count(rows: object, by: str) -> defaultdict[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    counts.update(rows.order_by().values_list(by).annotate(n=Count("pk", distinct=True)))  # type: ignore[attr-defined]
    return counts


def _codes(rows: object, by: str) -> defaultdict[int, tuple[str, ...]]:
    codes: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    found = rows.order_by("competency__position").values_list(by, "competency__code")  # type: ignore[attr-defined]
    for key, code in found:
        codes[key] = (*codes[key], code)
    return codes
