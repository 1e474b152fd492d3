"""Who moves by a corrected key, where the worker finds it out because many sittings are concerned."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, ItemKey, Regrade, RegradePreview
from assessments.services.authoring import correct_key
from assessments.views import regrading
from tests.assessments.pages.seeing import body, queries
from tests.assessments.pages.sittings import give
from tests.assessments.pages.test_analysis import KINDS, NoWorker, key_page, sit

pytestmark = pytest.mark.django_db
GIVEN = {"correct": "A", "reason": "B was the distractor.", "step": "preview"}


@pytest.fixture
def quiz(cohort, monkeypatch):
    """Three sittings, where two are already too many to look at while one waits."""
    monkeypatch.setattr(regrading, "AT_ONCE", 2)
    quiz = give(*KINDS)
    sit(quiz, cohort, "BBB", "ABB", "CBB")
    return quiz


@pytest.fixture
def lead(cast):
    return cast.client("lead")


@pytest.fixture
def waiting(quiz, lead, monkeypatch):
    """A preview that nobody works on yet."""
    monkeypatch.setattr(regrading, "work_out_preview", NoWorker)
    lead.post(key_page(quiz), GIVEN)
    return RegradePreview.objects.get()


def address(preview):
    return reverse("assessments:regrade-preview", args=[preview.public_id])


def test_worker_finds_out_who_moves_and_the_page_shows_it(quiz, lead):
    answer = lead.post(key_page(quiz), GIVEN)
    preview = RegradePreview.objects.get()
    assert answer["Location"] == address(preview)
    html = body(lead.get(address(preview)))  # the queue of the tests works at once
    assert "2 of 3 sittings would earn something else" in html
    for attempt in Attempt.objects.order_by("pk")[:2]:
        assert attempt.user.get_full_name() in html
    assert "Sittings handed in since then are marked anew" in html
    assert not Regrade.objects.exists()


def test_progress_is_shown_until_it_is_done(waiting, lead):
    html = body(lead.get(address(waiting)))
    assert "Waiting for the worker" in html
    assert "0 of 3 sittings" in html
    assert "0 of 3 sittings" in body(lead.get(address(waiting), headers={"hx-request": "true"}))
    lead.post(address(waiting), {"act": "confirm"})
    assert not Regrade.objects.exists()  # nobody has seen yet who moves
    lead.post(address(waiting), {"act": "part"})
    lead.post(address(waiting), {"act": "part"})
    assert lead.get(address(waiting), headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert "2 of 3 sittings would earn something else" in body(lead.get(address(waiting)))


def test_confirmed_preview_becomes_the_key_and_marks_anew(quiz, lead):
    lead.post(key_page(quiz), GIVEN)
    preview = RegradePreview.objects.get()
    answer = lead.post(address(preview), {"act": "confirm"})
    regrade = Regrade.objects.get()
    assert answer["Location"] == reverse("assessments:regrade-detail", args=[regrade.public_id])
    assert (regrade.reason, regrade.key.values) == ("B was the distractor.", {"correct": "A"})
    assert (regrade.state, regrade.done, regrade.moved) == ("done", 3, 2)


def test_preview_of_a_key_that_changed_meanwhile_confirms_nothing(quiz, lead, cast):
    lead.post(key_page(quiz), GIVEN)
    preview = RegradePreview.objects.get()
    correct_key(
        item_version=preview.version, values={"correct": "C"}, status="proposed", note="", by=cast.lead,
        at=timezone.now(),
    )  # fmt: skip
    assert "The key was changed since you asked" in body(lead.get(address(preview)))
    lead.post(address(preview), {"act": "confirm"})
    assert not Regrade.objects.exists()
    assert ItemKey.objects.filter(version=preview.version).count() == 2


def test_work_that_was_left_is_found_again_on_the_page_of_the_key(quiz, lead, cast):
    def count():
        cache.clear()
        return queries(lead, key_page(quiz))[0]

    lead.post(key_page(quiz), GIVEN)
    preview = RegradePreview.objects.get()
    html = body(lead.get(key_page(quiz)))
    assert address(preview) in html
    assert "3 of 3 sittings" in html
    assert "Earlier corrections" not in body(cast.client("admin").get(key_page(quiz)))
    lead.post(address(preview), {"act": "confirm"})
    first = count()
    for correct in "BC":
        lead.post(key_page(quiz), {**GIVEN, "correct": correct, "step": "confirm"})
    html = body(lead.get(key_page(quiz)))
    for regrade in Regrade.objects.all():
        assert reverse("assessments:regrade-detail", args=[regrade.public_id]) in html
    assert address(preview) not in html  # the key is another one since
    assert count() == first


def test_error_is_told(waiting, lead):
    RegradePreview.objects.update(state="failed")
    assert "An error stopped this" in body(lead.get(address(waiting)))
    assert lead.get(address(waiting), headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_nobody_else_sees_it(waiting, cast):
    assert cast.client("admin").get(address(waiting)).status_code == 404


def test_few_sittings_are_looked_at_while_one_waits(quiz, lead, monkeypatch):
    monkeypatch.setattr(regrading, "AT_ONCE", 3)
    assert "2 of 3 sittings would earn something else" in body(lead.post(key_page(quiz), GIVEN))
    assert not RegradePreview.objects.exists()
