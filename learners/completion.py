"""How far a cohort is with what it was given. Read in a constant number of queries, for the whole cohort."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from assessments.models import Attempt, SelfAssessment
from competencies.models import Section
from learners.audience import base_window
from learners.models import Assignment, SectionProgress
from learners.reaching import Reached, everybody, reaches_of, targets_reaching
from learners.target_dates import decide
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class Completion:
    """One assignment: how many learners of the cohort it reaches, and how many are how far.

    `late` counts those who are not done although their own due date has passed; `late_ids` and `idle_ids`
    are the keys of these and of those who have not begun.
    """

    assignment: Assignment
    reached: int
    done: int
    started: int
    late: int
    late_ids: frozenset[int] = frozenset()
    idle_ids: frozenset[int] = frozenset()

    @property
    def not_started(self) -> int:
        """How many have not begun."""
        return self.reached - self.done - self.started


@dataclass(frozen=True, slots=True)
class CohortProgress:
    """Completion of each assignment, and for each learner how many required ones are past their date."""

    completions: tuple[Completion, ...]
    overdue: Counter[int]

    @property
    def given(self) -> int:
        """How many pieces of work there are: each assignment once for each learner whom it reaches."""
        return sum(one.reached for one in self.completions)

    @property
    def done(self) -> int:
        """How many of them are in."""
        return sum(one.done for one in self.completions)


def progress_of(cohort: Cohort, *, learner_ids: Collection[int], at: datetime) -> CohortProgress:
    """Return how far the given learners of a cohort are with all that reaches them."""
    wanted = set(learner_ids)
    targets = targets_reaching([cohort.pk], wanted).select_related(
        "assignment__module", "assignment__administration__version"
    )
    reaches = reaches_of(targets, cohort_ids=[cohort.pk], learner_ids=wanted, at=at)
    assignments = sorted(reaches, key=lambda one: (one.due_at is None, one.due_at, one.pk))
    states = states_of(assignments, wanted)
    overdue: Counter[int] = Counter()
    completions = []
    for assignment in assignments:
        reached = everybody(reaches[assignment])
        finished = states.done[assignment.pk] & reached
        late = late_in(assignment, reaches[assignment], states, at)
        if assignment.required:
            overdue.update(late)
        begun = (states.started[assignment.pk] & reached) - finished
        completions.append(
            Completion(
                assignment=assignment,
                reached=len(reached),
                done=len(finished),
                started=len(begun),
                late=len(late),
                late_ids=frozenset(late),
                idle_ids=frozenset(reached - finished - begun),
            )
        )
    return CohortProgress(completions=tuple(completions), overdue=overdue)


Who = defaultdict[int, set[int]]


class States(NamedTuple):
    """Who is done with and who has begun each assignment, by its key.

    `promised` holds the due date that each sitting now running keeps, whatever date the assignment has
    today; None is without a date, as of work that was returned.
    """

    done: Who
    started: Who
    promised: defaultdict[int, dict[int, datetime | None]]


def late_in(assignment: Assignment, reached: Reached, states: States, at: datetime) -> set[int]:
    """Return who of those reached is past their own date and not done.

    A sitting that runs is late by the date that it was promised, returned work by its own.
    """
    spared = {who for who, due in states.promised[assignment.pk].items() if due is None or due >= at}
    unfinished = everybody(reached) - states.done[assignment.pk] - spared
    return _late_among(assignment, reached, unfinished, at)


def _late_among(assignment: Assignment, reaches: Reached, unfinished: set[int], at: datetime) -> set[int]:
    """Return who is past their own date. Most assignments have one date for all, which is asked once."""
    base = base_window(assignment)
    if not any(dates.differs for _people, dates in reaches):
        return unfinished if base.is_late(at) else set()
    return {
        learner
        for learner in unfinished
        if decide(base, [dates for people, dates in reaches if learner in people]).is_late(at)
    }


def states_of(assignments: Iterable[Assignment], learner_ids: Collection[int]) -> States:
    """How far these learners are with each assignment. Two queries for each kind of work that there is.

    An administration belongs to one assignment, so nearly all of its rows are wanted: they are picked here,
    which costs less than naming hundreds of learners to the database.
    """
    wanted = set(learner_ids)
    states = States(defaultdict(set), defaultdict(set), defaultdict(dict))
    by_administration = {one.administration_id: one.pk for one in assignments if one.administration_id}
    by_module: defaultdict[int, list[int]] = defaultdict(list)
    for one in assignments:
        if one.module_id:
            by_module[one.module_id].append(one.pk)
    if by_administration:
        _add_sittings(states, by_administration, wanted)
        _add_self_ratings(states, by_administration, wanted)
    if by_module:
        _add_reading(states, by_module, wanted)
    return states


def _add_sittings(states: States, by_administration: Mapping[int, int], wanted: set[int]) -> None:
    attempts = Attempt.objects.filter(administration__in=by_administration).order_by()
    for administration_id, user_id, state, due_at in attempts.values_list(
        "administration_id", "user_id", "state", "due_at"
    ):
        if user_id not in wanted:
            continue
        key = by_administration[administration_id]
        if state in {Attempt.State.SUBMITTED, Attempt.State.RELEASED}:
            states.done[key].add(user_id)
        else:
            states.started[key].add(user_id)
            states.promised[key][user_id] = due_at if state == Attempt.State.OPEN else None


def _add_self_ratings(states: States, by_administration: Mapping[int, int], wanted: set[int]) -> None:
    ratings = SelfAssessment.objects.filter(administration__in=by_administration).order_by()
    for administration_id, user_id, state in ratings.values_list("administration_id", "user_id", "state"):
        if user_id not in wanted:
            continue
        handed_in = state == SelfAssessment.State.SUBMITTED
        who = states.done if handed_in else states.started
        who[by_administration[administration_id]].add(user_id)


def _add_reading(states: States, by_module: Mapping[int, Collection[int]], wanted: set[int]) -> None:
    sections = _count(Section.objects.filter(module__in=by_module, state="current").values_list("module_id"))
    read = SectionProgress.objects.filter(
        section__module__in=by_module, section__state="current", user__in=wanted
    )
    for module_id, user_id, number in (
        read.order_by().values_list("section__module_id", "user_id").annotate(n=Count("pk"))
    ):
        who = states.done if number >= sections[module_id] else states.started
        for key in by_module[module_id]:
            who[key].add(user_id)


def _count(rows: object) -> dict[int, int]:
    return dict(rows.order_by().annotate(n=Count("pk")))  # type: ignore[attr-defined]
