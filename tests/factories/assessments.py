"""Factories of items, assessments and policies; what learners do goes through the services."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from assessments.choices import Mode, ReleaseRule
from assessments.models import (
    Accommodation,
    Administration,
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    Item,
    ItemKey,
    ItemVersion,
    PolicyAdoption,
    PolicyVersion,
)
from assessments.policy_rules import PolicyRules
from tests.assessments.kind_samples import SAMPLES
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.people import UserFactory

__all__ = [
    "AccommodationFactory",
    "AdministrationFactory",
    "AssessmentCompetencyFactory",
    "AssessmentFactory",
    "AssessmentItemFactory",
    "AssessmentVersionFactory",
    "ItemFactory",
    "ItemKeyFactory",
    "ItemVersionFactory",
    "PolicyAdoptionFactory",
    "PolicyVersionFactory",
    "adopted",
    "quiz",
]

WRITTEN = datetime(2026, 1, 5, 15, tzinfo=UTC)


class ItemFactory(DjangoModelFactory):
    """A published item that nobody outside the school has seen."""

    class Meta:
        model = Item

    code = factory.Sequence(lambda n: f"item-{n}")
    competency = factory.SubFactory(CompetencyFactory)
    state = "published"
    created_at = WRITTEN


class ItemVersionFactory(DjangoModelFactory):
    """A version with its key; a single best answer whose key is B, unless `kind` says otherwise."""

    class Meta:
        model = ItemVersion
        skip_postgeneration_save = True

    item = factory.SubFactory(ItemFactory)
    n = 1
    kind = "single_best_answer"
    tier = "knows_how"
    body = factory.LazyAttribute(lambda version: SAMPLES[version.kind].body)
    created_at = WRITTEN

    @factory.post_generation
    def key(self, create, extracted, **kwargs):
        if extracted is not False:
            ItemKeyFactory(version=self)


class ItemKeyFactory(DjangoModelFactory):
    class Meta:
        model = ItemKey

    version = factory.SubFactory(ItemVersionFactory, key=False)
    n = 1
    values = factory.LazyAttribute(lambda key: SAMPLES[key.version.kind].key)
    created_at = WRITTEN


class AssessmentFactory(DjangoModelFactory):
    """A published quiz."""

    class Meta:
        model = Assessment

    code = factory.Sequence(lambda n: f"assessment-{n}")
    type = "quiz"
    state = "published"
    created_at = WRITTEN


class AssessmentVersionFactory(DjangoModelFactory):
    """A version without items; see `quiz` for one that can be taken."""

    class Meta:
        model = AssessmentVersion

    assessment = factory.SubFactory(AssessmentFactory)
    n = 1
    title = factory.Sequence(lambda n: f"Check {n}")
    attempts_allowed = 3
    cut_scores = [0, 0.5, 0.7, 0.85]
    created_at = WRITTEN


class AssessmentItemFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentItem

    version = factory.SubFactory(AssessmentVersionFactory)
    position = 1
    item_version = factory.SubFactory(ItemVersionFactory)


class AssessmentCompetencyFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentCompetency

    assessment = factory.SubFactory(AssessmentFactory)
    competency = factory.SubFactory(CompetencyFactory)


class AdministrationFactory(DjangoModelFactory):
    """A counting giving of an assessment version, shown after submission, with three attempts."""

    class Meta:
        model = Administration

    version = factory.SubFactory(AssessmentVersionFactory)
    mode = Mode.COUNTING
    release_rule = ReleaseRule.AFTER_SUBMISSION
    attempts_allowed = 3
    created_at = WRITTEN
    created_by = factory.SubFactory(UserFactory)


class AccommodationFactory(DjangoModelFactory):
    """Standing extra time."""

    class Meta:
        model = Accommodation

    user = factory.SubFactory(UserFactory)
    percent = 25
    granted_by = factory.SubFactory(UserFactory)
    granted_at = WRITTEN


class PolicyVersionFactory(DjangoModelFactory):
    """The default policy."""

    class Meta:
        model = PolicyVersion

    framework = factory.SubFactory(FrameworkFactory)
    n = 1
    name = "Programmatic assessment"
    rules = factory.LazyFunction(lambda: PolicyRules().as_json())
    created_at = WRITTEN


class PolicyAdoptionFactory(DjangoModelFactory):
    class Meta:
        model = PolicyAdoption

    policy_version = factory.SubFactory(PolicyVersionFactory)
    adopted_at = WRITTEN


def adopted(competency, **rules):
    """The default policy, with other numbers where given, in force for the framework of a competency."""
    framework = competency.version.framework
    n = PolicyVersion.objects.filter(framework=framework).count() + 1
    policy = PolicyVersionFactory(framework=framework, n=n, rules=PolicyRules(**rules).as_json())
    PolicyAdoptionFactory(policy_version=policy)
    return policy


def quiz(*competencies, kinds=("single_best_answer",), tier="knows_how", type_="quiz", **administration):
    """A giving of an assessment with one item of each kind for each competency, in that order."""
    version = AssessmentVersionFactory(assessment__type=type_)
    pairs = [(competency, kind) for competency in competencies for kind in kinds]
    for position, (competency, kind) in enumerate(pairs, start=1):
        AssessmentItemFactory(
            version=version,
            position=position,
            item_version=ItemVersionFactory(item__competency=competency, kind=kind, tier=tier),
        )
    return AdministrationFactory(version=version, **administration)


def observation_form(competency, **version):
    """A published form for observing a competency, attached to it, in its first version."""
    form = AssessmentVersionFactory(**{"assessment__type": "observation", **version})
    AssessmentCompetencyFactory(assessment=form.assessment, competency=competency)
    return form
