"""Partial credit: weights, the votes of a panel, pairs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring_partial import (
    equal_parts,
    modes,
    pairs,
    panel_credit,
    percent,
    percent_json,
    share,
    weighted,
)

names = st.sampled_from("ABCDE")
percents = st.integers(-100, 100)


@pytest.mark.parametrize("value", [50, "50", "-100", "33.33333", 0, "1e1"])
def test_percent_is_a_number_in_a_key(value):
    assert percent(value) == Decimal(value)


@pytest.mark.parametrize(
    "value", [None, True, 33.3, "", "x", "NaN", "Infinity", 101, "-100.1", [50], "1" * 21, {}]
)
def test_percent_is_nothing_else(value):
    assert percent(value) is None
    assert share(value) == 0


@given(st.decimals(-100, 100, places=5))
def test_percent_survives_its_json(value):
    assert percent(percent_json(value)) == value


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("33.33333", Fraction(1, 3)),
        ("66.66667", Fraction(2, 3)),
        ("-16.66667", Fraction(-1, 6)),
        ("14.28571", Fraction(1, 7)),
        ("11.11111", Fraction(1, 9)),
        ("33.3", Fraction(333, 1000)),
        (12, Fraction(3, 25)),
        ("12.5", Fraction(1, 8)),
    ],
)
def test_share_takes_a_rounded_third_for_a_third(value, part):
    assert share(value) == part


def test_weights_add_up_within_nothing_and_one():
    weights = {"A": 60, "B": 40, "C": -50, "D": "-33.33333"}
    assert weighted(weights=weights, chosen="A") == Fraction(3, 5)
    assert weighted(weights=weights, chosen="AB") == 1
    assert weighted(weights=weights, chosen="ABC") == Fraction(1, 2)
    assert weighted(weights=weights, chosen="AC") == Fraction(1, 10)
    assert weighted(weights=weights, chosen="CD") == 0
    assert weighted(weights=weights, chosen="") == 0
    assert weighted(weights=weights, chosen="AXX") == Fraction(3, 5)


@given(st.dictionaries(names, percents), st.lists(names))
def test_weights_stay_within_nothing_and_one(weights, chosen):
    assert 0 <= weighted(weights=weights, chosen=chosen) <= 1


# A panel of ten on a scale from -2 to +2: six chose +1, three 0, one +2. The answer of most earns a whole
# point, the others their votes as a share of six (aggregate scoring; Charlin et al. 2000).
PANEL = {"-2": 0, "-1": 0, "0": 3, "1": 6, "2": 1}


@pytest.mark.parametrize(
    ("step", "credit"),
    [("1", 1), ("0", Fraction(3, 6)), ("2", Fraction(1, 6)), ("-1", 0), ("-2", 0), (None, 0)],
)
def test_panel_credits_in_proportion_to_the_modal_answer(step, credit):
    assert panel_credit(votes=PANEL, keyed="1", given=step) == credit


def test_panel_with_two_modes_gives_both_the_whole():
    votes = {"-1": 5, "0": 5, "1": 2}
    assert modes(votes) == {"-1", "0"}
    assert {step: panel_credit(votes=votes, keyed="0", given=step) for step in votes} == {
        "-1": 1,
        "0": 1,
        "1": Fraction(2, 5),
    }


def test_panel_that_nobody_sat_on_keys_nothing():
    assert modes({}) == modes({"1": 0}) == frozenset()
    with pytest.raises(ValueError, match="panel"):
        panel_credit(votes={"1": 3}, keyed="2", given="1")


@given(
    st.dictionaries(names, st.integers(0, 30), min_size=1).filter(lambda votes: any(votes.values())), names
)
def test_panel_credit_is_whole_for_a_mode_and_never_more(votes, step):
    keyed = min(modes(votes))
    credit = panel_credit(votes=votes, keyed=keyed, given=step)
    assert 0 <= credit <= 1
    assert (credit == 1) is (step in modes(votes))
    assert panel_credit(votes=votes, keyed=keyed, given=None) == 0


def test_pairs_earn_their_share():
    keyed = {"P1": "A", "P2": "B", "P3": "A"}
    assert pairs(keyed=keyed, given=keyed) == 1
    assert pairs(keyed=keyed, given={"P1": "A", "P2": "A"}) == Fraction(1, 3)
    assert pairs(keyed=keyed, given={}) == pairs(keyed=keyed, given={"P9": "A"}) == 0
    with pytest.raises(ValueError, match="premise"):
        pairs(keyed={}, given={})


@given(st.dictionaries(names, names, min_size=1), st.dictionaries(names, names))
def test_pairs_are_right_one_by_one(keyed, answer):
    right = sum(answer.get(premise) == option for premise, option in keyed.items())
    assert pairs(keyed=keyed, given=answer) == Fraction(right, len(keyed))


def test_equal_parts_are_plus_and_minus():
    assert equal_parts({"A": 50, "B": 50, "C": -50}, ["A", "B"])
    assert equal_parts({"A": 100, "B": -100}, ["A"])
    assert not equal_parts({"A": 50, "B": 50, "C": 0}, ["A", "B"])
    assert not equal_parts({}, [])
