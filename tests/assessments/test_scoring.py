"""Item formulas and competency results against worked examples and properties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import scoring
from assessments.scoring import CutScores, MarkedItem, competency_results
from assessments.tiers import Tier

F = Fraction
OPTIONS = tuple("ABCDEFG")
subsets = st.sets(st.sampled_from(OPTIONS))
keys = st.sets(st.sampled_from(OPTIONS), min_size=1)
steps = st.sampled_from(scoring.RATING_STEPS)
rankings = st.integers(2, 6).flatmap(
    lambda n: st.tuples(st.permutations(range(1, n + 1)), st.permutations(range(1, n + 1)))
)


def ranks(values):
    return dict(zip(OPTIONS, values, strict=False))


# Tiers


def test_tiers_ascend_from_knowing_to_doing():
    assert [tier.code for tier in sorted(Tier)] == ["knows", "knows_how", "shows_how", "does"]


@pytest.mark.parametrize("tier", Tier)
def test_tier_is_found_by_its_code(tier):
    assert Tier.from_code(tier.code) is tier


def test_tier_refuses_an_unknown_code():
    with pytest.raises(ValueError, match="shows"):
        Tier.from_code("shows")


# One option


def test_single_best_answer_gives_all_or_nothing():
    assert scoring.single_best_answer(correct="A", chosen="A") == 1
    assert scoring.single_best_answer(correct="A", chosen="B") == 0
    assert scoring.single_best_answer(correct="A", chosen=None) == 0


@pytest.mark.parametrize(
    ("correct", "chosen", "points"),
    [
        (True, True, 1),
        (False, False, 1),
        (True, False, 0),
        (False, True, 0),
        (False, None, 0),
        (True, None, 0),
    ],
)
def test_true_false_gives_nothing_for_no_answer(correct, chosen, points):
    assert scoring.true_false(correct=correct, chosen=chosen) == points


# Multiple response: three keyed options of the brief's examples are A, B, C


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ("ABC", F(1)),
        ("ABD", F(1, 3)),
        ("ABCDE", F(1, 3)),
        ("ADE", F(0)),
        ("DE", F(0)),
        ("", F(0)),
        ("AB", F(2, 3)),
    ],
)
def test_multiple_response_takes_wrong_choices_off_right_ones(chosen, points):
    assert scoring.multiple_response(correct="ABC", chosen=chosen) == points


def test_multiple_response_refuses_an_empty_key():
    with pytest.raises(ValueError, match="keyed"):
        scoring.multiple_response(correct=[], chosen=["A"])


@given(keys, subsets)
def test_multiple_response_is_a_share_and_full_only_for_the_key(correct, chosen):
    points = scoring.multiple_response(correct=correct, chosen=chosen)
    assert 0 <= points <= 1
    assert (points == 1) == (chosen == correct)


@given(keys, subsets, st.sampled_from(OPTIONS))
def test_multiple_response_never_falls_by_a_right_choice_nor_rises_by_a_wrong_one(correct, chosen, option):
    without = scoring.multiple_response(correct=correct, chosen=chosen - {option})
    with_it = scoring.multiple_response(correct=correct, chosen=chosen | {option})
    assert with_it >= without if option in correct else with_it <= without


# Judgement rating


@pytest.mark.parametrize(
    ("answer", "points"), [((3, 1, 4), F(5, 6)), ((2, 2, 4), F(1, 2)), ((4, 1, 4), F(1))]
)
def test_judgement_rating_follows_the_worked_examples(answer, points):
    assert scoring.judgement_rating(keyed=ranks((4, 1, 4)), given=ranks(answer)) == points


@pytest.mark.parametrize(
    ("keyed", "row"),
    [(4, "1 1/2 0 0"), (3, "1/2 1 0 0"), (2, "0 0 1 1/2"), (1, "0 0 1/2 1")],
)
def test_rating_credit_is_halved_one_step_away_and_never_crosses_the_midline(keyed, row):
    earned = [scoring.rating_credit(keyed=keyed, given=step) for step in (4, 3, 2, 1)]
    assert earned == [F(text) for text in row.split()]


@pytest.mark.parametrize("answer", [None, 0, 5])
def test_rating_credit_is_nothing_off_the_scale(answer):
    assert scoring.rating_credit(keyed=4, given=answer) == 0
    assert scoring.rating_credit(keyed=1, given=answer) == 0


@given(
    st.dictionaries(st.sampled_from(OPTIONS), steps, min_size=1),
    st.dictionaries(st.sampled_from(OPTIONS), steps),
)
def test_judgement_rating_is_a_share_that_a_right_rating_never_lowers(keyed, answer):
    before = scoring.judgement_rating(keyed=keyed, given=answer)
    assert 0 <= before <= 1
    for option, step in keyed.items():
        assert scoring.judgement_rating(keyed=keyed, given={**answer, option: step}) >= before


def test_judgement_rating_divides_by_all_options_also_those_not_rated():
    assert scoring.judgement_rating(keyed=ranks((4, 1, 4)), given={"A": 4}) == F(1, 3)


def test_judgement_rating_refuses_an_empty_key():
    with pytest.raises(ValueError, match="keyed"):
        scoring.judgement_rating(keyed={}, given={})


# Judgement ranking


@pytest.mark.parametrize(
    ("answer", "raw", "points"),
    [((1, 2, 3, 4, 5), 20, F(1)), ((2, 1, 3, 4, 5), 18, F(5, 6)), ((5, 4, 3, 2, 1), 8, F(0))],
)
def test_judgement_ranking_follows_the_worked_examples(answer, raw, points):
    keyed = ranks((1, 2, 3, 4, 5))
    assert scoring.ranking_raw(keyed=keyed, given=ranks(answer)) == raw
    assert scoring.judgement_ranking(keyed=keyed, given=ranks(answer)) == points


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_judgement_ranking_spans_zero_to_one_over_all_orders(n):
    keyed = ranks(range(1, n + 1))
    orders = [ranks(order) for order in permutations(range(1, n + 1))]
    points = {scoring.judgement_ranking(keyed=keyed, given=order) for order in orders}
    assert (min(points), max(points)) == (0, 1)


def test_ranking_treats_a_shared_rank_as_farthest_away():
    keyed = ranks((1, 2, 3, 4, 5))
    shared = ranks((1, 1, 3, 4, 5))
    assert scoring.ranking_distances(keyed=keyed, given=shared) == {"A": 4, "B": 4, "C": 0, "D": 0, "E": 0}
    assert scoring.ranking_raw(keyed=keyed, given=shared) == 12
    assert scoring.judgement_ranking(keyed=keyed, given=shared) == F(4, 12)


def test_ranking_treats_a_missing_rank_as_farthest_away():
    keyed = ranks((1, 2, 3, 4, 5))
    missing = {"A": 1, "B": 2, "C": 3, "D": 4}
    assert scoring.ranking_distances(keyed=keyed, given=missing)["E"] == 4
    assert scoring.judgement_ranking(keyed=keyed, given=missing) == F(8, 12)
    assert scoring.judgement_ranking(keyed=keyed, given={"A": 1}) == 0
    assert scoring.judgement_ranking(keyed=keyed, given={}) == 0


def test_ranking_ignores_options_that_the_key_does_not_know():
    assert scoring.judgement_ranking(keyed=ranks((1, 2)), given={"A": 1, "B": 2, "Z": 2}) == 1


def test_ranking_is_never_farther_than_the_farthest():
    assert scoring.ranking_distances(keyed=ranks((1, 2, 3)), given={"A": 99}) == {"A": 2, "B": 2, "C": 2}


def test_judgement_ranking_refuses_a_single_option():
    with pytest.raises(ValueError, match="two"):
        scoring.judgement_ranking(keyed={"A": 1}, given={"A": 1})


@given(rankings)
def test_judgement_ranking_is_a_share_and_full_only_for_the_key(pair):
    keyed, answer = map(ranks, pair)
    points = scoring.judgement_ranking(keyed=keyed, given=answer)
    assert 0 <= points <= 1
    assert (points == 1) == (keyed == answer)


@given(rankings, st.data())
def test_judgement_ranking_never_falls_when_two_options_in_the_wrong_order_change_places(pair, data):
    keyed, answer = map(ranks, pair)
    one, two = data.draw(st.permutations(list(keyed)))[:2]
    swapped = {**answer, one: answer[two], two: answer[one]}
    was_wrong = (keyed[one] < keyed[two]) != (answer[one] < answer[two])
    points = scoring.judgement_ranking(keyed=keyed, given=answer)
    points_swapped = scoring.judgement_ranking(keyed=keyed, given=swapped)
    assert points_swapped >= points if was_wrong else points_swapped <= points


@given(rankings, st.data())
def test_judgement_ranking_never_falls_when_a_missing_rank_is_filled(pair, data):
    keyed, answer = map(ranks, pair)
    option = data.draw(st.sampled_from(sorted(answer)))
    missing = {other: rank for other, rank in answer.items() if other != option}
    points = scoring.judgement_ranking(keyed=keyed, given=missing)
    assert scoring.judgement_ranking(keyed=keyed, given=answer) >= points


# Rubric


@pytest.mark.parametrize(("marks", "points"), [((4, 4, 4), F(1)), ((3, 2, 2), F(7, 12)), ((0, 0, 0), F(0))])
def test_rubric_is_total_out_of_twelve_for_three_criteria(marks, points):
    assert scoring.rubric(marks) == points


@pytest.mark.parametrize("marks", [(), (5,), (-1, 4)])
def test_rubric_refuses_marks_off_the_rubric(marks):
    with pytest.raises(ValueError, match="0 to 4"):
        scoring.rubric(marks)


# Stored points


@given(st.integers(1, 1000).flatmap(lambda q: st.fractions(0, 20, max_denominator=q)))
def test_points_come_back_exactly_from_six_decimals(points):
    stored = scoring.to_stored(points)
    assert stored.as_tuple().exponent == -6
    assert scoring.from_stored(stored) == points


def test_a_third_and_two_thirds_make_exactly_one_after_storing():
    parts = [scoring.from_stored(Decimal(text)) for text in ("0.333333", "0.666667")]
    assert sum(parts) == 1


# Cut scores


@pytest.mark.parametrize(
    ("share", "level"),
    [("0", 1), ("0.49", 1), ("0.5", 2), ("0.69", 2), ("0.7", 3), ("0.84", 3), ("0.85", 4), ("1", 4)],
)
def test_cut_scores_default_gives_levels_one_to_four(share, level):
    assert CutScores().level(F(share)) == level


def test_cut_scores_read_numbers_as_they_are_written():
    assert CutScores.of([0.0, 0.5, 0.7, 0.85]) == CutScores.of(["0", "0.5", "0.7", "0.85"]) == CutScores()


def test_cut_scores_may_reach_level_five():
    assert CutScores.of(["0", "0.4", "0.6", "0.8", "1"]).level(F(1)) == 5


def test_cut_scores_may_be_a_single_one():
    assert CutScores.of([0]).level(F(1)) == 1


@pytest.mark.parametrize(
    "cuts", [[], ["0.1"], [0, 0.5, 0.5], [0, 0.7, 0.5], [0, 1.1], [0, 0.1, 0.2, 0.3, 0.4, 0.5]]
)
def test_cut_scores_refuse_what_is_not_a_scale(cuts):
    with pytest.raises(ValueError, match="ascend"):
        CutScores.of(cuts)


# Competency results


def item(competency, tier, points, possible=1):
    return MarkedItem(competency, tier, F(points), F(possible))


def test_competency_results_are_one_per_competency():
    results = competency_results(
        [item(8, Tier.KNOWS, 1), item(1, Tier.KNOWS_HOW, 0), item(8, Tier.KNOWS, 0)], CutScores()
    )
    assert [(r.competency, r.share, r.level, r.tier) for r in results] == [
        (1, 0, 1, Tier.KNOWS_HOW),
        (8, F(1, 2), 2, Tier.KNOWS),
    ]


def test_competency_result_weighs_items_by_what_was_possible():
    (result,) = competency_results([item(1, Tier.KNOWS, 3, 3), item(1, Tier.KNOWS, 0, 1)], CutScores())
    assert (result.points, result.possible, result.share, result.level) == (3, 4, F(3, 4), 3)


@pytest.mark.parametrize(
    ("knows", "knows_how", "shows_how", "tier"),
    [
        ("1", "1", "1", Tier.SHOWS_HOW),
        ("1", "1", "0.49", Tier.KNOWS_HOW),
        ("0", "0", "0.5", Tier.SHOWS_HOW),
        ("1", "0", "0", Tier.KNOWS),
        ("0.4", "0.4", "0.4", Tier.KNOWS),
    ],
)
def test_competency_result_takes_the_highest_tier_half_earned_or_lowest(knows, knows_how, shows_how, tier):
    earned = zip((Tier.KNOWS, Tier.KNOWS_HOW, Tier.SHOWS_HOW), (knows, knows_how, shows_how), strict=True)
    items = [item(1, each, points) for each, points in earned]
    assert competency_results(items, CutScores())[0].tier is tier


def test_competency_result_judges_a_tier_by_all_its_items_together():
    items = [item(1, Tier.KNOWS, 1), item(1, Tier.DOES, 1, 3), item(1, Tier.DOES, 1, 1)]
    (result,) = competency_results(items, CutScores())
    assert result.tier is Tier.DOES
    assert [(share.tier, share.points, share.possible, share.reached) for share in result.tiers] == [
        (Tier.KNOWS, 1, 1, True),
        (Tier.DOES, 2, 4, True),
    ]


def test_competency_results_of_nothing_are_none():
    assert competency_results([], CutScores()) == ()


@pytest.mark.parametrize(("points", "possible"), [(2, 1), (-1, 1), (0, 0)])
def test_marked_item_refuses_impossible_points(points, possible):
    with pytest.raises(ValueError, match="possible"):
        item(1, Tier.KNOWS, points, possible)


marked = st.builds(
    lambda competency, tier, possible, share: MarkedItem(competency, tier, share * possible, F(possible)),
    st.integers(1, 3),
    st.sampled_from(Tier),
    st.integers(1, 4),
    st.fractions(0, 1, max_denominator=12),
)


@given(st.lists(marked, max_size=8), st.randoms())
def test_competency_results_do_not_depend_on_the_order_of_items(items, random):
    shuffled = random.sample(items, len(items))
    assert competency_results(items, CutScores()) == competency_results(shuffled, CutScores())


@given(st.lists(marked, min_size=1, max_size=8))
def test_competency_results_stay_on_the_scale_and_at_a_tier_that_was_sat(items):
    for result in competency_results(items, CutScores()):
        assert 0 <= result.share <= 1
        assert 1 <= result.level <= 5
        assert result.tier in {one.tier for one in items if one.competency == result.competency}


@given(st.lists(marked, min_size=1, max_size=8), st.data())
def test_more_points_never_lower_a_level_or_a_tier(items, data):
    index = data.draw(st.integers(0, len(items) - 1))
    raised = replace(items[index], points=items[index].possible)
    before = competency_results(items, CutScores())
    after = competency_results([*items[:index], raised, *items[index + 1 :]], CutScores())
    for old, new in zip(before, after, strict=True):
        assert (new.level >= old.level) and (new.tier >= old.tier)


@given(st.lists(st.fractions(0, 1), min_size=2))
def test_levels_ascend_with_shares(shares):
    levels = [CutScores().level(share) for share in sorted(shares)]
    assert all(low <= high for low, high in pairwise(levels))
