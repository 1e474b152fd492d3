"""What a signed decision does to a standing, and what makes it worth another look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.attainment import DecisionKind, Status, derive
from assessments.tiers import Tier
from tests.assessments.evidence import NOW, RULES, ago, decide, enough, judgement, quiz, seen

ATTAINED, DECLINED = DecisionKind.ATTAINED, DecisionKind.DECLINED
OVERRIDDEN, REVOKED = DecisionKind.OVERRIDDEN, DecisionKind.REVOKED


def look(evidence, *decisions):
    return derive(evidence, decisions, RULES, NOW).look_again


def after(level, make=seen, **more):
    """A piece recorded after the day on which `decide` signs."""
    return make(level, shown=ago(days=0) - timedelta(hours=5), **more)


# What stands


def test_signature_attains_at_the_signed_level():
    standing = derive(
        [*enough(), seen(5), seen(5, rater="b"), seen(5, rater="c")], [decide(ATTAINED)], RULES, NOW
    )
    assert (standing.status, standing.level, standing.counted_level) == (Status.ATTAINED, 3, 5)


def test_signature_is_not_known_before_it_was_made():
    standing = derive(enough(), [decide(ATTAINED)], RULES, ago(days=2))
    assert (standing.status, standing.decision) == (Status.READY_FOR_REVIEW, None)


def test_attained_stands_when_later_evidence_is_lower():
    lower = [after(1, rater=rater) for rater in "abcde"]
    standing = derive([*enough(), *lower], [decide(ATTAINED)], RULES, NOW)
    assert (standing.status, standing.level, standing.counted_level) == (Status.ATTAINED, 3, 1)
    assert standing.look_again


def test_attained_stands_when_all_evidence_is_voided():
    voided = [replace(fact, voided_at=ago(days=0)) for fact in enough()]
    standing = derive(voided, [decide(ATTAINED)], RULES, NOW)
    assert (standing.status, standing.level, standing.counted_level) == (Status.ATTAINED, 3, None)
    assert standing.look_again


def test_attained_stands_under_a_policy_that_asks_for_more():
    standing = derive(enough(), [decide(ATTAINED)], replace(RULES, target_level=5, minimum_evidence=9), NOW)
    assert (standing.status, standing.level) == (Status.ATTAINED, 3)


def test_attained_without_any_evidence_is_as_old_as_its_signature():
    signed = decide(ATTAINED, signed=ago(months=23))
    standing = derive([], [signed], RULES, NOW)
    assert (standing.status, standing.status_when_stale) == (Status.ATTAINED, Status.REFRESH_DUE)
    assert derive([], [signed], RULES, standing.stale_at).status is Status.REFRESH_DUE


def test_window_is_anchored_on_evidence_and_not_on_the_signature():
    old = [replace(fact, shown_at=ago(months=25), recorded_at=ago(months=25)) for fact in enough()]
    assert derive(old, [decide(ATTAINED)], RULES, NOW).status is Status.REFRESH_DUE


def test_revoking_gives_the_count_back():
    decisions = [decide(ATTAINED, signed=ago(days=5)), decide(REVOKED)]
    standing = derive(enough(), decisions, RULES, NOW)
    assert (standing.status, standing.decision, standing.look_again) == (Status.READY_FOR_REVIEW, None, False)


def test_revoked_and_stale_is_not_refresh_due():
    old = [replace(fact, shown_at=ago(months=25), recorded_at=ago(months=25)) for fact in enough()]
    decisions = [decide(ATTAINED, signed=ago(months=24)), decide(REVOKED)]
    assert derive(old, decisions, RULES, NOW).status is Status.IN_PROGRESS


def test_declining_holds_back_what_the_count_says_is_ready():
    standing = derive(enough(), [decide(DECLINED)], RULES, NOW)
    assert (standing.status, standing.level, standing.stale_at) == (Status.IN_PROGRESS, 3, None)
    assert standing.decision == decide(DECLINED)


def test_declining_stands_when_more_evidence_comes():
    assert derive([*enough(), after(3)], [decide(DECLINED)], RULES, NOW).status is Status.IN_PROGRESS


def test_declined_learner_can_be_signed_later():
    decisions = [decide(DECLINED, signed=ago(days=4)), decide(ATTAINED)]
    assert derive(enough(), decisions, RULES, NOW).status is Status.ATTAINED


def test_declining_without_evidence_assesses_nobody():
    assert derive([], [decide(DECLINED)], RULES, NOW).status is Status.NOT_ASSESSED


def test_override_attains_against_the_count():
    standing = derive([quiz(2)], [decide(OVERRIDDEN, level=3)], RULES, NOW)
    assert (standing.status, standing.level, standing.counted_level) == (Status.ATTAINED, 3, 2)


def test_override_stands_under_a_policy_that_asks_for_more():
    standing = derive([quiz(2)], [decide(OVERRIDDEN, level=3)], replace(RULES, target_level=4), NOW)
    assert (standing.status, standing.level) == (Status.ATTAINED, 3)


def test_declining_an_attained_learner_takes_its_place():
    decisions = [decide(ATTAINED, signed=ago(days=4)), decide(DECLINED)]
    assert derive(enough(), decisions, RULES, NOW).status is Status.IN_PROGRESS


# Look again


def test_contrary_evidence_after_the_signature_raises_look_again():
    assert look([*enough(), after(2)], decide(ATTAINED))
    assert look([*enough(), after(2, quiz)], decide(ATTAINED))


def test_supporting_evidence_after_the_signature_does_not():
    assert not look([*enough(), after(3), after(5)], decide(ATTAINED))


def test_full_marks_under_a_low_ceiling_are_not_contrary():
    assert not look([*enough(), after(4, quiz, tier=Tier.KNOWS)], decide(ATTAINED))
    assert look([*enough(), after(1, quiz, tier=Tier.KNOWS)], decide(ATTAINED))


def test_evidence_at_target_is_not_contrary_to_a_higher_signature():
    assert not look([*enough(), after(3)], decide(ATTAINED, level=4))


def test_what_the_signer_could_see_is_not_contrary():
    low = seen(1, shown=ago(days=8), rater="b")
    assert not look([*enough(), low], decide(ATTAINED))
    assert look([*enough(), replace(low, recorded_at=ago(days=0))], decide(ATTAINED))


def test_what_was_recorded_or_voided_at_the_instant_of_the_signature_is_no_news():
    low = seen(1, shown=ago(days=8), rater="b", recorded_at=ago(days=1))
    assert not look([*enough(), low], decide(ATTAINED))
    evidence = enough()
    evidence[0] = replace(evidence[0], voided_at=ago(days=1))
    assert not look(evidence, decide(ATTAINED))


def test_evidence_at_the_signed_level_is_not_contrary_under_a_harder_policy():
    harder = replace(RULES, target_level=5)
    assert not derive([*enough(), after(3)], [decide(ATTAINED)], harder, NOW).look_again
    assert derive([*enough(), after(2)], [decide(ATTAINED)], harder, NOW).look_again


def test_void_that_leaves_enough_raises_nothing_however_old_the_rest():
    old = [replace(fact, shown_at=ago(months=30), recorded_at=ago(months=30)) for fact in enough()]
    surplus = replace(quiz(3, shown=ago(months=31)), voided_at=NOW)
    standing = derive([*old, surplus], [decide(ATTAINED)], RULES, NOW)
    assert (standing.status, standing.look_again) == (Status.REFRESH_DUE, False)


def test_contrary_evidence_that_was_voided_raises_nothing():
    assert not look([*enough(), replace(after(1), voided_at=NOW)], decide(ATTAINED))


def test_signing_anew_settles_look_again():
    evidence = [*enough(), seen(1, shown=ago(days=3), rater="b")]
    first = decide(ATTAINED, signed=ago(days=5))
    assert look(evidence, first)
    assert not look(evidence, first, decide(ATTAINED))


@pytest.mark.parametrize("index", [0, 1, 2])
def test_void_after_the_signature_raises_look_again_where_it_takes_the_ground_away(index):
    evidence = enough()
    evidence[index] = replace(evidence[index], voided_at=ago(days=0))
    assert look(evidence, decide(ATTAINED))
    assert not look([*evidence, judgement(3), seen(3)], decide(ATTAINED))


def test_void_before_the_signature_raises_nothing():
    evidence = enough()
    evidence[0] = replace(evidence[0], voided_at=ago(days=2))
    assert not look(evidence, decide(ATTAINED))


def test_clock_alone_never_raises_look_again():
    standing = derive(enough(), [decide(ATTAINED)], RULES, NOW + timedelta(days=2000))
    assert (standing.status, standing.look_again) == (Status.REFRESH_DUE, False)


def test_declined_is_looked_at_again_once_new_evidence_at_target_makes_a_ready_count():
    assert not look(enough(), decide(DECLINED))
    assert not look([*enough(), after(2)], decide(DECLINED))
    assert look([*enough(), after(3)], decide(DECLINED))
    assert not look([quiz(3), after(3)], decide(DECLINED))


def test_override_to_attained_is_looked_at_again_like_a_signature():
    up = decide(OVERRIDDEN, level=3)
    assert not look([quiz(2)], up)
    assert not look([quiz(2), after(3)], up)
    assert look([quiz(2), after(2, rater="b")], up)


def test_nothing_is_looked_at_again_without_a_decision():
    assert not look([*enough(), after(1)])
