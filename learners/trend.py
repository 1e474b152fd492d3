"""The share of a cohort at the level aimed at, month by month, as the record stood at each month's end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from assessments.models import Attainment, PolicyAdoption
from common.school_time import end_of_day, school_day
from learners.matrix import Column
from learners.target_rules import whole_per_cent
from people.models import Cohort, Enrolment
from people.querysets import recorded_q, running_q

MONTHS: Final = 12
_SPELL: Final = "learner__enrolments__"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the levels that there could be were at the level aimed at or above; `on` is the day."""

    on: date
    reached: int
    places: int

    @property
    def per_cent(self) -> int | None:
        """The share in whole per cent, cut off; None where nobody was enrolled."""
        return whole_per_cent(self.reached, self.places) if self.places else None


@dataclass(frozen=True, slots=True)
class ColumnTrend:
    """One competency: its share at each instant."""

    column: Column
    shares: tuple[Share, ...]

    @property
    def values(self) -> list[int | None]:
        """The shares in whole per cent."""
        return [share.per_cent for share in self.shares]

    @property
    def first(self) -> Share:
        """The earliest share of anybody."""
        return next(share for share in self.shares if share.places)

    @property
    def last(self) -> Share:
        """The newest share."""
        return self.shares[-1]


@dataclass(frozen=True, slots=True)
class Trend:
    """The year of a cohort: of all its competencies together, and of each. Empty where nobody is enrolled."""

    shares: tuple[Share, ...]
    columns: tuple[ColumnTrend, ...]

    @property
    def points(self) -> list[tuple[date, int | None]]:
        """The shares of all together, as a chart draws them."""
        return [(share.on, share.per_cent) for share in self.shares]


def month_ends(at: datetime, *, months: int = MONTHS) -> tuple[datetime, ...]:
    """Return the ends of the school's months that came before `at`, oldest first, then `at` itself.

    In all they are `months` instants.
    """
    ends = []
    day = school_day(at)
    for _month in range(months - 1):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(end_of_day(day))
    return (*reversed(ends), at)


def trend_of(
    cohort: Cohort,
    columns: Sequence[Column],
    *,
    at: datetime,
    members: QuerySet[Any, Any] | None = None,
) -> Trend:
    """Return the shares of a cohort, or of those of it whose keys `members` reads. Three queries.

    At each instant those are counted who ran in the cohort that day, as recorded by then, and the levels by
    the policy in force then. The competencies are those that the cohort follows now.
    """
    instants = month_ends(at)
    people = _people(cohort, instants, members)
    first = next((place for place, number in enumerate(people) if number), None)
    if first is None or not columns:
        return Trend((), ())
    instants, people = instants[first:], people[first:]
    reached = _reached(cohort, columns, instants, members)
    days = [school_day(instant) for instant in instants]
    each = tuple(
        ColumnTrend(column, tuple(map(Share, days, reached.get(column.pk, [0] * len(days)), people)))
        for column in columns
    )
    together = tuple(
        Share(day, sum(one.shares[place].reached for one in each), people[place] * len(columns))
        for place, day in enumerate(days)
    )
    return Trend(together, each)


def _then_q(instant: datetime, *, prefix: str = "") -> Q:
    """The condition that a spell ran on the day of the instant, as recorded by then."""
    return running_q(school_day(instant), prefix=prefix) & recorded_q(instant, prefix=prefix)


def _people(
    cohort: Cohort, instants: Sequence[datetime], members: QuerySet[Any, Any] | None
) -> tuple[int, ...]:
    spells = Enrolment.objects.filter(cohort=cohort, user__erased_at__isnull=True)
    if members is not None:
        spells = spells.filter(user__in=members)
    counted = spells.aggregate(
        **{
            f"n{place}": Count("user", filter=_then_q(instant), distinct=True)
            for place, instant in enumerate(instants)
        }
    )
    return tuple(counted[f"n{place}"] for place in range(len(instants)))


def _reached(
    cohort: Cohort,
    columns: Sequence[Column],
    instants: Sequence[datetime],
    members: QuerySet[Any, Any] | None,
) -> Mapping[int, list[int]]:
    """How many stood at the level aimed at or above at each instant, by competency."""
    in_force = _policies({column.framework_id for column in columns}, instants)
    by_target: dict[int, list[int]] = {}
    for column in columns:
        by_target.setdefault(column.target_level, []).append(column.pk)
    high_enough = Q()
    for target, those in by_target.items():
        high_enough |= Q(competency__in=those, level__gte=target)
    rows = Attainment.objects.filter(
        high_enough,
        Q(valid_until__isnull=True) | Q(valid_until__gt=instants[0]),
        policy_version__in=set().union(*in_force),
        learner__erased_at__isnull=True,
        **{f"{_SPELL}cohort": cohort},
    )
    if members is not None:
        rows = rows.filter(learner__in=members)
    held = {
        f"n{place}": Count("pk", filter=_stood_q(instant) & Q(policy_version__in=in_force[place]))
        for place, instant in enumerate(instants)
    }
    counted = rows.order_by().values("competency_id").annotate(**held)
    return {row["competency_id"]: [row[name] for name in held] for row in counted}


def _stood_q(instant: datetime) -> Q:
    """The condition that a level stood at an instant, of a learner who ran in the cohort then."""
    stood = Q(valid_from__lte=instant) & (Q(valid_until__isnull=True) | Q(valid_until__gt=instant))
    return stood & _then_q(instant, prefix=_SPELL)


def _policies(framework_ids: Iterable[int], instants: Sequence[datetime]) -> list[set[int]]:
    """The policies in force at each instant, of these frameworks. One query."""
    adoptions = list(
        PolicyAdoption.objects.filter(policy_version__framework__in=set(framework_ids))
        .order_by("adopted_at", "pk")
        .values_list("policy_version__framework_id", "policy_version_id", "adopted_at")
    )
    found = []
    for instant in instants:
        held = {framework: policy for framework, policy, adopted_at in adoptions if adopted_at <= instant}
        found.append(set(held.values()))
    return found
