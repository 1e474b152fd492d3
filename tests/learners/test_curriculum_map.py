"""What a curriculum holds for each competency, and what a cohort was really given of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import BlueprintRow
from assessments.services.observing import Rating, record_encounter
from assessments.tiers import Tier
from learners.curriculum_map import curriculum_map
from learners.curriculum_map_facts import Part
from tests.factories import (
    AssignmentFactory,
    CohortFactory,
    CompetencyFactory,
    CrosswalkFactory,
    EnrolmentFactory,
    IndicatorFactory,
    ModuleCompetencyFactory,
    ModuleFactory,
    UserFactory,
)
from tests.factories.assessments import (
    AdministrationFactory,
    AssessmentCompetencyFactory,
    AssessmentVersionFactory,
    ItemVersionFactory,
    adopted,
    quiz,
)
from tests.factories.people import GroupFactory, GroupSpellFactory

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def attached(competency, administration):
    """The assessment of a giving, attached to a competency."""
    assessment = administration.version.assessment
    AssessmentCompetencyFactory(assessment=assessment, competency=competency)
    return assessment


def give(**what):
    """An assignment from before the instant of the map, unless said otherwise."""
    return AssignmentFactory(**{"assigned_at": NOW - timedelta(days=1), **what})


def only(found):
    """The one competency of a map."""
    (competency,) = found.competencies
    return competency


def test_map_tells_what_introduces_from_what_reinforces_and_adds_their_minutes():
    competency = CompetencyFactory()
    first = ModuleCompetencyFactory(competency=competency, module__minutes=20, level_from=1, level_to=2)
    second = ModuleCompetencyFactory(competency=competency, module__minutes=15, level_from=2, level_to=4)
    ModuleCompetencyFactory(competency=competency, module__state="draft")
    ModuleCompetencyFactory(competency=competency, module__state="retired")

    found = only(curriculum_map(competency.version, at=NOW))

    assert [one.module.pk for one in found.taught(Part.INTRODUCED)] == [first.module_id]
    assert [one.module.pk for one in found.taught(Part.REINFORCED)] == [second.module_id]
    assert found.minutes_taught == 35
    assert found.aims == (1, 4)
    assert [one.module.state for one in found.modules] == ["published", "draft", "published"]


def test_map_says_of_an_assessment_its_tiers_and_the_level_it_can_show():
    competency = CompetencyFactory()
    adopted(competency)
    attached(competency, quiz(competency, tier="knows"))
    attached(competency, quiz(competency, tier="shows_how", type_="applied"))
    attached(competency, quiz(type_="self_rating"))
    attached(competency, quiz(type_="observation"))

    found = only(curriculum_map(competency.version, at=NOW))

    said = [(one.assessment.type, one.tier, one.can_show) for one in found.assessed]
    assert said == [
        ("quiz", Tier.KNOWS, 2),
        ("applied", Tier.SHOWS_HOW, 4),
        ("self_rating", None, 0),
        ("observation", Tier.DOES, 5),
    ]
    assert found.highest == 5
    assert len(found.measured) == 3


def test_map_says_no_level_where_no_policy_is_in_force():
    competency = CompetencyFactory()
    quiz(competency)

    found = only(curriculum_map(competency.version, at=NOW))

    assert found.assessed[0].can_show is None
    assert found.highest is None


def test_map_counts_what_a_blueprint_can_draw_and_what_was_published_with_its_key():
    competency = CompetencyFactory()
    indicator = IndicatorFactory(competency=competency)
    untouched = IndicatorFactory(competency=competency)
    one = ItemVersionFactory(item__competency=competency, item__is_public=True, tier="knows")
    one.item.indicators.add(indicator)
    drawing = AssessmentVersionFactory()
    BlueprintRow.objects.create(version=drawing, competency=competency, count=1)

    found = only(curriculum_map(competency.version, at=NOW))

    (place,) = found.assessed
    assert place.by_tier == ((Tier.KNOWS, 1),)
    assert not place.assessment.may_count
    assert [(one.code, one.in_bank, one.asked) for one in found.indicators] == [
        (indicator.code, 1, 1),
        (untouched.code, 0, 0),
    ]
    assert found.touched == 1


def test_map_counts_modules_and_items_that_were_to_be_looked_at_again():
    competency = CompetencyFactory()
    ItemVersionFactory(item__competency=competency, item__review_on=date(2026, 11, 1))
    ItemVersionFactory(item__competency=competency, item__review_on=date(2027, 1, 1))
    ItemVersionFactory(item__competency=competency, item__state="retired", item__review_on=date(2026, 1, 1))
    ModuleCompetencyFactory(competency=competency, module__review_on=date(2026, 11, 1))

    found = only(curriculum_map(competency.version, at=NOW))

    assert (found.items, found.items_overdue) == (2, 1)
    assert [one.module.overdue for one in found.modules] == [True]


def test_map_holds_the_crosswalk_both_ways_and_what_meets_nothing():
    competency = CompetencyFactory()
    other = CompetencyFactory(version=competency.version, domain=competency.domain)
    CrosswalkFactory(framework_name="GMC", code="G1", competencies=[competency])
    CrosswalkFactory(framework_name="AAMC PCRS", code="A1")
    elsewhere = CompetencyFactory()
    CrosswalkFactory(framework_name="AAMC PCRS", code="A2", competencies=[elsewhere])

    found = curriculum_map(competency.version, at=NOW)

    assert [(one.framework, one.code, one.competencies) for one in found.outcomes] == [
        ("AAMC PCRS", "A1", ()),
        ("AAMC PCRS", "A2", ()),
        ("GMC", "G1", (competency.code,)),
    ]
    first, second = found.competencies
    assert second.pk == other.pk
    assert [one.code for one in found.outcomes_of(first)] == ["G1"]
    assert found.outcomes_of(second) == ()
    assert found.competencies_of(found.outcomes[2]) == (first,)


def test_map_of_a_cohort_holds_what_it_was_really_given():
    cohort = CohortFactory()
    learners = UserFactory.create_batch(3)
    for learner in learners:
        EnrolmentFactory(user=learner, cohort=cohort)
    group = GroupFactory(cohort=cohort)
    for learner in learners[:2]:
        GroupSpellFactory(user=learner, group=group)
    competency = CompetencyFactory()
    whole, part, named, elsewhere = (ModuleFactory() for _n in range(4))
    for module in (whole, part, named, elsewhere):
        ModuleCompetencyFactory(competency=competency, module=module)
    give(module=whole, to=[cohort])
    give(module=part, to=[group])
    give(module=named, to=[learners[2], UserFactory()])
    give(module=elsewhere, to=[CohortFactory()])
    give(module=elsewhere, to=[cohort], state="withdrawn")
    give(module=elsewhere, to=[cohort], assigned_at=datetime(2026, 12, 1, tzinfo=UTC))
    counting = quiz(competency)
    give(administration=counting, to=[cohort])
    give(administration=AdministrationFactory(version=counting.version, mode="practice"), to=[cohort])
    quiz(competency)

    found = curriculum_map(competency.version, cohort=cohort, at=NOW)

    given = {one.module.pk: one.module.given for one in only(found).modules}
    assert {key: (one.times, one.learners) for key, one in given.items()} == {
        whole.pk: (1, 3),
        part.pk: (1, 2),
        named.pk: (1, 1),
        elsewhere.pk: (0, None),
    }
    assert {one.module.pk for one in only(found).taught()} == {whole.pk, part.pk, named.pk}
    assert [one.assessment.pk for one in only(found).assessed] == [counting.version.assessment_id]
    assert (
        only(found).assessed[0].assessment.given.times,
        only(found).assessed[0].assessment.given.counting,
    ) == (2, 1)
    assert found.cohort_learners == 3
    assert [one.pk for one in curriculum_map(competency.version, at=NOW).modules] != [
        one.pk for one in found.modules
    ]


def test_map_of_a_cohort_takes_an_observation_for_the_giving_of_its_form():
    cohort = CohortFactory()
    learner, rater = UserFactory.create_batch(2)
    EnrolmentFactory(user=learner, cohort=cohort)
    competency = CompetencyFactory()
    adopted(competency)
    sheet = quiz(type_="observation")
    form = attached(competency, sheet)
    before = only(curriculum_map(competency.version, cohort=cohort, at=NOW))
    record_encounter(
        rater=rater,
        setting="workplace",
        context="Ward",
        seen_at=NOW,
        ratings=[Rating(learner, competency, 3, form=sheet.version)],
        comments={},
        submission=uuid4(),
        at=NOW,
    )

    after = only(curriculum_map(competency.version, cohort=cohort, at=NOW))

    assert before.assessed == ()
    assert [one.assessment.pk for one in after.assessed] == [form.pk]
    assert after.assessed[0].assessment.given.times == 1
    assert after.assessed[0].assessment.given.learners == 1


@pytest.mark.parametrize("of_cohort", [False, True])
def test_map_asks_as_often_for_many_as_for_one(connection_queries, of_cohort):
    cohort = CohortFactory() if of_cohort else None
    competency = CompetencyFactory()
    adopted(competency)

    def add(number):
        for _n in range(number):
            one = CompetencyFactory(version=competency.version, domain=competency.domain)
            indicator = IndicatorFactory(competency=one)
            ModuleCompetencyFactory(competency=one)
            CrosswalkFactory(competencies=[one])
            administration = quiz(one, kinds=("single_best_answer", "judgement_rating"))
            attached(one, administration)
            BlueprintRow.objects.create(version=administration.version, competency=one, count=1)
            ItemVersionFactory(item__competency=one).item.indicators.add(indicator)
            if cohort:
                EnrolmentFactory(cohort=cohort)
                give(administration=administration, to=[cohort])
                give(to=[GroupFactory(cohort=cohort)])

    def asked():
        with connection_queries() as found:
            curriculum_map(competency.version, cohort=cohort, at=NOW)
        return len(found)

    counts = []
    for number in (1, 2, 3):
        add(number)
        counts.append(asked())
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 22


@pytest.fixture
def connection_queries():
    """Counts the queries of what is done within."""

    return lambda: CaptureQueriesContext(connection)
