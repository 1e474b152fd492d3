"""Keys from the judgements of a panel: they fit their kinds, and what is not agreed is told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.kinds import KINDS, get_kind
from assessments.panel_keys import RULES, panel_result
from tests.assessments.kind_samples import SAMPLES

LEAST = Fraction(3, 5)


def result(kind, judgements, rule="mode", least=LEAST, body=None):
    return panel_result(
        kind=kind, body=body or SAMPLES[kind].body, judgements=judgements, rule=rule, least=least
    )


@pytest.mark.parametrize(("kind", "rule"), [(kind, rule) for kind, rules in RULES.items() for rule in rules])
def test_key_of_a_panel_of_one_mind_fits_its_kind_and_gives_its_answer_everything(kind, rule) -> None:
    sample = SAMPLES[kind]
    found = result(kind, [sample.right_value] * 5, rule)
    assert found.key is not None
    assert get_kind(kind).validate(sample.body, found.key) == []
    assert get_kind(kind).score(sample.body, found.key, sample.right_value) == 1
    assert (found.size, found.agreement, found.doubtful) == (5, 1, ())


def test_every_kind_that_a_key_marks_and_that_offers_its_answers_can_go_to_a_panel() -> None:
    assert set(KINDS) - set(RULES) == {"short_answer", "numeric", "reflection"}


def test_kind_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="reflection"):
        result("reflection", [{"text": "A text."}])


@pytest.mark.parametrize("kind", RULES)
def test_silent_panel_gives_no_key(kind) -> None:
    found = result(kind, [{}, {}])
    assert (found.key, found.size, found.is_agreed) == (None, 0, False)


def test_most_frequent_answer_wins_and_a_small_share_is_doubtful() -> None:
    votes = [{"choice": one} for one in "BBACB"]
    assert result("single_best_answer", votes).key == {"correct": "B"}
    assert result("single_best_answer", votes).is_agreed
    assert result("single_best_answer", votes, least=Fraction(7, 10)).doubtful == ("answer",)


def test_tie_is_doubtful_whatever_the_share() -> None:
    assert result("single_best_answer", [{"choice": "A"}, {"choice": "B"}], least=Fraction(0)).doubtful


def test_rating_by_median_differs_from_the_mode_where_votes_are_skewed() -> None:
    names = [option["id"] for option in SAMPLES["judgement_rating"].body["options"]]
    votes = [{"ratings": dict.fromkeys(names, step)} for step in (1, 1, 3, 4, 4, 4, 2)]
    assert set(result("judgement_rating", votes).key["ratings"].values()) == {4}
    assert set(result("judgement_rating", votes, "median").key["ratings"].values()) == {3}


def test_proportion_keeps_every_vote() -> None:
    names = [option["id"] for option in SAMPLES["judgement_rating"].body["options"]]
    votes = [{"ratings": dict.fromkeys(names, step)} for step in (4, 4, 3)]
    key = result("judgement_rating", votes, "proportion").key
    assert key["panel"][names[0]] == {"3": 1, "4": 2}


def test_ranks_that_are_not_whole_do_not_count() -> None:
    names = [option["id"] for option in SAMPLES["ordering"].body["options"]]
    whole = {"ranks": {name: rank for rank, name in enumerate(names, start=1)}}
    broken = [{"ranks": dict.fromkeys(names, 1)}, {"ranks": {names[0]: 1}}]
    found = result("ordering", [whole, *broken])
    assert (found.size, found.key) == (1, {"order": names})


def test_equal_mean_ranks_give_no_key() -> None:
    names = [option["id"] for option in SAMPLES["ordering"].body["options"]]
    forth = {name: rank for rank, name in enumerate(names, start=1)}
    back = {name: rank for rank, name in enumerate(reversed(names), start=1)}
    assert result("ordering", [{"ranks": forth}, {"ranks": back}]).key is None


def test_decision_on_a_post_credits_others_by_their_votes() -> None:
    votes = [{"marks": {}, "decision": one} for one in ("withhold", "withhold", "edit")]
    key = result("post_review", votes, "proportion").key
    assert (key["marks"], key["decision"], key["decisions"]) == ({}, "withhold", {"edit": 50})


@given(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=12))
def test_votes_in_another_order_give_the_same(votes) -> None:
    there = result("single_best_answer", [{"choice": one} for one in votes])
    assert there == result("single_best_answer", [{"choice": one} for one in sorted(votes)])
