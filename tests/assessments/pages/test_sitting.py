"""A learner sits an assessment: every kind, saved with and without scripts, handed in once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.services.answering import save_response
from assessments.services.marking import return_attempt
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import (
    HX,
    SECRETS,
    answer_all,
    begin,
    count_queries,
    hand_in,
    page,
    waiting,
)

pytestmark = pytest.mark.django_db
KINDS = tuple(SAMPLES)
SHOWN_AGAIN = {
    "reflection": "I asked her first.",
    "short_answer": 'value="secret Consént form"',
    "numeric": 'value="2.5"',
    **dict.fromkeys(("judgement_ranking", "ordering", "matching", "extended_matching"), "selected"),
}
KEYED = tuple(kind for kind in KINDS if kind != "reflection")


@pytest.fixture
def client(cast):
    return cast.client("student")


@pytest.mark.parametrize("kind", KINDS)
def test_answer_is_saved_without_scripts_and_shown_again(client, student, kind) -> None:
    sample = SAMPLES[kind]
    attempt = begin(student, kind)
    address = page("attempt-item", attempt, 1)
    answer = client.post(address, {**sample.right_form, "go": "next", "client_seq": "0"})
    assert answer.url == page("attempt-submit", attempt)
    assert Response.objects.get().value == sample.right_value
    again = client.get(address).content.decode()
    assert "Saved" in again
    assert SHOWN_AGAIN.get(kind, "checked") in again


@pytest.mark.parametrize("kind", KINDS)
def test_answer_is_saved_in_the_background(client, student, kind) -> None:
    sample = SAMPLES[kind]
    attempt = begin(student, kind)
    form = {**sample.right_form, "client_seq": "5"}
    answer = client.post(page("attempt-item", attempt, 1), form, headers=HX)
    text = answer.content.decode()
    assert (answer.status_code, answer["X-Answer"]) == (200, "saved")
    assert "Saved" in text
    assert "<html" not in text
    assert Response.objects.get().value == sample.right_value
    assert Response.objects.get().client_seq == 5


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_tells_the_answer_before_release(client, student, kind) -> None:
    attempt = begin(student, kind, type_="reflection" if kind == "reflection" else "quiz")
    form = {**SAMPLES[kind].right_form, "client_seq": "5"}
    pages = [
        client.get(page("attempt-detail", attempt)),
        client.get(page("attempt-item", attempt, 1)),
        client.post(page("attempt-item", attempt, 1), form, headers=HX),
        client.post(page("attempt-item", attempt, 1), {**form, "go": "9"}, follow=True),
        client.get(page("attempt-submit", attempt)),
        client.get(page("attempt-feedback", attempt)),
    ]
    for answer in pages:
        text = answer.content.decode()
        assert not [secret for secret in SECRETS if secret in text]
        assert "keyed" not in text.lower()
    assert pages[-1].status_code == 403
    assert "not shown yet" in pages[-1].content.decode()


def test_older_save_changes_nothing_and_says_so(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    address = page("attempt-item", attempt, 1)
    client.post(address, {"choice": "B", "client_seq": "20"}, headers=HX)
    answer = client.post(address, {"choice": "A", "client_seq": "10"}, headers=HX)
    assert answer["X-Answer"] == "older"
    assert "newer answer" in answer.content.decode()
    assert Response.objects.order_by("-revision").first().value == {"choice": "B"}


def test_number_ahead_of_the_clock_does_not_block_later_answers(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    address = page("attempt-item", attempt, 1)
    client.post(address, {"choice": "B", "client_seq": str(2**52)}, headers=HX)
    assert Response.objects.get().client_seq <= int(timezone.now().timestamp() * 1000)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"choice": "Z"}, "not one of those offered"),
        ({"choice": "A", "go": "elsewhere"}, "This was not saved"),
        ({"choice": "A", "client_seq": "-1"}, "This was not saved"),
    ],
)
def test_answer_that_was_not_offered_is_refused(client, student, form, words) -> None:
    attempt = begin(student, "single_best_answer")
    answer = client.post(page("attempt-item", attempt, 1), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Response.objects.exists()


def test_refused_answer_in_the_background_says_why(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    answer = client.post(page("attempt-item", attempt, 1), {"choice": "Z"}, headers=HX)
    assert (answer.status_code, answer["X-Answer"]) == (422, "refused")
    assert "not one of those offered" in answer.content.decode()


@pytest.mark.parametrize(("go", "place"), [("next", 3), ("back", 1), ("1", 1), ("3", 3)])
def test_button_leads_where_it_says(client, student, go, place) -> None:
    attempt = begin(student, "single_best_answer", "true_false", "multiple_response")
    answer = client.post(page("attempt-item", attempt, 2), {"choice": "true", "go": go})
    assert answer.url == page("attempt-item", attempt, place)


def test_past_the_last_question_lies_handing_in(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    answer = client.post(page("attempt-item", attempt, 1), {"go": "next"})
    assert answer.url == page("attempt-submit", attempt)
    answer = client.post(page("attempt-item", attempt, 1), {"go": "overview"})
    assert answer.url == page("attempt-detail", attempt)


def test_question_that_is_not_there_is_not_found(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    assert client.get(page("attempt-item", attempt, 2)).status_code == 404


def test_shared_rank_is_named(client, student) -> None:
    attempt = begin(student, "judgement_ranking")
    form = {"rank-A": "1", "rank-B": "1", "rank-C": "3", "client_seq": "1"}
    text = client.post(page("attempt-item", attempt, 1), form, headers=HX).content.decode()
    assert text.count("Rank 1 is given more than once") == 2
    assert "1 of 5 ranked" in text


def test_button_moves_a_step_and_comes_back_to_itself(client, student) -> None:
    attempt = begin(student, "judgement_ranking")
    form = {"rank-A": "1", "rank-B": "2", "rank-C": "3", "move": "C:up"}
    answer = client.post(page("attempt-item", attempt, 1), form)
    assert answer.url == page("attempt-item", attempt, 1) + "#up-C"
    assert Response.objects.get().value == {"ranks": {"A": 1, "B": 3, "C": 2}}
    text = client.get(answer.url).content.decode()
    places = [text.index(f'id="up-{name}"') for name in "ACBDE"]
    assert places == sorted(places)


def test_move_of_a_step_that_is_not_there_is_refused(client, student) -> None:
    attempt = begin(student, "judgement_ranking")
    answer = client.post(page("attempt-item", attempt, 1), {"rank-A": "1", "move": "Z:up"})
    assert answer.status_code == 422
    assert "not one of those offered" in answer.content.decode()
    assert not Response.objects.exists()


def test_reflection_counts_words_and_warns(client, student) -> None:
    attempt = begin(student, "reflection", type_="reflection")
    text = client.get(page("attempt-item", attempt, 1)).content.decode()
    assert "3 to 6 asked for" in text
    assert "Name nobody" in text
    answer = client.post(page("attempt-item", attempt, 1), {"text": "Two words"}, headers=HX)
    assert "2 words saved" in answer.content.decode()


def test_start_page_says_what_it_is_and_leads_to_the_first_open_question(client, student) -> None:
    attempt = begin(student, "single_best_answer", "true_false", mode="practice")
    text = client.get(page("attempt-detail", attempt)).content.decode()
    assert "Nothing is answered yet" in text
    assert "No: practice" in text
    assert "1 of 3" in text
    assert f'href="{page("attempt-item", attempt, 1)}"' in text
    client.post(page("attempt-item", attempt, 1), {"choice": "B", "go": "next"})
    text = client.get(page("attempt-detail", attempt)).content.decode()
    assert "1 of 2 answered and saved" in text
    assert "Continue at question 2" in text


def test_confirmation_names_what_is_open(client, student) -> None:
    attempt = begin(student, "single_best_answer", "judgement_rating")
    client.post(page("attempt-item", attempt, 2), {"rating-A": "4"})
    text = client.get(page("attempt-submit", attempt)).content.decode()
    assert "2 questions of 2 have something left to answer" in text
    assert "1 of 3 steps" in text
    assert attempt_state(attempt) == "open"


def test_handing_in_twice_hands_in_once(client, student) -> None:
    attempt = answer_all(begin(student, *KEYED))
    first = client.post(page("attempt-submit", attempt))
    submitted_at = Attempt.objects.get().submitted_at
    second = client.post(page("attempt-submit", attempt), follow=True)
    assert first.url == page("attempt-detail", attempt)
    assert second.redirect_chain[-1][0] == page("attempt-feedback", attempt)
    assert "handed in already" in second.content.decode()
    assert Attempt.objects.get().submitted_at == submitted_at


def test_second_tab_is_told_that_the_work_was_handed_in(client, student) -> None:
    attempt = hand_in(answer_all(begin(student, "single_best_answer")))
    address = page("attempt-item", attempt, 1)
    plain = client.post(address, {"choice": "A", "go": "next"}, follow=True)
    assert "handed in already" in plain.content.decode()
    background = client.post(address, {"choice": "A", "client_seq": "1"}, headers=HX)
    assert (background.status_code, background["X-Answer"]) == (409, "over")
    assert "handed in already" in background.content.decode()
    assert client.get(address).url == page("attempt-detail", attempt)
    assert Response.objects.get().value == {"choice": "B"}


def test_deadline_hands_in_what_was_saved(client, student) -> None:
    attempt = begin(student, "single_best_answer", closes=timedelta(days=4))
    save_response(attempt=attempt, position=1, value={"choice": "B"}, client_seq=0, at=timezone.now())
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))
    answer = client.post(page("attempt-item", attempt, 1), {"choice": "A", "client_seq": "1"}, headers=HX)
    assert answer["X-Answer"] == "over"
    assert "not scored" in answer.content.decode()
    text = client.get(page("attempt-detail", attempt), follow=True).content.decode()
    assert "The time was over" in text
    assert "It is kept and was not scored" in text
    kept = Response.objects.order_by("revision").values_list("value", "is_late")
    assert list(kept) == [({"choice": "B"}, False), ({"choice": "A"}, True)]


def test_waiting_work_says_that_it_is_being_marked(client, student) -> None:
    text = client.get(page("attempt-detail", waiting(student))).content.decode()
    assert "being marked" in text


def test_result_after_the_due_date_says_when(client, student) -> None:
    attempt = hand_in(answer_all(begin(student, "true_false", release_rule="after_due")))
    text = client.get(page("attempt-detail", attempt)).content.decode()
    assert "The result is shown from" in text


def test_returned_work_shows_the_note_and_the_way_on(client, student, faculty) -> None:
    attempt = waiting(student)
    return_attempt(attempt=attempt, by=faculty, text="Say what you saw.", at=timezone.now())
    text = client.get(page("attempt-detail", attempt)).content.decode()
    assert "Say what you saw." in text
    assert "Revise" in text
    answer = client.post(page("attempt-item", attempt, 1), {"text": "Now with what I saw.", "go": "next"})
    assert answer.url == page("attempt-submit", attempt)
    client.post(page("attempt-submit", attempt))
    assert attempt_state(attempt) == "submitted"


@pytest.mark.parametrize("name", ["attempt-detail", "attempt-submit"])
def test_page_asks_the_database_the_same_whatever_the_length(client, student, name) -> None:
    counts = {count_queries(client, page(name, begin(student, *kinds))) for kinds in lengths()}
    assert len(counts) == 1


def test_question_asks_the_database_the_same_whatever_the_length(client, student) -> None:
    attempts = [begin(student, *kinds) for kinds in lengths()]
    assert len({count_queries(client, page("attempt-item", attempt, 1)) for attempt in attempts}) == 1
    forms = [(page("attempt-item", attempt, 1), {"choice": "B"}) for attempt in attempts]
    assert len({count_queries(client, *form) for form in forms}) == 1


def lengths():
    return [KINDS[:1], KINDS[:3], (*KINDS, *KINDS[:4])]


def attempt_state(attempt: Attempt) -> str:
    return Attempt.objects.values_list("state", flat=True).get(pk=attempt.pk)
