"""What a released sitting says, and to whom."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assessments.models import ItemKey
from assessments.services.attempts import Window, start_attempt
from assessments.services.marking import release_attempt
from tests.assessments.pages.sittings import (
    SECRETS,
    TEXT,
    answer_all,
    begin,
    count_queries,
    hand_in,
    mark,
    page,
    waiting,
)
from tests.factories import ReferenceFactory
from tests.factories.assessments import (
    AdministrationFactory,
    AssessmentItemFactory,
    AssessmentVersionFactory,
    ItemVersionFactory,
)

pytestmark = pytest.mark.django_db
KEYED = (
    "single_best_answer",
    "multiple_response",
    "true_false",
    "judgement_rating",
    "judgement_ranking",
)


@pytest.fixture
def client(cast):
    return cast.client("student")


def read(client, attempt) -> str:
    answer = client.get(page("attempt-feedback", attempt))
    assert answer.status_code == 200
    return answer.content.decode()


def test_feedback_tells_keys_reasons_and_arithmetic(client, student) -> None:
    text = read(client, hand_in(answer_all(begin(student, *KEYED))))
    for secret in SECRETS:
        assert secret in text
    assert "Chosen, and keyed" in text
    assert "Given: Clearly appropriate, as keyed" in text
    assert "Given: rank 2, as keyed" in text
    assert "The best answer was chosen: 1 of 1." in text
    assert "Right choices 3 of 3, wrong choices 0: (3 - 0) / 3 = 1.00." in text
    assert "The statement is false: 1 of 1." in text


def test_feedback_of_an_unanswered_question_says_so(client, student) -> None:
    text = read(client, hand_in(begin(student, "single_best_answer")))
    assert "Not answered." in text
    assert "Not chosen, but keyed" in text
    assert "Nothing was chosen: 0 of 1." in text


def test_feedback_of_a_blank_text_shows_no_level(client, student) -> None:
    attempt = hand_in(begin(student, "reflection", type_="reflection", release_rule="after_marking"))
    text = read(client, attempt)
    assert "Not answered." in text
    assert "it shows no level and adds no evidence" in text
    assert "/standing/" not in text


def test_feedback_says_how_far_a_key_can_be_trusted(client, student) -> None:
    attempt = hand_in(begin(student, "single_best_answer"))
    assert "proposed by the authors until a panel confirms it" in read(client, attempt)
    ItemKey.objects.update(status="panel_confirmed")
    text = read(client, attempt)
    assert "confirmed by a panel" in text
    assert "proposed by the authors" not in text


def test_feedback_cites_the_works_behind_a_question(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    work = ReferenceFactory(code="cheston-2013", title="Social media in medical education")
    attempt.items.get().item_version.item.references.add(work)
    text = read(client, hand_in(attempt))
    assert 'href="/references/#cheston-2013"' in text
    assert work.citation in text


def test_counting_feedback_leads_to_where_one_stands(client, student) -> None:
    attempt = hand_in(answer_all(begin(student, "single_best_answer")))
    competency = attempt.items.get().item_version.item.competency
    text = read(client, attempt)
    assert f"/standing/{student.public_id}/{competency.public_id}/" in text
    assert "100% of the points" in text
    assert "Proficient" in text


def test_practice_feedback_says_that_it_is_in_no_record(client, student) -> None:
    text = read(client, hand_in(answer_all(begin(student, "single_best_answer", mode="practice"))))
    assert "not in the record" in text
    assert "/standing/" not in text


def test_feedback_of_a_reflection_shows_rubric_comment_and_marker(client, student, faculty) -> None:
    attempt = waiting(student)
    mark(attempt, faculty, criteria={"situation": 4, "reasoning": 1, "change": 0}, comment="Say when.")
    text = read(client, attempt)
    for words in (TEXT, "situation at 4", "reasoning at 1", "change at 0", "Say when.", "Farah"):
        assert words in text
    assert "the level is the marker" in text


def test_feedback_shows_the_mark_that_stands(client, student, faculty, lead) -> None:
    attempt = waiting(student)
    mark(attempt, faculty, comment="First words.")
    mark(attempt, lead, level=4, comment="Second words.")
    text = read(client, attempt)
    assert "Second words." in text
    assert "First words." not in text
    assert "Proficient" in text


@pytest.mark.parametrize("actor", ["admin", "lead", "faculty", "signer"])
def test_staff_of_the_cohort_read_released_feedback(cast, student, actor) -> None:
    attempt = hand_in(answer_all(begin(student, "single_best_answer")))
    text = read(cast.client(actor), attempt)
    assert "Feedback for Stella Cast" in text
    assert cast.client(actor).get(page("attempt-detail", attempt)).url == page("attempt-feedback", attempt)


@pytest.mark.parametrize("actor", ["student", "lead", "faculty", "signer"])
def test_nobody_reads_feedback_before_release(cast, student, actor) -> None:
    attempt = hand_in(answer_all(begin(student, "single_best_answer", release_rule="after_due")))
    answer = cast.client(actor).get(page("attempt-feedback", attempt))
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "The result is shown from" in text
    assert not [secret for secret in (*SECRETS, "Option A") if secret in text]


def test_feedback_waits_while_another_counting_attempt_is_in_hand(cast, client, student) -> None:
    first = hand_in(
        answer_all(begin(student, "single_best_answer", attempts_allowed=2, release_rule="after_due"))
    )
    second = start_attempt(
        administration=first.administration, user=student, window=Window(opens_at=first.started_at),
        at=timezone.now(), language="en",
    )  # fmt: skip
    release_attempt(attempt=first, at=timezone.now())
    answer = client.get(page("attempt-feedback", first))
    assert answer.status_code == 403
    text = answer.content.decode()
    assert page("attempt-detail", second) in text
    assert not [secret for secret in (*SECRETS, "Option A") if secret in text]
    assert "Option A" in read(cast.client("faculty"), first)
    hand_in(second)
    assert "Option A" in read(client, first)


def test_feedback_of_practice_waits_for_a_counting_sitting_that_asks_the_same(cast, client, student) -> None:
    practice = hand_in(answer_all(begin(student, "single_best_answer", "true_false", mode="practice")))
    shared = practice.items.first().item_version
    counting = AdministrationFactory(version=AssessmentVersionFactory(), created_by=cast.lead)
    AssessmentItemFactory(version=counting.version, item_version=ItemVersionFactory(item=shared.item, n=2))
    sitting = start_attempt(
        administration=counting, user=student, window=Window(opens_at=practice.started_at),
        at=timezone.now(), language="en",
    )  # fmt: skip
    assert sitting.mode == "counting"
    answer = client.get(page("attempt-feedback", practice))
    assert (answer.status_code, answer.context["begun"]) == (403, sitting)
    assert page("attempt-detail", sitting) in answer.text
    assert not [secret for secret in (*SECRETS, "Option A") if secret in answer.text]
    assert "Option A" in read(cast.client("faculty"), practice)
    hand_in(sitting)
    assert "Option A" in read(client, practice)


def test_feedback_waits_for_no_sitting_that_asks_something_else_or_is_practice(cast, client, student) -> None:
    first = hand_in(answer_all(begin(student, "single_best_answer", mode="practice")))
    begin(student, "true_false")
    again = AdministrationFactory(version=first.administration.version, mode="practice", created_by=cast.lead)
    window = Window(opens_at=first.started_at)
    start_attempt(administration=again, user=student, window=window, at=timezone.now(), language="en")
    assert "Option A" in read(client, first)


def test_feedback_asks_the_database_the_same_whatever_the_length(client, student) -> None:
    lengths = [KEYED[:1], KEYED[:3], (*KEYED, *KEYED)]
    attempts = [hand_in(answer_all(begin(student, *kinds))) for kinds in lengths]
    counts = {count_queries(client, page("attempt-feedback", attempt)) for attempt in attempts}
    assert len(counts) == 1
