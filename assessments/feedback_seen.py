"""Whether a learner has seen feedback of an assessment. Reads only.

The one place of the rule that attempts after feedback are practice.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from assessments.models import Attempt
from people.models import User


def seen_by(user: User, assessments: Collection[int]) -> set[int]:
    """Return those of these assessments, by their keys, of which the learner could see feedback: a sitting at
    any version was released, practice or not, or showed an answer on the way. One query, none for none."""
    rows = Attempt.objects.filter(
        Q(state=Attempt.State.RELEASED) | Q(items__checked_at__isnull=False),
        user=user,
        administration__version__assessment__in=assessments,
    )
    return set(rows.order_by().values_list("administration__version__assessment", flat=True))
