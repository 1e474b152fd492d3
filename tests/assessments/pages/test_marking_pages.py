"""The marking queue, a piece on the desk, returning work."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt, Evidence, ReturnNote, Score
from assessments.services.answering import save_response
from assessments.services.attempts import submit_attempt
from assessments.services.marking import return_attempt
from common.school_time import school_day
from tests.assessments.pages.sittings import (
    MARKS,
    TEXT,
    begin,
    count_queries,
    hand_in,
    mark,
    page,
    waiting,
)
from tests.factories import CompetencyFactory
from tests.factories.people import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/marking/"
FORM = {**{f"mark-{name}": str(points) for name, points in MARKS.items()}, "level": "3", "seen": "0"}


@pytest.fixture
def client(cast):
    return cast.client("faculty")


def learner(cohort, name="Lara"):
    user = UserFactory(given_name=name, family_name="Learner")
    EnrolmentFactory(user=user, cohort=cohort)
    return user


def test_queue_lists_the_oldest_first_with_how_much_there_is(client, cast) -> None:
    newer, older = waiting(learner(cast.cohort, "Nora")), waiting(learner(cast.cohort, "Olga"))
    Attempt.objects.filter(pk=older.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    text = client.get(QUEUE).content.decode()
    assert "2 pieces wait, about 12 minutes in all" in text
    assert text.index("Olga Learner") < text.index("Nora Learner")
    assert page("marking-detail", newer, 1) in text


def test_queue_keeps_to_those_whom_one_teaches(client, cast) -> None:
    waiting(cast.elsewhere_student)
    text = client.get(QUEUE).content.decode()
    assert "Nothing waits for a mark" in text
    assert "Elsa" not in text


def test_queue_never_holds_ones_own_work(cast) -> None:
    waiting(cast.faculty_student)
    text = cast.client("faculty_student").get(QUEUE).content.decode()
    assert "Nothing waits for a mark" in text


def two_texts(user, *written: int) -> Attempt:
    """A sitting of two reflections with the written ones handed in."""
    attempt = begin(user, "reflection", "reflection", type_="reflection", release_rule="after_marking")
    for position in written:
        save_response(
            attempt=attempt, position=position, value={"text": TEXT}, client_seq=0, at=timezone.now()
        )
    return hand_in(attempt)


def test_queue_leaves_out_what_was_left_blank(client, cast) -> None:
    half = two_texts(learner(cast.cohort), 2)
    two_texts(learner(cast.cohort, "Bea"))
    text = client.get(QUEUE).content.decode()
    assert "1 piece waits" in text
    assert page("marking-detail", half, 2) in text
    assert page("marking-detail", half, 1) not in text
    assert "Bea Learner" not in text


def test_queue_leaves_out_what_was_cleared_again(client, cast) -> None:
    attempt = begin(learner(cast.cohort), "reflection", "reflection", type_="reflection")
    for position, said in ((1, TEXT), (2, TEXT), (2, "")):
        save_response(
            attempt=attempt, position=position, value={"text": said}, client_seq=0, at=timezone.now()
        )
    text = client.get(page("marking-detail", hand_in(attempt), 1)).content.decode()
    assert TEXT in text
    assert "1 piece waits" in client.get(QUEUE).content.decode()


def test_desk_of_a_blank_piece_says_that_there_is_nothing_to_mark(client, cast) -> None:
    attempt = two_texts(learner(cast.cohort), 2)
    for answer in (
        client.get(page("marking-detail", attempt, 1), follow=True),
        client.post(page("marking-detail", attempt, 1), FORM, follow=True),
    ):
        assert "Nothing was written here, so there is nothing to mark" in answer.content.decode()
    assert not Score.objects.exists()


def test_queue_leaves_out_what_is_marked_and_waits_for_its_date(client, cast, lead) -> None:
    attempt = waiting(cast.student, release_rule="after_due")
    mark(attempt, lead)
    assert "Nothing waits for a mark" in client.get(QUEUE).content.decode()


def test_queue_narrows_by_cohort_and_assessment(client, cast) -> None:
    nora, olga = waiting(learner(cast.cohort, "Nora")), waiting(learner(cast.cohort, "Olga"))
    wanted = olga.administration.version.assessment.public_id
    text = client.get(QUEUE, {"assessment": wanted}).content.decode()
    assert "Olga Learner" in text
    assert "Nora Learner" not in text
    text = client.get(QUEUE, {"cohort": cast.cohort.public_id}).content.decode()
    assert "Nora Learner" in text
    text = client.get(QUEUE, {"cohort": cast.other_cohort.public_id}).content.decode()
    assert "That is not among the choices" in text or "Nora Learner" in text
    assert nora.pk != olga.pk


def test_queue_asks_the_database_the_same_for_any_number(client, cast) -> None:
    competency = CompetencyFactory()
    counts = set()
    for number in (1, 2, 7):
        for _ in range(number):
            waiting(learner(cast.cohort), competency=competency)
        counts.add(count_queries(client, QUEUE))
    assert len(counts) == 1


def test_desk_shows_the_text_beside_the_rubric(client, student) -> None:
    attempt = waiting(student)
    text = client.get(page("marking-detail", attempt, 1)).content.decode()
    assert TEXT in text
    assert "6 words; 3 to 6 were asked for" in text
    for words in ("situation at 0", "change at 4", "Competent: What one sees at 3."):
        assert words in text
    assert client.post(page("marking-detail", attempt, 1), {"seen": "0"}).status_code == 422


def test_mark_is_saved_released_and_leads_to_the_next(client, cast, student, faculty) -> None:
    attempt, other = waiting(student), waiting(learner(cast.cohort))
    answer = client.post(page("marking-detail", attempt, 1), {**FORM, "comment": "Good.", "go": "next"})
    assert answer.url == page("marking-detail", other, 1)
    score = Score.objects.get()
    assert (score.marker, score.level, score.criteria, score.comment.text) == (faculty, 3, MARKS, "Good.")
    assert Evidence.objects.get().level == 3
    attempt.refresh_from_db()
    assert attempt.state == "released"
    assert client.post(page("marking-detail", other, 1), {**FORM, "go": "stay"}).url == QUEUE


def test_next_stays_within_the_filter(client, cast) -> None:
    first, other = waiting(learner(cast.cohort)), waiting(learner(cast.cohort))
    query = f"?assessment={first.administration.version.assessment.public_id}"
    answer = client.post(page("marking-detail", first, 1) + query, {**FORM, "go": "next"})
    assert answer.url == QUEUE + query
    assert Attempt.objects.get(pk=other.pk).state == "submitted"


@pytest.mark.parametrize("left_out", ["level", "mark-situation"])
def test_mark_wants_every_criterion_and_a_level(client, student, left_out) -> None:
    attempt = waiting(student)
    form = {name: value for name, value in FORM.items() if name != left_out}
    assert client.post(page("marking-detail", attempt, 1), form).status_code == 422
    assert not Score.objects.exists()


def test_level_off_the_scale_is_refused(client, student) -> None:
    attempt = waiting(student)
    assert client.post(page("marking-detail", attempt, 1), {**FORM, "level": "6"}).status_code == 422
    assert not Score.objects.exists()


def test_nothing_specific_and_safe_suggests_returning(client, student) -> None:
    attempt = waiting(student)
    form = {**FORM, "mark-situation": "0"}
    answer = client.post(page("marking-detail", attempt, 1), form)
    assert answer.status_code == 422
    assert "Return it instead?" in answer.content.decode()
    assert not Score.objects.exists()
    client.post(page("marking-detail", attempt, 1), {**form, "save_anyway": "on"})
    assert Score.objects.get().criteria["situation"] == 0


def test_second_marker_is_told_before_their_mark_is_added(client, cast, student, lead) -> None:
    attempt = waiting(student)
    mark(attempt, lead, level=2)
    answer = client.post(page("marking-detail", attempt, 1), {**FORM, "comment": "Mine."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else marked this meanwhile" in text
    assert re.search(r"Lena Cast, [^:]+:\d\d: level 2", text)
    assert "Mine." in text
    assert Score.objects.count() == 1
    seen = re.search(r'name="seen" value="(\d)"', text)
    assert seen
    client.post(page("marking-detail", attempt, 1), {**FORM, "seen": seen[1]})
    assert Score.objects.count() == 2


def test_same_mark_twice_is_one(client, student) -> None:
    attempt = waiting(student)
    for _ in range(2):
        assert client.post(page("marking-detail", attempt, 1), FORM).url == QUEUE
    assert Score.objects.count() == 1


def test_work_is_returned_with_a_note_and_a_date(client, student) -> None:
    attempt = waiting(student)
    until = school_day(timezone.now()) + timedelta(days=3)
    form = {"return-text": "Name the situation.", "return-until": until.isoformat()}
    answer = client.post(page("marking-return", attempt, 1), form, follow=True)
    assert "Returned to Stella Cast" in answer.content.decode()
    attempt.refresh_from_db()
    assert attempt.state == "returned"
    assert school_day(attempt.deadline_at) == until
    assert ReturnNote.objects.get().text == "Name the situation."


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"return-text": " "}, "Say what to revise."),
        ({"return-text": "x", "return-until": "2020-01-01"}, "Choose a day from today on."),
    ],
)
def test_return_without_a_note_or_into_the_past_is_refused(client, student, form, words) -> None:
    attempt = waiting(student)
    answer = client.post(page("marking-return", attempt, 1), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReturnNote.objects.exists()


def test_marker_of_returned_work_is_told(client, student, lead) -> None:
    attempt = waiting(student)
    return_attempt(attempt=attempt, by=lead, text="Again.", at=timezone.now())
    answer = client.post(page("marking-detail", attempt, 1), FORM, follow=True)
    assert "was returned to the learner" in answer.content.decode()
    assert not Score.objects.exists()
    again = client.post(page("marking-return", attempt, 1), {"return-text": "Mine."}, follow=True)
    assert "not waiting to be marked" in again.content.decode()
    assert ReturnNote.objects.count() == 1


def test_work_that_was_not_handed_in_is_not_found(client, student) -> None:
    attempt = waiting(student)
    Attempt.objects.update(state="open", submitted_at=None)
    answer = client.get(page("marking-detail", attempt, 1))
    assert answer.status_code == 404
    assert TEXT not in answer.content.decode()


def test_note_of_a_return_stands_beside_the_text_and_before_the_marker(cast, client, student, lead) -> None:
    attempt = waiting(student)
    return_attempt(attempt=attempt, by=lead, text="Name the situation.", at=timezone.now())

    revising = cast.client("student").get(page("attempt-item", attempt, 1)).content.decode()
    assert "To revise:" in revising
    assert "Name the situation." in revising

    submit_attempt(attempt=attempt, by=student, at=timezone.now())
    desk = client.get(page("marking-detail", attempt, 1)).content.decode()
    assert "Asked for when it was returned:" in desk
    assert "Name the situation." in desk
