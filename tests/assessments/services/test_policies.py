"""Policies in force, candidates beside them, and adopting one."""

from __future__ import annotations

import pytest

from assessments.models import Attainment, PolicyAdoption, PolicyVersion
from assessments.policy_rules import PolicyRules
from assessments.services.errors import NoPolicy
from assessments.services.policies import (
    adopt_policy,
    adopted_policies,
    adopted_policy,
    create_policy_version,
    maintained_policies,
    write_shadows,
)
from tests.assessments.services.school import DAY, HOUR, NOW, assert_stored_as_derived
from tests.factories import CompetencyFactory, FrameworkFactory

pytestmark = pytest.mark.django_db


def propose(school, **rules):
    return create_policy_version(
        framework=school.policy.framework, name="Stricter", rules=PolicyRules(**rules), by=None, at=NOW
    )


def maintained(school):
    return maintained_policies([school.policy.framework_id])[school.policy.framework_id]


def test_adopted_policy_is_the_newest_adoption_by_then(school) -> None:
    candidate = propose(school, target_level=4)
    adopt_policy(policy=candidate, by=school.teacher, at=NOW + DAY)
    framework = school.policy.framework
    assert adopted_policy(framework, NOW + DAY - HOUR) == school.policy
    assert adopted_policy(framework, NOW + DAY) == candidate
    assert adopted_policies(NOW)[framework.pk] == school.policy
    with pytest.raises(NoPolicy):
        adopted_policy(FrameworkFactory(), NOW)


def test_versions_count_up_per_framework(school) -> None:
    assert [propose(school).n, propose(school).n] == [2, 3]


def test_writers_maintain_a_candidate_beside_what_is_in_force(school) -> None:
    candidate = propose(school, minimum_evidence=1, minimum_types=1)
    assert maintained(school) == [school.policy, candidate]
    school.see(3)
    status = dict(Attainment.objects.standing().values_list("policy_version", "status"))
    assert status == {school.policy.pk: "in_progress", candidate.pk: "ready_for_review"}
    assert_stored_as_derived(NOW)


def test_writers_leave_what_was_replaced_alone(school) -> None:
    candidate = propose(school, minimum_evidence=1, minimum_types=1)
    adopt_policy(policy=candidate, by=None, at=NOW)
    assert maintained(school) == [candidate]
    school.see(3)
    assert set(Attainment.objects.values_list("policy_version", flat=True)) == {candidate.pk}


def test_adopt_writes_the_shadows_first_and_then_one_row(school) -> None:
    school.make_ready()
    school.sit(school.quiz(school.other_competency))
    candidate = propose(school, target_level=4)
    assert write_shadows(policy=candidate, at=NOW + HOUR) == 1
    before = list(Attainment.objects.filter(policy_version=candidate).values())
    assert len(before) == 2
    adoption = adopt_policy(policy=candidate, by=school.teacher, at=NOW + 2 * HOUR)
    assert list(Attainment.objects.filter(policy_version=candidate).values()) == before
    assert (adoption.policy_version, adoption.adopted_by) == (candidate, school.teacher)
    assert_stored_as_derived(NOW + 2 * HOUR)


def test_adopt_twice_is_one_adoption(school) -> None:
    candidate = propose(school)
    first = adopt_policy(policy=candidate, by=None, at=NOW)
    assert adopt_policy(policy=candidate, by=None, at=NOW + HOUR) == first
    assert PolicyAdoption.objects.filter(policy_version=candidate).count() == 1


def test_adopt_the_former_version_again_brings_it_up_to_date(school) -> None:
    former = school.policy
    adopt_policy(policy=propose(school, target_level=4), by=None, at=NOW)
    school.see(3, at=NOW + HOUR)
    adopt_policy(policy=former, by=None, at=NOW + DAY)
    assert school.standing().evidence_counted == 1
    assert adopted_policy(former.framework, NOW + DAY) == former
    assert former in maintained(school)


def test_without_a_policy_evidence_is_kept_and_nothing_is_derived(school) -> None:
    competency = CompetencyFactory()
    school.sit(school.quiz(competency))
    assert not Attainment.objects.filter(competency=competency).exists()
    policy = create_policy_version(
        framework=competency.version.framework, name="First", rules=PolicyRules(), by=None, at=NOW
    )
    adopt_policy(policy=policy, by=None, at=NOW + HOUR)
    assert Attainment.objects.standing().get(competency=competency).evidence_counted == 1
    assert PolicyVersion.objects.count() == 2
