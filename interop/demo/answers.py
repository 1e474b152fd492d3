"""Answers that the learners of the demo give: right as often as they are able to."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from interop.demo.cast import REFLECTION

Answer = dict[str, Any]


def answer(
    kind: str, body: Mapping[str, Any], key: Mapping[str, Any], *, ability: float, dice: random.Random
) -> Answer:
    """Return an answer to an item of the kind, right with the probability `ability` (0 to 1)."""
    ids = [option["id"] for option in body.get("options", ())]
    if kind == "single_best_answer":
        return {"choice": key["correct"] if _right(ability, dice) else dice.choice(ids)}
    if kind == "true_false":
        return {"choice": key["correct"] if _right(ability, dice) else not key["correct"]}
    if kind == "multiple_response":
        return {"choices": [one for one in ids if (one in key["correct"]) == _right(ability, dice)]}
    if kind == "judgement_rating":
        return {"ratings": {one: _near(key["ratings"][one], ability, dice) for one in ids}}
    if kind == "judgement_ranking":
        return {"ranks": _ranks(key["ranks"], ability, dice)}
    return {"text": REFLECTION}


def _right(ability: float, dice: random.Random) -> bool:
    return dice.random() < ability


def _near(rating: int, ability: float, dice: random.Random) -> int:
    if _right(ability, dice):
        return rating
    return min(4, max(1, rating + dice.choice((-1, 1))))


def _ranks(ranks: Mapping[str, int], ability: float, dice: random.Random) -> dict[str, int]:
    order: Sequence[str] = sorted(ranks, key=lambda one: ranks[one])
    given = list(order)
    if not _right(ability, dice):
        place = dice.randrange(len(given) - 1)
        given[place], given[place + 1] = given[place + 1], given[place]
    return {one: place for place, one in enumerate(given, start=1)}
