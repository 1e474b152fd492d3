"""What a cohort, or anybody, was given: modules, assessments and occasions of being observed. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from assessments.choices import Mode
from assessments.models import Observation
from common.school_time import school_day
from learners.curriculum_map_facts import Given
from learners.membership import active_group_spells, active_spells
from learners.models import AssignmentTarget
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class GivenThings:
    """What was given, by the keys of modules and of assessments. `learners`: how many learn in the cohort
    that day, those on leave left out; None for the whole school."""

    modules: Mapping[int, Given]
    assessments: Mapping[int, Given]
    learners: int | None

    @property
    def is_of_cohort(self) -> bool:
        """Whether it says what one cohort was given."""
        return self.learners is not None


@dataclass(slots=True)
class _Tally:
    assignments: set[int] = field(default_factory=set)
    counting: set[int] = field(default_factory=set)
    learners: set[int] = field(default_factory=set)

    def given(self, *, of_cohort: bool) -> Given:
        return Given(
            times=len(self.assignments),
            counting=len(self.counting),
            learners=len(self.learners) if of_cohort else None,
        )


def given_things(cohort: Cohort | None, *, at: datetime) -> GivenThings:
    """Return what a cohort was given by that instant and not taken back; without one, what anybody was.

    Counted is what reaches at least one learner who is active in the cohort on the school's day, through
    the cohort, a group of it or by name. Five queries at most.
    """
    on = school_day(at)
    learners = (
        set(active_spells(on).filter(cohort=cohort).values_list("user_id", flat=True)) if cohort else set()
    )
    groups = _members(cohort, on) if cohort else {}
    modules: defaultdict[int, _Tally] = defaultdict(_Tally)
    assessments: defaultdict[int, _Tally] = defaultdict(_Tally)
    for assignment, module, assessment, mode, to_cohort, to_group, to_user in _targets(cohort, on, at):
        reached: set[int] = set()
        if cohort is not None:
            reached = learners if to_cohort == cohort.pk else groups.get(to_group, {to_user} & learners)
            if not reached:
                continue
        tally = assessments[assessment] if module is None else modules[module]
        tally.assignments.add(assignment)
        tally.learners |= reached
        if mode == Mode.COUNTING:
            tally.counting.add(assignment)
    of_cohort = cohort is not None
    return GivenThings(
        modules={key: tally.given(of_cohort=of_cohort) for key, tally in modules.items()},
        assessments={
            **{key: tally.given(of_cohort=of_cohort) for key, tally in assessments.items()},
            **(_observed(cohort, on, at) if cohort else {}),
        },
        learners=len(learners) if of_cohort else None,
    )


def _targets(cohort: Cohort | None, on: date, at: datetime) -> Iterable[tuple[Any, ...]]:
    """To whom what was given: one of module and assessment is None, two of cohort, group and person are."""
    rows = AssignmentTarget.objects.filter(assignment__state="given", assignment__assigned_at__lte=at)
    if cohort is not None:
        learners = active_spells(on).filter(cohort=cohort).values("user_id")
        rows = rows.filter(Q(cohort=cohort) | Q(group__cohort=cohort) | Q(user__in=learners))
    return rows.order_by().values_list(
        "assignment_id",
        "assignment__module_id",
        "assignment__administration__version__assessment_id",
        "assignment__administration__mode",
        "cohort_id",
        "group_id",
        "user_id",
    )


def _members(cohort: Cohort, on: date) -> dict[int | None, set[int]]:
    """Who is in each group of the cohort that day."""
    found: defaultdict[int | None, set[int]] = defaultdict(set)
    spells = active_group_spells(on).filter(group__cohort=cohort)
    for group, user in spells.values_list("group_id", "user_id"):
        found[group].add(user)
    return dict(found)


def _observed(cohort: Cohort, on: date, at: datetime) -> dict[int, Given]:
    """How often learners of the cohort were observed with each form, each occasion once."""
    rows = (
        Observation.objects.filter(
            learner__in=active_spells(on).filter(cohort=cohort).values("user_id"),
            form__isnull=False,
            recorded_at__lte=at,
        )
        .order_by()
        .values("form__assessment_id")
        .annotate(times=Count("encounter_id", distinct=True), learners=Count("learner_id", distinct=True))
    )
    return {
        row["form__assessment_id"]: Given(times=row["times"], counting=row["times"], learners=row["learners"])
        for row in rows
    }
