"""Every rule of the record that turns evidence into a standing, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from assessments.attainment import (
    CheckCode,
    DecisionFact,
    DecisionKind,
    LeftOutReason,
    Method,
    Status,
    add_months,
    derive,
    months_between,
    sole_rater,
    standing_decision,
)
from assessments.tiers import Tier
from tests.assessments.evidence import (
    NOW,
    RULES,
    ago,
    decide,
    enough,
    judgement,
    piece,
    quiz,
    reflection,
    seen,
)


def check(standing, code):
    (found,) = [one for one in standing.checks if one.code is code]
    return found


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


# Rules 7, 13: recency


def test_recency_is_kept_by_the_newest_piece_alone():
    evidence = [quiz(3, shown=ago(months=60)), judgement(3, shown=ago(months=40)), seen(3)]
    assert derive(evidence, [], RULES, NOW).status is Status.READY_FOR_REVIEW


def test_clock_changes_ready_to_in_progress_once_at_stale_at():
    standing = derive(enough(), [], RULES, NOW)
    assert standing.stale_at == add_months(ago(days=10), 24)
    assert standing.status_when_stale is Status.IN_PROGRESS
    just_before = derive(enough(), [], RULES, standing.stale_at - timedelta(microseconds=1))
    assert (just_before.status, check(just_before, CheckCode.RECENCY).have) == (Status.READY_FOR_REVIEW, 23)
    then = derive(enough(), [], RULES, standing.stale_at)
    assert (then.status, then.level, then.stale_at, then.status_when_stale) == (
        Status.IN_PROGRESS,
        3,
        None,
        None,
    )
    assert check(then, CheckCode.RECENCY).have == 24


def test_clock_changes_attained_to_refresh_due_and_new_evidence_changes_it_back():
    signed = [decide(DecisionKind.ATTAINED)]
    standing = derive(enough(), signed, RULES, NOW)
    assert (standing.status, standing.status_when_stale) == (Status.ATTAINED, Status.REFRESH_DUE)
    later = standing.stale_at + timedelta(days=100)
    assert derive(enough(), signed, RULES, later).status is Status.REFRESH_DUE
    fresh = seen(3, shown=later - timedelta(days=1))
    assert derive([*enough(), fresh], signed, RULES, later).status is Status.ATTAINED


def test_clock_does_nothing_to_a_standing_that_is_not_ready():
    standing = derive([quiz(3)], [], RULES, NOW)
    assert (standing.stale_at, standing.status_when_stale) == (None, None)
    assert derive([quiz(3)], [], RULES, NOW + timedelta(days=9000)).status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-10", -1, "2025-12-10"),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(start, months, end):
    begin, expected = (datetime.fromisoformat(text).replace(hour=17, tzinfo=UTC) for text in (start, end))
    assert add_months(begin, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-11-23", "2026-11-22", 23),
        ("2024-11-23", "2026-11-23", 24),
        ("2026-05-01", "2026-04-01", 0),
    ],
)
def test_months_between_counts_whole_months(start, end, months):
    begin, finish = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert months_between(begin, finish) == months


# Rule 1 and 13: voids, revisions, as-of


def test_voided_evidence_is_left_out_with_its_reason():
    fact = replace(seen(1), voided_at=ago(days=2))
    standing = derive([*enough(), fact], [], RULES, NOW)
    assert [(one.fact, one.reason) for one in standing.left_out] == [(fact, LeftOutReason.VOIDED)]
    assert fact not in [line.fact for line in standing.counted]


def test_void_is_not_known_before_it_was_made():
    fact = replace(seen(1), voided_at=ago(days=2))
    assert derive([fact], [], RULES, ago(days=2)).status is Status.NOT_ASSESSED
    assert derive([fact], [], RULES, ago(days=2) - timedelta(seconds=1)).level == 1


def test_evidence_is_not_known_before_it_was_recorded():
    fact = seen(3, shown=ago(days=30), recorded_at=ago(days=3))
    before = derive([fact], [], RULES, ago(days=4))
    assert (before.status, before.counted, before.left_out) == (Status.NOT_ASSESSED, (), ())
    assert derive([fact], [], RULES, ago(days=3)).level == 3


def test_later_revision_replaces_the_earlier_from_when_it_was_recorded():
    first = quiz(2, source="attempt", shown=ago(days=9))
    second = replace(first, level=3, revision=2, key="second", recorded_at=ago(days=5))
    standing = derive([first, second], [], RULES, NOW)
    assert [line.fact for line in standing.counted] == [second]
    assert [(one.fact, one.reason) for one in standing.left_out] == [(first, LeftOutReason.SUPERSEDED)]
    assert derive([first, second], [], RULES, ago(days=6)).level == 2


def test_voiding_the_later_revision_does_not_bring_the_earlier_back():
    first = quiz(2, source="attempt")
    second = replace(first, level=3, revision=2, key="second", voided_at=ago(days=1))
    standing = derive([first, second], [], RULES, NOW)
    assert standing.status is Status.NOT_ASSESSED
    assert {one.reason for one in standing.left_out} == {LeftOutReason.SUPERSEDED, LeftOutReason.VOIDED}


@pytest.mark.parametrize("reason", [LeftOutReason.PRACTICE, LeftOutReason.OTHER_ATTEMPT])
def test_evidence_excluded_beforehand_is_left_out_with_that_reason(reason):
    fact = seen(5, excluded=reason)
    standing = derive([fact], [], RULES, NOW)
    assert [(one.fact, one.reason) for one in standing.left_out] == [(fact, reason)]
    assert standing.status is Status.NOT_ASSESSED


def test_left_out_evidence_is_listed_newest_first():
    facts = [replace(seen(1, shown=ago(days=day)), voided_at=ago(days=1)) for day in (5, 3, 9)]
    assert [one.fact.shown_at for one in derive(facts, [], RULES, NOW).left_out] == [
        ago(days=3), ago(days=5), ago(days=9),
    ]  # fmt: skip


def test_same_piece_given_twice_counts_once():
    assert len(derive([quiz(3), quiz(3)], [], RULES, NOW).counted) == 1


# Rule 8: decisions. The file `test_attainment_decisions.py` has them.


def test_standing_decision_is_the_newest_unless_it_revokes():
    first = decide(DecisionKind.ATTAINED, signed=ago(days=9))
    second = decide(DecisionKind.DECLINED, signed=ago(days=5))
    revoked = decide(DecisionKind.REVOKED, signed=ago(days=2))
    assert standing_decision([second, first], NOW) == second
    assert standing_decision([revoked, second, first], NOW) is None
    assert standing_decision([revoked, second, first], ago(days=3)) == second
    assert standing_decision([], NOW) is None


def test_of_decisions_with_one_instant_the_more_careful_stands():
    attained, declined = decide(DecisionKind.ATTAINED), decide(DecisionKind.DECLINED)
    assert standing_decision([attained, declined], NOW) == declined
    assert standing_decision([declined, attained], NOW) == declined
    assert standing_decision([declined, decide(DecisionKind.REVOKED)], NOW) is None


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
