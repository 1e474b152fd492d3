"""Two real connections at a barrier: one submission, one signature, and an attainment as derived."""

from __future__ import annotations

from uuid import uuid4

import pytest

from assessments.models import (
    Attainment,
    Attempt,
    Decision,
    Encounter,
    Evidence,
    Observation,
    Response,
    Score,
)
from assessments.services.attempts import Window
from assessments.services.errors import AlreadySubmitted
from assessments.services.observing import Rating, record_encounter
from assessments.services.record import lock_learners
from assessments.services.settling import settle_due
from tests.assessments.services.school import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    RIGHT,
    TEXT,
    WRONG,
    assert_stored_as_derived,
)
from tests.assessments.services.together import at_once, while_held
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = range(3)


def test_submit_together_hands_in_once(school) -> None:
    administration = school.quiz()
    for _ in ROUNDS:
        attempt = school.start(administration, user=UserFactory())
        school.answer(attempt)
        found = at_once(*[lambda one=attempt: school.submit(one)] * 4)
        assert {type(one) for one in found} == {Attempt}, found
        assert {one.state for one in found} == {"released"}
        assert Score.objects.filter(attempt_item__attempt=attempt).count() == 1
        assert Evidence.objects.filter(attempt=attempt).count() == 1
        assert Attainment.objects.filter(learner=attempt.user).count() == 1
    assert_stored_as_derived(NOW)


def test_submit_and_settle_together_hand_in_once(school) -> None:
    window = Window(opens_at=NOW - DAY, closes_at=NOW + HOUR)
    attempt = school.start(school.quiz(), window=window)
    school.answer(attempt)
    late = NOW + DAY
    found = at_once(
        lambda: school.submit(attempt, late), lambda: settle_due(at=late), lambda: settle_due(at=late)
    )
    assert not [one for one in found if isinstance(one, Exception)], found
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.submitted_by_clock) == (NOW + HOUR, True)
    assert Evidence.objects.count() == 1
    assert_stored_as_derived(late)


def test_start_together_opens_one_attempt(school) -> None:
    administration = school.quiz()
    found = at_once(*[lambda: school.start(administration)] * 4)
    assert {type(one) for one in found} == {Attempt}, found
    assert len({one.pk for one in found}) == 1
    assert Attempt.objects.get().items.count() == 1


def test_save_together_keeps_every_answer(school) -> None:
    attempt = school.start(school.quiz(kinds=("single_best_answer",) * 4))
    found = at_once(*[lambda n=n: school.answer(attempt, n, RIGHT) for n in range(1, 5)])
    assert {type(one) for one in found} == {Response}, found
    found = at_once(lambda: school.answer(attempt, 1, WRONG), lambda: school.answer(attempt, 1, {}))
    assert {type(one) for one in found} == {Response}, found
    revisions = Response.objects.filter(attempt_item__position=1).values_list("revision", flat=True)
    assert sorted(revisions) == [1, 2, 3]


def test_save_and_submit_together_lose_nothing_that_was_confirmed(school) -> None:
    """A save that was confirmed is marked; one that came too late says so."""
    administration = school.quiz()
    for _ in ROUNDS:
        attempt = school.start(administration, user=UserFactory())
        saved, _ = at_once(lambda one=attempt: school.answer(one), lambda one=attempt: school.submit(one))
        score = Score.objects.get(attempt_item__attempt=attempt)
        if isinstance(saved, Response):
            assert (score.response, score.points) == (saved, 1)
        else:
            assert isinstance(saved, AlreadySubmitted), saved
            assert (score.response, score.points) == (None, 0)


def test_rate_the_same_learner_together_counts_both(school) -> None:
    for _ in ROUNDS:
        found = at_once(
            lambda: school.see(2, rater=school.teacher), lambda: school.see(4, rater=school.other_teacher)
        )
        assert {type(one) for one in found} == {Encounter}, found
    assert school.standing().evidence_counted == 2 * len(ROUNDS)
    assert_stored_as_derived(NOW + MINUTE)


def test_rate_groups_in_opposite_order_together_does_not_lock_up(school) -> None:
    people = UserFactory.create_batch(6)

    def record(group, rater):
        return record_encounter(
            rater=rater, setting="workplace", context="", seen_at=NOW,
            ratings=[Rating(learner, school.competency, 3) for learner in group],
            comments={}, submission=uuid4(), at=NOW,
        )  # fmt: skip

    for _ in ROUNDS:
        found = at_once(
            lambda: record(people, school.teacher), lambda: record(people[::-1], school.other_teacher)
        )
        assert {type(one) for one in found} == {Encounter}, found
    assert Observation.objects.count() == 12 * len(ROUNDS)
    assert_stored_as_derived(NOW + MINUTE)


def test_rate_each_other_together_does_not_lock_up(school) -> None:
    """A learner who also rates: a row that names them as rater does not wait for their own record."""
    for _ in ROUNDS:
        found = at_once(
            lambda: school.see(3, rater=school.teacher),
            lambda: record_encounter(
                rater=school.learner, setting="workplace", context="", seen_at=NOW,
                ratings=[Rating(school.teacher, school.competency, 3)],
                comments={}, submission=uuid4(), at=NOW,
            ),
        )  # fmt: skip
        assert {type(one) for one in found} == {Encounter}, found


def test_one_encounter_sent_twice_together_is_recorded_once(school) -> None:
    submission = uuid4()

    def record():
        return record_encounter(
            rater=school.teacher, setting="workplace", context="", seen_at=NOW,
            ratings=[Rating(school.learner, school.competency, 3)],
            comments={}, submission=submission, at=NOW,
        )  # fmt: skip

    found = at_once(record, record, record)
    assert len({one.pk for one in found}) == 1, found
    assert Evidence.objects.count() == 1


def test_sign_together_with_one_page_signs_once(school) -> None:
    school.make_ready()
    submission = uuid4()
    found = at_once(*[lambda: school.sign(submission=submission)] * 3)
    assert {type(one) for one in found} == {Decision}, found
    assert Decision.objects.count() == 1
    assert school.standing().status == "attained"


def test_mark_submit_rate_and_sign_together_leave_what_is_derived(school) -> None:
    school.make_ready()
    text = school.sit(school.reflection(), TEXT)
    attempt = school.start(school.quiz())
    school.answer(attempt)
    found = at_once(
        lambda: school.mark(text, 4),
        lambda: school.submit(attempt),
        lambda: school.see(1),
        lambda: school.sign(3, reason="Seen."),
    )
    assert not [one for one in found if isinstance(one, Exception)], found
    later = max(Attainment.objects.values_list("valid_from", flat=True)) + MINUTE
    assert_stored_as_derived(later)
    rows = list(Attainment.objects.filter(learner=school.learner).order_by("valid_from", "pk"))
    assert [row.valid_until for row in rows[:-1]] == [row.valid_from for row in rows[1:]]
    assert rows[-1].evidence_counted == Evidence.objects.count()


@pytest.mark.postgresql  # on SQLite every transaction that writes is a lock by itself
def test_every_verb_waits_for_the_learners_lock(school) -> None:
    attempt = school.start(school.quiz())
    school.answer(attempt)
    found = while_held(
        lambda: lock_learners([school.learner.pk]),
        [
            lambda: school.submit(attempt),
            lambda: school.see(3),
            lambda: school.sign(3, reason="Seen."),
        ],
    )
    assert not [one for one in found if isinstance(one, Exception)], found


def test_a_writer_whose_clock_is_behind_records_after_the_other(school) -> None:
    school.see(2, at=NOW + HOUR)
    school.see(4, at=NOW)
    first, second = Attainment.objects.order_by("valid_from")
    assert (first.valid_from, first.valid_until) == (NOW + HOUR, second.valid_from)
    assert second.valid_from > NOW + HOUR
    assert Evidence.objects.get(level=4).shown_at == NOW
    assert_stored_as_derived(NOW + DAY)
