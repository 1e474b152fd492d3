"""At which campuses the learners of a cohort are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from common.school_time import school_day
from people.models import Cohort, GroupSpell


def places_at_campuses(
    cohort: Cohort, learners: Collection[int], *, at: datetime
) -> dict[int, tuple[str, ...]]:
    """Return, by the keys of learners, the names of the campuses where their groups of the cohort are.

    Who is in no group at a campus is left out. Who is in a group is read as of the day, at which campus a
    group is as it is today. One query.
    """
    spells = GroupSpell.objects.running(school_day(at)).filter(
        group__cohort=cohort, group__campus__isnull=False
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for learner, name in spells.order_by().values_list("user_id", "group__campus__name"):
        if learner in learners:
            found[learner].add(str(name))
    return {learner: tuple(sorted(names)) for learner, names in found.items()}
