"""What a reader of a dashboard wants to see of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from learners.models import ColumnChoice
from people.models import Cohort, User


@transaction.atomic
def choose_columns(*, user: User, cohort: Cohort, competency_ids: Collection[int]) -> None:
    """Remember which competencies `user` wants to see of a cohort, in place of what they chose before.

    Choosing none means all, also those that are added later.
    """
    ColumnChoice.objects.filter(user=user, cohort=cohort).delete()
    rows = [ColumnChoice(user=user, cohort=cohort, competency_id=key) for key in sorted(set(competency_ids))]
    ColumnChoice.objects.bulk_create(rows, ignore_conflicts=True)  # a double click writes the same twice


def chosen_columns(user: User, cohort: Cohort) -> frozenset[int]:
    """Return the keys of the competencies that `user` chose to see of a cohort; none where all are shown."""
    chosen = ColumnChoice.objects.filter(user=user, cohort=cohort)
    return frozenset(chosen.values_list("competency_id", flat=True))
