"""Expert panels as pages show them: who has judged how much, and a member's own questions. Reads only, in a
constant number of queries; a member's questions never carry a key.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from assessments.bank import name_of
from assessments.kinds import get_kind
from assessments.models import (
    AttemptItem,
    Item,
    ItemVersion,
    Panel,
    PanelItem,
    PanelJudgement,
    PanelMember,
    Response,
)
from assessments.sitting import Question


@dataclass(frozen=True)
class MemberProgress:
    """How far one member is. `judged` counts the items that have nothing left to answer."""

    member: PanelMember
    judged: int


@dataclass(frozen=True)
class PanelPage:
    """A panel with its items and members."""

    panel: Panel
    items: tuple[PanelItem, ...]
    members: tuple[MemberProgress, ...]

    @property
    def active(self) -> list[MemberProgress]:
        """The members whose judgements count."""
        return [one for one in self.members if one.member.withdrawn_at is None]

    @property
    def finished(self) -> int:
        """How many said that they are done."""
        return sum(one.member.finished_at is not None for one in self.active)

    @property
    def is_draft(self) -> bool:
        """Whether its items and its rule can still change."""
        return self.panel.state == Panel.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether members can judge."""
        return self.panel.state == Panel.State.OPEN


def panel_page(panel: Panel) -> PanelPage:
    """Return a panel with its items and how far its members are. Three queries."""
    items = tuple(_items(panel))
    versions = {one.pk: one.item_version for one in items}
    done: Counter[int] = Counter()
    rows = PanelJudgement.objects.filter(panel_item__in=versions)
    for member_id, item_id, values in rows.values_list("member_id", "panel_item_id", "values"):
        version = versions[item_id]
        done[member_id] += get_kind(version.kind).is_complete(version.body, values)
    members = panel.members.order_by("name", "pk")
    return PanelPage(panel, items, tuple(MemberProgress(one, done[one.pk]) for one in members))


def item_name(row: PanelItem) -> str:
    """How an item of a panel is called."""
    return name_of(row.item_version.item, str(row.item_version.body.get("stem", "")))


@dataclass(frozen=True)
class Judging:
    """What one member sees: the questions of the panel with their own answers and remarks."""

    member: PanelMember
    questions: tuple[Question, ...]
    remarks: dict[int, str]
    rows: dict[int, PanelItem]

    @property
    def panel(self) -> Panel:
        """The panel."""
        return self.member.panel

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.panel.state == Panel.State.OPEN

    @cached_property
    def left(self) -> list[Question]:
        """The questions that have something left to answer."""
        return [one for one in self.questions if not one.is_complete]

    @property
    def done(self) -> int:
        """How many have nothing left to answer."""
        return len(self.questions) - len(self.left)

    @property
    def next_question(self) -> Question | None:
        """The first that has something left, else the first."""
        return next(iter([*self.left, *self.questions]), None)

    def at(self, position: int) -> Question | None:
        """The question at that place, if there is one."""
        return next((one for one in self.questions if one.position == position), None)


def judging_of(member: PanelMember, language: str) -> Judging:
    """Return what a member sees. Two queries."""
    rows = list(_items(member.panel))
    given = {
        one.panel_item_id: one for one in PanelJudgement.objects.filter(member=member, panel_item__in=rows)
    }
    return Judging(
        member=member,
        questions=tuple(_question(row, given.get(row.pk), language) for row in rows),
        remarks={row.position: given[row.pk].remark for row in rows if row.pk in given},
        rows={row.position: row for row in rows},
    )


def newest_versions(items: Collection[Item]) -> list[ItemVersion]:
    """Return what these items ask now, in their order. One query."""
    rows = ItemVersion.objects.filter(item__in=items).order_by("item", "n")
    newest = {row.item_id: row for row in rows}
    return [newest[item.pk] for item in items if item.pk in newest]


def is_shown_to_members(picture: UUID, *, digests: Collection[str], at: datetime) -> bool:
    """Whether a picture stands in an item that the members behind these links judge. One query."""
    if not digests:
        return False
    members = PanelMember.objects.filter(
        token_hash__in=list(digests), expires_at__gt=at, withdrawn_at__isnull=True
    )
    rows = ItemVersion.objects.filter(
        pk__in=PanelItem.objects.filter(panel__in=members.values("panel")).values("item_version")
    )
    bodies = rows.values_list("body", "translations")
    return any(f"picture:{picture}" in json.dumps([body, others]) for body, others in bodies)


def _question(row: PanelItem, judgement: PanelJudgement | None, language: str) -> Question:
    item = AttemptItem(position=row.position, item_version=row.item_version)
    response = Response(value=judgement.values) if judgement and judgement.values else None
    return Question(item, response, language)


def _items(panel: Panel) -> list[PanelItem]:
    rows = PanelItem.objects.filter(panel=panel).order_by("position")
    return list(rows.select_related("item_version__item__competency"))
