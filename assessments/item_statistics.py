"""From attempts to the sheets that item analysis reads. Reads only, in a constant number of queries.

What counts: of each learner the first sitting at an assessment that was handed in, since later ones may have
learnt from it; counting sittings unless practice is asked for; released and handed in unless only released
ones are wanted. Of each answer the mark that stands. See `assessments.item_analysis.sheet` for answers that
are missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from assessments.choices import Mode
from assessments.item_analysis import Answer, Question, Sheet, Sitting
from assessments.item_choices import chosen_in, options_of
from assessments.kinds import get_kind
from assessments.kinds.base import ScoredBy
from assessments.models import AssessmentItem, Attempt, AttemptItem, ItemKey, ItemVersion
from assessments.scoring import from_stored
from people.querysets import UserQuerySet

_COLUMNS = (
    "attempt_id",
    "attempt__user_id",
    "attempt__submitted_at",
    "attempt__administration__version__assessment_id",
    "pk",
    "position",
    "item_version_id",
    "seconds",
    "scores__points",
    "scores__marked_at",
    "scores__response_id",
    "scores__response__value",
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose sittings are looked at, and which. `learners` None means everybody, for the command line."""

    learners: UserQuerySet | None = None
    practice: bool = False
    released_only: bool = False
    administration_id: int | None = None

    def attempts(self) -> QuerySet[Attempt]:
        """The sittings that were handed in and that fit."""
        states = [Attempt.State.RELEASED]
        if not self.released_only:
            states.append(Attempt.State.SUBMITTED)
        rows: QuerySet[Attempt] = Attempt.objects.filter(state__in=states)
        if not self.practice:
            rows = rows.filter(mode=Mode.COUNTING)
        if self.learners is not None:
            rows = rows.filter(user__in=self.learners.values("pk"))
        if self.administration_id is not None:
            rows = rows.filter(administration=self.administration_id)
        return rows


class Mark(NamedTuple):
    """One question of one sitting as the database has it."""

    attempt_id: int
    user_id: int
    submitted_at: datetime
    assessment_id: int
    pk: int
    position: int
    item_version_id: int
    seconds: int
    points: Any
    marked_at: datetime | None
    response_id: int | None
    value: Any


@dataclass(frozen=True)
class Sat:
    """One sitting that is looked at, with the mark that stands of each of its questions."""

    attempt_id: int
    user_id: int
    assessment_id: int
    submitted_at: datetime
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Material:
    """Sittings with what is known of their questions. `pending` are the attempt items that a person has still
    to mark."""

    sittings: tuple[Sat, ...]
    versions: Mapping[int, ItemVersion]
    keys: Mapping[int, ItemKey]
    pending: frozenset[int] = field(default=frozenset())

    def sheet(self, order: Iterable[int] = (), only: Collection[int] | None = None) -> Sheet:
        """The sheet of these sittings: questions in `order` first, the others by code; `only` some of them.

        A sitting without any answer that counts is left out.
        """
        found = (_sitting(one, self, only) for one in self.sittings)
        sittings = tuple(one for one in found if one.answers)
        asked = {key for one in sittings for key in (*one.answers, *one.not_reached)}
        first = [key for key in dict.fromkeys(order) if key in asked]
        rest = sorted(asked.difference(first), key=lambda key: (self.versions[key].item.code, key))
        return Sheet(tuple(self._question(key) for key in (*first, *rest)), sittings)

    def _question(self, key: int) -> Question:
        version, of_key = self.versions[key], self.keys.get(key)
        values = of_key.values if of_key else None
        return Question(key, float(version.points), options_of(version.kind, version.body, values))


def read_material(attempts: QuerySet[Attempt]) -> Material:
    """Return the first sitting of each learner at each assessment among `attempts`. Four queries."""
    chosen = attempts.order_by().values("pk")
    rows = AttemptItem.objects.filter(attempt__in=chosen).order_by(
        "attempt_id", "position", "scores__marked_at", "scores__pk"
    )
    sittings = _first_of_each(_sat(map(Mark._make, rows.values_list(*_COLUMNS).iterator(chunk_size=5000))))
    answered = AttemptItem.objects.filter(attempt__in=chosen, responses__is_late=False)
    pending = answered.filter(scores__isnull=True).order_by().values_list("pk", flat=True)
    asked = {mark.item_version_id for one in sittings for mark in one.marks}
    versions = ItemVersion.objects.filter(pk__in=asked).select_related("item__competency")
    return Material(
        sittings,
        {version.pk: version for version in versions},
        {key.version_id: key for key in ItemKey.objects.filter(version__in=asked).order_by("n")},
        frozenset(pending),
    )


def _sat(marks: Iterable[Mark]) -> Iterable[Sat]:
    """The sittings of marks that come in the order of attempt, position and time."""
    standing: dict[int, Mark] = {}
    last: Mark | None = None
    for mark in marks:
        if last is not None and mark.attempt_id != last.attempt_id:
            yield _closed(last, standing)
            standing = {}
        stale = mark.marked_at is not None and mark.marked_at < mark.submitted_at
        if stale:
            # A mark of work that was returned and handed in anew since stands no longer.
            standing.setdefault(mark.pk, mark._replace(points=None))
        else:
            standing[mark.pk] = mark
        last = mark
    if last is not None:
        yield _closed(last, standing)


def _closed(last: Mark, standing: Mapping[int, Mark]) -> Sat:
    return Sat(last.attempt_id, last.user_id, last.assessment_id, last.submitted_at, tuple(standing.values()))


def _first_of_each(sittings: Iterable[Sat]) -> tuple[Sat, ...]:
    first: dict[tuple[int, int], Sat] = {}
    for one in sittings:
        place = one.user_id, one.assessment_id
        held = first.get(place)
        if held is None or (one.submitted_at, one.attempt_id) < (held.submitted_at, held.attempt_id):
            first[place] = one
    return tuple(first.values())


def _sitting(sat: Sat, material: Material, only: Collection[int] | None) -> Sitting:
    seen_to = max((mark.position for mark in sat.marks if _was_seen(mark, material)), default=0)
    answers: dict[int, Answer] = {}
    not_reached = set()
    for mark in sat.marks:
        key = mark.item_version_id
        if only is not None and key not in only:
            continue
        if mark.position > seen_to:
            not_reached.add(key)
        elif (answer := _answer(mark, material)) is not None:
            answers[key] = answer
    return Sitting(sat.user_id, answers, frozenset(not_reached))


def _was_seen(mark: Mark, material: Material) -> bool:
    return mark.response_id is not None or mark.seconds > 0 or mark.pk in material.pending


def _answer(mark: Mark, material: Material) -> Answer | None:
    """What a question earned; None where a person has still to mark it."""
    kind = material.versions[mark.item_version_id].kind
    seconds = mark.seconds or None
    if mark.points is not None:
        return Answer(
            float(from_stored(mark.points)),
            chosen_in(kind, mark.value),
            omitted=mark.response_id is None,
            seconds=seconds,
        )
    by_person = get_kind(kind).scored_by is ScoredBy.PERSON
    blank = by_person and mark.response_id is None and mark.pk not in material.pending
    return Answer(0.0, omitted=True, seconds=seconds) if blank else None


def order_of(assessment_id: int) -> list[int]:
    """The questions of an assessment as its newest version has them, then as older ones had. One query."""
    rows = AssessmentItem.objects.filter(version__assessment=assessment_id).order_by(
        "-version__n", "position"
    )
    return list(rows.values_list("item_version_id", flat=True))


def by_assessment(material: Material) -> dict[int, Material]:
    """The material, assessment by assessment."""
    found: defaultdict[int, list[Sat]] = defaultdict(list)
    for one in material.sittings:
        found[one.assessment_id].append(one)
    return {
        key: Material(tuple(some), material.versions, material.keys, material.pending)
        for key, some in found.items()
    }
