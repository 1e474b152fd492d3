"""What stands on the page of a competency, read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from assessments.choices import AssessmentType
from assessments.models import Assessment, AssessmentCompetency, AssessmentVersion
from assessments.policies_in_force import adopted_policies
from assessments.policy_rules import PolicyRules
from assessments.tiers import Tier
from competencies.models import Competency, Crosswalk, Descriptor, Fact, Indicator, Level, ModuleCompetency
from competencies.models.state import ContentState
from learners.standings import Place, places_of
from learners.todo import Todo, own_work, todos_of
from people.access import is_learner
from people.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """An assessment of the competency: its newest version, its highest tier, the level it can show at most.

    `ceiling` is what the policy in force allows that tier; None where no policy is in force.
    `todo` is the reader's own piece of work, where they were given it.
    """

    assessment: Assessment
    version: AssessmentVersion
    tier: Tier
    ceiling: int | None
    todo: Todo | None


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    """The parts of the page, in the order in which they stand on it."""

    competency: Competency
    levels: tuple[Level, ...]
    indicators: tuple[Indicator, ...]
    place: Place | None
    modules: tuple[ModuleCompetency, ...]
    offers: tuple[Offer, ...]
    facts: tuple[Fact, ...]
    crosswalks: tuple[Crosswalk, ...]

    @property
    def minutes(self) -> int:
        """How long the modules take together."""
        return sum(attachment.module.minutes for attachment in self.modules)


def competency_page(competency: Competency, *, reader: User, on: date, at: datetime) -> CompetencyPage:
    """Return what the reader may see of a competency; where they learn it, with their own standing."""
    learning = is_learner(reader, on=on)
    places = places_of(reader, at=at) if learning else []
    return CompetencyPage(
        competency=competency,
        levels=tuple(Level.objects.filter(scale=competency.version.scale_id)),
        indicators=tuple(
            Indicator.objects.filter(competency=competency).prefetch_related(
                Prefetch("descriptors", Descriptor.objects.select_related("level").order_by("level__ordinal"))
            )
        ),
        place=next((place for place in places if place.competency == competency), None),
        modules=tuple(
            ModuleCompetency.objects.filter(
                competency=competency, module__state=ContentState.PUBLISHED
            ).select_related("module")
        ),
        offers=_offers(competency, todos=todos_of(reader, at=at) if learning else [], at=at),
        facts=tuple(Fact.objects.with_sources().filter(competencies=competency)),
        crosswalks=tuple(
            Crosswalk.objects.filter(competencies=competency)
            .prefetch_related("references")
            .order_by("framework_name", "code")
        ),
    )


def _offers(competency: Competency, *, todos: list[Todo], at: datetime) -> tuple[Offer, ...]:
    policy = adopted_policies(at).get(competency.version.framework_id)
    rules = PolicyRules.from_json(policy.rules) if policy else None
    versions = AssessmentVersion.objects.prefetch_related("items__item_version").order_by("-n")
    attached = (
        AssessmentCompetency.objects.filter(competency=competency, assessment__state=ContentState.PUBLISHED)
        .exclude(assessment__type=AssessmentType.SELF_RATING)
        .prefetch_related(Prefetch("assessment__versions", versions))
        .order_by("pk")
    )
    own = own_work(todos)
    offers = []
    for attachment in attached:
        version = next(iter(attachment.assessment.versions.all()), None)
        if version is None:
            continue
        tier = _highest_tier(attachment.assessment, version)
        offers.append(
            Offer(
                assessment=attachment.assessment,
                version=version,
                tier=tier,
                ceiling=rules.ceiling(tier) if rules else None,
                todo=own.get(attachment.assessment_id),
            )
        )
    return tuple(offers)


def _highest_tier(assessment: Assessment, version: AssessmentVersion) -> Tier:
    """The highest tier that the assessment can show; an observation at the workplace shows what one does."""
    if assessment.type == AssessmentType.OBSERVATION:
        return Tier.DOES
    tiers = [Tier.from_code(row.item_version.tier) for row in version.items.all()]
    return max(tiers, default=Tier.KNOWS)
