"""Where one learner stands on everything they follow, with their own rating beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.attainment import CheckCode, Standing, Status, derive
from assessments.models import Decision, SelfAssessment, SelfRating
from assessments.policies_in_force import adopted_policies
from assessments.policy_rules import PolicyRules
from assessments.record_facts import PairFacts, facts_of
from common.school_time import school_day
from competencies.models import Competency
from learners.models import CohortFramework
from people.models import Enrolment, User
from people.querysets import running_q


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What the learner said of themselves, in the newest self-rating that they handed in."""

    level: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """One competency of one learner: where they stand and why, their own rating, who signed."""

    competency: Competency
    rules: PolicyRules
    standing: Standing
    own: OwnRating | None
    signed: Decision | None

    @property
    def is_near(self) -> bool:
        """Whether a single demand of the rule is all that is missing."""
        return self.standing.status is Status.IN_PROGRESS and len(self.unmet) == 1

    @property
    def unmet(self) -> tuple[CheckCode, ...]:
        """The demands of the rule that are not met yet."""
        return tuple(check.code for check in self.standing.checks if not check.met)


def places_of(learner: User, *, at: datetime) -> list[Place]:
    """Return where a learner stands on each competency that a cohort of theirs follows, in order.

    Explains, so it weighs the evidence of this one learner anew; lists of many read what was stored. The
    number of queries does not depend on how many competencies there are. A framework without a policy in
    force is left out.
    """
    competencies = list(followed_by(learner, at=at))
    policies = adopted_policies(at)
    facts = facts_of(learner_ids=[learner.pk], competency_ids=[one.pk for one in competencies], at=at)
    own = own_ratings(learner, at=at)
    places = []
    for competency in competencies:
        policy = policies.get(competency.version.framework_id)
        if policy is None:
            continue
        rules = PolicyRules.from_json(policy.rules)
        found = facts.get((learner.pk, competency.pk), PairFacts())
        standing = derive(found.evidence, found.decisions, rules, at)
        places.append(
            Place(
                competency=competency,
                rules=rules,
                standing=standing,
                own=own.get(competency.pk),
                signed=found.signed[-1] if standing.decision is not None else None,
            )
        )
    return places


def followed_by(learner: User, *, at: datetime) -> list[Competency]:
    """Return the competencies of the frameworks that a learner's cohorts follow at that instant."""
    on = school_day(at)
    cohorts = Enrolment.objects.running(on).filter(user=learner).values("cohort_id")
    versions = CohortFramework.objects.filter(running_q(on), cohort__in=cohorts).values("framework_version")
    return list(
        Competency.objects.filter(version__in=versions)
        .select_related("version__framework")
        .order_by("version__framework__title", "position")
    )


def own_ratings(learner: User, *, at: datetime) -> dict[int, OwnRating]:
    """Return a learner's newest handed-in rating of each competency, by its key. One query."""
    ratings = (
        SelfRating.objects.filter(
            self_assessment__user=learner,
            self_assessment__state=SelfAssessment.State.SUBMITTED,
            self_assessment__submitted_at__lte=at,
        )
        .order_by("self_assessment__submitted_at", "pk")
        .values_list("competency_id", "level", "self_assessment__submitted_at")
    )
    return {key: OwnRating(level, submitted_at) for key, level, submitted_at in ratings if submitted_at}
