"""Whether a cohort reaches what it aims at. Pure: no Django, no clock.

A share is a whole number of per cent and is never rounded up: 79.9 % is not 80 %. All comparisons are made
with whole learners.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TargetState(StrEnum):
    """Where a target stands. Without a last day nothing is ever missed."""

    MET = "met"
    ON_THE_WAY = "on_the_way"
    MISSED = "missed"


class Place(StrEnum):
    """What somebody's place in a cohort is on a day."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: a level, and how many measures have to stand behind it, some of them direct.

    share: per cent of the learners, 1 to 100. due_on: the last day, None for no day.
    """

    level: int
    share: int
    measures: int = 1
    direct: int = 0
    due_on: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.share <= 100:
            raise ValueError("a share is from 1 to 100 per cent")
        if not 0 <= self.direct <= self.measures:
            raise ValueError("direct measures are among the measures")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the record of one learner for one competency.

    level: where they stand, None where nothing was assessed. direct: how many kinds of assessment their
    evidence comes from. rated: whether they rated themselves, which is a measure and not a direct one.
    """

    level: int | None = None
    direct: int = 0
    rated: bool = False

    def meets(self, demand: Demand) -> bool:
        """Whether the level is there, and the measures behind it are."""
        return (
            self.level is not None
            and self.level >= demand.level
            and self.direct >= demand.direct
            and self.direct + self.rated >= demand.measures
        )


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days in a cohort, with what the place was: active, on leave, completed or withdrawn."""

    learner: int
    status: str
    starts_on: date
    ends_on: date | None


def meets_all(shown: Iterable[Shown], demand: Demand) -> bool:
    """Return whether a learner meets the demand in every competency that they are looked at in."""
    return all(one.meets(demand) for one in shown)


def needed_of(counted: int, share: int) -> int:
    """Return how many of the learners it takes for the share: the next whole learner, never fewer."""
    return -(-counted * share // 100)


def state_of(*, reached: int, counted: int, demand: Demand, on: date) -> TargetState:
    """Return where the target stands on a day. Where nobody is counted it is neither met nor missed."""
    if not counted:
        return TargetState.ON_THE_WAY
    if reached * 100 >= demand.share * counted:
        return TargetState.MET
    if demand.due_on is not None and on > demand.due_on:
        return TargetState.MISSED
    return TargetState.ON_THE_WAY


def whole_per_cent(reached: int, counted: int) -> int:
    """Return the share as a whole number of per cent, cut off and never rounded up; 0 where nobody is."""
    return reached * 100 // counted if counted else 0


def places_on(spells: Iterable[Spell], on: date) -> dict[int, Place]:
    """Return the place of each learner on a day, from all their spells in one cohort, by their keys.

    Who runs in the cohort is active, or on leave where every spell that runs says so. Of the others the
    last spell that is over decides: withdrawn, or left. Spells that begin later say nothing.
    """
    over: dict[int, Spell] = {}
    places: dict[int, Place] = {}
    for spell in sorted(spells, key=lambda one: (one.starts_on, one.ends_on or date.max)):
        if spell.starts_on > on:
            continue
        if spell.ends_on is not None and (spell.ends_on < on or spell.status == Place.WITHDRAWN):
            over[spell.learner] = spell
        elif spell.status == Place.ON_LEAVE:
            places.setdefault(spell.learner, Place.ON_LEAVE)
        else:
            places[spell.learner] = Place.ACTIVE
    for learner, spell in over.items():
        last = Place.WITHDRAWN if spell.status == Place.WITHDRAWN else Place.LEFT
        places.setdefault(learner, last)
    return places
