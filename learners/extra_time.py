"""What a learner has in extra time, and for which assessments they could get some. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.models import Accommodation, Administration
from common.school_time import school_day
from learners.models import Assignment
from people.models import User


@dataclass(frozen=True)
class ExtraTime:
    """Extra time as it stands: `assignment` is what it is for, None where it stands for all."""

    accommodation: Accommodation
    assignment: Assignment | None


@dataclass(frozen=True)
class ExtraTimePage:
    """The standing one if there is one, those for single assessments, and what could get one."""

    standing: ExtraTime | None
    single: tuple[ExtraTime, ...]
    given: tuple[Assignment, ...]


def extra_time_page(learner: User, *, viewer: User, at: datetime) -> ExtraTimePage:
    """Return what a learner has in extra time, in a constant number of queries: what stands for all, what is
    for one assessment, and the timed ones that reach them now; of these what `viewer` follows as staff."""
    held = {
        row.administration_id: row
        for row in Accommodation.objects.filter(user=learner).select_related(
            "granted_by", "administration__version__assessment"
        )
    }
    rows = (
        Assignment.objects.followed_by(viewer, on=school_day(at))
        .filter(administration__isnull=False)
        .select_related("administration__version__assessment")
        .order_by("-opens_at", "-pk")
    )
    of_held = list(rows.filter(administration__in=[pk for pk in held if pk is not None]))
    reached = rows.reaching(learner, on=school_day(at)).filter(
        administration__version__time_limit_minutes__isnull=False,
        administration__state=Administration.State.OPEN,
    )
    standing = held.get(None)
    return ExtraTimePage(
        standing=ExtraTime(standing, None) if standing else None,
        single=tuple(ExtraTime(held[one.administration_id], one) for one in of_held),
        given=tuple(reached),
    )
