"""Whom that which was given reaches, target by target, in one cohort or in several at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from common.school_time import school_day
from learners.audience import dates_of
from learners.membership import active_group_spells, active_spells
from learners.models import Assignment, AssignmentTarget
from learners.target_dates import TargetDates

Reached = list[tuple[set[int], TargetDates]]
"""The people whom each target of an assignment reaches, with the dates of that target."""


def targets_reaching(cohort_ids: Collection[int], learner_ids: Collection[int]) -> QuerySet[AssignmentTarget]:
    """Return the targets by which something is given to the cohorts, to groups of theirs or to the learners.

    What was withdrawn is left out.
    """
    targets: QuerySet[AssignmentTarget] = AssignmentTarget.objects.filter(
        Q(cohort__in=cohort_ids) | Q(group__cohort__in=cohort_ids) | Q(user__in=learner_ids),
        assignment__state=Assignment.State.GIVEN,
    )
    return targets.order_by("pk")


def reaches_of(
    targets: Iterable[AssignmentTarget], *, cohort_ids: Collection[int], learner_ids: set[int], at: datetime
) -> dict[Assignment, Reached]:
    """Return whom of these learners each assignment reaches, target by target. Two queries."""
    on = school_day(at)
    targets = list(targets)
    named = {target.user_id for target in targets if target.user_id is not None}
    active, learning = _active(cohort_ids, named, on)
    members = _members(cohort_ids, on)
    reaches: dict[Assignment, Reached] = {}
    for target in targets:
        if target.user_id is not None:
            people = {target.user_id} & learning
        elif target.group_id is not None:
            people = members.get(target.group_id, set())
        else:
            people = active.get(target.cohort_id or 0, set())
        reaches.setdefault(target.assignment, []).append((people & learner_ids, dates_of(target)))
    return reaches


def everybody(reached: Reached) -> set[int]:
    """Return all whom an assignment reaches."""
    return set().union(*(people for people, _dates in reached))


def _active(
    cohort_ids: Collection[int], named: set[int], on: date
) -> tuple[Mapping[int, set[int]], set[int]]:
    """Who is active in each cohort; and who of these, or of those who were named, is active anywhere."""
    by_cohort: defaultdict[int, set[int]] = defaultdict(set)
    learning = set()
    spells = active_spells(on).filter(Q(cohort__in=cohort_ids) | Q(user__in=named)).order_by()
    for user_id, cohort_id in spells.values_list("user_id", "cohort_id"):
        by_cohort[cohort_id].add(user_id)
        learning.add(user_id)
    return by_cohort, learning


def _members(cohort_ids: Collection[int], on: date) -> Mapping[int, set[int]]:
    members: defaultdict[int, set[int]] = defaultdict(set)
    spells = active_group_spells(on).filter(group__cohort__in=cohort_ids).order_by()
    for group_id, user_id in spells.values_list("group_id", "user_id"):
        members[group_id].add(user_id)
    return members
