"""What a set of items covers and lacks."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.coverage import Aim, Covered, Lack, Measured, coverage
from assessments.tiers import Tier

CEILINGS = {Tier.KNOWS: 2, Tier.KNOWS_HOW: 3, Tier.SHOWS_HOW: 4, Tier.DOES: 5}
rows = st.lists(
    st.builds(
        Measured,
        competency=st.sampled_from(["SM-1", "SM-2", "SM-3"]),
        tier=st.sampled_from(Tier),
        count=st.integers(1, 5),
        points=st.sampled_from([Fraction(1), Fraction(5, 2)]),
    ),
    max_size=8,
)


def one(measured, **aim) -> Covered:
    return coverage(measured=measured, aims=[Aim("SM-1", **aim)], ceilings=CEILINGS)[0]


def test_competency_without_items_is_named() -> None:
    assert one([]).lacks == (Lack.NO_ITEM,)
    assert one([]).highest == 0


def test_three_items_are_enough_and_two_are_too_few() -> None:
    assert Lack.TOO_FEW in one([Measured("SM-1", Tier.KNOWS, count=2)]).lacks
    assert one([Measured("SM-1", Tier.KNOWS, count=3)]).lacks == ()


def test_highest_tier_with_too_few_items_is_named() -> None:
    knows = Measured("SM-1", Tier.KNOWS, count=4)
    assert one([knows, Measured("SM-1", Tier.KNOWS_HOW, count=2)]).lacks == (Lack.TIER_TOO_THIN,)
    assert one([knows, Measured("SM-1", Tier.KNOWS_HOW, count=3)]).lacks == ()


def test_tier_below_the_level_aimed_at_is_named() -> None:
    knows = Measured("SM-1", Tier.KNOWS, count=3)
    assert one([knows], level_to=3).lacks == (Lack.CEILING_BELOW_AIM,)
    found = one([knows, Measured("SM-1", Tier.KNOWS_HOW)], level_to=3)
    assert (found.highest, found.lacks) == (3, (Lack.TIER_TOO_THIN,))


def test_untouched_indicators_are_listed_in_their_order() -> None:
    found = one(
        [Measured("SM-1", Tier.KNOWS, count=3, indicators=frozenset({"SM-1.b"}))],
        indicators=("SM-1.a", "SM-1.b", "SM-1.c"),
    )
    assert found.untouched == ("SM-1.a", "SM-1.c")
    assert found.lacks == (Lack.INDICATORS_UNTOUCHED,)


def test_row_that_the_bank_cannot_fill_is_named() -> None:
    assert one([Measured("SM-1", Tier.KNOWS, count=4, available=3)]).lacks == (Lack.BANK_TOO_SMALL,)
    assert one([Measured("SM-1", Tier.KNOWS, count=4, available=4)]).lacks == ()


def test_competencies_beyond_the_aims_come_after_them() -> None:
    measured = [Measured("SM-9", Tier.KNOWS), Measured("SM-2", Tier.KNOWS)]
    found = coverage(measured=measured, aims=[Aim("SM-5")], ceilings=CEILINGS)
    assert [covered.competency for covered in found] == ["SM-5", "SM-2", "SM-9"]


@given(rows)
def test_shares_and_counts_add_up(measured) -> None:
    found = coverage(measured=measured, aims=[Aim("SM-1")], ceilings=CEILINGS)
    assert sum(covered.count for covered in found) == sum(row.count for row in measured)
    assert sum(covered.share for covered in found) == (1 if measured else 0)
    assert all(covered.count == sum(count for _tier, count in covered.by_tier) for covered in found)
