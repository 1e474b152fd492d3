"""How evidence becomes a level and a status: ceilings, censoring, the median, the minimums."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from assessments.attainment import (
    CheckCode,
    DecisionFact,
    DecisionKind,
    Method,
    Status,
    derive,
    sole_rater,
)
from assessments.tiers import Tier
from tests.assessments.evidence import (
    NOW,
    RULES,
    ago,
    check,
    decide,
    enough,
    judgement,
    piece,
    quiz,
    reflection,
    seen,
)


def capped(standing):
    return [line.capped for line in standing.counted]


# The worked examples of the content brief: quiz and judgement read as "knows how", faculty as "does"


@pytest.mark.parametrize(
    ("pieces", "signed", "expected"),
    [
        ([], False, (Status.NOT_ASSESSED, None)),
        ([("quiz", 3, 2), ("quiz", 3, 1)], False, (Status.IN_PROGRESS, 3)),
        ([("quiz", 3, 5), ("sjt", 3, 4), ("faculty", 3, 1)], False, (Status.READY_FOR_REVIEW, 3)),
        ([("quiz", 3, 5), ("sjt", 2, 4), ("faculty", 3, 1)], False, (Status.READY_FOR_REVIEW, 3)),
        ([("quiz", 2, 5), ("sjt", 2, 4), ("faculty", 3, 1)], False, (Status.IN_PROGRESS, 2)),
        ([("quiz", 3, 30), ("sjt", 3, 29), ("faculty", 4, 28)], True, (Status.REFRESH_DUE, 3)),
    ],
)
def test_derive_follows_the_worked_examples(pieces, signed, expected):
    make = {"quiz": quiz, "sjt": judgement, "faculty": seen}
    evidence = [make[kind](level, shown=ago(months=age)) for kind, level, age in pieces]
    decisions = [decide(DecisionKind.ATTAINED, signed=ago(months=27))] if signed else []
    standing = derive(evidence, decisions, RULES, NOW)
    assert (standing.status, standing.level) == expected


# Rule 5: ceilings


@pytest.mark.parametrize(
    ("tier", "most"), [(Tier.KNOWS, 2), (Tier.KNOWS_HOW, 3), (Tier.SHOWS_HOW, 4), (Tier.DOES, 5)]
)
def test_ceiling_caps_what_a_tier_can_show_and_keeps_the_raw_level(tier, most):
    standing = derive([quiz(5, tier)], [], RULES, NOW)
    (line,) = standing.counted
    assert (line.capped, line.ceiling, line.fact.level) == (most, most, 5)
    assert standing.level == most


def test_ceiling_leaves_a_lower_level_alone():
    assert capped(derive([quiz(1, Tier.DOES)], [], RULES, NOW)) == [1]


def test_reflection_with_the_best_marks_shows_at_most_competent():
    assert derive([reflection(5)], [], RULES, NOW).level == 3


# Rule 5: censoring


def test_full_marks_under_a_low_ceiling_do_not_pull_the_median_down():
    evidence = [quiz(4, Tier.KNOWS, shown=ago(days=day)) for day in (1, 2, 3)] + [seen(3), judgement(3)]
    standing = derive(evidence, [], RULES, NOW)
    assert standing.arithmetic.window == (3, 3)
    assert (standing.level, standing.arithmetic.set_aside) == (3, 3)
    assert [line.censored for line in standing.counted] == [True, True, True, False, False]
    assert [line.in_window for line in standing.counted] == [False, False, False, True, True]


def test_full_marks_under_a_low_ceiling_count_toward_the_minimums():
    standing = derive([quiz(4, Tier.KNOWS), judgement(3), seen(3)], [], RULES, NOW)
    assert check(standing, CheckCode.EVIDENCE).have == 3
    assert check(standing, CheckCode.TYPES).have == 3
    assert standing.status is Status.READY_FOR_REVIEW


def test_poor_marks_under_a_low_ceiling_do_pull_the_median_down():
    standing = derive([quiz(1, Tier.KNOWS), quiz(1, Tier.KNOWS, shown=ago(days=5)), seen(3)], [], RULES, NOW)
    assert not any(line.censored for line in standing.counted)
    assert (standing.arithmetic.ordered, standing.level) == ((1, 1, 3), 1)


def test_evidence_at_a_ceiling_that_reaches_the_target_is_not_censored():
    standing = derive([judgement(5), seen(4), seen(4, shown=ago(days=3))], [], RULES, NOW)
    assert not any(line.censored for line in standing.counted)
    assert standing.arithmetic.ordered == (3, 4, 4)


def test_censoring_follows_the_target():
    evidence = [judgement(5), seen(4, shown=ago(days=3))]
    standing = derive(evidence, [], replace(RULES, target_level=4), NOW)
    assert [(line.capped, line.censored) for line in standing.counted] == [(4, False), (3, True)]
    assert standing.level == 4


def test_where_everything_is_censored_the_level_is_the_highest_ceiling_reached():
    rules = replace(RULES, target_level=4, minimum_evidence=1, minimum_types=1, minimum_person=0)
    standing = derive([quiz(5, Tier.KNOWS), judgement(5, shown=ago(days=40))], [], rules, NOW)
    assert (standing.level, standing.status) == (3, Status.IN_PROGRESS)
    arithmetic = standing.arithmetic
    assert (arithmetic.by_ceiling, arithmetic.window, arithmetic.exact, arithmetic.set_aside) == (
        True, (), None, 2,
    )  # fmt: skip
    assert not check(standing, CheckCode.LEVEL).met


# Rule 5: the median of the newest five


@pytest.mark.parametrize(
    ("levels", "middle", "exact", "level"),
    [
        ([4], (4,), Fraction(4), 4),
        ([2, 3], (2, 3), Fraction(5, 2), 2),
        ([1, 4], (1, 4), Fraction(5, 2), 2),
        ([2, 4], (2, 4), Fraction(3), 3),
        ([5, 1, 3], (3,), Fraction(3), 3),
        ([1, 3, 4, 5], (3, 4), Fraction(7, 2), 3),
    ],
)
def test_median_takes_the_middle_and_halves_down(levels, middle, exact, level):
    evidence = [seen(value, shown=ago(days=day)) for day, value in enumerate(levels, 1)]
    arithmetic = derive(evidence, [], RULES, NOW).arithmetic
    assert arithmetic.window == tuple(levels)
    assert (arithmetic.middle, arithmetic.exact, arithmetic.level) == (middle, exact, level)


def test_median_takes_the_newest_five_by_when_they_were_shown():
    evidence = [seen(level, shown=ago(days=day)) for day, level in enumerate([2, 2, 2, 4, 4, 5, 5, 5], 1)]
    standing = derive(evidence, [], RULES, NOW)
    assert standing.arithmetic.window == (2, 2, 2, 4, 4)
    assert [line.in_window for line in standing.counted] == [True] * 5 + [False] * 3
    assert standing.level == 2
    assert check(standing, CheckCode.EVIDENCE).have == 8


def test_median_fills_its_window_past_censored_evidence():
    evidence = [quiz(5, Tier.KNOWS, shown=ago(days=day)) for day in range(5)]
    evidence += [seen(4, shown=ago(days=50 + day)) for day in range(5)]
    assert derive(evidence, [], RULES, NOW).arithmetic.window == (4,) * 5


def test_order_is_by_when_evidence_was_shown_not_by_when_it_was_recorded():
    late = seen(1, shown=ago(days=90), recorded_at=ago(days=1))
    evidence = [seen(4, shown=ago(days=day)) for day in range(10, 15)] + [late]
    standing = derive(evidence, [], RULES, NOW)
    assert standing.counted[-1].fact == late
    assert standing.arithmetic.window == (4,) * 5


def test_ties_are_decided_by_content_and_not_by_name():
    moment = ago(days=4)
    rules = replace(RULES, window=1)
    low, high = (seen(level, shown=moment) for level in (2, 4))
    for names in (("1", "2"), ("2", "1")):
        evidence = [replace(fact, key=name) for fact, name in zip((low, high), names, strict=True)]
        assert derive(evidence, [], rules, NOW).level == 4


# Rule 7: the minimums


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_three_pieces_of_two_types_with_a_person_are_needed(missing):
    evidence = enough()
    assert derive(evidence, [], RULES, NOW).status is Status.READY_FOR_REVIEW
    del evidence[missing]
    standing = derive(evidence, [], RULES, NOW)
    assert standing.status is Status.IN_PROGRESS
    assert not check(standing, CheckCode.EVIDENCE).met


def test_two_types_are_needed():
    evidence = [seen(3, shown=ago(days=day), rater=f"r{day}") for day in range(3)]
    standing = derive(evidence, [], RULES, NOW)
    assert (check(standing, CheckCode.TYPES).have, standing.status) == (1, Status.IN_PROGRESS)
    assert derive([*evidence, quiz(3)], [], RULES, NOW).status is Status.READY_FOR_REVIEW


def test_person_has_to_see_the_target():
    machine = [quiz(3), judgement(3), quiz(3, shown=ago(days=3))]
    assert derive(machine, [], RULES, NOW).status is Status.IN_PROGRESS
    assert derive([*machine, seen(2)], [], RULES, NOW).status is Status.IN_PROGRESS
    standing = derive([*machine, seen(3)], [], RULES, NOW)
    assert standing.status is Status.READY_FOR_REVIEW
    assert [(one.code, one.needed, one.have, one.met) for one in standing.checks] == [
        (CheckCode.EVIDENCE, 3, 4, True),
        (CheckCode.TYPES, 2, 3, True),
        (CheckCode.PERSON, 1, 1, True),
        (CheckCode.LEVEL, 3, 3, True),
        (CheckCode.RECENCY, 24, 0, True),
    ]


@pytest.mark.parametrize(
    ("make", "is_person"),
    [
        (reflection, True),
        (seen, True),
        (quiz, False),
        (judgement, False),
        (lambda level: piece(level, Tier.SHOWS_HOW, Method.APPLIED, rater="rivera"), False),
    ],
)
def test_person_means_reflection_or_observation(make, is_person):
    assert check(derive([make(3)], [], RULES, NOW), CheckCode.PERSON).met is is_person


def test_person_is_held_to_the_capped_level():
    rules = replace(RULES, target_level=4)
    assert check(derive([reflection(5)], [], rules, NOW), CheckCode.PERSON).have == 0
    assert check(derive([seen(4)], [], rules, NOW), CheckCode.PERSON).have == 1


def test_people_are_counted_and_not_their_rows():
    rules = replace(RULES, minimum_person=2)
    twice = [seen(3, shown=ago(days=day), rater="rivera") for day in (1, 2)]
    assert check(derive(twice, [], rules, NOW), CheckCode.PERSON).have == 1
    assert check(derive([*twice, seen(3, rater="adeyemi")], [], rules, NOW), CheckCode.PERSON).have == 2


def test_encounters_are_counted_and_not_their_rows():
    both = [seen(3, rater=rater, encounter="ward round") for rater in ("rivera", "adeyemi")]
    standing = derive([*both, quiz(3)], [], RULES, NOW)
    assert check(standing, CheckCode.EVIDENCE).have == 2
    assert len(standing.counted) == 3
    another = seen(3, rater="rivera", encounter="clinic")
    assert check(derive([*both, another, quiz(3)], [], RULES, NOW), CheckCode.EVIDENCE).have == 3


def test_raters_who_disagree_both_stand_in_the_median():
    both = [seen(2, rater="rivera", encounter="e"), seen(4, rater="adeyemi", encounter="e")]
    standing = derive(both, [], RULES, NOW)
    assert (standing.arithmetic.ordered, standing.level) == ((2, 4), 3)


def test_self_rating_cannot_be_evidence():
    assert {method.value for method in Method} == {
        "quiz", "judgement", "applied", "reflection", "observation",
    }  # fmt: skip


# Rule 10: what the page needs


def test_standing_tells_first_and_last_shown_types_and_raters():
    evidence = [*enough(), seen(4, shown=ago(days=2), rater="adeyemi"), reflection(3)]
    standing = derive(evidence, [], RULES, NOW)
    assert (standing.first_shown_at, standing.last_shown_at) == (ago(days=30), ago(days=2))
    assert standing.types == (Method.QUIZ, Method.JUDGEMENT, Method.REFLECTION, Method.OBSERVATION)
    assert standing.raters == ("adeyemi", "rivera")


def test_nothing_gives_nothing_and_is_not_a_failure():
    standing = derive([], [], RULES, NOW)
    assert (standing.level, standing.counted_level, standing.status) == (None, None, Status.NOT_ASSESSED)
    assert (standing.first_shown_at, standing.last_shown_at, standing.stale_at) == (None, None, None)
    assert [one.have for one in standing.checks] == [0, 0, 0, None, None]
    assert not any(one.met for one in standing.checks)
    assert (standing.arithmetic.by_ceiling, standing.arithmetic.level) == (False, None)


# Rule 7: who may sign


@pytest.mark.parametrize(
    ("raters", "sole"),
    [
        (["okafor"], True),
        (["okafor", "okafor"], True),
        (["okafor", "rivera"], False),
        (["rivera"], False),
        ([], False),
    ],
)
def test_signer_may_not_be_the_only_rater(raters, sole):
    observed = [seen(3, rater=rater, shown=ago(days=day)) for day, rater in enumerate(raters, 1)]
    counted = derive([*observed, quiz(3)], [], RULES, NOW).counted
    assert sole_rater(counted, "okafor") is sole


def test_second_rater_whose_piece_was_voided_does_not_help_the_signer():
    evidence = [seen(3, rater="okafor"), replace(seen(3, rater="rivera"), voided_at=ago(days=1))]
    assert sole_rater(derive(evidence, [], RULES, NOW).counted, "okafor")


# Facts that cannot be


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": 0},
        {"level": 6},
        {"rater": None},
        {"shown_at": datetime(2026, 1, 1)},  # noqa: DTZ001  # a time without a zone is the point
        {"recorded_at": datetime(2026, 1, 1)},  # noqa: DTZ001
    ],
)
def test_evidence_refuses_what_cannot_be(wrong):
    with pytest.raises(ValueError, match="evidence"):
        replace(seen(3), **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": DecisionKind.ATTAINED},
        {"kind": DecisionKind.OVERRIDDEN},
        {"kind": DecisionKind.ATTAINED, "level": 6},
        {"kind": DecisionKind.ATTAINED, "level": 0},
        {"kind": DecisionKind.REVOKED, "signed_at": datetime(2026, 1, 1)},  # noqa: DTZ001
    ],
)
def test_decision_refuses_what_cannot_be(wrong):
    with pytest.raises(ValueError, match="decision"):
        DecisionFact(**{"signed_at": NOW, "signer": "okafor", **wrong})
