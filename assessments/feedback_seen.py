"""Whether a learner has seen feedback of an assessment, and whether they may see it now. Reads only.

The one place of two rules: attempts after feedback are practice, and no answer is shown while it would help
with a sitting that counts.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from assessments.choices import Mode
from assessments.models import Administration, Attempt, AttemptItem
from assessments.services.handing_in import TAKING
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


def held_back_by(attempt: Attempt) -> Attempt | None:
    """Return the learner's sitting that counts, is open, and would be helped by the answers of `attempt`.

    It is another sitting at the same assessment, or one that asks an item of `attempt`, in any version of
    it; whether `attempt` counts does not matter. One query.
    """
    asked = AttemptItem.objects.filter(attempt=attempt).values("item_version__item")
    again = AttemptItem.objects.filter(attempt=OuterRef("pk"), item_version__item__in=asked)
    of = Administration.objects.filter(pk=attempt.administration_id).values("version__assessment")
    others = Attempt.objects.filter(user=attempt.user_id, mode=Mode.COUNTING, state__in=TAKING)
    return (
        others.exclude(pk=attempt.pk)
        .filter(Exists(again) | Q(administration__version__assessment__in=of))
        .select_related("administration__version")
        .order_by("started_at", "pk")
        .first()
    )
