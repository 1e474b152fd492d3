"""Why a learner stands where they stand: the standing, and the rows behind each fact. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.attainment import LeftOutReason, Line, Standing, derive
from assessments.models import Decision, Evidence, PolicyVersion
from assessments.policies_in_force import adopted_policy
from assessments.policy_rules import PolicyRules
from assessments.record_facts import PairFacts, facts_of
from competencies.models import Competency
from people.models import User

RELATED = (
    "assessment",
    "rater",
    "encounter",
    "observation__form",
    "attempt__administration__version",
    "recorded_by",
    "competency__version",
)


@dataclass(frozen=True, slots=True)
class CountedEvidence:
    """One piece that counts: how it counts, and its row."""

    line: Line
    evidence: Evidence
    carried_from: Competency | None


@dataclass(frozen=True, slots=True)
class LeftOutEvidence:
    """One piece that does not count: why, its row, and the row that voided it, if one did."""

    reason: LeftOutReason
    evidence: Evidence
    void: Evidence | None
    carried_from: Competency | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a learner stands on a competency as recorded by `at`, and everything that explains it.

    `counted` and `left_out` are newest first, `decisions` newest first with their reasons; `decision` is
    the row of the one that stands. `carried_from` is the competency of an older framework version of which
    a piece was recorded, None where it is this one. The ticked list and the arithmetic are parts of
    `standing`.
    """

    learner: User
    competency: Competency
    at: datetime
    policy: PolicyVersion
    rules: PolicyRules
    standing: Standing
    counted: tuple[CountedEvidence, ...]
    left_out: tuple[LeftOutEvidence, ...]
    decisions: tuple[Decision, ...]
    decision: Decision | None


def explain(
    *, learner: User, competency: Competency, at: datetime, policy: PolicyVersion | None = None
) -> Explanation:
    """Return where the learner stood as recorded by `at`, under `policy` or else the one then in force.

    Six queries at most, however much evidence there is. Raises NoPolicy where none was in force.
    """
    policy = policy or adopted_policy(competency.version.framework, at)
    rules = PolicyRules.from_json(policy.rules)
    found = facts_of(learner_ids=[learner.pk], competency_ids=[competency.pk], at=at, related=RELATED)
    facts = found.get((learner.pk, competency.pk), PairFacts())
    standing = derive(facts.evidence, facts.decisions, rules, at)
    return Explanation(
        learner=learner,
        competency=competency,
        at=at,
        policy=policy,
        rules=rules,
        standing=standing,
        counted=tuple(
            CountedEvidence(line, row := facts.rows[line.fact.key], _older(row, competency))
            for line in standing.counted
        ),
        left_out=tuple(
            LeftOutEvidence(
                one.reason,
                row := facts.rows[one.fact.key],
                facts.voids.get(one.fact.key),
                _older(row, competency),
            )
            for one in standing.left_out
        ),
        decisions=facts.signed[::-1],
        decision=_standing_row(facts, standing),
    )


def _older(row: Evidence, competency: Competency) -> Competency | None:
    return None if row.competency_id == competency.pk else row.competency


def _standing_row(facts: PairFacts, standing: Standing) -> Decision | None:
    """The row of the decision that stands: the newest of those that say the same."""
    rows = zip(facts.decisions, facts.signed, strict=True)
    return next((row for fact, row in reversed(list(rows)) if fact == standing.decision), None)
