"""Agreement of experts against published worked examples, and its bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.panel_agreement import (
    Measurement,
    krippendorff_alpha,
    median_low,
    order_of_means,
    percent_agreement,
    tally,
)

# Krippendorff K. Computing Krippendorff's alpha-reliability (2011): four observers, twelve units, any
# number of values, missing data. Rows are observers; 0 stands for a missing value.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3),
    (0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0),
)
UNITS = [[value for value in unit if value] for unit in zip(*OBSERVERS, strict=True)]
units_of_votes = st.lists(st.lists(st.integers(1, 5), max_size=6), max_size=6)


@pytest.mark.parametrize(("measurement", "alpha"), [("nominal", "0.743"), ("ordinal", "0.815")])
def test_alpha_of_the_published_example(measurement, alpha) -> None:
    found = krippendorff_alpha(UNITS, Measurement(measurement))
    assert f"{float(found):.3f}" == alpha


def test_alpha_of_the_published_example_with_two_observers_and_two_values() -> None:
    """The same paper's first example: ten units, two observers, alpha 0.095."""
    one = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    other = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    found = krippendorff_alpha(list(zip(one, other, strict=True)), Measurement.NOMINAL)
    assert f"{float(found):.3f}" == "0.095"


def test_alpha_says_nothing_where_nothing_varies() -> None:
    assert krippendorff_alpha([[3, 3], [3, 3, 3]], Measurement.ORDINAL) is None
    assert krippendorff_alpha([[1], [2], []], Measurement.NOMINAL) is None


@given(units_of_votes)
def test_alpha_is_at_most_one_and_is_one_where_all_agree(units) -> None:
    for measurement in Measurement:
        alpha = krippendorff_alpha(units, measurement)
        judged = [unit for unit in units if len(unit) >= 2]
        agree = all(len(set(unit)) == 1 for unit in judged)
        assert alpha is None or (alpha == 1) == agree
        assert alpha is None or alpha <= 1


@given(units_of_votes)
def test_two_values_are_the_same_by_name_and_by_order(units) -> None:
    two = [[min(value, 2) for value in unit] for unit in units]
    assert krippendorff_alpha(two, Measurement.NOMINAL) == krippendorff_alpha(two, Measurement.ORDINAL)


@given(units_of_votes)
def test_percent_agreement_counts_equal_pairs(units) -> None:
    pairs = [
        unit[one] == unit[other]
        for unit in units
        for one in range(len(unit))
        for other in range(len(unit))
        if one != other
    ]
    assert percent_agreement(units) == (Fraction(sum(pairs), len(pairs)) if pairs else None)


def test_tally_names_the_most_frequent_and_its_share() -> None:
    found = tally(["B", "A", "B"])
    assert (found.size, found.mode, found.share, found.is_tied) == (3, "B", Fraction(2, 3), False)


def test_tally_tells_of_a_tie_and_of_silence() -> None:
    assert tally([2, 1, 2, 1]).is_tied
    assert tally([2, 1, 2, 1]).mode == 1
    assert tally([]).mode is None


def test_median_takes_the_lower_of_two() -> None:
    assert median_low([4, 1, 3, 2]) == 2
    with pytest.raises(ValueError, match="at least one"):
        median_low([])


def test_mean_ranks_order_options_and_refuse_a_tie() -> None:
    assert order_of_means({"A": [3, 3], "B": [1, 2], "C": [2, 1, 2]}) == {"B": 1, "C": 2, "A": 3}
    assert order_of_means({"A": [1, 2], "B": [2, 1]}) is None
