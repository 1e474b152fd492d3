"""The share at the level aimed at is read as the record stood at the end of each month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.models import Attainment
from learners.matrix import cohort_columns
from learners.picking import keys_of
from learners.trend import month_ends, trend_of
from people.models import Enrolment
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    EnrolmentFactory,
    FrameworkVersionFactory,
    GroupFactory,
    GroupSpellFactory,
    UserFactory,
)
from tests.factories.assessments import PolicyAdoptionFactory, PolicyVersionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 16, 15, tzinfo=UTC)
DAY = timedelta(days=1)


class Year:
    """A cohort with one competency aimed at level 3, under one policy since long."""

    def __init__(self) -> None:
        self.cohort = CohortFactory()
        self.version = FrameworkVersionFactory(target_level=3)
        self.competency = CompetencyFactory(version=self.version)
        CohortFrameworkFactory(cohort=self.cohort, framework_version=self.version)
        self.policy = self.adopted(1, AT - 900 * DAY)

    def adopted(self, n: int, at: datetime) -> Any:
        policy = PolicyVersionFactory(framework=self.version.framework, n=n)
        PolicyAdoptionFactory(policy_version=policy, adopted_at=at)
        return policy

    def learner(self, starts_on: date, **spell: Any) -> Any:
        recorded = {"recorded_from": AT - 800 * DAY, **spell}
        return EnrolmentFactory(cohort=self.cohort, starts_on=starts_on, **recorded).user

    def stands(
        self, learner: Any, level: int, since: datetime, until: datetime | None = None, **more: Any
    ) -> None:
        Attainment.objects.create(
            learner=learner,
            competency=self.competency,
            level=level,
            status="in_progress",
            valid_from=since,
            valid_until=until,
            **{"policy_version": self.policy, **more},
        )

    def shares(self, **options: Any) -> list[tuple[int, int]]:
        trend = trend_of(self.cohort, cohort_columns(self.cohort, at=AT), at=AT, **options)
        return [(share.reached, share.places) for share in trend.shares]


def test_month_ends_are_those_of_the_school_and_the_present() -> None:
    ends = month_ends(AT, months=4)
    assert [end.isoformat() for end in ends[:3]] == [
        "2025-12-31T23:59:59-05:00",
        "2026-01-31T23:59:59-05:00",
        "2026-02-28T23:59:59-05:00",
    ]
    assert ends[3] == AT


def test_trend_reads_levels_and_people_as_they_were_recorded_by_then() -> None:
    year = Year()
    early, later = year.learner(date(2025, 12, 1)), year.learner(date(2026, 2, 10))
    year.stands(early, 2, datetime(2025, 12, 5, tzinfo=UTC), datetime(2026, 1, 20, tzinfo=UTC))
    year.stands(early, 3, datetime(2026, 1, 20, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
    year.stands(early, 2, datetime(2026, 3, 2, tzinfo=UTC))
    year.stands(later, 4, datetime(2026, 2, 20, tzinfo=UTC))
    assert year.shares() == [(0, 1), (1, 1), (2, 2), (1, 2)]


def test_trend_counts_a_learner_once_though_their_spell_was_corrected() -> None:
    year = Year()
    person = year.learner(date(2026, 1, 1), recorded_until=datetime(2026, 2, 3, tzinfo=UTC))
    Enrolment.objects.create(
        user=person,
        cohort=year.cohort,
        starts_on=date(2026, 2, 2),
        recorded_from=datetime(2026, 2, 3, tzinfo=UTC),
    )
    year.stands(person, 3, datetime(2026, 1, 5, tzinfo=UTC))
    # By the end of January the record said that they were there; that it no longer does, came later.
    assert year.shares() == [(1, 1), (1, 1), (1, 1)]


def test_trend_follows_the_policy_in_force_then() -> None:
    year = Year()
    person = year.learner(date(2026, 1, 1))
    newer = year.adopted(2, datetime(2026, 2, 10, tzinfo=UTC))
    year.stands(person, 3, datetime(2026, 1, 5, tzinfo=UTC))
    year.stands(person, 1, datetime(2026, 1, 5, tzinfo=UTC), policy_version=newer)
    assert year.shares() == [(1, 1), (0, 1), (0, 1)]


def test_trend_of_a_group_holds_its_members_alone_and_nobody_erased() -> None:
    year = Year()
    member, other, erased = (year.learner(date(2026, 2, 1)) for _one in range(3))
    for person in (member, other, erased):
        year.stands(person, 3, datetime(2026, 2, 5, tzinfo=UTC))
    erased.erased_at = AT
    erased.save()
    group = GroupFactory(cohort=year.cohort)
    GroupSpellFactory(group=group, user=member, starts_on=date(2026, 2, 1))
    assert year.shares() == [(2, 2), (2, 2)]
    assert year.shares(members=keys_of(year.cohort, group, at=AT)) == [(1, 1), (1, 1)]


def test_trend_says_the_share_by_competency_and_never_rounds_up() -> None:
    year = Year()
    people = [year.learner(date(2026, 3, 1)) for _one in range(3)]
    for person in people[:2]:
        year.stands(person, 3, datetime(2026, 3, 5, tzinfo=UTC))
    trend = trend_of(year.cohort, cohort_columns(year.cohort, at=AT), at=AT)
    assert trend.points == [(date(2026, 3, 16), 66)]
    (one,) = trend.columns
    assert (one.values, one.first.places, one.last.reached) == ([66], 3, 2)


def test_trend_of_nobody_is_empty() -> None:
    assert Year().shares() == []


@pytest.mark.parametrize("learners", [1, 3, 9])
def test_trend_takes_three_queries(learners: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    year = Year()
    for _one in range(learners):
        year.stands(year.learner(date(2025, 9, 1)), 3, datetime(2025, 10, 5, tzinfo=UTC))
    UserFactory()
    columns = cohort_columns(year.cohort, at=AT)
    with django_assert_num_queries(3):
        trend = trend_of(year.cohort, columns, at=AT)
    assert trend.shares[-1].reached == learners
