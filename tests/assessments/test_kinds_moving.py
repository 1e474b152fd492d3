"""Moving the options of a ranking case up and down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.kinds import get_kind
from assessments.kinds.base import InvalidResponse
from assessments.kinds.judgement_ranking import moved
from tests.assessments.kind_samples import SAMPLES

KIND, SAMPLE = get_kind("judgement_ranking"), SAMPLES["judgement_ranking"]
NAMES = "ABCDE"
rankings = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 5))
complete = st.permutations(range(1, 6)).map(lambda ranks: dict(zip(NAMES, ranks, strict=True)))


def form(move: str, **ranks: str) -> dict[str, list[str]]:
    return {"move": [move], **{f"rank-{name}": [rank] for name, rank in ranks.items()}}


@pytest.mark.parametrize(
    ("move", "ranks"),
    [
        ("B:up", {"A": 2, "B": 1, "C": 3}),
        ("B:down", {"A": 1, "B": 3, "C": 2}),
        ("A:up", {"A": 1, "B": 2, "C": 3}),
        ("D:up", {"A": 1, "B": 2, "C": 3, "D": 4}),
        ("D:down", {"A": 1, "B": 2, "C": 3, "D": 5}),
    ],
)
def test_button_moves_what_the_form_holds(move, ranks):
    assert KIND.parse(SAMPLE.body, form(move, A="1", B="2", C="3")) == {"ranks": ranks}


@pytest.mark.parametrize("move", ["Z:up", "A:sideways", "A", ":up", "up:A"])
def test_move_that_the_form_does_not_offer_is_refused(move):
    with pytest.raises(InvalidResponse):
        KIND.parse(SAMPLE.body, form(move, A="1"))


def test_ranked_options_stand_in_the_order_of_their_ranks():
    order = ["E", "D", "C", "B", "A"]
    shown = KIND.present(SAMPLE.body, order, {"ranks": {"A": 2, "D": 1}})
    assert [option.id for option in shown.options] == ["D", "A", "E", "C", "B"]
    assert [option.id for option in KIND.present(SAMPLE.body, order, {}).options] == order


@given(complete, st.sampled_from(NAMES), st.booleans())
def test_move_keeps_a_complete_ranking_complete_and_is_undone_by_its_opposite(ranks, name, up):
    there = moved(ranks, name, up=up, count=5)
    assert sorted(there.values()) == [1, 2, 3, 4, 5]
    if there != ranks:
        assert moved(there, name, up=not up, count=5) == ranks


@given(rankings, st.sampled_from(NAMES), st.booleans())
def test_move_gives_nobody_else_a_first_rank_and_stays_within(ranks, name, up):
    there = moved(ranks, name, up=up, count=5)
    assert there.keys() == ranks.keys() | {name}
    assert all(1 <= rank <= 5 for rank in there.values())
    if name not in ranks:
        assert list(there.values()).count(there[name]) == 1
