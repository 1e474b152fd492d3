"""Giving a module or an assessment to cohorts, groups or people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.choices import AssessmentType
from assessments.models import AssessmentVersion
from assessments.services.administering import create_administration, withdraw_administration
from assessments.windows import Window
from competencies.models import Module
from competencies.models.state import ContentState
from learners.audience import Audience
from learners.models import Assignment, AssignmentTarget
from learners.tasks import announce_assignment
from people.models import User


@transaction.atomic
def assign_module(
    *,
    module: Module,
    audience: Audience,
    window: Window,
    by: User,
    at: datetime,
    required: bool = True,
    message: str = "",
    submission: uuid.UUID | None = None,
) -> Assignment:
    """Give a published module to an audience and tell them by mail.

    `submission` is made by the page: the same one again returns the assignment that was already made.
    Raises ValidationError where the module, the audience or the dates cannot be used.
    """
    if module.state != ContentState.PUBLISHED:
        raise ValidationError(_("Publish the module before you assign it."), code="not-published")
    _check(audience=audience, window=window, at=at)
    existing = _already_given(submission, by=by)
    if existing is not None:
        return existing
    return _give(
        Assignment(module=module, required=required, message=message, assigned_by=by, submission=submission),
        audience=audience,
        window=window,
        at=at,
    )


@transaction.atomic
def assign_assessment(
    *,
    version: AssessmentVersion,
    mode: str,
    audience: Audience,
    window: Window,
    by: User,
    at: datetime,
    release_rule: str | None = None,
    attempts_allowed: int | None = None,
    is_anonymous: bool = False,
    required: bool = True,
    message: str = "",
    submission: uuid.UUID | None = None,
) -> Assignment:
    """Give an assessment version to an audience as one administration, and tell them by mail.

    `release_rule` and `attempts_allowed` are the version's own where left out. Raises ValidationError
    where the assessment, its mode, the audience or the dates cannot be used.
    """
    if version.assessment.state != ContentState.PUBLISHED:
        raise ValidationError(_("Publish the assessment before you assign it."), code="not-published")
    if version.assessment.type == AssessmentType.OBSERVATION:
        raise ValidationError(
            _("An observation form is filled in by faculty. Record an observation instead."),
            code="observation",
        )
    _check(audience=audience, window=window, at=at)
    existing = _already_given(submission, by=by)
    if existing is not None:
        return existing
    administration = create_administration(
        version=version,
        mode=mode,
        release_rule=release_rule or version.release_rule,
        attempts_allowed=attempts_allowed or version.attempts_allowed,
        is_anonymous=is_anonymous,
        by=by,
        at=at,
    )
    return _give(
        Assignment(
            administration=administration,
            required=required,
            message=message,
            assigned_by=by,
            submission=submission,
        ),
        audience=audience,
        window=window,
        at=at,
    )


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment) -> Assignment:
    """Take an assignment off every list. What was done under it stays in the record."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    assignment.state = Assignment.State.WITHDRAWN
    assignment.save(update_fields=["state"])
    if assignment.administration is not None:
        withdraw_administration(administration=assignment.administration)
    return assignment


def _already_given(submission: uuid.UUID | None, *, by: User) -> Assignment | None:
    """The assignment that this page made before, if it did; two presses of its button wait for each other."""
    if submission is None:
        return None
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return Assignment.objects.filter(submission=submission, assigned_by=by).first()


def _check(*, audience: Audience, window: Window, at: datetime) -> None:
    if not audience:
        raise ValidationError({"audience": _("Choose a cohort, a group or at least one learner.")})
    if window.due_at is not None and window.due_at <= at:
        raise ValidationError({"due_on": _("The due date has passed. Choose today or a later day.")})


def _give(assignment: Assignment, *, audience: Audience, window: Window, at: datetime) -> Assignment:
    assignment.assigned_at = at
    assignment.opens_at, assignment.due_at, assignment.closes_at = (
        window.opens_at,
        window.due_at,
        window.closes_at,
    )
    assignment.full_clean()
    assignment.save()
    AssignmentTarget.objects.bulk_create(_targets(assignment, audience))
    transaction.on_commit(partial(announce_assignment.enqueue, assignment.pk))
    return assignment


def _targets(assignment: Assignment, audience: Audience) -> Iterable[AssignmentTarget]:
    yield from (AssignmentTarget(assignment=assignment, cohort=cohort) for cohort in audience.cohorts)
    yield from (AssignmentTarget(assignment=assignment, group=group) for group in audience.groups)
    yield from (AssignmentTarget(assignment=assignment, user=person) for person in audience.people)
