"""The comment bank on the marking page, without scripts."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assessments.models import SavedComment, Score
from assessments.services.comments import save_comment
from tests.assessments.pages.sittings import page, waiting

pytestmark = pytest.mark.django_db
WORDS = "Say what you would do next time."


@pytest.fixture
def desk(student):
    return page("marking-detail", waiting(student), 1)


def keep(author, text=WORDS, *, is_shared=False) -> SavedComment:
    return save_comment(author=author, text=text, is_shared=is_shared, at=timezone.now())


def test_saved_comment_is_put_after_what_stands_there_and_marks_stay(cast, desk) -> None:
    saved = keep(cast.faculty)
    form = {"mark-reasoning": "2", "comment": "Clear.", "insert": str(saved.public_id)}
    answer = cast.client("faculty").post(desk, form)
    assert answer.context["form"]["comment"].value() == f"Clear.\n{WORDS}"
    assert answer.context["form"]["mark-reasoning"].value() == "2"
    assert "Give this criterion its points" not in answer.content.decode()
    assert not Score.objects.exists()


def test_comment_is_saved_from_the_marking_page_once(cast, desk) -> None:
    client = cast.client("faculty")
    for who, shared in (("mine", False), ("shared", True)):
        answer = client.post(desk, {"comment": WORDS, "keep": who})
        kept = SavedComment.objects.get()
        assert (kept.author, kept.text, kept.is_shared) == (cast.faculty, WORDS, shared)
        assert answer.context["form"]["comment"].value() == WORDS
    assert not Score.objects.exists()


def test_nothing_is_saved_of_an_empty_comment(cast, desk) -> None:
    answer = cast.client("faculty").post(desk, {"comment": " ", "keep": "mine"})
    assert "Write the comment first" in answer.content.decode()
    assert not SavedComment.objects.exists()


def test_comments_of_others_show_where_they_are_shared(cast, desk) -> None:
    own = keep(cast.lead, "For myself alone.")
    keep(cast.lead, "For all of us.", is_shared=True)
    client = cast.client("faculty")
    text = client.get(desk).content.decode()
    assert "For all of us." in text
    assert "For myself alone." not in text
    answer = client.post(desk, {"comment": "", "insert": str(own.public_id)})
    assert "For myself alone." not in answer.content.decode()
