"""Changing when something that was given opens, is due and closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.services.extending import extend_sittings
from assessments.windows import Window
from learners.audience import base_window, dates_of, windows_of
from learners.completion import states_of
from learners.models import Assignment, AssignmentTarget
from learners.target_dates import TargetDates


@dataclass(frozen=True, slots=True)
class NewDates:
    """The dates that shall hold: of the assignment, and by a target's key what differs for that target.

    Targets that are not named keep what they have.
    """

    base: Window
    own: Mapping[int, TargetDates]


@transaction.atomic
def change_dates(*, assignment: Assignment, dates: NewDates, at: datetime) -> Assignment:
    """Let other dates hold for an assignment from now on.

    Nobody loses what they were promised: a sitting that has begun keeps each date that is later than the
    new one, and gets the new one where that is later, also when it closes; its time limit stays. What was
    handed in stays as it is, and so does work returned for revision, which has a date of its own. Modules
    and self-ratings have no sitting, and follow the new dates.

    Raises ValidationError, by field (`opens_on`, `due_on`, `closes_on`, for a target with its key after a
    dot), where a date that changes lies in the past, where dates are out of order, or where it would open
    later although a learner whom it reaches has begun.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    targets = list(AssignmentTarget.objects.filter(assignment=assignment))
    wrong = problems(assignment, targets, dates, at=at)
    if wrong:
        raise ValidationError(dict(wrong))
    _save(assignment, targets, dates)
    if assignment.administration is not None:
        extend_sittings(
            administration=assignment.administration,
            windows=windows_of(assignment, at=at, base=dates.base, own=dates.own),
            otherwise=dates.base,
            at=at,
        )
    return assignment


def problems(
    assignment: Assignment, targets: list[AssignmentTarget], dates: NewDates, *, at: datetime
) -> dict[str, str]:
    """Return what stands against these dates, by field as `change_dates` names it; nothing where all is
    well. It asks the database only where something would not be open yet."""
    before = base_window(assignment)
    wrong = _against(before, dates.base, at)
    for target in targets:
        own = dates_of(target)
        new = dates.own.get(target.pk, own)
        if new.differs or own.differs:
            against = _against(own.over(before), new.over(dates.base), at)
            of_target = {name: said for name, said in against.items() if name not in wrong}
            wrong |= {f"{name}.{target.pk}": said for name, said in of_target.items()}
    if not wrong and _shuts_out(assignment, targets, dates, at):
        wrong["opens_on"] = _(
            "Somebody has begun already. Keep the day on which it opens, or an earlier one."
        )
    return wrong


def _against(before: Window, after: Window, at: datetime) -> dict[str, str]:
    wrong = {}
    if after.due_at is not None:
        if after.due_at != before.due_at and after.due_at <= at:
            wrong["due_on"] = _("The due date has passed. Choose today or a later day.")
        elif after.due_at <= after.opens_at:
            wrong["due_on"] = _("It cannot be due before it opens.")
    if after.closes_at is not None:
        if after.closes_at != before.closes_at and after.closes_at <= at:
            wrong["closes_on"] = _("That day has passed. Choose today or a later day.")
        elif after.closes_at <= after.opens_at:
            wrong["closes_on"] = _("It cannot close before it opens.")
        elif after.due_at is not None and after.closes_at < after.due_at:
            wrong["closes_on"] = _("It cannot close before it is due.")
    return wrong


def _shuts_out(
    assignment: Assignment, targets: list[AssignmentTarget], dates: NewDates, at: datetime
) -> bool:
    """Whether somebody who has begun would find it not open yet."""
    openings = [dates.own.get(target.pk, dates_of(target)).over(dates.base).opens_at for target in targets]
    if all(opens_at <= at for opens_at in openings):
        return False
    windows = windows_of(assignment, at=at, base=dates.base, own=dates.own)
    states = states_of([assignment], list(windows))
    begun = states.started[assignment.pk] - states.done[assignment.pk]
    return any(windows[learner].opens_at > at for learner in begun)


def _save(assignment: Assignment, targets: list[AssignmentTarget], dates: NewDates) -> None:
    base = dates.base
    assignment.opens_at, assignment.due_at, assignment.closes_at = base.opens_at, base.due_at, base.closes_at
    assignment.full_clean()
    assignment.save(update_fields=["opens_at", "due_at", "closes_at"])
    for target in targets:
        own = dates.own.get(target.pk)
        if own is not None and own != dates_of(target):
            target.opens_at, target.due_at, target.closes_at = own.opens_at, own.due_at, own.closes_at
            target.save(update_fields=["opens_at", "due_at", "closes_at"])
