"""Marking 10,000 sittings of 30 questions anew with a corrected key, against the bare rows it writes; and
finding out beforehand who moves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from assessments.choices import Mode, ReleaseRule
from assessments.item_reports import assessment_report
from assessments.item_statistics import Scope
from assessments.models import (
    Administration,
    Assessment,
    AssessmentItem,
    AssessmentVersion,
    Attempt,
    AttemptItem,
    Evidence,
    Item,
    ItemKey,
    ItemVersion,
    Response,
    Score,
)
from assessments.services.authoring import correct_key
from assessments.services.looking_ahead import ask_preview, work_out
from assessments.services.record import recompute_many, recording
from assessments.services.regrading import carry_on, start_regrade
from assessments.snapshot import RulesSnapshot
from benchmarks.measuring import Figure, times_once
from benchmarks.school import cohort_of
from competencies.models import Competency
from people.models import Enrolment, User

ITEMS = 30
SAT = datetime(2026, 4, 1, 15, tzinfo=UTC)
BODY = {
    "stem": "Which?",
    "rationale": "Because.",
    "options": [{"id": letter, "text": letter, "feedback": ""} for letter in "ABCDE"],
}
RAW_SCORES = """
INSERT INTO assessments_score (attempt_item_id, response_id, key_id, points, criteria, marked_at)
SELECT s.attempt_item_id, s.response_id, %s, 0, '{}', %s
FROM assessments_score s JOIN assessments_attemptitem i ON i.id = s.attempt_item_id
WHERE i.item_version_id = %s
"""


def regrading(*, quick: bool) -> Iterator[Figure]:
    """Item analysis of the sittings, then a key that changes them all."""
    learners = 300 if quick else 10000
    cohort = Enrolment.objects.filter(cohort__code=f"{learners}x8")
    people = list(cohort.values_list("user_id", flat=True)) or _people(learners)
    versions = _sat(people)
    assessment = Assessment.objects.get(code="regrade")
    author = User.objects.create_user("regrade@bench.example")

    def analysis() -> None:
        assert assessment_report(assessment, Scope()).analysis.n == learners

    taken = times_once(analysis)
    yield Figure(f"item analysis of {learners} x {ITEMS}", taken, taken, rows=learners * ITEMS)
    yield _looking_ahead(versions[0], author, learners)
    key = correct_key(
        item_version=versions[0], values={"correct": "A"}, status="set_locally", note="", by=author, at=SAT
    )
    raw = _raw(versions[0], key)
    regrade = start_regrade(key=key, reason="Wrong key.", by=author, at=_now())
    taken = times_once(lambda: carry_on(regrade_id=regrade.pk, at=_now()))
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.moved) == ("done", learners, learners)
    assert Score.objects.filter(key=key).count() == learners
    assert Evidence.objects.filter(void_reason="key_corrected").count() == learners
    yield Figure(
        f"regrade {learners} sittings of {ITEMS} questions", taken, taken, raw, "60000 ms", rows=learners
    )


def _looking_ahead(version: ItemVersion, by: User, learners: int) -> Figure:
    """Find out who moves, as the worker does it for many sittings."""
    key = version.keys.get()
    preview = ask_preview(
        version=version, key=key, values={"correct": "A"}, reason="Wrong key.", by=by, at=_now()
    )
    taken = times_once(lambda: work_out(preview_id=preview.pk, at=_now()))
    preview.refresh_from_db()
    assert (preview.state, preview.done, preview.counts["up"]) == ("done", learners, learners)
    return Figure(f"who moves of {learners} sittings of {ITEMS} questions", taken, taken, rows=learners)


def _now() -> datetime:
    return SAT + timedelta(days=30)


def _people(learners: int) -> list[int]:
    cohort = cohort_of(learners, 8)
    return list(Enrolment.objects.filter(cohort=cohort).values_list("user_id", flat=True))


def _raw(version: ItemVersion, key: ItemKey) -> float:
    """Write the same number of marks by one statement, and take it back."""
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAW_SCORES, [key.pk, _now(), version.pk])
        transaction.set_rollback(True)
    return (time.perf_counter() - started) * 1000


def _sat(people: list[int]) -> list[ItemVersion]:
    """Write released sittings in bulk: half of the answers are B, which is the key."""
    competency = Competency.objects.order_by("pk").first()
    assert competency is not None
    administration, versions, keys = _quiz(competency)
    rules = RulesSnapshot(
        title="Regrade",
        type="quiz",
        version=1,
        counting_attempt="best",
        release_rule="after_submission",
        attempts_allowed=1,
    ).as_json()
    attempts = Attempt.objects.bulk_create(
        (
            Attempt(
                administration=administration,
                user_id=person,
                n=1,
                mode=Mode.COUNTING,
                state=Attempt.State.RELEASED,
                rules=rules,
                started_at=SAT,
                submitted_at=SAT,
                release_at=SAT,
                released_at=SAT,
            )
            for person in people
        ),
        batch_size=1000,
    )
    for start in range(0, len(attempts), 1000):
        _answers(attempts[start : start + 1000], versions, keys)
    Evidence.objects.bulk_create(
        (
            Evidence(
                learner_id=attempt.user_id,
                competency=competency,
                level=2,
                tier="knows_how",
                method="quiz",
                assessment=administration.version.assessment,
                attempt=attempt,
                share="0.5",
                shown_at=SAT,
                recorded_at=SAT,
            )
            for attempt in attempts
        ),
        batch_size=1000,
    )
    for start in range(0, len(people), 500):
        lot = people[start : start + 500]
        with recording(lot, at=SAT + timedelta(days=1)) as now:
            recompute_many({one: [competency.pk] for one in lot}, at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return versions


def _answers(attempts: list[Attempt], versions: list[ItemVersion], keys: list[ItemKey]) -> None:
    items = AttemptItem.objects.bulk_create(
        (
            AttemptItem(attempt=attempt, position=position, item_version=version, seconds=30)
            for attempt in attempts
            for position, version in enumerate(versions, start=1)
        ),
        batch_size=2000,
    )
    letters = ["A" if n % 2 == 0 else "B" for n in range(ITEMS)]
    responses = Response.objects.bulk_create(
        (
            Response(
                attempt_item=item, revision=1, value={"choice": letters[item.position - 1]}, saved_at=SAT
            )
            for item in items
        ),
        batch_size=2000,
    )
    Score.objects.bulk_create(
        (
            Score(
                attempt_item=item,
                response=response,
                key=keys[item.position - 1],
                points=int(letters[item.position - 1] == "B"),
                marked_at=SAT,
            )
            for item, response in zip(items, responses, strict=True)
        ),
        batch_size=2000,
    )


def _quiz(competency: Competency) -> tuple[Administration, list[ItemVersion], list[ItemKey]]:
    author = User.objects.create_user("regrade-author@bench.example")
    assessment = Assessment.objects.create(code="regrade", type="quiz", state="published")
    version = AssessmentVersion.objects.create(assessment=assessment, n=1, title="Regrade")
    versions, keys = [], []
    for position in range(1, ITEMS + 1):
        item = Item.objects.create(code=f"regrade-{position}", competency=competency, state="published")
        versions.append(
            ItemVersion.objects.create(item=item, n=1, kind="single_best_answer", tier="knows_how", body=BODY)
        )
        keys.append(ItemKey.objects.create(version=versions[-1], n=1, values={"correct": "B"}))
        AssessmentItem.objects.create(version=version, position=position, item_version=versions[-1])
    administration = Administration.objects.create(
        version=version,
        mode=Mode.COUNTING,
        release_rule=ReleaseRule.AFTER_SUBMISSION,
        attempts_allowed=1,
        created_by=author,
    )
    return administration, versions, keys
