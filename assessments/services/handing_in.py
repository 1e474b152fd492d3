"""Taking a sitting from the learner: mark what a key can mark, and show the result where that is due.

The functions here work inside `recording`, on a sitting that is locked.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from django.db.models import Exists, OuterRef

from assessments.choices import ReleaseRule
from assessments.kinds import get_kind
from assessments.kinds.base import Json, ScoredBy
from assessments.models import Attempt, AttemptItem, ItemKey, Response, Score
from assessments.querysets import GRACE
from assessments.scoring import to_stored
from assessments.services.errors import NotReady
from assessments.services.releasing import HANDED_IN, Marks, release
from assessments.snapshot import RulesSnapshot

TAKING = (Attempt.State.OPEN, Attempt.State.RETURNED)


def locked(attempt: Attempt) -> Attempt:
    """Return the sitting as it stands, held until the transaction ends."""
    return (
        Attempt.objects.select_for_update(of=("self",), no_key=True)
        .select_related("administration__version__assessment")
        .get(pk=attempt.pk)
    )


def overdue(attempt: Attempt, at: datetime) -> bool:
    """Whether the sitting should have been handed in by `at`: its time is over, and the seconds of grace."""
    return attempt.state in TAKING and attempt.deadline_at is not None and attempt.deadline_at + GRACE <= at


def hand_in(attempt: Attempt, *, at: datetime) -> None:
    """Hand in an open or returned sitting: as of its deadline where that has passed, else as of `at`."""
    late = overdue(attempt, at)
    attempt.submitted_at = min(at, attempt.deadline_at) if attempt.deadline_at else at
    attempt.submitted_by_clock = late
    attempt.state = Attempt.State.SUBMITTED
    items = list(attempt.items.select_related("item_version__item"))
    answers = standing_responses(items)
    # Only these marks stand now: those that a person gave before the work was returned do not.
    scores = Score.objects.bulk_create(machine_scores(items, answers, at=at))
    marked = {score.attempt_item_id for score in scores}
    attempt.release_at = release_time(attempt, at) if fully_marked(items, answers, marked) else None
    if result_due(attempt, at):
        blanks = [item for item in items if item.pk not in marked]
        release(attempt, at=at, marks=Marks(scores, blanks))
    else:
        attempt.save(update_fields=HANDED_IN)


def result_due(attempt: Attempt, at: datetime) -> bool:
    """Whether a sitting that was handed in is to show its result by `at`."""
    due = attempt.release_at is not None and attempt.release_at <= at
    return attempt.state == Attempt.State.SUBMITTED and due


def release_if_due(attempt: Attempt, *, at: datetime) -> None:
    """Release a marked sitting whose result is due."""
    if result_due(attempt, at):
        release(attempt, at=at)


def release_time(attempt: Attempt, at: datetime) -> datetime:
    """When the result of a sitting that is fully marked at `at` is to be shown."""
    rules = RulesSnapshot.from_json(attempt.rules)
    waits = rules.release_rule == ReleaseRule.AFTER_DUE and attempt.due_at is not None
    return max(at, attempt.due_at) if waits and attempt.due_at else at


def fully_marked(
    items: Iterable[AttemptItem], answers: Mapping[int, Response], marked: Container[int]
) -> bool:
    """Whether nothing waits for a mark: every item has one that stands, or was left blank for a person.

    `answers` and `marked` are by attempt item. A blank text has nothing to be judged by, and waits for
    nobody; what a key marks has its mark in any case.
    """
    return all(item.pk in marked or (for_person(item) and item.pk not in answers) for item in items)


def for_person(item: AttemptItem) -> bool:
    """Whether a person marks it."""
    return get_kind(item.item_version.kind).scored_by is ScoredBy.PERSON


def machine_scores(items: list[AttemptItem], answers: Mapping[int, Response], *, at: datetime) -> list[Score]:
    """Return the marks, not saved, of all items that a key can mark. What was not answered earns 0.

    `answers` are those that stand, by attempt item.
    """
    by_machine = [item for item in items if not for_person(item)]
    keys = newest_keys(by_machine)
    scores = []
    for item in by_machine:
        response = answers.get(item.pk)
        key = keys.get(item.item_version_id)
        if key is None:
            raise NotReady
        version = item.item_version
        points = (
            get_kind(version.kind).score(version.body, key.values, response.value)
            if response is not None
            else Fraction(0)
        )
        scores.append(
            Score(attempt_item=item, response=response, key=key, points=to_stored(points), marked_at=at)
        )
    return scores


def rehearse(item: AttemptItem, value: Json) -> None:
    """Do with an answer what handing in will do. Raises whatever the kind raises for a malformed one."""
    version = item.item_version
    kind = get_kind(version.kind)
    kind.is_complete(version.body, value)
    if kind.scored_by is ScoredBy.MACHINE:
        key = newest_keys([item])[item.item_version_id]
        kind.score(version.body, key.values, value)


def standing_responses(items: list[AttemptItem]) -> dict[int, Response]:
    """Return the answer that stands for each item that has one, by attempt item. One query.

    What arrived after the end never stands.
    """
    in_time = Response.objects.filter(is_late=False)
    newer = in_time.filter(attempt_item=OuterRef("attempt_item"), revision__gt=OuterRef("revision"))
    standing = in_time.filter(~Exists(newer), attempt_item__in=items)
    return {response.attempt_item_id: response for response in standing if not is_blank(response.value)}


def is_blank(value: object) -> bool:
    """Whether an answer, as its kind keeps it, says nothing: everything was cleared again."""
    return not isinstance(value, dict) or all(part in (None, "", [], {}) for part in value.values())


def newest_keys(items: list[AttemptItem]) -> dict[int, ItemKey]:
    """Return the key that marks now, by item version. One query."""
    versions = {item.item_version_id for item in items}
    return {key.version_id: key for key in ItemKey.objects.filter(version__in=versions).order_by("n")}
