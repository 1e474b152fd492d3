"""A signer's judgement: attained, declined, revoked; with the count or against it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from assessments.attainment import Standing, derive, sole_rater
from assessments.models import Decision, DecisionReason, PolicyVersion
from assessments.policies_in_force import adopted_policy
from assessments.policy_rules import LEVELS, PolicyRules
from assessments.record_facts import PairFacts, facts_of
from assessments.services.errors import (
    BelowTarget,
    NeedsReason,
    NothingToRevoke,
    OffTheScale,
    OnlyRater,
    OnOneself,
)
from assessments.services.record import NEXT, recompute_many, recording
from competencies.models import Competency
from people.models import User


def sign(
    *,
    learner: User,
    competency: Competency,
    signer: User,
    level: int,
    reason: str,
    submission: UUID | None,
    at: datetime,
) -> Decision:
    """Sign that the learner has attained the competency, at `level`. Where the count is complete and says
    that level, the decision is `attained`; otherwise it is `overridden`, and has to say why.

    `submission` is made by the page: the same one again returns the decision that was made. Raises
    OnOneself, OnlyRater, OffTheScale, BelowTarget, NeedsReason or NoPolicy.
    """
    if not 1 <= level <= LEVELS:
        raise OffTheScale
    with recording([learner.pk], at=at) as now:
        decided = _decided(learner, competency, signer, submission)
        if decided is not None:
            return decided
        policy, standing = _weigh(learner, competency, signer, now)
        if level < PolicyRules.from_json(policy.rules).target_level:
            raise BelowTarget
        agrees = all(check.met for check in standing.checks) and level == standing.counted_level
        kind = Decision.Kind.ATTAINED if agrees else Decision.Kind.OVERRIDDEN
        if not agrees and not reason.strip():
            raise NeedsReason
        return _decide(
            Decision(kind=kind, level=level, policy_version=policy, submission=submission),
            learner=learner, competency=competency, signer=signer, reason=reason, now=now,
        )  # fmt: skip


def decline(
    *, learner: User, competency: Competency, signer: User, reason: str, submission: UUID | None, at: datetime
) -> Decision:
    """Say "not yet", with a reason. Raises OnOneself, OnlyRater, NeedsReason or NoPolicy."""
    return _say_no(Decision.Kind.DECLINED, learner, competency, signer, reason, submission, at)


def revoke(
    *, learner: User, competency: Competency, signer: User, reason: str, submission: UUID | None, at: datetime
) -> Decision:
    """Take back the decision that stands, with a reason. Raises NothingToRevoke, and as `decline` does."""
    return _say_no(Decision.Kind.REVOKED, learner, competency, signer, reason, submission, at)


def _say_no(
    kind: Decision.Kind,
    learner: User,
    competency: Competency,
    signer: User,
    reason: str,
    submission: UUID | None,
    at: datetime,
) -> Decision:
    with recording([learner.pk], at=at) as now:
        decided = _decided(learner, competency, signer, submission)
        if decided is not None:
            return decided
        policy, standing = _weigh(learner, competency, signer, now)
        if kind == Decision.Kind.REVOKED and standing.decision is None:
            raise NothingToRevoke
        if not reason.strip():
            raise NeedsReason
        return _decide(
            Decision(kind=kind, policy_version=policy, submission=submission),
            learner=learner, competency=competency, signer=signer, reason=reason, now=now,
        )  # fmt: skip


def _decided(learner: User, competency: Competency, signer: User, submission: UUID | None) -> Decision | None:
    """The decision that this page made before, if it did."""
    if submission is None:
        return None
    return Decision.objects.filter(
        submission=submission, learner=learner, competency=competency, signer=signer
    ).first()


def _weigh(
    learner: User, competency: Competency, signer: User, now: datetime
) -> tuple[PolicyVersion, Standing]:
    """What the count says under the policy in force, for somebody who may decide on it."""
    if signer.pk == learner.pk:
        raise OnOneself
    policy = adopted_policy(competency.version.framework, now)
    pair = (learner.pk, competency.pk)
    found = facts_of(learner_ids=[learner.pk], competency_ids=[competency.pk], at=now)
    facts = found.get(pair, PairFacts())
    standing = derive(facts.evidence, facts.decisions, PolicyRules.from_json(policy.rules), now)
    if sole_rater(standing.counted, str(signer.pk)):
        raise OnlyRater
    return policy, standing


def _decide(
    decision: Decision, *, learner: User, competency: Competency, signer: User, reason: str, now: datetime
) -> Decision:
    decision.learner, decision.competency, decision.signer = learner, competency, signer
    last = (
        Decision.objects.filter(learner=learner, competency=competency)
        .order_by("-decided_at")
        .values_list("decided_at", flat=True)
        .first()
    )
    # The newest decision stands, so no two share an instant.
    decision.decided_at = now = max(now, last + NEXT) if last is not None else now
    decision.save()
    if reason.strip():
        DecisionReason.objects.create(decision=decision, text=reason.strip())
    recompute_many({learner.pk: [competency.pk]}, at=now)
    return decision
