"""Writing an item in a further language, from its page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.item_texts import texts_of
from assessments.models import ItemVersion
from tests.factories.assessments import ItemVersionFactory

pytestmark = pytest.mark.django_db


def address(version: ItemVersion, language: str = "fr") -> str:
    return reverse("assessments:item-translate", args=[version.item.public_id, language])


def detail(version: ItemVersion) -> str:
    return reverse("assessments:item-detail", args=[version.item.public_id])


def texts(version: ItemVersion) -> dict[str, str]:
    return {one.path: f"fr {one.text}" for one in texts_of(version.body)}


def test_a_draft_is_translated_by_its_author(cast) -> None:
    version = ItemVersionFactory(item__state="draft")
    client = cast.client("faculty")
    assert "Not translated: learners read it as it was first written." in client.get(detail(version)).text
    form = client.get(address(version)).context["form"]
    answer = client.post(address(version), {**texts(version), "seen": form["seen"].value()}, follow=True)
    assert "Every text is translated." in answer.text
    version.refresh_from_db()
    assert version.translations["fr"]["options"][1] == {
        "id": "B",
        "text": "fr Option B",
        "feedback": "fr SECRET feedback B",
    }
    again = client.get(address(version)).context["form"]
    assert again["stem"].value() == version.translations["fr"]["stem"]


def test_an_item_is_called_in_the_language_of_its_reader(cast) -> None:
    version = ItemVersionFactory()
    version.translations = {"fr": {**version.body, "stem": "Une question?"}}
    version.save()
    cast.lead.language = "fr"
    cast.lead.save()
    assert '<span lang="fr">Une question?</span>' in cast.client("lead").get(detail(version)).text


def test_what_is_missing_is_said_at_its_text_and_nothing_is_saved(cast) -> None:
    version = ItemVersionFactory(item__state="draft")
    client = cast.client("faculty")
    seen = client.get(address(version)).context["form"]["seen"].value()
    answer = client.post(address(version), {**texts(version), "options.B.text": "", "seen": seen})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "options.B.text": ["Write this text in the other language as well."]
    }
    version.refresh_from_db()
    assert version.translations == {}


@pytest.mark.parametrize(("actor", "status"), [("faculty", 422), ("lead", 302)])
def test_what_learners_read_already_is_translated_by_who_publishes(cast, actor: str, status: int) -> None:
    version = ItemVersionFactory()
    client = cast.client(actor)
    page = client.get(address(version))
    assert ("This version is in use." in page.text) is (actor == "faculty")
    answer = client.post(address(version), {**texts(version), "seen": page.context["form"]["seen"].value()})
    assert answer.status_code == status
    version.refresh_from_db()
    assert ("fr" in version.translations) is (actor == "lead")


def test_draft_is_kept_by_a_drafter_for_who_publishes(cast) -> None:
    version = ItemVersionFactory()
    drafter, publisher = cast.client("faculty"), cast.client("lead")
    seen = drafter.get(address(version)).context["form"]["seen"].value()
    half = {"stem": "Une question ?", "do": "keep", "seen": seen}
    answer = drafter.post(address(version), half, follow=True)
    assert "A draft stands here." in answer.text
    assert f"1 of {len(texts(version))} texts are written." in answer.text
    assert "(optional)" not in answer.text
    assert "Learners are not shown it." in drafter.get(detail(version)).text
    assert "draft of a translation" in drafter.get(detail(version)).text
    form = publisher.get(address(version)).context["form"]
    assert form["stem"].value() == "Une question ?"
    publisher.post(address(version), {**texts(version), "do": "show", "seen": form["seen"].value()})
    version.refresh_from_db()
    assert (set(version.translations), version.translation_drafts) == ({"fr"}, {})
    assert "A draft stands here." not in publisher.get(address(version)).text


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("single_best_answer", "Option 1"),
        ("judgement_ranking", "Step 1"),
        ("ordering", "Entry 1"),
        ("extended_matching", "Vignette 1"),
    ],
)
def test_texts_are_called_as_in_the_form_of_the_kind(cast, kind: str, called: str) -> None:
    version = ItemVersionFactory(kind=kind)
    assert called in cast.client("lead").get(address(version)).text


def test_texts_of_an_earlier_version_are_offered(cast) -> None:
    first = ItemVersionFactory()
    first.translations = {"fr": {**first.body, "stem": "Une question ?"}}
    first.save()
    ItemVersionFactory(item=first.item, n=2)
    client = cast.client("lead")
    assert "Version 1 was translated; its texts are offered." in client.get(detail(first)).text
    page = client.get(address(first))
    assert "What stands here comes from version 1." in page.text
    assert page.context["form"]["stem"].value() == "Une question ?"


@pytest.mark.parametrize("language", ["en", "xx"])
def test_there_is_no_page_for_another_language(cast, language: str) -> None:
    version = ItemVersionFactory()
    assert cast.client("lead").get(address(version, language)).status_code == 404
