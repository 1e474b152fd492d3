"""Who has required work past its date, over several cohorts at once. Queries do not grow with the cohorts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Q

from common.school_time import school_day
from learners.audience import base_window, dates_of
from learners.completion import Reached, late_among, states_of
from learners.membership import active_group_spells, active_spells
from learners.models import Assignment, AssignmentTarget


def overdue_among(cohort_ids: Collection[int], *, learner_ids: Collection[int], at: datetime) -> Counter[int]:
    """Return for each of the learners, by key, how many required pieces are past their date and not in.

    Counted is what was given to one of the cohorts, to a group of theirs, or to one of the learners by name.
    """
    wanted = set(learner_ids)
    if not wanted:
        return Counter()
    reaches = _reaches(cohort_ids, wanted, at=at)
    done, _started, promised = states_of(reaches, wanted)
    overdue: Counter[int] = Counter()
    for assignment, reached in reaches.items():
        unfinished = set().union(*(people for people, _dates in reached)) - done[assignment.pk]
        spared = {who for who, due in promised[assignment.pk].items() if due is None or due >= at}
        overdue.update(late_among(assignment, reached, unfinished - spared, at))
    return overdue


def _reaches(cohort_ids: Collection[int], wanted: set[int], *, at: datetime) -> dict[Assignment, Reached]:
    """Whom each required assignment that can be late reaches, target by target. Three queries."""
    on = school_day(at)
    targets = _targets(cohort_ids, wanted, at=at)
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
        reaches.setdefault(target.assignment, []).append((people & wanted, dates_of(target)))
    return reaches


def _targets(cohort_ids: Collection[int], wanted: set[int], *, at: datetime) -> list[AssignmentTarget]:
    """The targets of all that is required of these and that has, for all or for some, a date in the past."""
    of_these = AssignmentTarget.objects.filter(
        Q(cohort__in=cohort_ids) | Q(group__cohort__in=cohort_ids) | Q(user__in=wanted)
    )
    rows = of_these.filter(assignment__state=Assignment.State.GIVEN, assignment__required=True)
    targets = list(rows.select_related("assignment").order_by("pk"))
    past = {
        target.assignment_id
        for target in targets
        if base_window(target.assignment).is_late(at) or (target.due_at is not None and target.due_at < at)
    }
    return [target for target in targets if target.assignment_id in past]


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
