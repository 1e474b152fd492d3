"""Who belongs to which group of a cohort. A person may be in several at once: a tutorial and a placement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Cohort, Enrolment, Group, GroupSpell, User
from people.querysets import recorded_q
from people.services.errors import RefusedError
from people.services.locks import batches, lock_people
from people.services.spells import overlapping_q, supersede, supersede_many


@transaction.atomic
def join_group(
    *, user: User, group: Group, starts_on: date, at: datetime, ends_on: date | None = None
) -> GroupSpell:
    """Put a learner of the cohort into a group from a day on, and return the spell.

    Raises RefusedError when they are in the group already, or not in its cohort on the first day.
    """
    joined = join_many(group=group, user_ids=[user.pk], starts_on=starts_on, at=at, ends_on=ends_on)
    if not joined:
        enrolled = Enrolment.objects.running(starts_on).filter(user=user, cohort=group.cohort_id)
        already = _("%(person)s is already in %(group)s on some of these days.")
        elsewhere = _("%(person)s is not in the cohort of %(group)s on that day. Enrol them first.")
        message = already if enrolled.exists() else elsewhere
        raise RefusedError(message % {"person": user, "group": group})
    return GroupSpell.objects.get(user=user, group=group, starts_on=starts_on, recorded_until__isnull=True)


@transaction.atomic
def leave_group(*, spell: GroupSpell, ends_on: date, at: datetime) -> None:
    """End a group spell with `ends_on` as its last day; before its first day it is taken back.

    Raises RefusedError when it was changed meanwhile.
    """
    lock_people([spell.user_id])
    supersede(spell, at=at, replace=ends_on >= spell.starts_on, ends_on=ends_on)


@transaction.atomic
def join_many(
    *, group: Group, user_ids: Collection[int], starts_on: date, at: datetime, ends_on: date | None = None
) -> list[int]:
    """Put many learners into a group, and return the ids of those who joined, in order.

    Left as they are: who is in the group on any of these days, and who is not in its cohort on the first.
    """
    lock_people(user_ids)
    joined: list[int] = []
    for batch in batches(sorted(set(user_ids))):
        there = GroupSpell.objects.filter(
            recorded_q(), overlapping_q(starts_on, ends_on), group=group, user__in=batch
        )
        taken = set(there.values_list("user_id", flat=True))
        enrolled = Enrolment.objects.running(starts_on).filter(cohort=group.cohort_id, user__in=batch)
        learners = set(enrolled.values_list("user_id", flat=True))
        joined += [pk for pk in batch if pk in learners and pk not in taken]
    GroupSpell.objects.bulk_create(
        [
            GroupSpell(user_id=pk, group=group, starts_on=starts_on, ends_on=ends_on, recorded_from=at)
            for pk in joined
        ],
        batch_size=500,
    )
    return joined


@transaction.atomic
def leave_many(*, group: Group, user_ids: Collection[int], ends_on: date, at: datetime) -> list[int]:
    """End the spells of many in one group with `ends_on` as the last day. Return their ids in order."""
    lock_people(user_ids)
    left: list[int] = []
    for batch in batches(sorted(set(user_ids))):
        spells = GroupSpell.objects.filter(recorded_q(), group=group, user__in=batch)
        left += supersede_many(spells.exclude(ends_on__lte=ends_on), ends_on=ends_on, at=at)
    return sorted(set(left))


def end_group_spells(*, user_ids: Collection[int], cohort: Cohort, ends_on: date, at: datetime) -> None:
    """End all spells of these people in groups of the cohort. Needs a lock on the people."""
    for batch in batches(sorted(set(user_ids))):
        spells = GroupSpell.objects.filter(recorded_q(), group__cohort=cohort, user__in=batch)
        supersede_many(spells.exclude(ends_on__lte=ends_on), ends_on=ends_on, at=at)
