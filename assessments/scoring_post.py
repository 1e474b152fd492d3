"""How near a review of a post comes to the key: what was marked, what it was called, what was decided.

Pure: no Django. Every score is a `Fraction` from 0 to 1, as in `assessments.scoring`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from assessments.scoring import HALF, ONE, ZERO


def mark_credit(*, keyed: str | None, given: str | None) -> Fraction:
    """What a marked piece earns: 1 where its breach is named as keyed, 1/2 where only the piece is right,
    0 where nothing is keyed or nothing was marked. An empty `given` is marked without a name."""
    if keyed is None or given is None:
        return ZERO
    return ONE if given == keyed else HALF


def overlap(*, keyed: Mapping[str, str], given: Mapping[str, str]) -> Fraction:
    """How far the marked pieces and the keyed ones are the same: twice the credit / (keyed + marked).

    With every breach named as keyed this is Dice's coefficient, 2|A and B| / (|A| + |B|): marking everything
    cannot win, and what was missed costs as much as what was marked without need. Source: Dice LR. Measures
    of the amount of ecologic association between species. Ecology 1945;26:297-302. The half credit for the
    wrong name is proposed by the authors of the content. 1 where nothing is keyed and nothing was marked.
    """
    if not keyed and not given:
        return ONE
    credit = sum((mark_credit(keyed=keyed.get(name), given=breach) for name, breach in given.items()), ZERO)
    return 2 * credit / (len(keyed) + len(given))


def post_review(*, marks: Fraction, decision: Fraction) -> Fraction:
    """The mean of what the marks and the decision earn. Proposed by the authors of the content."""
    return (marks + decision) / 2
