"""Self-ratings against assessed levels."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from statistics import correlation, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calibration import (
    Calibration,
    Label,
    SelfRatingFact,
    at_close,
    calibrate,
    pearson,
    summarise,
)

CLOSE = datetime(2026, 12, 18, 23, tzinfo=UTC)
levels = st.integers(1, 5)
pairs = st.lists(st.builds(Calibration, levels, levels), min_size=5, max_size=30)


def rated(level, *, learner="a", competency="SM-1", before=timedelta(days=1)):
    return SelfRatingFact(learner=learner, competency=competency, level=level, submitted_at=CLOSE - before)


def group(*given):
    return summarise(Calibration(own, shown) for own, shown in given)


@pytest.mark.parametrize(
    ("own", "shown", "bias", "label"),
    [(4, 3, 1, Label.OVER), (3, 3, 0, Label.ALIGNED), (2, 4, -2, Label.UNDER)],
)
def test_calibration_follows_the_worked_examples(own, shown, bias, label):
    pair = Calibration(own, shown)
    assert (pair.bias, pair.absolute_deviation, pair.label) == (bias, abs(bias), label)


@given(levels, levels)
def test_calibration_turns_round_with_its_values(own, shown):
    one, other = Calibration(own, shown), Calibration(shown, own)
    assert one.bias == -other.bias
    assert one.absolute_deviation == other.absolute_deviation
    assert (one.label is Label.OVER) == (other.label is Label.UNDER)


# Which values are compared


def test_self_rating_at_close_is_the_newest_by_then():
    early, late = rated(2, before=timedelta(days=9)), rated(4)
    after = rated(5, before=timedelta(seconds=-1))
    assert at_close([late, early, after], CLOSE) == {("a", "SM-1"): late}
    assert at_close([after], CLOSE) == {}


def test_self_rating_submitted_at_the_instant_of_closing_is_in_time():
    assert at_close([rated(3, before=timedelta(0))], CLOSE) != {}


@given(st.lists(st.builds(rated, levels, learner=st.sampled_from("ab")), max_size=5), st.randoms())
def test_self_rating_at_close_does_not_depend_on_order(ratings, random):
    assert at_close(ratings, CLOSE) == at_close(random.sample(ratings, len(ratings)), CLOSE)


def test_calibrate_compares_only_where_both_values_are():
    ratings = [
        rated(4),
        rated(2, competency="SM-2"),
        rated(3, learner="b"),
        rated(5, learner="c", before=-timedelta(days=1)),
    ]
    shown = {("a", "SM-1"): 3, ("a", "SM-2"): None, ("c", "SM-1"): 2, ("d", "SM-1"): 4}
    assert calibrate(ratings, shown, CLOSE) == {("a", "SM-1"): Calibration(4, 3)}


# Groups


def test_group_is_summed_up_by_hand():
    held = group((4, 3), (3, 3), (2, 4), (5, 3), (3, 3))
    assert (held.n, held.suppressed) == (5, False)
    assert held.mean_bias == Fraction(1, 5)
    assert held.mean_absolute_deviation == Fraction(5, 5)
    assert held.counts == {Label.ALIGNED: 2, Label.OVER: 2, Label.UNDER: 1}
    assert held.shares == {
        Label.ALIGNED: Fraction(2, 5),
        Label.OVER: Fraction(2, 5),
        Label.UNDER: Fraction(1, 5),
    }
    # Deviations from the means 3.4 and 3.2: sum of products -1.4, of squares 5.2 and 0.8.
    assert held.covariation == pytest.approx(-1.4 / (5.2 * 0.8) ** 0.5)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_group_below_five_tells_its_size_and_nothing_else(n):
    held = group(*[(4, 2)] * n)
    assert (held.n, held.suppressed) == (n, True)
    assert (
        held.mean_bias
        is held.mean_absolute_deviation
        is held.counts
        is held.shares
        is held.covariation
        is None
    )


def test_group_size_that_may_be_shown_can_be_set_and_nobody_is_never_shown():
    pair = Calibration(3, 3)
    assert not summarise([pair] * 3, smallest=3).suppressed
    assert not summarise([pair], smallest=1).suppressed
    assert summarise([pair] * 9, smallest=10).suppressed
    assert summarise([], smallest=0).suppressed


def test_covariation_is_none_where_one_value_is_the_same_for_all():
    assert group(*[(own, 3) for own in (1, 2, 3, 4, 5)]).covariation is None
    assert group(*[(3, shown) for shown in (1, 2, 3, 4, 5)]).covariation is None


@pytest.mark.parametrize(("shift", "expected"), [((1, 2, 3, 4, 5), 1.0), ((5, 4, 3, 2, 1), -1.0)])
def test_covariation_is_one_where_both_rise_together_whatever_the_bias(shift, expected):
    assert group(*zip(shift, (1, 2, 3, 4, 5), strict=True)).covariation == expected


@given(pairs, st.randoms())
def test_group_does_not_depend_on_order_and_keeps_its_bounds(held, random):
    summary = summarise(held)
    assert summary == summarise(random.sample(held, len(held)))
    assert -4 <= summary.mean_bias <= 4
    assert abs(summary.mean_bias) <= summary.mean_absolute_deviation <= 4
    assert sum(summary.shares.values()) == 1
    assert float(summary.mean_bias) == pytest.approx(mean(pair.bias for pair in held))


@given(pairs)
def test_pearson_agrees_with_the_standard_library(held):
    xs, ys = [pair.self_level for pair in held], [pair.level for pair in held]
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert pearson(xs, ys) is None
    else:
        assert -1 <= pearson(xs, ys) <= 1
        assert pearson(xs, ys) == pytest.approx(correlation(xs, ys))
