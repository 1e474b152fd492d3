"""Marking sittings anew with a corrected key.

Nothing is edited: each sitting gets a further mark by the new key, and where its result is in the record and
changes, a row that voids the old evidence and a further piece of evidence. Some learners at a time, each lot
in one transaction with their attainment, so that nobody is ever half regraded: whoever stops this loses
nothing, and running it again, or twice at once, does no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from assessments.carried_evidence import carried
from assessments.carrying import Carried
from assessments.choices import KeyStatus
from assessments.models import Attempt, Evidence, Item, ItemKey, ItemVersion, Regrade, Score
from assessments.regrade_reads import (
    Marker,
    Old,
    Results,
    Sitting,
    marked_by_older,
    old_marks,
    results,
    sittings,
)
from assessments.scoring import to_stored
from assessments.services.authoring import correct_key
from assessments.services.background import FORGOTTEN, Since, failure_told
from assessments.services.errors import NeedsReason
from assessments.services.record import recompute_many, recording
from assessments.services.releasing import results_of
from people.models import User

LEARNERS_AT_A_TIME = 200
LOOKED_AT_AGAIN = timedelta(minutes=10)
"""For so long after a regrade somebody may still hand in whom the old key marked: it was read before."""


def start_regrade(*, key: ItemKey, reason: str, by: User, at: datetime) -> Regrade:
    """Decide that a key marks anew what older keys of its version marked; `carry_on` does it.

    A key is decided about once: the second time the first decision is returned. Raises NeedsReason.
    """
    if not reason.strip():
        raise NeedsReason
    with transaction.atomic():
        regrade, _made = Regrade.objects.get_or_create(
            key=key,
            defaults={
                "by": by,
                "reason": reason.strip(),
                "total": marked_by_older(key).count(),
                "created_at": at,
            },
        )
    return regrade


@transaction.atomic
def correct_and_regrade(
    *, version: ItemVersion, values: Mapping[str, object], reason: str, by: User, at: datetime
) -> Regrade:
    """Make `values` the key of a version, and decide that it marks anew; all of it or nothing.

    Where they are its key already, as after a double click, that key marks. Raises InvalidItem, NeedsReason.
    """
    Item.objects.select_for_update().get(pk=version.item_id)
    key = ItemKey.objects.filter(version=version).order_by("-n").first()
    if key is None or dict(key.values) != dict(values):
        key = correct_key(
            item_version=version, values=values, status=KeyStatus.SET_LOCALLY, note=reason, by=by, at=at
        )
    return start_regrade(key=key, reason=reason, by=by, at=at)


def carry_on(*, regrade_id: int, at: datetime, lots: int | None = None) -> int:
    """Do what is left of a regrade, or `lots` lots of it, and return how many sittings that were.

    `at` is the present instant of the caller; lots that come later are recorded later.
    """
    now = Since(at)
    with failure_told(Regrade.objects.filter(pk=regrade_id), now=now):
        return _carry_on(regrade_id, now, lots)


def start_again(*, regrade: Regrade, at: datetime) -> bool:
    """Let the worker take up what an error stopped; return whether it was that."""
    stopped = Regrade.objects.filter(pk=regrade.pk, state=Regrade.State.FAILED)
    return bool(stopped.update(state=Regrade.State.WAITING, heard_at=at))


def regrade_due(*, at: datetime) -> int:
    """Carry on what a worker left lying, and look again after what was finished a moment ago; return how many
    sittings that were. One query where nothing is."""
    left = Regrade.objects.annotate(last=Coalesce("heard_at", "created_at")).filter(
        Q(state__in=(Regrade.State.WAITING, Regrade.State.RUNNING), last__lte=at - FORGOTTEN)
        | Q(finished_at__gt=at - LOOKED_AT_AGAIN)
    )
    return sum(carry_on(regrade_id=pk, at=at) for pk in left.order_by("pk").values_list("pk", flat=True))


def _carry_on(regrade_id: int, now: Since, lots: int | None) -> int:
    regrade = Regrade.objects.select_related("key__version__item", "by").get(pk=regrade_id)
    links = carried()
    done = taken = 0
    waiting = _learners_left(regrade.key)
    left = marked_by_older(regrade.key).count() if waiting else 0
    Regrade.objects.filter(pk=regrade_id).update(total=F("done") + left)
    while waiting:
        for start in range(0, len(waiting), LEARNERS_AT_A_TIME):
            if taken == lots:
                return done
            lot = waiting[start : start + LEARNERS_AT_A_TIME]
            done += _regrade(regrade, lot, links, at=now())
            taken += 1
        waiting = _learners_left(regrade.key)  # whoever handed in meanwhile
    _finish(regrade, at=now())
    return done


def _learners_left(key: ItemKey) -> list[int]:
    """Everybody whose sittings are left, in the order of their keys. One query."""
    rows = marked_by_older(key).order_by("attempt__user_id")
    return list(rows.values_list("attempt__user_id", flat=True).distinct())


def _finish(regrade: Regrade, *, at: datetime) -> None:
    Regrade.objects.filter(pk=regrade.pk).exclude(state=Regrade.State.DONE).update(
        state=Regrade.State.DONE, finished_at=at, total=F("done")
    )


def _regrade(regrade: Regrade, learner_ids: list[int], links: Carried, *, at: datetime) -> int:
    """Mark the sittings of these learners anew, all or none; return how many."""
    with recording(learner_ids, at=at) as now:
        # Read under the lock: what another worker has done meanwhile is no longer left.
        marks = old_marks(marked_by_older(regrade.key).filter(attempt__user__in=learner_ids))
        marker = Marker(regrade.key.version, regrade.key.values)
        points = {old.attempt_item_id: marker.points(old) for old in marks}
        changed = [old for old in marks if points[old.attempt_item_id] != old.points]
        before = _before(regrade, changed)
        Score.objects.bulk_create(_scores(regrade.key, marks, points, now), batch_size=500)
        rows = _evidence(
            regrade, before, {old.attempt_item_id: points[old.attempt_item_id] for old in changed}, links, now
        )
        _write(rows, now)
        Regrade.objects.filter(pk=regrade.pk).update(
            state=Regrade.State.RUNNING,
            done=F("done") + len(marks),
            moved=F("moved") + len(changed),
            heard_at=at,
        )
    return len(marks)


def _scores(key: ItemKey, marks: Iterable[Old], points: Mapping[int, Decimal], now: datetime) -> list[Score]:
    return [
        Score(
            attempt_item_id=old.attempt_item_id,
            response_id=old.response_id,
            key=key,
            points=points[old.attempt_item_id],
            # Never before the mark that it stands in for, should another writer's clock be ahead.
            marked_at=max(now, old.marked_at),
        )
        for old in marks
    ]


@dataclass(frozen=True)
class Before:
    """The sittings that are in the record and whose points change, with all that their results rest on."""

    sittings: Mapping[int, Sitting]
    results: Results


def _before(regrade: Regrade, changed: Collection[Old]) -> Before:
    known = sittings({old.attempt_id for old in changed})
    recorded = {pk: one for pk, one in known.items() if one.writes_evidence}
    return Before(recorded, results(list(recorded), regrade.key.version.item.measures))


def _evidence(
    regrade: Regrade, before: Before, points: Mapping[int, Decimal], links: Carried, now: datetime
) -> list[Evidence]:
    """The rows that void what the old key showed, and those that say what the new one shows."""
    competency_id = regrade.key.version.item.measures
    about = {competency_id, *links.sources(competency_id)}
    written = _written(before.sittings, about)
    rows = []
    for pk, sitting in before.sittings.items():
        old = _where_written(written.get(pk, {}), competency_id)
        if old is None or old.piece.pk in old.voided:
            continue  # nothing was recorded, or somebody took it back: that stays
        new = _shown(old.piece, sitting, before.results, points, now)
        if new is not None and not _same(old.piece, new):
            rows += [_void(old, by=regrade.by, now=now), new]
            new.revision = old.revision + 2
    return rows


@dataclass
class Written:
    """The last piece of evidence of a sitting about a competency, its last revision, and what is voided."""

    piece: Evidence
    revision: int
    voided: set[int]


def _written(attempt_ids: Collection[int], competency_ids: Collection[int]) -> dict[int, dict[int, Written]]:
    found: defaultdict[int, dict[int, Written]] = defaultdict(dict)
    rows = Evidence.objects.filter(attempt__in=attempt_ids, competency__in=competency_ids)
    for row in rows.order_by("revision"):
        of_attempt = found[row.attempt_id or 0]
        held = of_attempt.get(row.competency_id)
        if row.voids_id is None:
            of_attempt[row.competency_id] = Written(row, row.revision, held.voided if held else set())
        elif held is not None:
            held.revision = row.revision
            held.voided.add(row.voids_id)
    return found


def _where_written(written: Mapping[int, Written], competency_id: int) -> Written | None:
    """The evidence under the competency that the record has it under: where the question has gone over to a
    newer framework version since, it stays where it is and is carried from there."""
    return written.get(competency_id) or (written[min(written)] if written else None)


def _shown(
    old: Evidence, sitting: Sitting, shown: Results, points: Mapping[int, Decimal], now: datetime
) -> Evidence | None:
    if sitting.judged:
        return _judged(old, sitting, shown.competency_id, now)
    found = shown.of(sitting, points)
    if found is None:
        return None
    return _like(old, now, level=found.level, tier=found.tier.code, share=to_stored(found.share))


def _judged(old: Evidence, sitting: Sitting, competency_id: int, now: datetime) -> Evidence | None:
    """Where a person decides about the level the marks are few: the result is read as releasing reads it."""
    attempt = Attempt.objects.select_related("administration__version__assessment").get(pk=sitting.pk)
    found = results_of(attempt, at=now).get(competency_id)
    if found is None:
        return None
    share = to_stored(found.result.share)
    return _like(old, now, level=found.level, tier=found.tier.code, share=share, rater_id=found.rater_id)


def _like(old: Evidence, now: datetime, **changed: object) -> Evidence:
    """A row about the same sitting and competency."""
    same = ("learner_id", "competency_id", "tier", "method", "assessment_id", "attempt_id", "shown_at")
    fields: dict[str, object] = {name: getattr(old, name) for name in same}
    return Evidence(**{**fields, "recorded_at": now, **changed})


def _void(old: Written, *, by: User, now: datetime) -> Evidence:
    return _like(
        old.piece,
        now,
        revision=old.revision + 1,
        voids=old.piece,
        void_reason=Evidence.VoidReason.KEY_CORRECTED,
        recorded_by=by,
    )


def _same(one: Evidence, other: Evidence) -> bool:
    return (one.level, one.tier, one.rater_id, one.share) == (
        other.level,
        other.tier,
        other.rater_id,
        other.share,
    )


def _write(rows: list[Evidence], now: datetime) -> None:
    Evidence.objects.bulk_create(rows, batch_size=500)
    concerned: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        concerned[row.learner_id].add(row.competency_id)
    if concerned:
        recompute_many(concerned, at=now)
