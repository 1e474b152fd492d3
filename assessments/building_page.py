"""What those see who build an assessment: its questions, what it draws, what it covers and lacks.

Reads only, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Final

from django.db.models import IntegerField, OuterRef, Subquery

from assessments.choices import AssessmentType
from assessments.choices import Tier as TierChoice
from assessments.coverage import Aim, Covered, Measured, coverage
from assessments.kinds import get_kind
from assessments.models import (
    Assessment,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
    Item,
    ItemVersion,
)
from assessments.policies_in_force import adopted_policies
from assessments.policy_rules import PolicyRules
from assessments.pool import pools_of
from assessments.services.building import mark_of, newest
from assessments.tiers import Tier
from competencies.models import Competency
from competencies.models.state import ContentState

FROM_PEOPLE: Final = frozenset({AssessmentType.SELF_RATING, AssessmentType.OBSERVATION})
"""The types that people fill in without questions of the bank."""
LONGEST_NAME: Final = 90


def called(version: ItemVersion) -> str:
    """How a question is called: its title, else the beginning of what it asks, else its code."""
    plain = " ".join(str(version.body.get("stem", "")).replace("*", "").replace("#", "").split())
    if len(plain) > LONGEST_NAME:
        plain = plain[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return version.item.title or plain or version.item.code


@dataclass(frozen=True)
class FixedLine:
    """A question at its place. `newest_n` is the number of the newest version of its item."""

    version: ItemVersion
    position: int
    newest_n: int

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return str(self.version.item.public_id)

    @property
    def name(self) -> str:
        """How it is called."""
        return called(self.version)

    @property
    def kind(self) -> str:
        """What sort of question it is."""
        return str(get_kind(self.version.kind).label)

    @property
    def tier(self) -> str:
        """Its tier, in a word."""
        return str(TierChoice(self.version.tier).label)

    @property
    def is_retired(self) -> bool:
        """Whether the bank has retired it."""
        return self.version.item.state == ContentState.RETIRED

    @property
    def has_newer(self) -> bool:
        """Whether the bank has a newer version of it."""
        return self.newest_n > self.version.n


@dataclass(frozen=True)
class DrawnLine:
    """A row of the blueprint at its place (from 1), with how many questions the bank has for it."""

    row: BlueprintRow
    number: int
    available: int

    @property
    def is_short(self) -> bool:
        """Whether the bank has fewer than are to be drawn."""
        return self.available < self.row.count


@dataclass(frozen=True)
class Pictured:
    """What one competency gets. `has_policy` is whether ceilings come from a policy in force."""

    competency: Competency
    covered: Covered
    aim: int | None
    has_policy: bool

    @property
    def percent(self) -> int:
        """Its part of all points."""
        return round(self.covered.share * 100)


@dataclass(frozen=True)
class Building:
    """The newest version of an assessment as it is built. `seen` marks it for whoever writes."""

    assessment: Assessment
    version: AssessmentVersion
    lines: tuple[FixedLine, ...]
    drawn: tuple[DrawnLine, ...]
    picture: tuple[Pictured, ...]
    seen: str

    @property
    def has_questions(self) -> bool:
        """Whether its type asks questions of the bank."""
        return self.assessment.type not in FROM_PEOPLE

    @property
    def is_frozen(self) -> bool:
        """Whether it was used, so that a change makes a further version."""
        return self.version.frozen_at is not None

    @property
    def next_n(self) -> int:
        """The number that a further version gets."""
        return self.version.n + 1

    @cached_property
    def asked(self) -> int:
        """How many questions a sitting has, as far as the bank has them."""
        return len(self.lines) + sum(min(one.row.count, one.available) for one in self.drawn)


def building_of(assessment: Assessment, *, at: datetime, more: Sequence[ItemVersion] = ()) -> Building:
    """Return the newest version of an assessment as it is built. `more` are versions, with item and
    indicators, that its picture is to show as if they were in it. Raises NotReady without any version."""
    version = newest(assessment)
    lines = _lines(version)
    rows = list(version.blueprint.select_related("competency", "indicator").order_by("pk"))
    fixed = [line.version for line in lines] + list(more)
    taken = {one.item_id for one in fixed}
    bank = pools_of(rows)
    pools = {row: [one for one in bank[row.pk] if one.item_id not in taken] for row in rows}
    return Building(
        assessment=assessment,
        version=version,
        lines=lines,
        drawn=tuple(DrawnLine(row, n, len(pools[row])) for n, row in enumerate(rows, start=1)),
        picture=_picture(assessment, fixed, pools, at),
        seen=mark_of(version),
    )


def _lines(version: AssessmentVersion) -> tuple[FixedLine, ...]:
    numbers = ItemVersion.objects.filter(item=OuterRef("item_version__item")).order_by("-n").values("n")[:1]
    rows = (
        AssessmentItem.objects.filter(version=version)
        .select_related("item_version__item__competency")
        .prefetch_related("item_version__item__indicators")
        .annotate(newest_n=Subquery(numbers, output_field=IntegerField()))
        .order_by("position")
    )
    return tuple(FixedLine(row.item_version, n, row.newest_n) for n, row in enumerate(rows, start=1))


def newest_versions(items: Sequence[Item]) -> dict[int, ItemVersion]:
    """Return the newest version of each item by the item's key, with its indicators. Two queries."""
    rows = (
        ItemVersion.objects.filter(item__in=items)
        .select_related("item__competency")
        .prefetch_related("item__indicators")
        .order_by("item", "n")
    )
    return {row.item_id: row for row in rows}


def _picture(
    assessment: Assessment,
    fixed: Sequence[ItemVersion],
    pools: Mapping[BlueprintRow, Sequence[ItemVersion]],
    at: datetime,
) -> tuple[Pictured, ...]:
    measured = [_measured(one) for one in fixed if one.item.competency_id is not None]
    measured += [_drawn(row, pool) for row, pool in pools.items()]
    levels = dict(assessment.attachments.values_list("competency_id", "level_to"))
    wanted = {int(one.competency) for one in measured} | set(levels)
    competencies = (
        Competency.objects.filter(pk__in=wanted)
        .select_related("version")
        .prefetch_related("indicators")
        .order_by("version", "position")
    )
    rows = sorted(competencies, key=lambda one: one.pk not in levels)
    aims = [
        Aim(str(one.pk), tuple(each.code for each in one.indicators.all()), levels.get(one.pk))
        for one in rows
    ]
    policies = adopted_policies(at)
    by_framework: dict[int, dict[str, Covered]] = {}
    for framework in {one.version.framework_id for one in rows}:
        policy = policies.get(framework)
        rules = PolicyRules.from_json(policy.rules) if policy else PolicyRules()
        ceilings = {tier: rules.ceiling(tier) for tier in Tier}
        found = coverage(measured=measured, aims=aims, ceilings=ceilings)
        by_framework[framework] = {each.competency: each for each in found}
    return tuple(
        Pictured(
            one,
            by_framework[one.version.framework_id][str(one.pk)],
            levels.get(one.pk),
            has_policy=one.version.framework_id in policies,
        )
        for one in rows
    )


def _measured(version: ItemVersion) -> Measured:
    return Measured(
        str(version.item.measures),
        Tier.from_code(version.tier),
        points=Fraction(version.points),
        indicators=frozenset(one.code for one in version.item.indicators.all()),
    )


def _drawn(row: BlueprintRow, pool: Sequence[ItemVersion]) -> Measured:
    """What a row is sure to bring: where it takes any tier, the lowest of its pool; of indicators, the one
    that it names; points as its pool has on average."""
    tiers = [Tier.from_code(one.tier) for one in pool]
    points = [Fraction(one.points) for one in pool]
    return Measured(
        str(row.competency_id),
        Tier.from_code(row.tier) if row.tier else min(tiers, default=Tier.KNOWS),
        count=row.count,
        points=sum(points, Fraction(0)) / len(points) if points else Fraction(1),
        indicators=frozenset({row.indicator.code} if row.indicator else ()),
        available=len(pool),
    )
