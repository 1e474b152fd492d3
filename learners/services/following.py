"""Which framework version a cohort follows."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.services.carrying import carry_evidence
from competencies.models import Framework, FrameworkVersion
from competencies.models.state import ContentState
from learners.models import CohortFramework
from people.models import Cohort


@transaction.atomic
def follow_framework(*, cohort: Cohort, version: FrameworkVersion, starts_on: date) -> CohortFramework:
    """Let a cohort follow a published version from a day on; another version of the same framework ends.

    One that would have begun on that day or later is taken back: no day has two versions. Following what is
    already followed changes nothing. Raises ValidationError for a version that is not
    published.
    """
    if version.state != ContentState.PUBLISHED:
        raise ValidationError(_("Only a published framework can be followed."), code="not-published")
    carry_evidence(at=timezone.now())  # mostly done long since: what its learners bring along shows at once
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    open_ones = CohortFramework.objects.filter(cohort=cohort, ends_on__isnull=True)
    present = open_ones.filter(framework_version=version).first()
    if present is not None:
        return present
    for other in open_ones.filter(framework_version__framework=version.framework_id):
        if other.starts_on >= starts_on:
            other.delete()
            continue
        other.ends_on = starts_on - timedelta(days=1)
        other.save(update_fields=["ends_on"])
    return CohortFramework.objects.create(cohort=cohort, framework_version=version, starts_on=starts_on)


@transaction.atomic
def stop_following(*, cohort: Cohort, framework: Framework, on: date) -> bool:
    """Let a cohort follow a framework no longer, from the day `on`; return whether it did until now.

    The day before is the last one. What was followed from that day on, such as by a mistake of the same
    day, or from a later one, is taken back: such a spell covers no day, and another version that it
    replaced is followed on. Nothing that was recorded is touched; it shows again where the framework is
    followed again.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    present = list(
        CohortFramework.objects.select_related("framework_version").filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            cohort=cohort,
            framework_version__framework=framework,
        )
    )
    for row in present:
        if row.starts_on < on:
            row.ends_on = on - timedelta(days=1)
            row.save(update_fields=["ends_on"])
            continue
        before = replaced_by(row)
        row.delete()
        if before is not None:
            before.ends_on = None
            before.save(update_fields=["ends_on"])
    return bool(present)


def replaced_by(row: CohortFramework) -> CohortFramework | None:
    """Return the spell of another version of the same framework that ended the day before this one began."""
    return (
        CohortFramework.objects.filter(
            cohort=row.cohort_id,
            framework_version__framework=row.framework_version.framework_id,
            ends_on=row.starts_on - timedelta(days=1),
        )
        .exclude(framework_version=row.framework_version_id)
        .select_related("framework_version__framework")
        .first()
    )
