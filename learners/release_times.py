"""How soon learners of a cohort were told their results: by assessment, as recorded by an instant.

Only sittings that count are asked about: practice is told at once, and would lift every share.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from assessments.choices import Mode
from assessments.models import AssessmentVersion, Attempt
from common.school_time import school_day
from learners.periods import ALWAYS, Period
from people.models import Cohort, Enrolment

WITHIN: Final = timedelta(days=42)


@dataclass(frozen=True, slots=True)
class ReleaseTimes:
    """The counting sittings of one assessment that were handed in, by how long their results took.

    within, after: released in 42 days, or after them. waiting: not released, though 42 days are over.
    open: not released, and 42 days are not over; nothing can be said of these yet.
    """

    version: AssessmentVersion
    within: int
    after: int
    waiting: int
    open: int

    @property
    def handed_in(self) -> int:
        """All of them."""
        return self.within + self.after + self.waiting + self.open

    @property
    def counted(self) -> int:
        """Those of which something can be said."""
        return self.handed_in - self.open


def release_times(cohort: Cohort, *, at: datetime, period: Period = ALWAYS) -> tuple[ReleaseTimes, ...]:
    """Return the times of each assessment that learners running in the cohort sat, by title. Two queries.

    Counted is what was handed in within the `period`; results are told as of `at`.
    """
    learners = Enrolment.objects.running(school_day(at), as_recorded_by=at).filter(
        cohort=cohort, user__erased_at__isnull=True
    )
    sittings = Attempt.objects.filter(
        period.handed_in,
        user__in=learners.values("user_id"),
        mode=Mode.COUNTING,
        submitted_at__isnull=False,
        submitted_at__lte=at,
    ).order_by()
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for version_id, handed_in, released in sittings.values_list(
        "administration__version_id", "submitted_at", "released_at"
    ):
        if handed_in is not None:
            found[version_id][_place(handed_in, released, at)] += 1
    versions = AssessmentVersion.objects.filter(pk__in=found).order_by("title", "pk")
    return tuple(ReleaseTimes(version, *found[version.pk]) for version in versions)


def _place(handed_in: datetime, released: datetime | None, at: datetime) -> int:
    if released is not None and released <= at:
        return 0 if released - handed_in <= WITHIN else 1
    return 2 if at - handed_in > WITHIN else 3
