"""Which questions a sitting has, and in which order: the fixed ones, then those that are drawn from the bank.

Randomness is an argument, so that a sitting can be laid out the same again.
"""

from __future__ import annotations

from random import Random

from assessments.kinds import get_kind
from assessments.models import (
    AssessmentItem,
    AssessmentVersion,
    Attempt,
    AttemptItem,
    BlueprintRow,
    ItemVersion,
)
from assessments.pool import pool_of
from assessments.services.errors import NotReady


def lay_out(attempt: Attempt, chance: Random) -> None:
    """Write the questions of a sitting that has just begun.

    Drawn questions that the learner has not met yet in this assessment come before those that they have.
    Raises NotReady where nothing is left to ask.
    """
    version = attempt.administration.version
    asked = _fixed(version)
    asked += _drawn(version, asked, _met_before(attempt), chance)
    if version.shuffle_items:
        chance.shuffle(asked)
    if not asked:
        raise NotReady
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            item_version=one,
            option_order=_order(one, chance) if version.shuffle else [],
        )
        for position, one in enumerate(asked, start=1)
    )


def _fixed(version: AssessmentVersion) -> list[ItemVersion]:
    rows = AssessmentItem.objects.filter(version=version).select_related("item_version").order_by("position")
    return [row.item_version for row in rows]


def _drawn(
    version: AssessmentVersion, fixed: list[ItemVersion], met: set[int], chance: Random
) -> list[ItemVersion]:
    """What the rows of the blueprint draw, row by row, no item twice; fewer where the bank has fewer."""
    taken = {one.item_id for one in fixed}
    found: list[ItemVersion] = []
    for row in BlueprintRow.objects.filter(version=version).order_by("pk"):
        pool = [one for one in pool_of(row) if one.item_id not in taken]
        chance.shuffle(pool)
        pool.sort(key=lambda one: one.item_id in met)
        chosen = pool[: row.count]
        taken |= {one.item_id for one in chosen}
        found += chosen
    return found


def _met_before(attempt: Attempt) -> set[int]:
    """The items that the learner was asked in earlier sittings of this assessment."""
    earlier = AttemptItem.objects.filter(
        attempt__user=attempt.user_id,
        attempt__administration__version__assessment=attempt.administration.version.assessment_id,
    ).exclude(attempt=attempt)
    return set(earlier.order_by().values_list("item_version__item", flat=True))


def _order(version: ItemVersion, chance: Random) -> list[str]:
    kind = get_kind(version.kind)
    options = list(kind.option_ids(version.body))
    if kind.shuffles:
        chance.shuffle(options)
    return options
