"""Which sitting of an assessment counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.attainment import LeftOutReason, derive
from assessments.attempt_choice import AttemptFact, AttemptRule, choose_attempts, leave_out_unchosen
from tests.assessments.evidence import NOW, RULES, ago, quiz

OTHER, PRACTICE = LeftOutReason.OTHER_ATTEMPT, LeftOutReason.PRACTICE


def attempt(key, share, *, day, assessment="check", **more):
    """A sitting of an hour, `day` days ago, whose result all learners got yesterday."""
    started = ago(days=day)
    given = {"released_at": ago(days=1), **more}
    return AttemptFact(
        key=key,
        assessment=assessment,
        started_at=started,
        submitted_at=started + timedelta(hours=1),
        points=Fraction(share) * 10,
        possible=Fraction(10),
        **given,
    )


def keys(attempts):
    return [one.key for one in attempts]


THREE = [attempt("a", "0.5", day=9), attempt("b", "0.9", day=7), attempt("c", "0.7", day=5)]


@pytest.mark.parametrize(
    ("rule", "chosen"), [(AttemptRule.BEST, "b"), (AttemptRule.LATEST, "c"), (AttemptRule.FIRST, "a")]
)
def test_one_counting_attempt_per_assessment_counts_by_its_rule(rule, chosen):
    choice = choose_attempts(THREE, at=NOW, rules={"check": rule})
    assert keys(choice.chosen) == [chosen]
    assert [(one.key, why) for one, why in choice.left_out] == [
        (key, OTHER) for key in "abc" if key != chosen
    ]


def test_best_attempt_counts_unless_the_assessment_says_otherwise():
    assert keys(choose_attempts(THREE, at=NOW).chosen) == ["b"]
    assert keys(choose_attempts(THREE, at=NOW, rules={"another": AttemptRule.FIRST}).chosen) == ["b"]


def test_best_is_by_share_and_not_by_points():
    small = replace(THREE[0], points=Fraction(3), possible=Fraction(3))
    assert keys(choose_attempts([small, THREE[1]], at=NOW).chosen) == ["a"]


def test_of_two_equally_good_the_later_counts():
    assert keys(choose_attempts([THREE[1], replace(THREE[2], points=Fraction(9))], at=NOW).chosen) == ["c"]


def test_each_assessment_has_its_own_attempt():
    other = attempt("d", "0.1", day=3, assessment="case")
    assert keys(choose_attempts([*THREE, other], at=NOW).chosen) == ["b", "d"]


def test_practice_never_counts():
    practised = attempt("p", "1", day=8, practice=True)
    choice = choose_attempts([practised, THREE[0]], at=NOW)
    assert keys(choice.chosen) == ["a"]
    assert choice.left_out == ((practised, PRACTICE),)
    assert choose_attempts([practised], at=NOW).chosen == ()


def test_retake_after_feedback_is_practice():
    first = replace(THREE[0], released_at=ago(days=8), feedback_at=ago(days=8))
    choice = choose_attempts([first, THREE[1]], at=NOW)
    assert keys(choice.chosen) == ["a"]
    assert choice.left_out == ((THREE[1], PRACTICE),)


def test_retake_begun_before_feedback_counts():
    first = replace(THREE[0], feedback_at=THREE[1].started_at + timedelta(minutes=1))
    assert keys(choose_attempts([first, THREE[1]], at=NOW).chosen) == ["b"]


def test_retake_begun_at_the_instant_of_feedback_is_practice():
    first = replace(THREE[0], feedback_at=THREE[1].started_at)
    assert keys(choose_attempts([first, THREE[1]], at=NOW).chosen) == ["a"]


def test_attempt_in_which_nothing_could_be_earned_is_never_the_best():
    empty = replace(THREE[2], points=Fraction(0), possible=Fraction(0))
    assert empty.share == 0
    assert keys(choose_attempts([THREE[0], empty], at=NOW).chosen) == ["a"]


def test_feedback_elsewhere_spoils_nothing_and_feedback_in_practice_does():
    early = {"day": 20, "released_at": ago(days=15), "feedback_at": ago(days=15)}
    elsewhere = attempt("e", "0.2", assessment="case", **early)
    practised = attempt("p", "0.2", practice=True, **early)
    assert keys(choose_attempts([elsewhere, THREE[1]], at=NOW).chosen) == ["e", "b"]
    assert keys(choose_attempts([elsewhere, practised, THREE[1]], at=NOW).chosen) == ["e"]


def test_attempt_that_is_not_released_is_not_told_of():
    waiting = replace(THREE[1], released_at=None)
    later = replace(THREE[2], released_at=NOW + timedelta(seconds=1))
    choice = choose_attempts([THREE[0], waiting, later], at=NOW)
    assert (keys(choice.chosen), choice.left_out) == (["a"], ())
    assert keys(choose_attempts([later], at=NOW + timedelta(seconds=1)).chosen) == ["c"]


def test_evidence_of_an_attempt_that_does_not_count_is_left_out_of_the_standing():
    evidence = [
        quiz(level, source=key, shown=ago(days=3)) for key, level in zip("abc", (2, 3, 1), strict=True)
    ]
    elsewhere = quiz(2, source="observation 7")
    standing = derive(
        leave_out_unchosen([*evidence, elsewhere], choose_attempts(THREE, at=NOW)), [], RULES, NOW
    )
    assert {line.fact.source for line in standing.counted} == {"b", "observation 7"}
    assert {(one.fact.source, one.reason) for one in standing.left_out} == {("a", OTHER), ("c", OTHER)}


attempts = st.lists(
    st.builds(
        attempt,
        key=st.integers(0, 10**6).map(str),
        share=st.sampled_from(["0", "0.5", "1"]),
        day=st.integers(2, 6),
        assessment=st.sampled_from(["check", "case"]),
        practice=st.booleans(),
        released_at=st.sampled_from([None, ago(days=4), ago(days=1)]),
        feedback_at=st.sampled_from([None, ago(days=4)]),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@given(attempts, st.sampled_from(AttemptRule), st.randoms())
def test_choice_does_not_depend_on_order_and_takes_one_per_assessment(given_, rule, random):
    rules = {"check": rule}
    choice = choose_attempts(given_, at=NOW, rules=rules)
    assert choice == choose_attempts(random.sample(given_, len(given_)), at=NOW, rules=rules)
    assert len({one.assessment for one in choice.chosen}) == len(choice.chosen)
    told = [*choice.chosen, *(one for one, _ in choice.left_out)]
    assert set(told) == {one for one in given_ if one.released_at is not None}


@given(attempts)
def test_best_attempt_is_at_least_as_good_as_every_other_that_could_count(given_):
    choice = choose_attempts(given_, at=NOW)
    for one, why in choice.left_out:
        if why is OTHER:
            (best,) = [each for each in choice.chosen if each.assessment == one.assessment]
            assert best.share >= one.share
