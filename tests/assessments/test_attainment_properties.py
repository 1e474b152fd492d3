"""What holds for every standing, whatever the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.attainment import (
    DecisionFact,
    DecisionKind,
    LeftOutReason,
    Method,
    PolicyRules,
    Status,
    add_months,
    derive,
    months_between,
)
from assessments.tiers import Tier
from tests.assessments.evidence import NOW, ago, piece

levels = st.integers(1, 5)
moments = st.integers(0, 40 * 30).map(lambda days: ago(days=days))
LATER = NOW + timedelta(days=1)


@st.composite
def facts(draw):
    """Ties in time, raters and encounters are frequent; recording may lag behind showing, voids happen."""
    method = draw(st.sampled_from(Method))
    shown = draw(moments)
    recorded = min(NOW, shown + timedelta(days=draw(st.sampled_from([0, 0, 0, 3, 60]))))
    voided = draw(st.sampled_from([None, None, None, min(NOW, recorded + timedelta(days=2)), NOW]))
    seen = method is Method.OBSERVATION
    return piece(
        draw(levels),
        draw(st.sampled_from(Tier)),
        method,
        shown=shown,
        recorded_at=recorded,
        rater=draw(st.sampled_from("abc")) if method.from_person else None,
        encounter=draw(st.sampled_from(["e1", "e2", "e3"])) if seen else None,
        source=str(draw(st.integers(0, 10**6))),
        voided_at=voided,
        excluded=draw(st.sampled_from([None] * 8 + [LeftOutReason.OTHER_ATTEMPT])),
    )


decisions = st.builds(
    DecisionFact,
    kind=st.sampled_from(DecisionKind),
    signed_at=moments,
    signer=st.sampled_from("abz"),
    level=levels,
)
rules = st.builds(
    PolicyRules,
    target_level=levels,
    minimum_evidence=st.integers(1, 4),
    minimum_types=st.integers(0, 3),
    minimum_person=st.integers(0, 2),
    window=st.integers(1, 6),
    recency_months=st.integers(1, 30),
)
# Demands small enough for random records to be ready often.
easy = st.builds(
    PolicyRules,
    target_level=st.integers(1, 2),
    minimum_evidence=st.just(1),
    minimum_types=st.just(1),
    minimum_person=st.just(0),
    recency_months=st.integers(6, 30),
)
evidences = st.lists(facts(), max_size=8, unique_by=lambda fact: fact.source)
records = st.tuples(evidences, st.lists(decisions, max_size=3))


@given(records, rules, st.randoms())
def test_standing_does_not_depend_on_the_order_of_facts(record, policy, random):
    evidence, signed = record
    shuffled = random.sample(evidence, len(evidence)), random.sample(signed, len(signed))
    assert derive(*record, policy, NOW) == derive(*shuffled, policy, NOW)


@given(evidences, rules, st.randoms())
def test_level_does_not_depend_on_what_the_caller_calls_a_piece(evidence, policy, random):
    names = random.sample(range(100), len(evidence))
    renamed = [replace(fact, key=str(name)) for fact, name in zip(evidence, names, strict=True)]
    before, after = derive(evidence, [], policy, NOW), derive(renamed, [], policy, NOW)
    assert (before.level, before.status, before.arithmetic) == (after.level, after.status, after.arithmetic)


@given(records, rules)
def test_every_known_piece_is_counted_or_left_out_and_never_both(record, policy):
    standing = derive(*record, policy, NOW)
    counted = [line.fact for line in standing.counted]
    left_out = [one.fact for one in standing.left_out]
    assert not set(counted) & set(left_out)
    assert set(counted) | set(left_out) == set(record[0])


@given(records, rules)
def test_level_is_on_the_scale_and_not_above_what_the_tiers_can_show(record, policy):
    evidence, _ = record
    standing = derive(evidence, [], policy, NOW)
    if standing.level is None:
        assert (standing.counted, standing.status) == ((), Status.NOT_ASSESSED)
    else:
        assert 1 <= standing.level <= max(line.ceiling for line in standing.counted)
        assert standing.level <= max(line.fact.level for line in standing.counted)


@given(records, rules, moments)
def test_what_is_recorded_later_changes_nothing_before(record, policy, then):
    evidence, signed = record
    known = [fact for fact in evidence if fact.recorded_at <= then]
    known_signed = [decision for decision in signed if decision.signed_at <= then]
    assert derive(evidence, signed, policy, then) == derive(known, known_signed, policy, then)


@given(records, rules, moments)
def test_void_made_later_changes_nothing_before(record, policy, then):
    evidence, signed = record
    kept = [
        replace(fact, voided_at=None) if fact.voided_at and fact.voided_at > then else fact
        for fact in evidence
    ]
    before, after = (derive(facts_, signed, policy, then) for facts_ in (kept, evidence))
    assert (before.status, before.level, before.arithmetic) == (after.status, after.level, after.arithmetic)


@given(records, easy)
def test_clock_changes_the_status_once_and_only_at_stale_at(record, policy):
    now = derive(*record, policy, LATER)
    never = LATER + timedelta(days=40_000)
    if now.stale_at is None:
        assert now.status_when_stale is None
        assert derive(*record, policy, never).status is now.status
        return
    assert now.stale_at > LATER
    assert now.status_when_stale is not now.status
    assert derive(*record, policy, now.stale_at - timedelta(microseconds=1)).status is now.status
    for moment in (now.stale_at, never):
        then = derive(*record, policy, moment)
        assert (then.status, then.level, then.stale_at) == (now.status_when_stale, now.level, None)
        assert then.look_again is now.look_again


@given(records, easy)
def test_ready_means_that_every_check_is_met_and_nothing_is_signed(record, policy):
    standing = derive(*record, policy, NOW)
    ready = all(check.met for check in standing.checks) and standing.decision is None
    assert (standing.status is Status.READY_FOR_REVIEW) == ready


@given(records, rules)
def test_attained_and_refresh_due_need_a_decision(record, policy):
    standing = derive(*record, policy, NOW)
    signed = standing.status in {Status.ATTAINED, Status.REFRESH_DUE}
    assert not signed or (standing.decision is not None and standing.level == standing.decision.level)
    unsigned = derive(record[0], [], policy, NOW)
    assert unsigned.status not in {Status.ATTAINED, Status.REFRESH_DUE}
    assert not unsigned.look_again


@given(evidences, rules, st.integers(0, 8), levels)
def test_raising_one_piece_never_lowers_the_count(evidence, policy, index, level):
    """Within its tier. (At another tier it may become censored, which sets it aside.)"""
    if not evidence:
        return
    index %= len(evidence)
    fact = evidence[index]
    ceiling = policy.ceiling(fact.tier)
    if ceiling < policy.target_level:
        return
    raised = replace(fact, level=max(level, fact.level))
    before = derive(evidence, [], policy, NOW)
    after = derive([*evidence[:index], raised, *evidence[index + 1 :]], [], policy, NOW)
    if before.level is not None:
        assert after.level >= before.level


@given(evidences, rules, st.sampled_from(Tier))
def test_full_marks_at_a_ceiling_below_the_target_never_change_a_level_that_has_uncensored_evidence(
    evidence, policy, tier
):
    if policy.ceiling(tier) >= policy.target_level:
        return
    before = derive(evidence, [], policy, NOW)
    full = piece(5, tier, Method.QUIZ, shown=ago(days=0), recorded_at=NOW, source="full marks")
    after = derive([*evidence, full], [], policy, NOW)
    assert after.arithmetic.window == before.arithmetic.window
    if before.arithmetic.window:
        assert after.level == before.level
    for old, new in zip(before.checks[:3], after.checks[:3], strict=True):
        assert new.have >= old.have


@given(evidences, rules, levels)
def test_more_evidence_never_undoes_a_minimum(evidence, policy, level):
    more = piece(level, Tier.DOES, Method.OBSERVATION, rater="d", encounter="e9", source="more")
    before, after = (derive(facts_, [], policy, NOW).checks[:3] for facts_ in (evidence, [*evidence, more]))
    assert all(new.have >= old.have for old, new in zip(before, after, strict=True))


@given(evidences, rules)
def test_evidence_at_the_top_never_lowers_the_count(evidence, policy):
    """The newest piece, at level 5 and at a tier that can show it, displaces at most an older one."""
    if len(evidence) >= policy.window:
        return
    top = piece(5, Tier.DOES, Method.OBSERVATION, shown=NOW, recorded_at=NOW, rater="d", source="top")
    before = derive(evidence, [], policy, NOW)
    if before.arithmetic.window:
        assert derive([*evidence, top], [], policy, NOW).level >= before.level


@given(records, rules)
def test_window_holds_the_newest_uncensored_levels_and_their_median(record, policy):
    standing = derive(*record, policy, NOW)
    uncensored = [line.capped for line in standing.counted if not line.censored]
    arithmetic = standing.arithmetic
    assert list(arithmetic.window) == uncensored[: policy.window]
    shown = [line.fact.shown_at for line in standing.counted]
    assert shown == sorted(shown, reverse=True)
    if arithmetic.window:
        below = sum(level < arithmetic.level for level in arithmetic.window)
        above = sum(level > arithmetic.level for level in arithmetic.window)
        assert below * 2 <= len(arithmetic.window)
        assert above * 2 <= len(arithmetic.window)


@given(moments, st.integers(0, 60), st.integers(0, 2000))
def test_months_between_is_the_inverse_of_add_months(start, months, days):
    assert months_between(start, add_months(start, months)) == months
    end = start + timedelta(days=days)
    whole = months_between(start, end)
    assert add_months(start, whole) <= end < add_months(start, whole + 1)


@given(rules)
def test_policy_rules_survive_their_json(policy):
    assert PolicyRules.from_json(policy.as_json()) == policy
