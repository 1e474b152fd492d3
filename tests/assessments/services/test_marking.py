"""Marking a reflection, returning it, releasing it."""

from __future__ import annotations

import pytest

from assessments.models import Attempt, Evidence, ReturnNote, Score, ScoreComment
from assessments.querysets import GRACE
from assessments.services.attempts import Window
from assessments.services.errors import (
    AlreadySubmitted,
    AnotherAttemptOpen,
    NeedsReason,
    NotHandedIn,
    NothingToMark,
    NotMarkedYet,
    OffTheRubric,
    OffTheScale,
    OnOneself,
)
from assessments.services.marking import release_attempt, return_attempt
from assessments.services.settling import settle_due
from assessments.services.void import void_evidence
from tests.assessments.services.school import DAY, HOUR, MARKS, NOW, TEXT, assert_stored_as_derived
from tests.factories.assessments import quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(school):
    return school.sit(school.reflection(release_rule="after_marking"), TEXT)


def test_reflection_waits_for_its_marker(school, waiting) -> None:
    assert (waiting.state, waiting.release_at) == ("submitted", None)
    assert list(Attempt.objects.waiting_for_marker()) == [waiting]
    assert not Score.objects.exists()
    assert not Evidence.objects.exists()


def test_mark_releases_and_writes_the_markers_level(school, waiting) -> None:
    score = school.mark(waiting, level=4, at=NOW + HOUR, comment="  Well reasoned. ")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.released_at) == ("released", NOW + HOUR)
    assert (score.marker, score.level, score.points, score.criteria) == (school.teacher, 4, 0.75, MARKS)
    assert ScoreComment.objects.get().text == "Well reasoned."
    evidence = Evidence.objects.get()
    assert (evidence.level, evidence.tier, evidence.method) == (4, "knows_how", "reflection")
    assert (evidence.rater, evidence.share) == (school.teacher, 0.75)
    assert (evidence.shown_at, evidence.recorded_at) == (NOW, NOW + HOUR)
    assert list(Attempt.objects.waiting_for_marker()) == []


def test_mark_of_practice_writes_no_evidence(school) -> None:
    attempt = school.sit(school.reflection(mode="practice"), TEXT)
    school.mark(attempt)
    attempt.refresh_from_db()
    assert attempt.state == "released"
    assert not Evidence.objects.exists()


def test_mark_before_the_due_date_is_shown_at_the_due_date(school) -> None:
    administration = school.reflection(release_rule="after_due")
    attempt = school.sit(administration, TEXT, window=Window(opens_at=NOW - DAY, due_at=NOW + DAY))
    school.mark(attempt, at=NOW + HOUR)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.release_at) == ("submitted", NOW + DAY)
    assert not Evidence.objects.exists()
    assert settle_due(at=NOW + DAY) == 1
    assert Evidence.objects.get().recorded_at == NOW + DAY


def test_mark_twice_is_one_mark(school, waiting) -> None:
    first = school.mark(waiting, comment="Good.")
    assert school.mark(waiting, comment="Good.") == first
    assert (Score.objects.count(), Evidence.objects.count()) == (1, 1)


def test_mark_anew_before_release_lets_the_newer_mark_stand(school) -> None:
    administration = school.reflection(release_rule="after_due")
    attempt = school.sit(administration, TEXT, window=Window(opens_at=NOW - DAY, due_at=NOW + DAY))
    school.mark(attempt, level=2, at=NOW + HOUR)
    school.mark(attempt, level=4, at=NOW + 2 * HOUR)
    settle_due(at=NOW + DAY)
    assert Evidence.objects.get().level == 4
    assert Score.objects.count() == 2


def test_mark_anew_after_release_writes_a_further_revision(school, waiting) -> None:
    school.mark(waiting, level=2, at=NOW + HOUR)
    school.mark(waiting, level=3, at=NOW + 2 * HOUR, marker=school.other_teacher)
    rows = Evidence.objects.order_by("revision").values_list("revision", "level", "rater")
    assert list(rows) == [(1, 2, school.teacher.pk), (2, 3, school.other_teacher.pk)]
    assert (school.standing().level, school.standing().evidence_left_out) == (3, 1)
    assert_stored_as_derived(NOW + 2 * HOUR)


def test_mark_anew_after_a_void_writes_only_what_differs(school, waiting) -> None:
    school.mark(waiting, level=2)
    void_evidence(evidence=Evidence.objects.get(), reason="wrong_level", by=school.teacher, at=NOW)
    school.mark(waiting, level=2, at=NOW + HOUR, comment="The same level, said otherwise.")
    assert Evidence.objects.count() == 2
    school.mark(waiting, level=3, at=NOW + 2 * HOUR)
    assert Evidence.objects.order_by("-revision").values_list("revision", "level")[0] == (3, 3)
    assert (school.standing().level, school.standing().evidence_counted) == (3, 1)
    assert_stored_as_derived(NOW + 2 * HOUR)


def test_mark_is_refused_on_oneself(school, waiting) -> None:
    with pytest.raises(OnOneself):
        school.mark(waiting, marker=school.learner)


@pytest.mark.parametrize(
    "criteria",
    [{}, {**MARKS, "change": 5}, {**MARKS, "more": 1}, {"situation": 3, "reasoning": 3}],
)
def test_mark_is_refused_off_the_rubric(school, waiting, criteria) -> None:
    with pytest.raises(OffTheRubric):
        school.mark(waiting, criteria=criteria)
    assert not Score.objects.exists()


@pytest.mark.parametrize("level", [0, 6])
def test_mark_is_refused_off_the_scale(school, waiting, level) -> None:
    with pytest.raises(OffTheScale):
        school.mark(waiting, level=level)


def test_mark_is_refused_before_handing_in(school) -> None:
    attempt = school.start(school.reflection())
    with pytest.raises(NotHandedIn):
        school.mark(attempt)


def test_mark_by_a_person_is_refused_for_what_a_key_marks(school) -> None:
    attempt = school.sit(school.quiz())
    with pytest.raises(OffTheRubric):
        school.mark(attempt)


def test_blank_text_waits_for_nobody_and_cannot_be_marked(school) -> None:
    attempt = school.submit(school.start(school.reflection(release_rule="after_marking")))
    assert attempt.state == "released"
    assert not Attempt.objects.waiting_for_marker().exists()
    assert not Evidence.objects.exists()
    with pytest.raises(NothingToMark):
        school.mark(attempt, level=5)
    assert not Score.objects.exists()
    assert not Evidence.objects.exists()


def test_text_that_was_cleared_again_is_blank(school) -> None:
    attempt = school.start(school.reflection())
    school.answer(attempt, 1, TEXT)
    school.answer(attempt, 1, {"text": ""})
    assert school.submit(attempt).state == "released"
    assert not Evidence.objects.exists()


def test_blank_text_is_shown_when_its_rule_says(school) -> None:
    window = Window(opens_at=NOW - DAY, due_at=NOW + DAY)
    attempt = school.submit(school.start(school.reflection(release_rule="after_due"), window=window))
    assert (attempt.state, attempt.release_at) == ("submitted", NOW + DAY)
    assert settle_due(at=NOW + DAY) == 1
    attempt.refresh_from_db()
    assert attempt.state == "released"


def test_blank_text_beside_a_written_one_waits_for_the_mark_of_that(school) -> None:
    given = quiz(school.competency, kinds=("reflection",) * 2, type_="reflection")
    attempt = school.start(given)
    school.answer(attempt, 2, TEXT)
    attempt = school.submit(attempt)
    assert attempt.state == "submitted"
    school.mark_item(attempt.items.get(position=2), level=4)
    attempt.refresh_from_db()
    evidence = Evidence.objects.get()
    assert (attempt.state, evidence.level, evidence.share) == ("released", 4, 0.375)
    assert_stored_as_derived(NOW)


def test_blank_text_earns_nothing_beside_what_a_key_marks(school) -> None:
    given = quiz(school.competency, kinds=("single_best_answer", "reflection"), type_="applied")
    attempt = school.start(given)
    school.answer(attempt, 1)
    assert school.submit(attempt).state == "released"
    evidence = Evidence.objects.get()
    assert (evidence.level, evidence.share, evidence.rater) == (2, 0.5, None)


def test_blank_text_is_no_evidence_of_its_own_competency(school) -> None:
    given = quiz(school.competency, school.other_competency, kinds=("reflection",), type_="reflection")
    attempt = school.start(given)
    school.answer(attempt, 1, TEXT)
    school.mark_item(school.submit(attempt).items.get(position=1))
    assert Evidence.objects.get().competency == school.competency


def test_work_that_comes_back_blank_keeps_nothing_of_its_old_mark(school) -> None:
    given = quiz(school.competency, kinds=("reflection",) * 2, type_="reflection")
    attempt = school.start(given)
    for position in (1, 2):
        school.answer(attempt, position, TEXT)
    school.mark_item(school.submit(attempt).items.get(position=1), level=5, at=NOW + HOUR)
    return_attempt(attempt=attempt, by=school.teacher, text="Again.", at=NOW + HOUR)
    school.answer(attempt, 1, {"text": ""}, at=NOW + 2 * HOUR)
    school.answer(attempt, 2, {"text": ""}, at=NOW + 2 * HOUR)
    assert school.submit(attempt, at=NOW + 2 * HOUR).state == "released"
    assert not Evidence.objects.exists()


# Returning


def test_return_opens_the_work_again_and_keeps_the_note(school, waiting) -> None:
    returned = return_attempt(attempt=waiting, by=school.teacher, text=" Name a source. ", at=NOW + HOUR)
    assert (returned.state, returned.deadline_at) == ("returned", None)
    note = ReturnNote.objects.get()
    assert (note.text, note.by, note.at) == ("Name a source.", school.teacher, NOW + HOUR)
    assert school.start(waiting.administration, at=NOW + 2 * HOUR) == returned


def test_return_past_the_closing_date_does_not_hand_in_at_once(school) -> None:
    window = Window(opens_at=NOW - DAY, closes_at=NOW + HOUR)
    attempt = school.sit(school.reflection(), TEXT, window=window)
    return_attempt(attempt=attempt, by=school.teacher, text="Again.", at=NOW + DAY, until=NOW + 3 * DAY)
    assert settle_due(at=NOW + 2 * DAY) == 0
    assert settle_due(at=NOW + 3 * DAY + GRACE) == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("submitted", NOW + 3 * DAY)


def test_return_and_hand_in_again_is_marked_anew(school, waiting) -> None:
    administration = school.reflection(release_rule="after_due")
    attempt = school.sit(administration, TEXT, window=Window(opens_at=NOW - DAY, due_at=NOW + 9 * DAY))
    school.mark(attempt, level=2, at=NOW + HOUR)
    return_attempt(attempt=attempt, by=school.teacher, text="Again.", at=NOW + 2 * HOUR)
    school.answer(attempt, value={"text": "Better."}, at=NOW + 3 * HOUR)
    attempt = school.submit(attempt, at=NOW + 4 * HOUR)
    assert (attempt.state, attempt.release_at) == ("submitted", None)
    with pytest.raises(NotMarkedYet):
        release_attempt(attempt=attempt, at=NOW + 5 * HOUR)
    school.mark(attempt, level=3, at=NOW + 5 * HOUR)
    release_attempt(attempt=attempt, at=NOW + 6 * HOUR)
    evidence = Evidence.objects.get()
    assert (evidence.level, evidence.shown_at) == (3, NOW + 4 * HOUR)
    assert Score.objects.latest("marked_at").response.value == {"text": "Better."}


def test_return_is_refused_without_a_note_on_oneself_and_when_not_waiting(school, waiting) -> None:
    with pytest.raises(NeedsReason):
        return_attempt(attempt=waiting, by=school.teacher, text=" ", at=NOW)
    with pytest.raises(OnOneself):
        return_attempt(attempt=waiting, by=school.learner, text="Again.", at=NOW)
    school.mark(waiting)
    with pytest.raises(NotHandedIn):
        return_attempt(attempt=waiting, by=school.teacher, text="Again.", at=NOW)
    assert not ReturnNote.objects.exists()


def test_return_twice_returns_once(school, waiting) -> None:
    for _ in range(2):
        return_attempt(attempt=waiting, by=school.teacher, text="Again.", at=NOW)
    assert ReturnNote.objects.count() == 1


def test_return_is_refused_while_another_attempt_is_open(school, waiting) -> None:
    school.start(waiting.administration)
    with pytest.raises(AnotherAttemptOpen):
        return_attempt(attempt=waiting, by=school.teacher, text="Again.", at=NOW)


def test_save_while_the_work_waits_is_refused(school, waiting) -> None:
    with pytest.raises(AlreadySubmitted):
        school.answer(waiting, value={"text": "More."})


# Releasing


def test_release_by_hand_shows_what_waits_for_its_due_date(school) -> None:
    administration = school.quiz(release_rule="after_due")
    attempt = school.sit(administration, window=Window(opens_at=NOW - DAY, due_at=NOW + DAY))
    assert attempt.state == "submitted"
    for _ in range(2):
        released = release_attempt(attempt=attempt, at=NOW + HOUR)
    assert (released.state, released.released_at) == ("released", NOW + HOUR)
    assert Evidence.objects.count() == 1


def test_release_is_refused_for_open_work(school) -> None:
    with pytest.raises(NotHandedIn):
        release_attempt(attempt=school.start(school.quiz()), at=NOW)
