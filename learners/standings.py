"""Where one learner stands on everything they follow, with their own rating beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from assessments.attainment import CheckCode, Standing, Status, derive
from assessments.models import Decision, SelfAssessment, SelfRating
from assessments.policies_in_force import adopted_policies
from assessments.policy_rules import PolicyRules
from assessments.record_facts import PairFacts, facts_of
from common.school_time import school_day
from competencies.models import Competency, FrameworkVersion
from learners.models import CohortFramework
from learners.pairs import Pairs
from people.access import Capability, cohorts_where, is_admin
from people.models import Cohort, Enrolment, User
from people.querysets import running_q

_AT_A_TIME: Final = 2000


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


def places_of(learner: User, *, at: datetime, viewer: User | None = None) -> list[Place]:
    """Return where a learner stands on each competency that a cohort of theirs follows, in order.

    `viewer` is the member of staff who looks: only what they may know of is in it (see `followed_by`).

    Explains, so it weighs the evidence of this one learner anew; lists of many read what was stored. The
    number of queries does not depend on how many competencies there are. A framework without a policy in
    force is left out.
    """
    competencies = followed_by(learner, at=at, viewer=viewer)
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


def followed_by(learner: User, *, at: datetime, viewer: User | None = None) -> list[Competency]:
    """Return the competencies of the frameworks that a learner's cohorts follow at that instant.

    With a `viewer` who is not the learner: of the cohorts in which the viewer may see their record, since
    programs do not see each other.
    """
    on = school_day(at)
    followed = CohortFramework.objects.filter(running_q(on), cohort__in=_cohorts(learner, viewer, on))
    return list(
        Competency.objects.filter(version__in=followed.values("framework_version"))
        .select_related("version__framework")
        .order_by("version__framework__title", "position")
    )


def known_versions(learner: User, viewer: User, *, on: date) -> QuerySet[FrameworkVersion]:
    """Return the framework versions by which `viewer` may know where a learner stands.

    To the learner and to admins all; to others those that the cohorts through which they see the learner
    follow, or once followed, because what was recorded under them stays.
    """
    versions: QuerySet[FrameworkVersion] = FrameworkVersion.objects.all()
    if viewer == learner or is_admin(viewer):
        return versions
    followed = CohortFramework.objects.filter(starts_on__lte=on, cohort__in=_cohorts(learner, viewer, on))
    return versions.filter(pk__in=followed.values("framework_version"))


def _cohorts(learner: User, viewer: User | None, on: date) -> QuerySet[Cohort]:
    """The cohorts in which a learner is running; with a viewer, those in which they may see the record."""
    spells = Enrolment.objects.running(on).filter(user=learner).values("cohort_id")
    cohorts: QuerySet[Cohort] = Cohort.objects.filter(pk__in=spells)
    if viewer is None or viewer == learner:
        return cohorts
    return cohorts.filter(pk__in=cohorts_where(viewer, Capability.SEE_RECORD, on=on).values("pk"))


def own_ratings(learner: User, *, at: datetime) -> dict[int, OwnRating]:
    """Return a learner's newest handed-in rating of each competency, by its key. One query."""
    ratings = (
        _handed_in(at)
        .filter(self_assessment__user=learner)
        .values_list("competency_id", "level", "self_assessment__submitted_at")
    )
    return {key: OwnRating(level, submitted_at) for key, level, submitted_at in ratings if submitted_at}


def own_levels(learner_ids: object, *, at: datetime) -> Pairs:
    """Return the newest handed-in ratings of many learners, by the keys of learner and competency. One query.

    `learner_ids` is whatever `__in` takes: keys or a queryset.
    """
    ratings = (
        _handed_in(at)
        .filter(self_assessment__user__in=learner_ids)
        .values_list("self_assessment__user_id", "competency_id", "level")
    )
    return Pairs(ratings.iterator(_AT_A_TIME))


def _handed_in(at: datetime) -> QuerySet[SelfRating]:
    """The ratings handed in by an instant, the newest last."""
    ratings: QuerySet[SelfRating] = SelfRating.objects.filter(
        self_assessment__state=SelfAssessment.State.SUBMITTED, self_assessment__submitted_at__lte=at
    )
    return ratings.order_by("self_assessment__submitted_at", "pk")
