"""The one way into the record: lock the learners, write, and bring their attainment up to date.

Everything that changes where a learner stands happens inside `recording`, in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet, Value

from assessments.attainment import Standing, derive
from assessments.carried_evidence import carried
from assessments.models import Attainment, Decision, Evidence, PolicyVersion
from assessments.policies_in_force import maintained_policies
from assessments.policy_rules import PolicyRules
from assessments.record_facts import Pair, PairFacts, facts_of
from competencies.models import Competency
from people.models import User

_COMPARED = (
    "level",
    "status",
    "evidence_counted",
    "evidence_left_out",
    "first_shown_at",
    "last_shown_at",
    "look_again",
    "stale_at",
    "status_when_stale",
)

NEXT = timedelta(microseconds=1)


def lock_learners(learner_ids: Iterable[int]) -> None:
    """Hold the record of these learners until the transaction ends; whoever else wants it waits.

    In the order of their keys, so that two encounters with the same learners cannot wait for each other.
    On SQLite the transaction itself is the lock (`transaction_mode=IMMEDIATE`). The lock leaves room for
    rows elsewhere that point at the same person, such as what they rate as a rater.
    """
    wanted = User.objects.filter(pk__in=set(learner_ids)).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk"))


@contextmanager
def recording(learner_ids: Collection[int], *, at: datetime) -> Iterator[datetime]:
    """Open the transaction in which the record of these learners changes, and give its `recorded_at`.

    `at` is the present instant of the caller. The instant given is that of the lock: `at` and the whole
    seconds for which the lock was waited for. Where the record already holds something later, because
    another writer's clock was ahead, it is the next instant after that: nobody records into the past of
    those who wrote before.
    """
    began = time.monotonic()
    with transaction.atomic():
        lock_learners(learner_ids)
        locked = at + timedelta(seconds=int(time.monotonic() - began))
        newest = _newest_instant(learner_ids)
        yield newest + NEXT if newest is not None and newest > locked else locked


def recompute(*, learner_id: int, competency_ids: Collection[int], at: datetime) -> None:
    """Bring the attainment of one learner up to date, under their lock. Harmless when nothing changed."""
    with recording([learner_id], at=at) as recorded_at:
        recompute_many({learner_id: competency_ids}, at=recorded_at)


def recompute_many(
    pairs: Mapping[int, Collection[int]], *, at: datetime, policies: Collection[PolicyVersion] | None = None
) -> None:
    """Bring up to date the attainment of learners (already locked) on competencies, as recorded by `at`,
    and on those of newer framework versions to which their evidence is carried.

    The number of queries does not depend on how many there are. A row that would say the same stays open;
    one that would not is closed at `at`, and another opened. `policies` are those maintained for the
    frameworks concerned, unless given.
    """
    links = carried()
    pairs = {learner: links.with_targets(some) for learner, some in pairs.items()}
    competency_ids = {one for some in pairs.values() for one in some}
    wanted = {(learner, competency) for learner, some in pairs.items() for competency in some}
    frameworks = dict(
        Competency.objects.filter(pk__in=competency_ids).values_list("pk", "version__framework_id")
    )
    by_framework = _by_framework(policies, set(frameworks.values()))
    facts = facts_of(learner_ids=list(pairs), competency_ids=competency_ids, at=at, links=links)
    standing = {
        (row.learner_id, row.competency_id, row.policy_version_id): row
        for row in Attainment.objects.standing().filter(
            learner__in=list(pairs), competency__in=competency_ids
        )
    }
    rules = {one.pk: PolicyRules.from_json(one.rules) for some in by_framework.values() for one in some}
    closed: list[int] = []
    opened: list[Attainment] = []
    for pair in sorted(wanted):
        for policy in by_framework.get(frameworks[pair[1]], []):
            row = _attainment(pair, policy.pk, rules[policy.pk], facts.get(pair, PairFacts()), at)
            present = standing.get((*pair, policy.pk))
            if row is None or (present is not None and _same(present, row)):
                continue
            if present is not None:
                closed.append(present.pk)
            opened.append(row)
    if closed:
        Attainment.objects.filter(pk__in=closed).update(valid_until=at)
    if opened:
        Attainment.objects.bulk_create(opened, batch_size=500)


def _by_framework(
    policies: Collection[PolicyVersion] | None, framework_ids: Collection[int]
) -> Mapping[int, list[PolicyVersion]]:
    if policies is None:
        return maintained_policies(framework_ids)
    return {
        framework_id: [one for one in policies if one.framework_id == framework_id]
        for framework_id in framework_ids
    }


def _attainment(
    pair: Pair, policy_id: int, rules: PolicyRules, facts: PairFacts, at: datetime
) -> Attainment | None:
    """The row that says where the learner stands; None where nothing was ever recorded."""
    if facts.empty:
        return None
    standing = derive(facts.evidence, facts.decisions, rules, at)
    return Attainment(
        learner_id=pair[0],
        competency_id=pair[1],
        policy_version_id=policy_id,
        valid_from=at,
        **columns(standing),
    )


def columns(standing: Standing) -> dict[str, object]:
    """The columns of an attainment that says what `standing` says."""
    return {
        "level": standing.level,
        "status": standing.status.value,
        "evidence_counted": len(standing.counted),
        "evidence_left_out": len(standing.left_out),
        "first_shown_at": standing.first_shown_at,
        "last_shown_at": standing.last_shown_at,
        "look_again": standing.look_again,
        "stale_at": standing.stale_at,
        "status_when_stale": standing.status_when_stale.value if standing.status_when_stale else "",
    }


def _same(one: Attainment, other: Attainment) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)


def _newest_instant(learner_ids: Collection[int]) -> datetime | None:
    """The last instant at which anything was recorded about these learners. One query."""
    found = _newest(Evidence.objects.filter(learner__in=learner_ids), "recorded_at").union(
        _newest(Decision.objects.filter(learner__in=learner_ids), "decided_at"),
        _newest(Attainment.objects.filter(learner__in=learner_ids), "valid_from"),
        all=True,
    )
    return max((instant for (instant,) in found if instant is not None), default=None)


def _newest(rows: QuerySet[Any], field: str) -> QuerySet[Any, tuple[datetime | None]]:
    # Grouped by a constant, so that an aggregate can stand in a union.
    found: QuerySet[Any, tuple[datetime | None]] = (
        rows.order_by().values(every=Value(1)).annotate(newest=Max(field)).values_list("newest")
    )
    return found
