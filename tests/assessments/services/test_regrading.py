"""Marking sittings anew with a corrected key: what is added, who moves, and what survives being stopped."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.attainment import Status
from assessments.models import Attainment, Evidence, ItemKey, Regrade, Score
from assessments.regrade_reads import marked_by_older, moves, old_marks
from assessments.services import handing_in, regrading
from assessments.services.authoring import correct_key
from assessments.services.errors import NeedsReason
from assessments.services.regrading import carry_on, correct_and_regrade, regrade_due, start_regrade
from assessments.services.settling import settle_due
from assessments.services.ticking import tick
from assessments.services.void import void_evidence
from assessments.windows import Window
from tests.assessments.services.school import DAY, HOUR, MINUTE, NOW, WRONG, School, assert_stored_as_derived
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = ("single_best_answer",) * 2
LATER = NOW + HOUR


@pytest.fixture
def quiz(school: School):
    """A giving of two questions of which the first turns out to have the wrong key."""
    return school.quiz(kinds=KINDS)


def first(quiz):
    return quiz.version.items.get(position=1).item_version


def sat(school, quiz, *patterns, **options):
    """One released sitting by a learner each: A or B for each question."""
    found = []
    for pattern in patterns:
        attempt = school.start(quiz, user=UserFactory(), **options)
        for position, letter in enumerate(pattern, start=1):
            if letter != "-":
                school.answer(attempt, position, {"choice": letter})
        found.append(school.submit(attempt))
    return found


def corrected(school, quiz, correct="A") -> ItemKey:
    return correct_key(
        item_version=first(quiz), values={"correct": correct}, status="proposed", note="", by=school.teacher,
        at=LATER,
    )  # fmt: skip


def regraded(school, quiz, correct="A") -> Regrade:
    key = corrected(school, quiz, correct)
    regrade = start_regrade(key=key, reason="B was the distractor.", by=school.teacher, at=LATER)
    carry_on(regrade_id=regrade.pk, at=LATER)
    regrade.refresh_from_db()
    return regrade


def evidence(attempt):
    rows = Evidence.objects.filter(attempt=attempt).order_by("revision")
    return list(rows.values_list("revision", "level", "share", "void_reason"))


def test_further_mark_voids_the_old_evidence_and_adds_new(school, quiz):
    (attempt,) = sat(school, quiz, "BB")
    old = Evidence.objects.get(attempt=attempt)
    regrade = regraded(school, quiz)
    assert (regrade.state, regrade.total, regrade.done, regrade.moved) == ("done", 1, 1, 1)
    assert evidence(attempt) == [
        (1, 4, Decimal(1), ""),
        (2, None, None, "key_corrected"),
        (3, 2, Decimal("0.5"), ""),
    ]
    void = Evidence.objects.get(attempt=attempt, revision=2)
    assert (void.voids, void.recorded_by, void.recorded_at) == (old, school.teacher, LATER)
    assert Evidence.objects.get(attempt=attempt, revision=3).shown_at == old.shown_at
    marks = Score.objects.filter(attempt_item__position=1).order_by("pk").values_list("points", "key__n")
    assert list(marks) == [(1, 1), (0, 2)]
    assert_stored_as_derived(LATER)


def test_attainment_follows(school, quiz):
    (attempt,) = sat(school, quiz, "BB")
    regraded(school, quiz)
    row = Attainment.objects.standing().get(learner=attempt.user)
    assert (row.level, row.status) == (2, Status.IN_PROGRESS)
    assert row.valid_from == LATER
    assert Attainment.objects.as_of(NOW).get(learner=attempt.user).level == 3  # capped by its tier


def test_answer_worth_the_same_gets_its_mark_and_leaves_the_record_alone(school, quiz):
    moved, same = sat(school, quiz, "AB", "CB")
    regrade = regraded(school, quiz)
    assert (regrade.done, regrade.moved) == (2, 1)
    assert len(evidence(same)) == 1
    assert [row[0] for row in evidence(moved)] == [1, 2, 3]
    assert Score.objects.filter(attempt_item__attempt=same, key=regrade.key).count() == 1


def test_blank_answer_stays_without_points(school, quiz):
    (attempt,) = sat(school, quiz, "-B")
    regrade = regraded(school, quiz)
    assert (regrade.done, regrade.moved) == (1, 0)
    assert Score.objects.get(attempt_item__attempt=attempt, key=regrade.key).points == 0


def test_practice_writes_no_evidence(school, quiz):
    (attempt,) = sat(school, quiz, "AB")
    practice = sat(school, school.quiz(mode="practice", kinds=KINDS), "BB")
    regraded(school, quiz)
    assert not Evidence.objects.filter(attempt=practice[0]).exists()
    assert len(evidence(attempt)) == 3


def test_open_sitting_is_marked_by_the_new_key_when_handed_in(school, quiz):
    attempt = school.start(quiz)
    for position in (1, 2):
        school.answer(attempt, position, WRONG)
    regrade = regraded(school, quiz)
    assert regrade.total == 0
    school.submit(attempt, at=LATER + HOUR)
    assert Score.objects.get(attempt_item__attempt=attempt, attempt_item__position=1).points == 1


def test_result_that_is_not_released_has_its_evidence_at_release(school):
    quiz = school.quiz(kinds=KINDS, release_rule="after_due")
    window = Window(opens_at=NOW - DAY, due_at=NOW + DAY)
    (attempt,) = sat(school, quiz, "BB", window=window)
    regraded(school, quiz)
    assert Score.objects.filter(attempt_item__attempt=attempt, key__n=2).count() == 1
    assert evidence(attempt) == []
    settle_due(at=NOW + 2 * DAY)
    assert [row[1] for row in evidence(attempt)] == [2]


def test_what_was_taken_back_stays_taken_back(school, quiz):
    (attempt,) = sat(school, quiz, "BB")
    void_evidence(
        evidence=Evidence.objects.get(attempt=attempt),
        reason="integrity",
        by=school.teacher,
        at=NOW + HOUR / 2,
    )
    regraded(school, quiz)
    assert [row[3] for row in evidence(attempt)] == ["", "integrity"]
    assert_stored_as_derived(LATER)


def test_each_learner_changes_whole_or_not_at_all(school, quiz, monkeypatch):
    sat(school, quiz, "BB", "BB", "BB", "BB")
    monkeypatch.setattr(regrading, "LEARNERS_AT_A_TIME", 1)
    key = corrected(school, quiz)
    regrade = start_regrade(key=key, reason="Wrong key.", by=school.teacher, at=LATER)
    write, calls = regrading._write, []

    def dies(rows, now):
        calls.append(rows)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(rows, now)

    monkeypatch.setattr(regrading, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        carry_on(regrade_id=regrade.pk, at=LATER)
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.total) == ("running", 2, 4)
    assert Score.objects.filter(key=key).count() == 2
    assert Evidence.objects.filter(void_reason="key_corrected").count() == 2
    assert_stored_as_derived(LATER)
    monkeypatch.setattr(regrading, "_write", write)
    assert carry_on(regrade_id=regrade.pk, at=LATER) == 2
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.total) == ("done", 4, 4)
    assert Evidence.objects.filter(void_reason="key_corrected").count() == 4
    assert_stored_as_derived(LATER)


def test_twice_does_nothing_more(school, quiz):
    sat(school, quiz, "BB", "AB")
    regrade = regraded(school, quiz)
    before = Score.objects.count(), Evidence.objects.count(), Attainment.objects.count()
    assert carry_on(regrade_id=regrade.pk, at=LATER + HOUR) == 0
    assert (Score.objects.count(), Evidence.objects.count(), Attainment.objects.count()) == before
    again = start_regrade(key=regrade.key, reason="Again.", by=school.signer, at=LATER)
    assert again == regrade


def test_back_and_forth_ends_where_it_began(school, quiz):
    (attempt,) = sat(school, quiz, "BB")
    regraded(school, quiz, "A")
    regraded(school, quiz, "B")
    assert [row[1] for row in evidence(attempt)] == [4, None, 2, None, 4]
    assert_stored_as_derived(LATER + HOUR)


def test_an_older_key_never_marks_over_a_newer_one(school, quiz):
    (attempt,) = sat(school, quiz, "BB")
    older = start_regrade(key=corrected(school, quiz, "A"), reason="First.", by=school.teacher, at=LATER)
    regraded(school, quiz, "C")
    assert carry_on(regrade_id=older.pk, at=LATER) == 0
    older.refresh_from_db()
    assert older.state == "done"
    assert len(evidence(attempt)) == 3


def test_tick_carries_on_what_a_worker_left_lying(school, quiz):
    sat(school, quiz, "BB")
    start_regrade(key=corrected(school, quiz), reason="Wrong key.", by=school.teacher, at=LATER)
    assert regrade_due(at=LATER) == 0
    assert tick(LATER + HOUR) == 1
    assert Regrade.objects.get().state == "done"
    assert tick(LATER + HOUR) == 0


def test_tick_leaves_alone_what_was_heard_of_a_moment_ago(school, quiz):
    sat(school, quiz, "BB")
    regrade = start_regrade(key=corrected(school, quiz), reason="Wrong key.", by=school.teacher, at=LATER)
    Regrade.objects.update(state="running", heard_at=LATER + HOUR)
    assert regrade_due(at=LATER + HOUR + MINUTE) == 0
    assert regrade_due(at=LATER + HOUR + 2 * MINUTE) == 1
    regrade.refresh_from_db()
    assert regrade.state == "done"


def test_error_that_stops_it_is_told_and_a_person_has_it_carried_on(school, quiz, monkeypatch):
    sat(school, quiz, "BB", "AB")
    monkeypatch.setattr(regrading, "LEARNERS_AT_A_TIME", 1)
    regrade = start_regrade(key=corrected(school, quiz), reason="Wrong key.", by=school.teacher, at=LATER)
    carry_on(regrade_id=regrade.pk, at=LATER, lots=1)
    with monkeypatch.context() as broken:
        broken.setattr(regrading, "_write", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carry_on(regrade_id=regrade.pk, at=LATER)
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.total) == ("failed", 1, 2)
    assert regrade_due(at=LATER + HOUR) == 0
    assert regrading.start_again(regrade=regrade, at=LATER)
    assert not regrading.start_again(regrade=regrade, at=LATER)
    assert regrade_due(at=LATER + HOUR) == 1
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.moved) == ("done", 2, 2)
    assert Evidence.objects.filter(void_reason="key_corrected").count() == 2


def test_who_was_marked_by_the_old_key_at_the_last_moment_is_found(school, quiz, monkeypatch):
    sat(school, quiz, "BB")
    attempt = school.start(quiz)
    for position in (1, 2):
        school.answer(attempt, position, {"choice": "B"})
    old = first(quiz).keys.get()
    regrade = regraded(school, quiz)
    # Somebody hands in who read the keys before the new one was there.
    monkeypatch.setattr(handing_in, "newest_keys", lambda items: {one.item_version_id: old for one in items})
    school.submit(attempt, at=LATER)
    assert evidence(attempt)[0][1] == 4
    assert regrade_due(at=LATER + MINUTE) == 1
    regrade.refresh_from_db()
    assert (regrade.state, regrade.done, regrade.total) == ("done", 2, 2)
    assert evidence(attempt)[-1][1] == 2
    assert regrade_due(at=LATER + HOUR) == 0


def test_progress_counts_what_was_handed_in_meanwhile(school, quiz):
    sat(school, quiz, "BB")
    regrade = start_regrade(key=corrected(school, quiz), reason="Wrong key.", by=school.teacher, at=LATER)
    assert regrade.total == 1
    carry_on(regrade_id=regrade.pk, at=LATER)
    regrade.refresh_from_db()
    assert regrade.total == regrade.done == 1
    assert regrade.finished_at >= LATER


def test_correcting_twice_makes_one_key_and_one_regrade(school, quiz):
    sat(school, quiz, "BB")
    wanted = {"version": first(quiz), "values": {"correct": "A"}, "reason": "Wrong key.", "at": LATER}
    once = correct_and_regrade(by=school.teacher, **wanted)
    assert correct_and_regrade(by=school.signer, **wanted) == once
    assert [key.values for key in first(quiz).keys.order_by("n")] == [{"correct": "B"}, {"correct": "A"}]
    assert (once.by, Regrade.objects.count()) == (school.teacher, 1)


def test_key_without_a_reason_is_not_corrected(school, quiz):
    wanted = {"version": first(quiz), "values": {"correct": "A"}, "reason": " ", "at": LATER}
    with pytest.raises(NeedsReason):
        correct_and_regrade(by=school.teacher, **wanted)
    assert first(quiz).keys.count() == 1


def test_a_regrade_needs_its_reason(school, quiz):
    with pytest.raises(NeedsReason):
        start_regrade(key=corrected(school, quiz), reason=" ", by=school.teacher, at=LATER)
    assert not Regrade.objects.exists()


def test_moves_are_those_that_the_regrade_makes(school, quiz):
    down, up, _same = sat(school, quiz, "BB", "AB", "CB")
    version = first(quiz)
    marks = old_marks(marked_by_older(ItemKey(version=version, n=2)))
    found = {one.sitting.pk: one for one in moves(version, {"correct": "A"}, marks)}
    assert set(found) == {down.pk, up.pk}
    assert (found[down.pk].level_before, found[down.pk].level_after) == (4, 2)
    assert (found[up.pk].level_before, found[up.pk].level_after) == (2, 4)
    assert found[up.pk].up
    assert found[down.pk].by == -2
    regraded(school, quiz)
    for one in found.values():
        last = Evidence.objects.filter(attempt=one.sitting.pk).order_by("-revision").first()
        assert (last.level, last.share) == (one.level_after, Decimal(float(one.after)))


def test_the_number_of_queries_does_not_grow_with_the_learners(school, quiz):
    counts = []
    for size in (1, 3, 6):
        sat(school, quiz, *["BB"] * size)
        key = corrected(school, quiz, "AB"[len(counts) % 2])
        with CaptureQueriesContext(connection) as queries:
            regrade = start_regrade(key=key, reason="Wrong key.", by=school.teacher, at=LATER)
            carry_on(regrade_id=regrade.pk, at=LATER + len(counts) * HOUR)
        counts.append(len(queries))
    assert max(counts) - min(counts) <= 2
