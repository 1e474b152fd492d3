"""Which competencies of older framework versions a competency takes its evidence from. Pure: no Django.

Evidence is carried to a newer version of the same framework only where the competency is exactly the same
and is judged on the same scale. What was split is no longer one competency, and carries nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """How a competency (by key) relates to one of another version. `relation` as in the mapping; `newer`
    says that it leads to a newer version of the same framework."""

    source: int
    target: int
    relation: str
    same_scale: bool
    newer: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """What is carried, step by step: the competencies that each one leads to, and those that lead to it."""

    onward: Mapping[int, frozenset[int]]
    back: Mapping[int, frozenset[int]]

    def sources(self, competency: int) -> frozenset[int]:
        """The older competencies whose evidence counts for this one too, over any number of versions."""
        return _reach(competency, self.back)

    def targets(self, competency: int) -> frozenset[int]:
        """The newer competencies for which evidence of this one counts too."""
        return _reach(competency, self.onward)

    def with_sources(self, competencies: Collection[int]) -> set[int]:
        """These competencies and the older ones that they take evidence from."""
        return {*competencies, *(source for one in competencies for source in self.sources(one))}

    def with_targets(self, competencies: Collection[int]) -> set[int]:
        """These competencies and the newer ones for which their evidence counts too."""
        return {*competencies, *(target for one in competencies for target in self.targets(one))}


def carrying(links: Iterable[Link]) -> Carried:
    """Return what these links carry."""
    links = list(links)
    split = {link.source for link in links if link.relation == "split"}
    onward: defaultdict[int, set[int]] = defaultdict(set)
    back: defaultdict[int, set[int]] = defaultdict(set)
    for link in links:
        if link.relation == "exact" and link.same_scale and link.newer and link.source not in split:
            onward[link.source].add(link.target)
            back[link.target].add(link.source)
    return Carried(
        {key: frozenset(found) for key, found in onward.items()},
        {key: frozenset(found) for key, found in back.items()},
    )


def _reach(start: int, steps: Mapping[int, frozenset[int]]) -> frozenset[int]:
    found: set[int] = set()
    ahead = [start]
    while ahead:
        new = steps.get(ahead.pop(), frozenset()) - found
        found |= new
        ahead.extend(new)
    return frozenset(found)
