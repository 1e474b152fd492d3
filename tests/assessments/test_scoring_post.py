"""How near a review of a post comes to its key."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring_post import mark_credit, overlap, post_review

KEYED = {"s1": "identifier", "s2": "boundary", "s3": "tone", "s4": "tone"}
marks = st.dictionaries(
    st.sampled_from(["s1", "s2", "s3", "s4", "s5"]), st.sampled_from(["tone", "other", ""])
)


def test_mark_earns_all_with_its_name_and_half_without():
    assert mark_credit(keyed="tone", given="tone") == 1
    assert mark_credit(keyed="tone", given="other") == mark_credit(keyed="tone", given="") == Fraction(1, 2)
    assert mark_credit(keyed=None, given="tone") == mark_credit(keyed="tone", given=None) == 0


# Dice 1945: of two sets of a and b members, h of them shared, the coefficient of association is 2h / (a + b).
@pytest.mark.parametrize(
    ("shared", "missed", "needless", "coefficient"),
    [
        (4, 0, 0, 1),
        (3, 1, 0, Fraction(6, 7)),
        (2, 2, 2, Fraction(1, 2)),
        (0, 4, 3, 0),
        (4, 0, 4, Fraction(2, 3)),
    ],
)
def test_overlap_is_the_coefficient_of_dice(shared, missed, needless, coefficient):
    keyed = {f"k{n}": "tone" for n in range(shared + missed)}
    answer = {f"k{n}": "tone" for n in range(shared)} | {f"x{n}": "tone" for n in range(needless)}
    assert overlap(keyed=keyed, given=answer) == coefficient


def test_overlap_gives_half_for_the_wrong_name():
    answer = {"s1": "identifier", "s2": "tone", "s5": "tone"}
    assert overlap(keyed=KEYED, given=answer) == 2 * Fraction(3, 2) / (4 + 3)


def test_post_in_which_nothing_breaches_is_right_without_marks():
    assert overlap(keyed={}, given={}) == 1
    assert overlap(keyed={}, given={"s1": "tone"}) == 0


def test_marks_and_decision_weigh_the_same():
    assert post_review(marks=Fraction(1), decision=Fraction(0)) == Fraction(1, 2)
    assert post_review(marks=Fraction(1, 2), decision=Fraction(1)) == Fraction(3, 4)


@given(marks, marks)
def test_overlap_is_from_nothing_to_one_and_one_for_the_key_alone(keyed, answer):
    score = overlap(keyed=keyed, given=answer)
    assert 0 <= score <= 1
    assert (score == 1) is (keyed == answer)


@given(marks, marks)
def test_needless_mark_never_helps(keyed, answer):
    assert overlap(keyed=keyed, given={**answer, "s9": "tone"}) <= overlap(keyed=keyed, given=answer)
