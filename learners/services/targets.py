"""Setting and ending what a cohort aims at. A target is never edited."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Competency, Framework
from learners.models import CohortTarget
from people.models import Cohort, Program, User


@transaction.atomic
def set_target(
    *,
    place: Cohort | Program,
    framework: Framework,
    competency: Competency | None,
    level: int,
    share: int,
    measures: int,
    direct: int,
    due_on: date | None,
    by: User,
    at: datetime,
) -> CohortTarget:
    """Set what a cohort, or each cohort of a program, is to reach. Returns the same one if it runs already.

    Raises ValidationError for what cannot be asked for: a share over 100 per cent, more direct measures than
    measures, a competency of another framework.
    """
    if competency is not None and competency.version.framework_id != framework.pk:
        raise ValidationError(_("This competency belongs to another framework."), code="other-framework")
    asked = CohortTarget(
        cohort=place if isinstance(place, Cohort) else None,
        program=place if isinstance(place, Program) else None,
        framework=framework,
        competency=competency,
        level=level,
        share=share,
        measures=measures,
        direct=direct,
        due_on=due_on,
        set_by=by,
        set_at=at,
    )
    type(place).objects.select_for_update().get(pk=place.pk)
    same = CohortTarget.objects.running(at).filter(
        cohort=asked.cohort,
        program=asked.program,
        framework=framework,
        competency=competency,
        level=level,
        share=share,
        measures=measures,
        direct=direct,
        due_on=due_on,
    )
    present = same.first()
    if present is not None:
        return present
    asked.full_clean()
    asked.save(force_insert=True)
    return asked


@transaction.atomic
def end_target(*, target: CohortTarget, by: User, at: datetime) -> bool:
    """End a target: it leaves the dashboard and stays on record. Return whether it ran until now."""
    return bool(
        CohortTarget.objects.filter(pk=target.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by)
    )
