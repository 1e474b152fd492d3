"""Beside the answer: marks to come back to, how sure one is, and the answer shown at once. No scripts."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assessments.models import AttemptItem, Response
from assessments.services.answering import flag_question
from tests.assessments.pages.sittings import begin, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("student")


@pytest.fixture
def student(cast):
    return cast.student


@pytest.fixture
def attempt(student):
    return begin(student, "single_best_answer", "true_false")


def read(client, address) -> str:
    return client.get(address).content.decode()


def test_mark_saves_the_answer_and_comes_back_to_the_button(client, attempt) -> None:
    address = page("attempt-item", attempt, 1)
    answer = client.post(address, {"choice": "A", "flag": "1"})
    assert answer.url == f"{address}#flag"
    assert Response.objects.get().value == {"choice": "A"}
    assert "Take the mark away" in read(client, address)
    assert "marked to come back to" in read(client, page("attempt-item", attempt, 2))
    client.post(address, {"choice": "A", "flag": "0"})
    assert not AttemptItem.objects.filter(is_flagged=True).exists()


def test_confirmation_names_what_was_marked(client, attempt) -> None:
    assert "You marked these" not in read(client, page("attempt-submit", attempt))
    flag_question(attempt=attempt, position=2, flagged=True, at=timezone.now())
    assert "You marked these" in read(client, page("attempt-submit", attempt))


def test_sureness_is_asked_for_where_the_rules_say_so(client, student) -> None:
    plain = begin(student, "true_false")
    assert "How sure are you?" not in read(client, page("attempt-item", plain, 1))
    asking = begin(student, "true_false")
    asking.rules["asks_confidence"] = True
    asking.save()
    address = page("attempt-item", asking, 1)
    assert "How sure are you?" in read(client, address)
    client.post(address, {"choice": "true", "confidence": "3"})
    assert Response.objects.get(attempt_item__attempt=asking).confidence == 3
    refused = client.post(address, {"choice": "true", "confidence": "9"})
    assert refused.status_code == 422


def test_answer_shown_at_once_stands_and_is_explained(client, student) -> None:
    attempt = begin(student, "single_best_answer", release_rule="at_once", mode="practice")
    address = page("attempt-item", attempt, 1)
    assert 'id="shown"' not in read(client, address)
    answer = client.post(address, {"choice": "A", "check": "1"})
    assert answer.url == f"{address}#shown"
    text = read(client, address)
    assert 'id="shown"' in text
    assert "Chosen, not keyed" in text
    refused = client.post(address, {"choice": "B"})
    assert "stays as it is" in refused.content.decode()
    assert Response.objects.get().value == {"choice": "A"}


def test_way_on_from_a_shown_answer_is_free(client, student) -> None:
    """Its controls are disabled then, so that the browser sends no answer."""
    attempt = begin(student, "single_best_answer", "true_false", release_rule="at_once", mode="practice")
    address = page("attempt-item", attempt, 1)
    client.post(address, {"choice": "A", "check": "1"})
    assert client.post(address, {"go": "next"}).url == page("attempt-item", attempt, 2)
    assert client.post(address, {"flag": "1"}).url == f"{address}#flag"
    assert AttemptItem.objects.get(position=1).is_flagged
    assert Response.objects.get().value == {"choice": "A"}


def test_answer_is_not_shown_where_the_result_comes_later(client, attempt) -> None:
    address = page("attempt-item", attempt, 1)
    assert "Show the answer" not in read(client, address)
    client.post(address, {"choice": "A", "check": "1"})
    assert not AttemptItem.objects.filter(checked_at__isnull=False).exists()
