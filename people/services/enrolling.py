"""Who belongs to which cohort, and since when.

A spell is never changed: what was recorded is closed at an instant (`recorded_until`) and a new row says
what is known from then on. So a report as of last March still says what was known in March. Ending a
spell is such a change too.

A person may be in two cohorts at once, but not twice in one: overlaps in a cohort are looked for under a
lock on the person, because no constraint of both databases can refuse them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Cohort, Enrolment, User
from people.querysets import EnrolmentQuerySet, recorded_q
from people.services.errors import RefusedError
from people.services.grouping import end_group_spells
from people.services.locks import batches, lock_people
from people.services.spells import overlapping_q, supersede, supersede_many

PRESENT = (Enrolment.Status.ACTIVE, Enrolment.Status.ON_LEAVE)
OVER = (Enrolment.Status.COMPLETED, Enrolment.Status.WITHDRAWN)
ONE_DAY = timedelta(days=1)


@transaction.atomic
def enrol(
    *,
    user: User,
    cohort: Cohort,
    starts_on: date,
    at: datetime,
    ends_on: date | None = None,
    status: Enrolment.Status = Enrolment.Status.ACTIVE,
) -> Enrolment:
    """Enrol a person in a cohort from `starts_on` (until `ends_on`, both included) and return the spell.

    Raises RefusedError when they are already in the cohort on any of these days, or were erased.
    """
    lock_people([user.pk])
    _refuse_erased(user)
    _refuse_overlap(user, cohort, starts_on, ends_on)
    return Enrolment.objects.create(
        user=user, cohort=cohort, starts_on=starts_on, ends_on=ends_on, status=status, recorded_from=at
    )


@transaction.atomic
def end_spell(
    *,
    spell: Enrolment,
    ends_on: date,
    at: datetime,
    status: Enrolment.Status = Enrolment.Status.WITHDRAWN,
) -> Enrolment:
    """End a spell with `ends_on` as its last day; groups of the cohort end with it. Return the new row.

    `status` says how it ended: completed or withdrawn. Raises RefusedError when the day is before the first
    (void the spell instead) or the spell was changed meanwhile.
    """
    _refuse_unless(status in OVER, _("A spell ends as completed or as withdrawn."))
    lock_people([spell.user_id])
    _refuse_unless(
        ends_on >= spell.starts_on,
        _("The last day cannot come before the first. If the enrolment was a mistake, remove it."),
    )
    ended = supersede(spell, at=at, ends_on=ends_on, status=status)
    end_group_spells(user_ids=[spell.user_id], cohort=spell.cohort, ends_on=ends_on, at=at)
    return ended


@transaction.atomic
def void_spell(*, spell: Enrolment, at: datetime) -> None:
    """Take back a spell that never was; the record keeps that it was once written. Groups go with it.

    Raises RefusedError when the spell was changed meanwhile.
    """
    lock_people([spell.user_id])
    supersede(spell, at=at, replace=False)
    end_group_spells(user_ids=[spell.user_id], cohort=spell.cohort, ends_on=spell.starts_on - ONE_DAY, at=at)


@transaction.atomic
def correct_spell(
    *,
    spell: Enrolment,
    starts_on: date,
    ends_on: date | None,
    status: Enrolment.Status,
    at: datetime,
) -> Enrolment:
    """Record that the spell was in truth from `starts_on` until `ends_on` with `status`. Return the new row.

    Raises RefusedError when it would overlap another spell in the cohort, or was changed meanwhile.
    """
    lock_people([spell.user_id])
    _refuse_unless(ends_on is None or ends_on >= starts_on, _("The last day cannot come before the first."))
    _refuse_unless(
        ends_on is not None or status in PRESENT,
        _("A completed or withdrawn enrolment has a last day."),
    )
    _refuse_overlap(spell.user, spell.cohort, starts_on, ends_on, beside=spell)
    return supersede(spell, at=at, starts_on=starts_on, ends_on=ends_on, status=status)


@transaction.atomic
def change_status(*, spell: Enrolment, status: Enrolment.Status, from_day: date, at: datetime) -> Enrolment:
    """Send a learner on leave, or take them back, from a day on. Return the spell that begins that day.

    The days before keep the status they had. Raises RefusedError for a day outside the spell.
    """
    _refuse_unless(status in PRESENT, _("Choose active or on leave; to end a spell, give its last day."))
    lock_people([spell.user_id])
    _refuse_unless(
        spell.starts_on <= from_day and (spell.ends_on is None or from_day <= spell.ends_on),
        _("That day is not within the enrolment."),
    )
    if from_day == spell.starts_on:
        return supersede(spell, at=at, status=status)
    supersede(spell, at=at, ends_on=from_day - ONE_DAY)
    return Enrolment.objects.create(
        user=spell.user,
        cohort=spell.cohort,
        starts_on=from_day,
        ends_on=spell.ends_on,
        status=status,
        recorded_from=at,
    )


@transaction.atomic
def move(*, spell: Enrolment, to: Cohort, from_day: date, at: datetime) -> Enrolment:
    """Move a learner to another cohort from a day on: repeating a year, say. Return the new spell.

    The old spell ends the day before, as withdrawn from that cohort; nothing of the person's record moves
    or is lost. Raises RefusedError for the same cohort, a day before the spell began, or an overlap.
    """
    _refuse_unless(to.pk != spell.cohort_id, _("Choose another cohort than the present one."))
    _refuse_unless(from_day >= spell.starts_on, _("That day is before the enrolment began."))
    if from_day == spell.starts_on:
        void_spell(spell=spell, at=at)
    else:
        end_spell(spell=spell, ends_on=from_day - ONE_DAY, at=at)
    return enrol(user=spell.user, cohort=to, starts_on=from_day, at=at, ends_on=None)


@transaction.atomic
def enrol_many(
    *, cohort: Cohort, user_ids: Collection[int], starts_on: date, at: datetime, ends_on: date | None = None
) -> list[int]:
    """Enrol many people at once, and return the ids of those who were enrolled, in order.

    Who is already in the cohort on any of these days is left as they are, so that doing it twice changes
    nothing; erased people are left out. A handful of statements, however many people.
    """
    lock_people(user_ids)
    enrolled: list[int] = []
    for batch in batches(sorted(set(user_ids))):
        there = _current(cohort).filter(overlapping_q(starts_on, ends_on), user__in=batch)
        taken = set(there.values_list("user_id", flat=True))
        living = set(User.objects.living().filter(pk__in=batch).values_list("pk", flat=True))
        enrolled += [pk for pk in batch if pk in living and pk not in taken]
    Enrolment.objects.bulk_create(
        [
            Enrolment(user_id=pk, cohort=cohort, starts_on=starts_on, ends_on=ends_on, recorded_from=at)
            for pk in enrolled
        ],
        batch_size=500,
    )
    return enrolled


@transaction.atomic
def end_many(
    *,
    cohort: Cohort,
    user_ids: Collection[int],
    ends_on: date,
    at: datetime,
    status: Enrolment.Status = Enrolment.Status.WITHDRAWN,
) -> list[int]:
    """End the spells of many people in a cohort with `ends_on` as the last day. Return their ids in order.

    Spells that are over by then stay as they are; spells that would only begin later are taken back.
    """
    _refuse_unless(status in OVER, _("A spell ends as completed or as withdrawn."))
    lock_people(user_ids)
    ended: list[int] = []
    for batch in batches(sorted(set(user_ids))):
        spells = _current(cohort).filter(user__in=batch).exclude(ends_on__lte=ends_on)
        ended += supersede_many(spells, ends_on=ends_on, at=at, status=status)
    end_group_spells(user_ids=ended, cohort=cohort, ends_on=ends_on, at=at)
    return sorted(set(ended))


def _current(cohort: Cohort) -> EnrolmentQuerySet:
    return Enrolment.objects.filter(recorded_q(), cohort=cohort)


def _refuse_unless(allowed: bool, message: str) -> None:
    if not allowed:
        raise RefusedError(message)


def _refuse_erased(user: User) -> None:
    _refuse_unless(user.erased_at is None, _("This person was erased and cannot be enrolled."))


def _refuse_overlap(
    user: User, cohort: Cohort, starts_on: date, ends_on: date | None, beside: Enrolment | None = None
) -> None:
    others = _current(cohort).filter(overlapping_q(starts_on, ends_on), user=user)
    if beside is not None:
        others = others.exclude(pk=beside.pk)
    _refuse_unless(
        not others.exists(),
        _("%(person)s is already in %(cohort)s on some of these days. Change or end that enrolment first.")
        % {"person": user, "cohort": cohort},
    )
