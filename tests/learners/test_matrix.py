"""The matrix holds what stands now, by the policy in force, of those who run in the cohort; nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assessments.models import Attainment
from learners.matrix import cohort_learners, members_among, read_matrix
from learners.stands import NOWHERE, stand_of
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

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = AT.date()


class Setting:
    """A cohort of one learner that follows one framework with two competencies under one policy."""

    def __init__(self) -> None:
        self.cohort = CohortFactory()
        self.version = FrameworkVersionFactory()
        self.competencies = CompetencyFactory.create_batch(2, version=self.version)
        CohortFrameworkFactory(cohort=self.cohort, framework_version=self.version, starts_on=TODAY)
        self.policy = self.adopted(n=1, at=AT - 30 * DAY)
        self.learner = UserFactory()
        EnrolmentFactory(user=self.learner, cohort=self.cohort, starts_on=TODAY)

    def adopted(self, *, n: int, at: datetime) -> Any:
        policy = PolicyVersionFactory(framework=self.version.framework, n=n)
        PolicyAdoptionFactory(policy_version=policy, adopted_at=at)
        return policy

    def stands(self, **values: Any) -> Attainment:
        return Attainment.objects.create(
            **{
                "learner": self.learner,
                "competency": self.competencies[0],
                "policy_version": self.policy,
                "level": 4,
                "status": "attained",
                "valid_from": AT - DAY,
                **values,
            }
        )

    def read(self, **wanted: Any) -> list[list[Any]]:
        return [list(row.stands) for row in read_matrix(self.cohort, at=AT, **wanted).rows]


def test_matrix_shows_each_standing_under_its_competency() -> None:
    here = Setting()
    here.stands(competency=here.competencies[1], level=None, status="in_progress", look_again=True)
    here.stands()
    assert here.read() == [[stand_of(4, "attained"), stand_of(None, "in_progress", look_again=True)]]


@pytest.mark.parametrize("hour", [0, 1])
def test_matrix_shows_the_status_that_the_clock_alone_has_made(hour: int) -> None:
    here = Setting()
    here.stands(stale_at=AT + timedelta(hours=hour), status_when_stale="refresh_due")
    assert here.read()[0][0] is stand_of(4, "refresh_due" if hour == 0 else "attained")


def test_matrix_leaves_out_what_does_not_stand_now() -> None:
    here = Setting()
    here.stands(valid_until=AT)
    assert here.read() == [[NOWHERE, NOWHERE]]


def test_matrix_reads_the_policy_in_force_and_no_earlier_or_candidate_one() -> None:
    here = Setting()
    newer, candidate = here.adopted(n=2, at=AT), here.adopted(n=3, at=AT + DAY)
    here.stands(level=1)
    here.stands(policy_version=newer, level=2)
    here.stands(policy_version=candidate, level=3)
    assert here.read()[0][0] is stand_of(2, "attained")


def test_matrix_passes_over_other_versions_and_other_frameworks() -> None:
    here, other = Setting(), Setting()
    older = FrameworkVersionFactory(framework=here.version.framework, n=9, state="retired")
    here.stands(competency=CompetencyFactory(version=older))
    here.stands(competency=other.competencies[0], policy_version=other.policy)
    assert here.read() == [[NOWHERE, NOWHERE]]


def test_matrix_lists_who_runs_in_the_cohort_today_and_is_not_erased() -> None:
    here = Setting()
    for spell in ({"starts_on": TODAY + DAY}, {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY}):
        gone = EnrolmentFactory(cohort=here.cohort, **spell)
        here.stands(learner=gone.user)
    erased = UserFactory(erased_at=AT)
    EnrolmentFactory(user=erased, cohort=here.cohort, starts_on=TODAY)
    here.stands(learner=erased)
    EnrolmentFactory(cohort=CohortFactory(), starts_on=TODAY)
    assert here.read() == [[NOWHERE, NOWHERE]]


def test_matrix_of_a_group_holds_its_members_alone() -> None:
    here = Setting()
    member = EnrolmentFactory(cohort=here.cohort, starts_on=TODAY).user
    group = GroupFactory(cohort=here.cohort)
    GroupSpellFactory(group=group, user=member, starts_on=TODAY)
    here.stands()
    here.stands(learner=member, level=2)
    members = members_among(cohort_learners(here.cohort, at=AT), group, at=AT)
    assert here.read(learners=members) == [[stand_of(2, "attained"), NOWHERE]]
