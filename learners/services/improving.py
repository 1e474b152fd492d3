"""Writing the improvement log: what was found, what was done, what was measured again. Nothing is edited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Competency
from learners.findings import Measure, measured_at
from learners.models import CohortTarget, Finding, FindingStep, FindingWords
from people.models import Cohort, User


@transaction.atomic
def record_finding(
    *,
    cohort: Cohort,
    target: CohortTarget | None,
    competency: Competency | None,
    text: str,
    by: User,
    submission: UUID,
    at: datetime,
) -> Finding:
    """Note something found about a target, a competency or, with neither, the cohort as a whole.

    How many reach it at that instant is kept along with it, where that can be counted. `submission` is made
    by the page: the same one again returns the finding that was made. Raises ValidationError for a target of
    another cohort, for both a target and a competency, and without words.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    made = _noted(submission, by)
    if made is not None:
        return made.finding
    if target is not None and not CohortTarget.objects.of_cohort(cohort).filter(pk=target.pk).exists():
        raise ValidationError(_("This target is not one of the cohort."), code="other-cohort")
    finding = Finding(cohort=cohort, target=target, competency=competency, noted_at=at)
    finding.full_clean()
    finding.save()
    measure = measured_at(cohort, target=target, competency=competency, at=at)
    _note(finding, FindingStep.Kind.FOUND, measure, text=text, by=by, submission=submission, at=at)
    return finding


@transaction.atomic
def add_step(
    *, finding: Finding, kind: FindingStep.Kind, text: str, by: User, submission: UUID, at: datetime
) -> FindingStep:
    """Note what was done about a finding, that it was measured again, or what is to be added.

    Measuring keeps how many reach what the finding is about at that instant. `submission` is the page's:
    the same one again returns the step that was made. Raises ValidationError without words, for a second
    "found", and where there is nothing to measure.
    """
    if kind is FindingStep.Kind.FOUND:
        raise ValidationError(_("What was found is noted once. Add to it instead."), code="found-once")
    Cohort.objects.select_for_update().get(pk=finding.cohort_id)
    made = _noted(submission, by)
    if made is not None:
        return made
    measure = None
    if kind is FindingStep.Kind.MEASURED:
        measure = measured_at(finding.cohort, target=finding.target, competency=finding.competency, at=at)
        if measure is None:
            raise ValidationError(
                _("There is nothing to count: it is about the cohort as a whole, or no longer aimed at."),
                code="not-measurable",
            )
    return _note(finding, kind, measure, text=text, by=by, submission=submission, at=at)


def _noted(submission: UUID, by: User) -> FindingStep | None:
    """The step that this page made before, if it did."""
    found = FindingStep.objects.filter(submission=submission, noted_by=by)
    return found.select_related("finding").first()


def _note(
    finding: Finding,
    kind: FindingStep.Kind,
    measure: Measure | None,
    *,
    text: str,
    by: User,
    submission: UUID,
    at: datetime,
) -> FindingStep:
    step = FindingStep(
        finding=finding,
        kind=kind,
        reached=measure.reached if measure else None,
        counted=measure.counted if measure else None,
        noted_by=by,
        noted_at=at,
        submission=submission,
    )
    step.full_clean()
    step.save()
    words = FindingWords(step=step, text=text.strip())
    words.full_clean()
    words.save(force_insert=True)
    return step
