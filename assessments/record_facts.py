"""From the rows of the record to the facts that the pure core weighs. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from assessments.attempt_choice import AttemptFact, AttemptRule, choose_attempts, leave_out_unchosen
from assessments.carried_evidence import carried
from assessments.carrying import Carried
from assessments.facts import DecisionFact, DecisionKind, EvidenceFact, Method
from assessments.models import Attempt, Decision, Evidence
from assessments.results import attempt_totals
from assessments.snapshot import RulesSnapshot
from assessments.tiers import Tier

R = TypeVar("R")
Pair = tuple[int, int]
"""The key of a learner and the key of a competency."""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What the record holds about one learner and one competency by an instant, what is carried over from
    the same competency in older framework versions included.

    `rows`, `voids` and `signed` are the rows behind the facts: pieces of evidence and the rows that void
    them by the key of the piece, and the decisions, oldest first.
    """

    evidence: tuple[EvidenceFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    rows: dict[str, Evidence] = field(default_factory=dict)
    voids: dict[str, Evidence] = field(default_factory=dict)
    signed: tuple[Decision, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return not self.evidence and not self.decisions


def facts_of(
    *,
    learner_ids: Collection[int],
    competency_ids: Collection[int],
    at: datetime,
    related: tuple[str, ...] = (),
    links: Carried | None = None,
) -> dict[Pair, PairFacts]:
    """Return what was recorded by `at`, by learner and competency; pairs without anything are left out.

    What was recorded of a competency that a mapping carries here counts like what was recorded of it.
    `related` names what a page will show of the evidence, so that it is fetched along. `links` is what the
    mappings carry, if at hand. Five queries at most, however many learners and competencies.
    """
    links = carried() if links is None else links
    counted = links.with_sources(competency_ids)
    evidence: defaultdict[Pair, list[Evidence]] = defaultdict(list)
    for row in (
        Evidence.objects.recorded_by(at)
        .filter(learner__in=learner_ids, competency__in=counted)
        .select_related("attempt", *related)
        .order_by("shown_at", "pk")
    ):
        evidence[row.learner_id, row.competency_id].append(row)
    decisions: defaultdict[Pair, list[Decision]] = defaultdict(list)
    for decision in (
        Decision.objects.filter(learner__in=learner_ids, competency__in=counted, decided_at__lte=at)
        .select_related("signer", "reason")
        .order_by("decided_at", "pk")
    ):
        decisions[decision.learner_id, decision.competency_id].append(decision)
    wanted = {
        (learner_id, target)
        for learner_id, competency_id in {*evidence, *decisions}
        for target in links.with_targets([competency_id]) & set(competency_ids)
    }
    rows = {pair: _merged(pair, evidence, links) for pair in wanted}
    signed = {pair: _merged(pair, decisions, links) for pair in wanted}
    totals = _totals_where_choice(rows.values(), at)
    return {
        pair: _pair_facts(
            sorted(rows[pair], key=lambda row: (row.shown_at, row.pk)),
            sorted(signed[pair], key=lambda row: (row.decided_at, row.pk)),
            totals,
            at,
        )
        for pair in wanted
    }


def _merged(pair: Pair, found: Mapping[Pair, list[R]], links: Carried) -> list[R]:
    """The rows of a pair, and those that are carried to it."""
    learner_id, competency_id = pair
    return [row for one in links.with_sources([competency_id]) for row in found.get((learner_id, one), [])]


def _pair_facts(
    rows: list[Evidence], signed: list[Decision], totals: dict[int, Fraction], at: datetime
) -> PairFacts:
    pieces = {str(row.pk): row for row in rows if row.voids_id is None}
    voids = {str(row.voids_id): row for row in rows if row.voids_id is not None}
    facts = [evidence_fact(row, voids.get(key)) for key, row in pieces.items()]
    choice = choose_attempts(
        (_attempt_fact(row, totals) for row in _candidates(pieces.values(), voids)),
        at=at,
        rules=_attempt_rules(pieces.values()),
    )
    return PairFacts(
        evidence=leave_out_unchosen(facts, choice),
        decisions=tuple(decision_fact(decision) for decision in signed),
        rows=pieces,
        voids=voids,
        signed=tuple(signed),
    )


def evidence_fact(row: Evidence, void: Evidence | None) -> EvidenceFact:
    """Return a piece of evidence as the core weighs it. `row` is not itself a void."""
    if row.level is None:
        raise ValueError("a void is not a piece of evidence")
    return EvidenceFact(
        key=str(row.pk),
        level=row.level,
        tier=Tier.from_code(row.tier),
        method=Method(row.method),
        shown_at=row.shown_at,
        recorded_at=row.recorded_at,
        source=source_of(row),
        assessment=str(row.assessment_id or ""),
        rater=None if row.rater_id is None else str(row.rater_id),
        encounter=None if row.encounter_id is None else str(row.encounter_id),
        revision=row.revision,
        voided_at=None if void is None else void.recorded_at,
    )


def decision_fact(row: Decision) -> DecisionFact:
    """Return a decision as the core weighs it."""
    return DecisionFact(
        kind=DecisionKind(row.kind),
        signed_at=row.decided_at,
        signer=str(row.signer_id),
        level=row.level,
    )


def source_of(row: Evidence) -> str:
    """Name the attempt or the observation that a piece of evidence came from."""
    if row.attempt_id is not None:
        return f"attempt:{row.attempt_id}"
    return f"observation:{row.observation_id}"


def _candidates(pieces: Iterable[Evidence], voids: dict[str, Evidence]) -> list[Evidence]:
    """One piece of each attempt that may count: what was voided leaves its place to another attempt."""
    standing = {row.attempt_id: row for row in pieces if row.attempt_id and str(row.pk) not in voids}
    return list(standing.values())


def _attempt_fact(row: Evidence, totals: dict[int, Fraction]) -> AttemptFact:
    attempt = _attempt(row)
    return AttemptFact(
        key=source_of(row),
        assessment=str(row.assessment_id),
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at or row.shown_at,
        released_at=attempt.released_at,
        points=totals.get(attempt.pk, Fraction(0)),
        possible=Fraction(1),
        feedback_at=attempt.released_at,
    )


def _attempt(row: Evidence) -> Attempt:
    if row.attempt is None:
        raise ValueError("this piece of evidence comes from an observation")
    return row.attempt


def _attempt_rules(pieces: Iterable[Evidence]) -> dict[str, AttemptRule]:
    """Which attempt counts, by assessment, as the newest of its attempts was begun under."""
    of_attempts = sorted(
        (row for row in pieces if row.attempt_id), key=lambda row: (_attempt(row).started_at, row.pk)
    )
    return {
        str(row.assessment_id): AttemptRule(RulesSnapshot.from_json(_attempt(row).rules).counting_attempt)
        for row in of_attempts
    }


def _totals_where_choice(groups: Iterable[list[Evidence]], at: datetime) -> dict[int, Fraction]:
    """The shares earned in attempts that compete with another one; mostly none do, and nothing is asked."""
    competing: set[int] = set()
    for rows in groups:
        by_assessment: defaultdict[int | None, set[int]] = defaultdict(set)
        for row in rows:
            if row.attempt_id is not None:
                by_assessment[row.assessment_id].add(row.attempt_id)
        competing.update(*(found for found in by_assessment.values() if len(found) > 1))
    return {key: total.share for key, total in attempt_totals(competing, at=at).items()} if competing else {}
