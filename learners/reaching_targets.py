"""How far a cohort is with what it aims at: what the dashboard shows and a report tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.models import Attainment
from assessments.policies_in_force import policies_in_force
from common.school_time import school_day
from learners.matrix import Column, cohort_columns
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

__all__ = ["TargetStand", "TargetState", "targets_of", "targets_of_cohorts"]


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
    targets = _running([cohort], at)
    if not targets:
        return ()
    columns = cohort_columns(cohort, at=at) if columns is None else columns
    return _stands(targets, {cohort: columns}, at)[cohort]


def targets_of_cohorts(
    columns: Mapping[Cohort, tuple[Column, ...]], at: datetime
) -> dict[Cohort, tuple[TargetStand, ...]]:
    """Return where each of the cohorts stands, as `targets_of` does, in no more queries than for one.

    `columns` are the competencies that each of them follows.
    """
    targets = _running(list(columns), at)
    return _stands(targets, columns, at) if targets else dict.fromkeys(columns, ())


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


def _running(cohorts: Sequence[Cohort], at: datetime) -> list[CohortTarget]:
    programs = {cohort.program_id for cohort in cohorts}
    rows = CohortTarget.objects.running(at).filter(Q(cohort__in=cohorts) | Q(program__in=programs))
    return list(rows.select_related("framework", "competency__version", "program", "cohort", "set_by"))


def _stands(
    targets: Sequence[CohortTarget], columns: Mapping[Cohort, tuple[Column, ...]], at: datetime
) -> dict[Cohort, tuple[TargetStand, ...]]:
    within = {
        cohort: {
            target: _columns_of(target, followed)
            for target in targets
            if cohort.pk == target.cohort_id or cohort.program_id == target.program_id
        }
        for cohort, followed in columns.items()
    }
    wanted = {one.pk for aims in within.values() for found in aims.values() for one in found}
    places = _places([cohort.pk for cohort in columns], at)
    shown = _shown([cohort.pk for cohort in columns], wanted, at=at)
    stands = {}
    for cohort, aims in within.items():
        here = places[cohort.pk]
        active = [learner for learner, place in here.items() if place is Place.ACTIVE]
        counts = Counter(here.values())
        stands[cohort] = tuple(
            _stand(target, found, shown, active, counts, at) for target, found in aims.items() if found
        )
    return stands


def _places(cohort_ids: Sequence[int], at: datetime) -> dict[int, dict[int, Place]]:
    """The place of everybody in each cohort, by the keys of the cohort and the learner."""
    spells = (
        Enrolment.objects.filter(recorded_q(at), cohort__in=cohort_ids, user__erased_at__isnull=True)
        .order_by()
        .values_list("cohort_id", "user_id", "status", "starts_on", "ends_on")
    )
    held: dict[int, list[Spell]] = {pk: [] for pk in cohort_ids}
    for cohort_id, user_id, status, starts_on, ends_on in spells:
        held[cohort_id].append(Spell(user_id, status, starts_on, ends_on))
    return {pk: places_on(found, school_day(at)) for pk, found in held.items()}


def _shown(cohort_ids: Sequence[int], competency_ids: set[int], *, at: datetime) -> _Shown:
    learners = (
        Enrolment.objects.running(school_day(at), as_recorded_by=at)
        .filter(cohort__in=cohort_ids, status=Enrolment.Status.ACTIVE)
        .values("user_id")
    )
    measures: Measures = measures_of(learners, competency_ids, at=at)
    levels = (
        Attainment.objects.as_of(at)
        .filter(
            policy_version__in=policies_in_force(at).values("pk"),
            learner__in=learners,
            competency__in=competency_ids,
        )
        .order_by()
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
