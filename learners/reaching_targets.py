"""How far a cohort is with what it aims at: what the dashboard shows and a report tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common.school_time import school_day
from learners.matrix import Column, cohort_columns, standings_as_of
from learners.measures import Measures, measures_of
from learners.models import CohortTarget
from learners.target_rules import (
    Demand,
    Place,
    Shown,
    Spell,
    TargetState,
    meets_all,
    needed_of,
    places_on,
    state_of,
    whole_per_cent,
)
from people.models import Cohort, Enrolment
from people.querysets import recorded_q

__all__ = ["TargetStand", "TargetState", "targets_of"]


@dataclass(frozen=True, slots=True)
class TargetStand:
    """Where a cohort stands with one target.

    counted: the learners who are enrolled and active, the denominator. reached: those of them who meet the
    target. on_leave, withdrawn: who is not among them, and why. state: a `TargetState`. share_needed: per
    cent. columns: the competencies in which each of them is to meet it. short: the keys of the counted
    learners who do not meet it yet.
    """

    target: CohortTarget
    counted: int
    reached: int
    on_leave: int
    withdrawn: int
    state: TargetState
    share_needed: int
    columns: tuple[Column, ...]
    short: frozenset[int]

    @property
    def needed(self) -> int:
        """How many learners it takes."""
        return needed_of(self.counted, self.share_needed)

    @property
    def lacking(self) -> int:
        """How many learners are still to meet it; 0 where it is met."""
        return max(0, self.needed - self.reached)

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """The counted learners as a bar draws them: who reaches it, and hatched who does not yet."""
        return [("in", _("reach it"), self.reached), ("none", _("not there yet"), len(self.short))]

    @property
    def per_cent(self) -> int:
        """The share that meets it, in whole per cent, cut off."""
        return whole_per_cent(self.reached, self.counted)


def targets_of(
    cohort: Cohort, at: datetime, *, columns: tuple[Column, ...] | None = None
) -> tuple[TargetStand, ...]:
    """Return where a cohort stands with its own targets and its program's, as recorded by that instant.

    Attainment is read as it was written. A target for a competency of another version of the framework is
    taken for the competency with the same code. One for what the cohort does not follow on the day is left
    out. Seven queries at most, one where nothing is aimed at; their number does not grow with learners.
    """
    targets = list(
        CohortTarget.objects.running(at)
        .of_cohort(cohort)
        .select_related("framework", "competency__version", "program", "cohort", "set_by")
    )
    if not targets:
        return ()
    columns = cohort_columns(cohort, at=at) if columns is None else columns
    within = {target: _columns_of(target, columns) for target in targets}
    places = _places(cohort, at)
    shown = _shown(cohort, {one.pk for found in within.values() for one in found}, at=at)
    active = [learner for learner, place in places.items() if place is Place.ACTIVE]
    return tuple(
        _stand(target, found, shown, active, Counter(places.values()), at)
        for target, found in within.items()
        if found
    )


def demand_of(target: CohortTarget) -> Demand:
    """Return what a target asks for, as the core weighs it."""
    return Demand(
        level=target.level,
        share=target.share,
        measures=target.measures,
        direct=target.direct,
        due_on=target.due_on,
    )


_Shown = Mapping[tuple[int, int], Shown]


def _stand(
    target: CohortTarget,
    columns: tuple[Column, ...],
    shown: _Shown,
    active: Sequence[int],
    places: Counter[Place],
    at: datetime,
) -> TargetStand:
    demand = demand_of(target)
    nothing = Shown()
    short = frozenset(
        learner
        for learner in active
        if not meets_all((shown.get((learner, column.pk), nothing) for column in columns), demand)
    )
    reached = len(active) - len(short)
    return TargetStand(
        target=target,
        counted=len(active),
        reached=reached,
        on_leave=places[Place.ON_LEAVE],
        withdrawn=places[Place.WITHDRAWN],
        state=state_of(reached=reached, counted=len(active), demand=demand, on=school_day(at)),
        share_needed=target.share,
        columns=columns,
        short=short,
    )


def _columns_of(target: CohortTarget, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    code = target.competency.code if target.competency is not None else None
    return tuple(
        column
        for column in columns
        if column.framework_id == target.framework_id and (code is None or column.code == code)
    )


def _places(cohort: Cohort, at: datetime) -> dict[int, Place]:
    spells = (
        Enrolment.objects.filter(recorded_q(at), cohort=cohort, user__erased_at__isnull=True)
        .order_by()
        .values_list("user_id", "status", "starts_on", "ends_on")
    )
    return places_on((Spell(*values) for values in spells), school_day(at))


def _shown(cohort: Cohort, competency_ids: set[int], *, at: datetime) -> _Shown:
    on = school_day(at)
    learners = (
        Enrolment.objects.running(on, as_recorded_by=at)
        .filter(cohort=cohort, status=Enrolment.Status.ACTIVE)
        .values("user_id")
    )
    measures: Measures = measures_of(learners, competency_ids, at=at)
    levels = (
        standings_as_of(cohort.pk, on, at, then=at)
        .filter(competency__in=competency_ids)
        .values_list("learner_id", "competency_id", "level")
    )
    return {
        (learner, competency): Shown(
            level,
            measures.direct[learner, competency],
            (learner, competency) in measures.rated,
        )
        for learner, competency, level in levels
    }
