"""Standings as small numbers: what went in comes out."""

from __future__ import annotations

import pytest

from assessments.models import Attainment
from learners.stands import NOWHERE, stand_of, unpacked


@pytest.mark.parametrize("status", Attainment.Status.values)
@pytest.mark.parametrize("level", [None, 1, 5, 9])
@pytest.mark.parametrize("again", [False, True])
def test_stand_keeps_level_status_and_look_again(level: int | None, status: str, *, again: bool) -> None:
    stand = stand_of(level, status, look_again=again)
    assert (stand.level, stand.status, stand.look_again) == (level, status, again)
    assert stand_of(level, status, look_again=again) is stand


def test_every_number_is_a_stand_of_its_own() -> None:
    stands = {unpacked(number) for number in range(60)}
    assert len({(one.level, one.status, one.look_again) for one in stands}) == 60


def test_nowhere_is_zero() -> None:
    assert unpacked(0) is NOWHERE
