"""Who or what of a cohort needs someone, why, and what deals with it. A few of each kind, counted in all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.choices import AssessmentType
from assessments.models import AssessmentCompetency, Attainment, Attempt
from competencies.models.state import ContentState
from learners.matrix import Column, LearnerRef, standings_among
from learners.models import AssignmentTarget
from learners.overdue import overdue_among
from learners.standing_counts import StandingCounts
from people.models import Cohort, User

READY: Final = Attainment.Status.READY_FOR_REVIEW.value
REFRESH: Final = Attainment.Status.REFRESH_DUE.value
IN_PROGRESS: Final = Attainment.Status.IN_PROGRESS.value
AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Ready:
    """A competency in which learners wait for a signer; `first` is the first of them by name."""

    column: Column
    learners: int
    first: LearnerRef


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A signed decision that later evidence speaks against."""

    column: Column
    learner: LearnerRef


@dataclass(frozen=True, slots=True)
class Overdue:
    """A learner with required work past its date; `email` is empty where there is no address."""

    learner: LearnerRef
    pieces: int
    email: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """Whom a message goes to."""
        return (self.email,) if self.email else ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """A competency in which more than half are not assessed, and nothing that assesses it was given.

    `assessment` is the public id of what could be given; None where nothing can.
    """

    column: Column
    learners: int
    assessment: UUID | None


@dataclass(frozen=True, slots=True)
class ToObserve:
    """A competency in which learners want somebody to see them.

    near: at the level aimed at, without enough behind it for a signer. due: signed, and old by now.
    """

    column: Column
    near: int
    due: int


@dataclass(frozen=True, slots=True)
class Needs:
    """Who or what needs someone; the most pressing first within each kind, `AT_MOST` of each.

    The fields that end in `all` count also those that are not listed.
    """

    ready: tuple[Ready, ...]
    ready_all: int
    ready_levels: int
    look_again: tuple[LookAgain, ...]
    look_again_all: int
    overdue: tuple[Overdue, ...]
    overdue_all: int
    to_mark: int
    unseen: tuple[Unseen, ...]
    unseen_all: int
    to_observe: tuple[ToObserve, ...]
    to_observe_all: int

    @property
    def total(self) -> int:
        """How many things need someone; competencies in which more could be seen wait for nobody."""
        signing = self.ready_all + self.look_again_all
        return signing + self.overdue_all + self.unseen_all + (1 if self.to_mark else 0)

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to list."""
        return not (self.total or self.to_observe)

    @property
    def more_ready(self) -> int:
        """How many competencies with learners to sign are not listed."""
        return self.ready_all - len(self.ready)

    @property
    def more_to_look_at(self) -> int:
        """How many decisions to look at again are not listed."""
        return self.look_again_all - len(self.look_again)

    @property
    def more_overdue(self) -> int:
        """How many learners with overdue work are not listed."""
        return self.overdue_all - len(self.overdue)

    @property
    def more_unseen(self) -> int:
        """How many competencies that want an assessment are not listed."""
        return self.unseen_all - len(self.unseen)

    @property
    def more_to_observe(self) -> int:
        """How many competencies in which more could be seen are not listed."""
        return self.to_observe_all - len(self.to_observe)


def needs_of(
    cohort: Cohort,
    *,
    columns: tuple[Column, ...],
    learners: tuple[LearnerRef, ...],
    keys: QuerySet[Any, Any],
    counts: StandingCounts,
    at: datetime,
) -> Needs:
    """Return what needs someone among these learners, whose keys `keys` reads; `counts` is of the same."""
    people = {learner.pk: learner for learner in learners}
    ready, again = _to_sign(cohort, columns, people, keys, at=at)
    overdue = overdue_among([cohort.pk], learner_ids=people, at=at)
    behind = overdue.most_common(AT_MOST)
    emails = dict(User.objects.filter(pk__in=[key for key, _n in behind]).values_list("pk", "email"))
    unseen = _unseen(cohort, columns, people, counts)
    to_observe = _to_observe(columns, counts)
    return Needs(
        ready=ready[:AT_MOST],
        ready_all=len(ready),
        ready_levels=sum(one.learners for one in ready),
        look_again=again[:AT_MOST],
        look_again_all=len(again),
        overdue=tuple(Overdue(people[key], number, emails.get(key) or "") for key, number in behind),
        overdue_all=len(overdue),
        to_mark=Attempt.objects.waiting_for_marker().filter(user__in=keys).count(),
        unseen=unseen[:AT_MOST],
        unseen_all=len(unseen),
        to_observe=to_observe[:AT_MOST],
        to_observe_all=len(to_observe),
    )


def _to_sign(
    cohort: Cohort,
    columns: Iterable[Column],
    people: Mapping[int, LearnerRef],
    keys: QuerySet[Any, Any],
    *,
    at: datetime,
) -> tuple[tuple[Ready, ...], tuple[LookAgain, ...]]:
    """What a signer has to look at, in the order of names; the competencies with most learners first."""
    known = {column.pk: column for column in columns}
    wanting = Q(status=READY) | Q(status_when_stale=READY) | Q(look_again=True)
    rows = standings_among(keys, cohort_id=cohort.pk, at=at).filter(wanting, competency__in=list(known))
    place = {key: index for index, key in enumerate(people)}
    waiting: dict[int, list[int]] = {}
    again = []
    found = rows.values_list("learner_id", "competency_id", "status_now", "look_again")
    for learner, competency, status, look_again in sorted(found, key=lambda row: place.get(row[0], 0)):
        if learner not in people:
            continue
        if status == READY:
            waiting.setdefault(competency, []).append(learner)
        if look_again:
            again.append(LookAgain(known[competency], people[learner]))
    most_first = sorted(waiting.items(), key=lambda one: -len(one[1]))
    return (
        tuple(Ready(known[key], len(those), people[those[0]]) for key, those in most_first),
        tuple(again),
    )


def _unseen(
    cohort: Cohort, columns: Iterable[Column], people: Collection[int], counts: StandingCounts
) -> tuple[Unseen, ...]:
    """The competencies in which most are not assessed and nothing given assesses. Two queries."""
    lacking = {column: counts.levels(column)[None] for column in columns}
    wide = {column: number for column, number in lacking.items() if 2 * number > len(people)}
    attached = AssessmentCompetency.objects.filter(competency__in=[column.pk for column in wide]).order_by(
        "pk"
    )
    given = AssignmentTarget.objects.filter(
        Q(cohort=cohort) | Q(group__cohort=cohort), assignment__state="given"
    ).values("assignment__administration__version__assessment")
    # A self-rating shows nothing, so it covers nothing.
    assessing = attached.exclude(assessment__type=AssessmentType.SELF_RATING).filter(assessment__in=given)
    covered = set(assessing.values_list("competency_id", flat=True))
    offered = (
        attached.filter(assessment__state=ContentState.PUBLISHED, assessment__versions__isnull=False)
        .exclude(assessment__type__in=(AssessmentType.OBSERVATION, AssessmentType.SELF_RATING))
        .values_list("competency_id", "assessment__public_id")
    )
    can_be_given = dict(reversed(list(offered)))
    found = [
        Unseen(column, number, can_be_given.get(column.pk))
        for column, number in wide.items()
        if column.pk not in covered
    ]
    return tuple(sorted(found, key=lambda one: -one.learners))


def _to_observe(columns: Iterable[Column], counts: StandingCounts) -> tuple[ToObserve, ...]:
    found = [
        ToObserve(
            column,
            near=counts.at_target(column, status=IN_PROGRESS),
            due=counts.with_status(REFRESH, column),
        )
        for column in columns
    ]
    return tuple(sorted((one for one in found if one.near or one.due), key=lambda one: -(one.near + one.due)))
