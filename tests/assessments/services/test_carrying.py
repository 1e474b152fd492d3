"""Evidence in an older framework version counts in a newer one where a mapping carries it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assessments.explanation import explain
from assessments.models import Attainment, CarriedMapping, Evidence
from assessments.services import carrying
from assessments.services.carrying import carry_evidence
from assessments.services.deciding import revoke
from assessments.services.seeding import carry_over
from assessments.services.ticking import tick
from assessments.services.void import void_evidence
from competencies.models import Competency, CompetencyMapping, FrameworkVersion
from learners.services.following import follow_framework
from tests.assessments.services.school import DAY, HOUR, NOW, School, assert_stored_as_derived
from tests.factories import (
    CohortFactory,
    CompetencyFactory,
    FrameworkVersionFactory,
    ScaleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@dataclass
class Versions:
    """The school's framework and its newer versions."""

    school: School

    def next(self, of: Competency, relation: str = "exact", **version: object) -> Competency:
        """The competency of the next version to which `of` is mapped."""
        old = of.version
        FrameworkVersion.objects.filter(framework=old.framework).update(state="retired")
        options = {"framework": old.framework, "scale": old.scale, "n": old.n + 1, **version}
        new = CompetencyFactory(version=FrameworkVersionFactory(**options), code=of.code)
        CompetencyMapping.objects.create(from_competency=of, to_competency=new, relation=relation)
        return new

    def level(self, competency: Competency) -> int | None:
        found = Attainment.objects.standing().filter(learner=self.school.learner, competency=competency)
        return found.values_list("level", flat=True).first()


@pytest.fixture
def versions(school) -> Versions:
    return Versions(school)


def test_evidence_from_before_the_mapping_is_carried_by_the_tick(school, versions) -> None:
    school.see(4)
    new = versions.next(school.competency)
    assert versions.level(new) is None
    assert tick(NOW + HOUR) == 1
    assert versions.level(new) == 4
    assert versions.level(school.competency) == 4
    assert Evidence.objects.get().competency == school.competency
    assert_stored_as_derived(NOW + HOUR)


def test_evidence_after_the_mapping_is_carried_as_it_is_recorded(school, versions) -> None:
    new = versions.next(school.competency)
    school.see(2)
    assert versions.level(new) == 2
    fact = Evidence.objects.get()
    void_evidence(evidence=fact, reason="wrong_level", by=school.teacher, at=NOW + HOUR)
    assert versions.level(new) is None


def test_evidence_is_carried_over_any_number_of_versions_and_joins_what_is_new(school, versions) -> None:
    school.see(2)
    third = versions.next(versions.next(school.competency))
    carry_evidence(at=NOW)
    assert versions.level(third) == 2
    old, school.competency = school.competency, third
    school.see(4, at=NOW + DAY)
    assert versions.level(third) == 3
    assert versions.level(old) == 2


@pytest.mark.parametrize("relation", ["broader", "narrower", "related", "split"])
def test_only_exact_mappings_carry(school, versions, relation) -> None:
    school.see(3)
    new = versions.next(school.competency, relation)
    assert carry_evidence(at=NOW) == 0
    school.see(4)
    assert versions.level(new) is None


def test_another_scale_and_a_split_carry_nothing(school, versions) -> None:
    school.see(3)
    new = versions.next(school.competency, scale=ScaleFactory())
    carry_evidence(at=NOW)
    assert versions.level(new) is None

    CompetencyMapping.objects.all().delete()
    exact = versions.next(school.competency, n=7)
    part = CompetencyFactory(version=exact.version)
    CompetencyMapping.objects.create(from_competency=school.competency, to_competency=part, relation="split")
    school.see(4)
    assert (versions.level(exact), versions.level(part)) == (None, None)


def test_carrying_is_done_once_and_asks_one_query_from_then_on(
    school, versions, django_assert_num_queries
) -> None:
    school.see(4)
    versions.next(school.competency)
    assert carry_evidence(at=NOW) == 1
    before = list(Attainment.objects.values())
    with django_assert_num_queries(1):
        assert carry_evidence(at=NOW + HOUR) == 0
    assert list(Attainment.objects.values()) == before


def test_carrying_that_was_stopped_is_finished_by_the_next_one(school, versions, monkeypatch) -> None:
    school.see(4)
    other = UserFactory()
    school.learner, first = other, school.learner
    school.see(3)
    new = versions.next(school.competency)
    monkeypatch.setattr(carrying, "LEARNERS_AT_A_TIME", 1)
    real, calls = carrying.recompute_many, []

    def dies(pairs, **options):
        calls.append(pairs)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(pairs, **options)

    monkeypatch.setattr(carrying, "recompute_many", dies)
    with pytest.raises(KeyboardInterrupt):
        carry_evidence(at=NOW)
    assert Attainment.objects.filter(competency=new).count() == 1
    assert not CarriedMapping.objects.exists()
    monkeypatch.setattr(carrying, "recompute_many", real)
    assert carry_evidence(at=NOW + HOUR) == 2
    found = Attainment.objects.standing().filter(competency=new).values_list("learner", "level")
    assert set(found) == {(first.pk, 4), (other.pk, 3)}


def test_signed_decision_comes_along_and_can_be_revoked_in_the_new_version_alone(school, versions) -> None:
    school.make_ready()
    school.sign()
    new = versions.next(school.competency)
    carry_evidence(at=NOW + HOUR)
    row = Attainment.objects.standing().get(competency=new)
    assert (row.status, row.level) == ("attained", 3)
    revoke(
        learner=school.learner, competency=new, signer=school.signer, reason="Look again.",
        submission=None, at=NOW + DAY,
    )  # fmt: skip
    row = Attainment.objects.standing().get(competency=new)
    assert row.status == "ready_for_review"
    assert school.standing().status == "attained"


def test_explanation_names_the_older_competency(school, versions) -> None:
    school.see(3)
    new = versions.next(school.competency)
    school.competency = new
    school.see(4, at=NOW + HOUR)
    found = explain(learner=school.learner, competency=new, at=NOW + HOUR)
    said = [one.carried_from and one.carried_from.version.n for one in found.counted]
    assert said == [None, 1]


def test_mark_anew_after_the_items_went_over_counts_once(school, versions) -> None:
    attempt = school.sit(school.reflection(), {"text": "A short text about my own practice."})
    school.mark(attempt, level=2)
    new = versions.next(school.competency)
    item = attempt.items.get().item_version.item
    item.competency = new
    item.save()
    school.mark(attempt, level=4, at=NOW + HOUR)
    assert set(Evidence.objects.values_list("competency", "revision", "level")) == {
        (school.competency.pk, 1, 2),
        (school.competency.pk, 2, 4),
    }
    row = Attainment.objects.standing().get(competency=new)
    assert (row.level, row.evidence_counted) == (3, 1)  # words alone: at most 3


def test_new_version_takes_the_evidence_over_once_it_stands(
    school, versions, django_capture_on_commit_callbacks
) -> None:
    school.see(4)
    new = versions.next(school.competency)
    with django_capture_on_commit_callbacks(execute=True):
        carry_over(pairs={school.competency.pk: new.pk}, version=new.version)
        assert versions.level(new) is None
    assert versions.level(new) == 4


def test_no_cohort_follows_a_version_before_the_evidence_is_there(school, versions) -> None:
    school.see(4)
    new = versions.next(school.competency)
    follow_framework(cohort=CohortFactory(), version=new.version, starts_on=NOW.date())
    assert versions.level(new) == 4
