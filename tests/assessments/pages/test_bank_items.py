"""One item of the bank: what its page tells, trying it, and writing it in every kind."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.item_forms import EDITORS
from assessments.models import Item, ItemKey, ItemVersion, Picture, Response
from tests.assessments.item_form_data import sent
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.bank import FACTS, filled, png
from tests.factories.assessments import AssessmentItemFactory, ItemKeyFactory, ItemVersionFactory
from tests.factories.competencies import CompetencyFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def address(name: str, item: Item) -> str:
    return reverse(f"assessments:item-{name}", args=[item.public_id])


@pytest.mark.parametrize("kind", EDITORS)
def test_item_of_every_kind_is_written_shown_tried_and_changed(cast, kind: str) -> None:
    client = cast.client("faculty")
    competency = CompetencyFactory()
    assert client.get(reverse("assessments:item-create", args=[kind])).status_code == 200
    data = {**filled(kind), "competency": competency.public_id, "title": "Ward photo", "tags": "feeds, wards"}
    answer = client.post(reverse("assessments:item-create", args=[kind]), data)
    item = Item.objects.get()
    assert answer["Location"] == address("detail", item)
    assert (item.state, item.competency, item.tags, item.author) == (
        "draft", competency, ["feeds", "wards"], cast.faculty,
    )  # fmt: skip

    page = client.get(address("detail", item)).content.decode()
    assert "Ward photo" in page
    assert "Written" in page

    tried = client.post(address("preview", item), SAMPLES[kind].right_form)
    assert ("A person marks this" if kind == "reflection" else "What it earns") in tried.content.decode()
    assert not Response.objects.exists()

    form = client.get(address("edit", item))
    again = {**sent(form.context["editor"]), **FACTS, "title": "Ward photo", "tags": "feeds, wards"}
    again |= {"competency": competency.public_id, "stem": "Asked in other words?"}
    assert client.post(address("edit", item), again).status_code == 302
    assert item.versions.get().body["stem"] == "Asked in other words?"


def test_changing_a_published_item_makes_a_further_version_that_waits(cast) -> None:
    version = ItemVersionFactory()
    client = cast.client("faculty")
    form = client.get(address("edit", version.item))
    assert "This version was used, so it stays as it is." in form.content.decode()
    data = {**sent(form.context["editor"]), **FACTS, "stem": "Asked anew?"}
    answer = client.post(address("edit", version.item), data, follow=True)
    assert "Saved as version 2, a draft." in answer.content.decode()
    assert list(version.item.versions.values_list("n", "body__stem")) == [
        (2, "Asked anew?"),
        (1, "A classmate posts a photo. What now?"),
    ]
    assert Item.objects.get().state == "draft"


def test_saving_a_used_item_as_it_stands_makes_no_version(cast) -> None:
    version = ItemVersionFactory(kind="reflection")
    client = cast.client("faculty")
    data = {**sent(client.get(address("edit", version.item)).context["editor"]), **FACTS, "tags": "wards"}
    client.post(address("edit", version.item), data)
    item = Item.objects.get()
    assert (item.versions.count(), item.state, item.tags) == (1, "published", ["wards"])


@pytest.mark.parametrize(("actor", "status"), [("faculty", 422), ("lead", 302)])
def test_a_key_that_marks_is_corrected_by_who_publishes(cast, actor: str, status: int) -> None:
    version = ItemVersionFactory(kind="judgement_rating")
    client = cast.client(actor)
    data = {
        **sent(client.get(address("edit", version.item)).context["editor"]),
        **FACTS,
        "options-1-rating": "2",
    }
    answer = client.post(address("edit", version.item), data)
    assert answer.status_code == status
    assert version.item.versions.get().keys.count() == (1 if actor == "faculty" else 2)
    assert Item.objects.get().state == "published"


def test_a_key_that_a_panel_confirmed_keeps_its_trust_when_tags_change(cast) -> None:
    version = ItemVersionFactory()
    ItemKey.objects.update(status="panel_confirmed", panel_size=7, panel_on="2026-05-04")
    client = cast.client("faculty")
    data = {**sent(client.get(address("edit", version.item)).context["editor"]), **FACTS, "tags": "wards"}
    data["key_status"] = "proposed"
    client.post(address("edit", version.item), data)
    assert list(ItemKey.objects.values_list("status", flat=True)) == ["panel_confirmed"]


def test_a_missing_key_is_asked_for_beside_what_was_written(cast) -> None:
    data = filled("single_best_answer")
    del data["correct"]
    answer = cast.client("faculty").post(
        reverse("assessments:item-create", args=["single_best_answer"]), data
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mark one of the options as the best answer." in page
    assert "Option A" in page
    assert not Item.objects.exists()


def test_a_further_row_comes_without_scripts_and_saves_nothing(cast) -> None:
    url = reverse("assessments:item-create", args=["single_best_answer"])
    data = filled("single_best_answer")
    answer = cast.client("faculty").post(url, {**data, "more": "options"})
    assert answer.status_code == 200
    rows = answer.context["editor"].formsets["options"].forms
    assert [row["text"].value() for row in rows] == [
        "Option A",
        "Option B",
        "Option C",
        "Option D",
        "",
    ] or len(rows) == 5
    assert not Item.objects.exists()


def test_hints_name_flaws_and_what_the_bank_has_like_it(cast) -> None:
    ItemVersionFactory(item__title="The classmate")
    data = {**filled("single_best_answer"), "options-0-text": "All of the above"}
    answer = cast.client("faculty").post(reverse("assessments:item-hints", args=["single_best_answer"]), data)
    page = answer.content.decode()
    assert "Option 1" in page
    assert "can be guessed from two options" in page
    assert "The classmate" in page
    assert "100 % alike" in page


def test_hints_come_on_the_page_too(cast) -> None:
    data = {**filled("true_false"), "stem": "A closed group is never public.", "check": "on"}
    answer = cast.client("faculty").post(reverse("assessments:item-create", args=["true_false"]), data)
    assert "seldom true" in answer.content.decode()
    assert not Item.objects.exists()


def test_half_written_items_can_be_asked_about(cast) -> None:
    client = cast.client("faculty")
    for kind in EDITORS:
        answer = client.post(
            reverse("assessments:item-hints", args=[kind]), {"stem": "What", "options-0-text": "x"}
        )
        assert answer.status_code == 200, kind


def test_a_picture_is_stored_and_named_in_the_question(cast) -> None:
    client = cast.client("faculty")
    picture = SimpleUploadedFile("ward.png", png(), "image/png")
    data = {**filled("true_false"), "picture": picture, "picture_alt": "A [dark] corridor"}
    client.post(reverse("assessments:item-create", args=["true_false"]), data)
    stored = Picture.objects.get()
    stem = ItemVersion.objects.get().body["stem"]
    assert stem.endswith(f"![A dark corridor](picture:{stored.public_id})")
    page = client.get(address("detail", Item.objects.get())).content.decode()
    assert reverse("assessments:picture-detail", args=[stored.public_id]) in page


def test_a_file_that_is_no_picture_is_refused_in_words(cast) -> None:
    data = {**filled("true_false"), "picture": SimpleUploadedFile("a.png", b"MZ"), "picture_alt": "A ward"}
    answer = cast.client("faculty").post(reverse("assessments:item-create", args=["true_false"]), data)
    assert answer.status_code == 422
    assert "not a picture that can be shown" in answer.content.decode()


def test_two_authors_do_not_overwrite_each_other(cast) -> None:
    version = ItemVersionFactory()
    client = cast.client("faculty")
    data = {**sent(client.get(address("edit", version.item)).context["editor"]), **FACTS, "seen": "1"}
    client.post(address("edit", version.item), {**data, "stem": "First"})
    answer = client.post(address("edit", version.item), {**data, "stem": "Second"})
    assert answer.status_code == 422
    assert "Somebody else saved this item meanwhile." in answer.content.decode()


def test_item_page_tells_trust_and_use(cast) -> None:
    version = ItemVersionFactory()
    ItemKey.objects.filter(version=version).update(status="sourced")
    ItemKeyFactory(version=version, n=2, status="panel_confirmed", panel_size=9, panel_on="2026-05-04")
    AssessmentItemFactory(item_version=version, version__title="Week 3 check")
    page = cast.client("faculty").get(address("detail", version.item)).content.decode()
    assert "Confirmed by a panel of 9 experts, 4 May 2026" in page
    assert "Follows from the source" in page
    assert "Week 3 check" in page


def test_item_page_asks_the_same_queries_however_much_there_is(cast) -> None:
    version = ItemVersionFactory()
    client = cast.client("faculty")
    counts = []
    for n in (1, 2, 4):
        for _ in range(n):
            AssessmentItemFactory(item_version=version)
            ItemKeyFactory(version=version, n=ItemKey.objects.count() + 1, created_by=cast.lead)
        with CaptureQueriesContext(connection) as asked:
            client.get(address("detail", version.item))
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


def test_unknown_kind_and_item_are_not_there(cast) -> None:
    client = cast.client("faculty")
    assert client.get(reverse("assessments:item-create", args=["essay"])).status_code == 404


def test_sources_of_an_item_are_chosen_shown_and_taken_away(cast) -> None:
    source = ReferenceFactory(authors="Quill R", year=2019)
    item = ItemVersionFactory(item__state="draft").item
    client = cast.client("faculty")
    form = client.get(address("edit", item))
    data = {**sent(form.context["editor"]), **FACTS, "title": "Ward photo"}
    client.post(address("edit", item), {**data, "references": [source.pk]})
    page = client.get(address("detail", item)).text
    assert "Sources" in page
    assert "Quill" in page
    assert "references" in item.changes.latest("pk").fields
    client.post(address("edit", item), data)
    assert not item.references.exists()
