"""Which questions a sitting has, and in which order: the fixed ones, then those that are drawn from the bank.

Randomness is an argument, so that a sitting can be laid out the same again.
"""

from __future__ import annotations

from collections.abc import Collection
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
from assessments.pool import pools_of
from assessments.services.errors import NotReady


def lay_out(attempt: Attempt, chance: Random) -> None:
    """Write the questions of a sitting that has just begun.

    Drawn questions that the learner has not met yet in this assessment come before those that they have.
    Raises NotReady where nothing is left to ask.
    """
    version = attempt.administration.version
    asked = questions_of(version, met=_met_before(attempt), chance=chance)
    if not asked:
        raise NotReady
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            item_version=one,
            option_order=order_of(one, chance) if version.shuffle else [],
        )
        for position, one in enumerate(asked, start=1)
    )


def questions_of(version: AssessmentVersion, *, met: Collection[int], chance: Random) -> list[ItemVersion]:
    """Return what a sitting of the version asks, in its order: the fixed items, then those that are drawn.

    `met` are the items that the learner was asked before. Empty where there is nothing to ask.
    """
    asked = _fixed(version)
    asked += _drawn(version, asked, met, chance)
    if version.shuffle_items:
        chance.shuffle(asked)
    return asked


def _fixed(version: AssessmentVersion) -> list[ItemVersion]:
    rows = AssessmentItem.objects.filter(version=version).select_related("item_version__item__competency")
    return [row.item_version for row in rows.order_by("position")]


def _drawn(
    version: AssessmentVersion, fixed: list[ItemVersion], met: Collection[int], chance: Random
) -> list[ItemVersion]:
    """What the rows of the blueprint draw, row by row, no item twice; fewer where the bank has fewer."""
    taken = {one.item_id for one in fixed}
    found: list[ItemVersion] = []
    rows = list(BlueprintRow.objects.filter(version=version).order_by("pk"))
    pools = pools_of(rows)
    for row in rows:
        pool = [one for one in pools[row.pk] if one.item_id not in taken]
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


def order_of(version: ItemVersion, chance: Random) -> list[str]:
    """Return the options of an item in an order made by chance, or as written where its kind keeps that."""
    kind = get_kind(version.kind)
    options = list(kind.option_ids(version.body))
    if kind.shuffles:
        chance.shuffle(options)
    return options
