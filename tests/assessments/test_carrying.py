"""What the mappings between framework versions carry: exact on the same scale, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.carrying import Link, carrying

EXACT = Link(1, 2, "exact", same_scale=True, newer=True)
RELATIONS = ("exact", "broader", "narrower", "related", "split")


def test_exact_on_the_same_scale_carries_onward_and_never_back():
    carried = carrying([EXACT])
    assert (carried.sources(2), carried.targets(1)) == ({1}, {2})
    assert (carried.sources(1), carried.targets(2)) == (frozenset(), frozenset())


@pytest.mark.parametrize("relation", RELATIONS[1:])
def test_other_relations_carry_nothing(relation):
    assert carrying([replace(EXACT, relation=relation)]).sources(2) == frozenset()


@pytest.mark.parametrize("change", [{"same_scale": False}, {"newer": False}])
def test_exact_on_another_scale_or_backward_carries_nothing(change):
    assert carrying([replace(EXACT, **change)]).targets(1) == frozenset()


def test_what_was_split_carries_nothing_even_to_its_exact_part():
    assert carrying([EXACT, Link(1, 3, "split", same_scale=True, newer=True)]).targets(1) == frozenset()


def test_versions_are_crossed_one_by_one():
    carried = carrying([EXACT, replace(EXACT, source=2, target=3)])
    assert carried.sources(3) == {1, 2}
    assert carried.targets(1) == {2, 3}
    broken = carrying([EXACT, replace(EXACT, source=2, target=3, relation="related")])
    assert broken.sources(3) == frozenset()


# Versions of ten: competency 23 is in version 2, and links lead to a later version.
links = st.builds(
    lambda source, step, place, relation, same_scale: Link(
        source, (source // 10 + step) * 10 + place, relation, same_scale=same_scale, newer=True
    ),
    st.integers(0, 39),
    st.integers(1, 2),
    st.integers(0, 9),
    st.sampled_from(RELATIONS),
    st.booleans(),
)


@given(st.lists(links, max_size=30), st.randoms())
def test_carrying_is_the_same_both_ways_and_in_any_order(found, random):
    carried = carrying(found)
    again = carrying(random.sample(found, len(found)))
    everyone = {end for link in found for end in (link.source, link.target)}
    for one in everyone:
        assert carried.sources(one) == again.sources(one)
        for source in carried.sources(one):
            assert one in carried.targets(source)
            assert source // 10 < one // 10
            assert carried.sources(source) <= carried.sources(one)


@given(st.lists(links, max_size=30))
def test_nothing_is_carried_without_an_exact_link_on_the_same_scale(found):
    kept = [link for link in found if link.relation != "exact" or not link.same_scale]
    assert not any(carrying(kept).sources(link.target) for link in found)
