"""What holds of item analysis whatever the answers are."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.item_analysis import (
    Answer,
    Question,
    Sheet,
    Sitting,
    analyse,
    pooled_correlation,
    ratio_mean,
)
from tests.assessments.item_samples import of_rows

FEW = settings(max_examples=60)
SHARES = st.sampled_from([0.0, 1.0, 0.5, 1 / 3, 2 / 3, 0.25])


def matrices(shares, *, least=2):
    return st.integers(least, 6).flatmap(
        lambda width: st.lists(st.lists(shares, min_size=width, max_size=width), min_size=2, max_size=12)
    )


def drawn():
    """Sheets on which each sitting has some of six questions."""
    sitting = st.dictionaries(st.integers(0, 5), SHARES, min_size=1, max_size=6)
    return st.lists(sitting, min_size=2, max_size=12).map(
        lambda rows: Sheet(
            tuple(map(Question, range(6))),
            tuple(
                Sitting(n, {key: Answer(share) for key, share in row.items()}) for n, row in enumerate(rows)
            ),
        )
    )


@FEW
@given(matrices(st.sampled_from([0.0, 1.0])))
def test_kr20_is_alpha_where_answers_are_right_or_wrong(rows):
    found = analyse(of_rows(rows))
    assert (found.kr20.value is None) == (found.alpha.value is None)
    if found.kr20.value is not None:
        assert found.kr20.value == pytest.approx(found.alpha.value, abs=1e-9)


@FEW
@given(matrices(SHARES))
def test_alpha_is_what_the_textbook_formula_gives(rows):
    found = analyse(of_rows(rows)).alpha.value
    k, whole = len(rows[0]), statistics.variance([sum(row) for row in rows])
    if found is None:
        assert whole == pytest.approx(0, abs=1e-12)
    else:
        within = sum(statistics.variance(column) for column in zip(*rows, strict=True))
        assert found == pytest.approx(k / (k - 1) * (1 - within / whole), abs=1e-6)
        assert found <= 1 + 1e-9


@FEW
@given(drawn())
def test_figures_stay_within_their_bounds(sheet):
    found = analyse(sheet)
    assert all(0 <= total <= 1 for total in found.totals)
    for item in found.items:
        for figure, low in ((item.facility, 0), (item.discrimination, -1), (item.index, -1)):
            assert (figure.value is None) == (figure.why is not None)
            assert figure.value is None or low - 1e-12 <= figure.value <= 1 + 1e-12


@FEW
@given(drawn(), st.randoms(use_true_random=False))
def test_the_order_of_sittings_and_questions_changes_nothing(sheet: Sheet, dice: random.Random):
    questions, sittings = list(sheet.questions), list(sheet.sittings)
    dice.shuffle(questions)
    dice.shuffle(sittings)
    one, other = analyse(sheet), analyse(Sheet(tuple(questions), tuple(sittings)))
    assert one.alpha == other.alpha
    assert (one.mean, one.deviation, one.quartiles) == (other.mean, other.deviation, other.quartiles)
    assert {item.question.key: item for item in one.items} == {
        item.question.key: item for item in other.items
    }


@FEW
@given(matrices(SHARES, least=3))
@example([[0.0, 0.0, 1 / 3], [0.0, 0.5, 1 / 3]])
def test_alpha_if_deleted_is_alpha_of_the_rest(rows):
    found = analyse(of_rows(rows))
    for n, item in enumerate(found.items):
        rest = analyse(of_rows([row[:n] + row[n + 1 :] for row in rows])).alpha.value
        if rest is None or item.alpha_if_deleted.value is None:
            assert rest is item.alpha_if_deleted.value
        else:
            assert item.alpha_if_deleted.value == pytest.approx(rest, abs=1e-6)


def test_turning_a_question_round_turns_its_discrimination_round():
    rows = [[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 0], [1, 1, 1]]
    turned = [[1 - row[0], *row[1:]] for row in rows]
    one, other = (analyse(of_rows(each)).items[0].discrimination.value for each in (rows, turned))
    assert one == pytest.approx(-other)


@FEW
@given(st.lists(st.tuples(SHARES, st.just(1.0)), min_size=2, max_size=20))
def test_error_of_a_ratio_with_equal_weights_is_that_of_a_mean(pairs):
    found = ratio_mean(pairs)
    shares = [earned for earned, _possible in pairs]
    assert found.value == pytest.approx(statistics.fmean(shares))
    assert found.error == pytest.approx(statistics.stdev(shares) / len(shares) ** 0.5)


def test_a_ratio_weighs_learners_by_what_they_could_earn():
    assert ratio_mean([(1, 1), (0, 3)]).value == 0.25
    assert ratio_mean([(1, 1)]).error is None
    assert ratio_mean([(0, 0)]).value is None


def test_correlations_are_pooled_by_fishers_z():
    same = pooled_correlation([(0.3, 50), (0.3, 20)])
    assert same.value == pytest.approx(0.3)
    assert same.error == pytest.approx((1 - 0.09) / 64**0.5)
    assert 0.2 < pooled_correlation([(0.2, 50), (0.6, 10)]).value < 0.3
    assert pooled_correlation([(0.9, 3)]).value is None
    assert pooled_correlation([(1.0, 10)]).value == pytest.approx(1, abs=1e-6)
