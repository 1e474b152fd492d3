"""What a corrected key changes: sittings that an older key marked, and what they show with it.

Reads only. Everything is read set by set, never sitting by sitting: 10,000 sittings take as many queries as
one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from assessments.choices import Mode
from assessments.facts import Method
from assessments.kinds import get_kind
from assessments.models import Attempt, AttemptItem, ItemKey, ItemVersion, Score
from assessments.scoring import (
    CompetencyResult,
    CutScores,
    MarkedItem,
    competency_results,
    from_stored,
    to_stored,
)
from assessments.tiers import Tier

MARKED_STATES = (Attempt.State.SUBMITTED, Attempt.State.RELEASED)
"""Sittings that a key has marked. The others are marked by the newest key when they are handed in."""


def marked_by_older(key: ItemKey) -> QuerySet[AttemptItem]:
    """The questions of sittings that a key marked, but neither this one nor a newer one."""
    standing = Score.objects.filter(
        attempt_item=OuterRef("pk"), key__isnull=False, marked_at__gte=OuterRef("attempt__submitted_at")
    )
    rows: QuerySet[AttemptItem] = AttemptItem.objects.filter(
        Exists(standing),
        ~Exists(standing.filter(key__n__gte=key.n)),
        item_version=key.version_id,
        attempt__state__in=MARKED_STATES,
    )
    return rows.order_by()


class Old(NamedTuple):
    """The mark that stands for one question of one sitting, and the answer that it marked."""

    attempt_item_id: int
    attempt_id: int
    user_id: int
    response_id: int | None
    value: Any
    points: Decimal
    marked_at: datetime


def old_marks(rows: QuerySet[AttemptItem]) -> list[Old]:
    """The marks that stand for these questions, which are a lot of them and not all. Two queries."""
    # By their keys: a nested query has PostgreSQL join every mark that there is.
    keys = list(rows.values_list("pk", flat=True))
    found: dict[int, Old] = {}
    for mark in (
        Score.objects.filter(attempt_item__in=keys, marked_at__gte=F("attempt_item__attempt__submitted_at"))
        .order_by("marked_at", "pk")
        .values_list(
            "attempt_item_id",
            "attempt_item__attempt_id",
            "attempt_item__attempt__user_id",
            "response_id",
            "response__value",
            "points",
            "marked_at",
        )
    ):
        old = Old._make(mark)
        found[old.attempt_item_id] = old
    return list(found.values())


@dataclass
class Marker:
    """Marks answers with a key; the same answer is marked once."""

    version: ItemVersion
    values: Mapping[str, Any]
    _known: dict[str, Decimal] = field(default_factory=dict)

    def points(self, old: Old) -> Decimal:
        """The share of the points that the answer earns, as it is stored; nothing for none."""
        if old.response_id is None:
            return to_stored(Fraction(0))
        name = repr(old.value)
        if name not in self._known:
            found = get_kind(self.version.kind).score(self.version.body, self.values, old.value)
            self._known[name] = to_stored(found)
        return self._known[name]


class Sitting(NamedTuple):
    """What decides about a sitting."""

    pk: int
    user_id: int
    state: str
    mode: str
    rules: Mapping[str, Any]
    submitted_at: datetime
    type: str
    assessment_id: int

    @property
    def writes_evidence(self) -> bool:
        """Whether its result is in the record."""
        return self.state == Attempt.State.RELEASED and self.mode == Mode.COUNTING

    @property
    def judged(self) -> bool:
        """Whether a person decides about its level."""
        return Method(self.type).from_person


def sittings(attempt_ids: Collection[int]) -> dict[int, Sitting]:
    """These sittings. One query."""
    rows = Attempt.objects.filter(pk__in=attempt_ids).values_list(
        "pk",
        "user_id",
        "state",
        "mode",
        "rules",
        "submitted_at",
        "administration__version__assessment__type",
        "administration__version__assessment_id",
    )
    return {row[0]: Sitting._make(row) for row in rows}


class Piece(NamedTuple):
    """One question of a sitting: its stored points, None where it was left blank for a person."""

    item_version_id: int
    points: Decimal | None


@dataclass
class Results:
    """What sittings show for one competency. `pieces` are their questions about it, by sitting."""

    competency_id: int
    pieces: Mapping[int, Mapping[int, Piece]]
    weights: Mapping[int, tuple[Tier, Fraction]]
    _items: dict[Piece, MarkedItem] = field(default_factory=dict)
    _cuts: dict[tuple[str, ...], CutScores] = field(default_factory=dict)

    def of(self, sitting: Sitting, changed: Mapping[int, Decimal] | None = None) -> CompetencyResult | None:
        """What a sitting shows, with other points for some of its questions; None where it shows nothing."""
        pieces = self.pieces.get(sitting.pk, {})
        marked = [
            self._marked(
                piece if changed is None or pk not in changed else piece._replace(points=changed[pk])
            )
            for pk, piece in pieces.items()
        ]
        found = competency_results(marked, self._cut(sitting))
        return found[0] if found else None

    def _marked(self, piece: Piece) -> MarkedItem:
        if piece not in self._items:
            tier, weight = self.weights[piece.item_version_id]
            self._items[piece] = MarkedItem(
                competency=self.competency_id,
                tier=tier,
                points=Fraction(0) if piece.points is None else from_stored(piece.points) * weight,
                possible=weight,
                blank=piece.points is None,
            )
        return self._items[piece]

    def _cut(self, sitting: Sitting) -> CutScores:
        written = tuple(map(str, sitting.rules.get("cut_scores", ())))
        if written not in self._cuts:
            self._cuts[written] = CutScores.of(written) if written else CutScores()
        return self._cuts[written]


def results(attempt_ids: Collection[int], competency_id: int) -> Results:
    """What these sittings show for a competency. Two queries."""
    rows = AttemptItem.objects.filter(
        attempt__in=attempt_ids, item_version__item__competency=competency_id
    ).order_by("scores__marked_at", "scores__pk")
    pieces: defaultdict[int, dict[int, Piece]] = defaultdict(dict)
    asked = set()
    # Rows without a mark have no instant, which the type of an outer join does not say.
    found: Iterable[Any] = rows.values_list(
        "attempt_id", "pk", "item_version_id", "attempt__submitted_at", "scores__points", "scores__marked_at"
    ).iterator(chunk_size=5000)
    for attempt_id, pk, version_id, submitted_at, points, marked_at in found:
        asked.add(version_id)
        if marked_at is None or marked_at < submitted_at:
            pieces[attempt_id].setdefault(pk, Piece(version_id, None))
        else:
            pieces[attempt_id][pk] = Piece(version_id, points)
    versions = ItemVersion.objects.filter(pk__in=asked).values_list("pk", "tier", "points")
    return Results(
        competency_id,
        dict(pieces),
        {pk: (Tier.from_code(tier), Fraction(points)) for pk, tier, points in versions},
    )


@dataclass(frozen=True)
class Move:
    """One sitting whose points change; levels are None where a sitting shows none or a person decides."""

    sitting: Sitting
    before: Fraction
    after: Fraction
    level_before: int | None
    level_after: int | None

    @cached_property
    def by(self) -> int:
        """How many levels it goes up, or down where negative."""
        return (self.level_after or 0) - (self.level_before or 0)

    @property
    def up(self) -> bool:
        """Whether it earns more than before."""
        return self.after > self.before


def moves(version: ItemVersion, values: Mapping[str, Any], marks: Iterable[Old]) -> list[Move]:
    """The sittings whose points change when `values` mark these answers. Four queries."""
    marker = Marker(version, values)
    changed = {old.attempt_item_id: (old, marker.points(old)) for old in marks}
    changed = {pk: (old, points) for pk, (old, points) in changed.items() if points != old.points}
    attempt_ids = {old.attempt_id for old, _points in changed.values()}
    known, shown = sittings(attempt_ids), results(attempt_ids, version.item.measures)
    found = []
    for pk, (old, points) in changed.items():
        sitting = known[old.attempt_id]
        one, other = shown.of(sitting), shown.of(sitting, {pk: points})
        levels = (
            (None, None) if sitting.judged else (one.level if one else None, other.level if other else None)
        )
        found.append(
            Move(
                sitting,
                one.share if one else Fraction(0),
                other.share if other else Fraction(0),
                *levels,
            )
        )
    return found
