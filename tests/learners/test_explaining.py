"""The explanation of a level adds up for whoever reads it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assessments.explanation import explain
from learners.explaining import arithmetic_lines


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((2, 3), "Median of 2, 3 = 2.5, halves down to 2"),
        ((2, 4), "Median of 2, 4 = 3"),
        ((3, 2, 4), "Median of 2, 3, 4 = 3"),
    ],
)
def test_arithmetic_says_what_becomes_of_a_half(room, levels, said):
    for level in levels:
        room.observe(room.school.learner, room.school.competency, level)
    why = explain(learner=room.school.learner, competency=room.school.competency, at=timezone.now())
    assert said in arithmetic_lines(why.standing, why.rules)
