"""Writing into the bank: what a used version keeps, what a change becomes, and who changed what."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from assessments.models import Item, ItemChange, ItemVersion, Picture
from assessments.services import authoring, bank, bank_errors
from assessments.services.authoring import ItemContent
from tests.assessments.kind_samples import SAMPLES
from tests.factories.assessments import AssessmentItemFactory, ItemFactory, ItemVersionFactory
from tests.factories.competencies import CompetencyFactory, IndicatorFactory, ReferenceFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


def content(stem: str = "A classmate posts a photo. What now?", **more) -> ItemContent:
    sample = SAMPLES["single_best_answer"]
    return ItemContent(
        kind="single_best_answer", body={**sample.body, "stem": stem}, key=sample.key, tier="knows", **more
    )


def written(**more) -> Item:
    return authoring.write_item(content=content(), by=UserFactory(), at=NOW, **more)


def png(width: int = 20, height: int = 10, form: str = "PNG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **more)
    return out.getvalue()


def changes(item: Item) -> list[tuple[str, list[str], int | None]]:
    return list(item.changes.order_by("pk").values_list("action", "fields", "version"))


def test_write_item_makes_a_draft_with_its_first_version_and_key() -> None:
    competency = CompetencyFactory()
    item = written(competency=competency, tags=(" Privacy ", "privacy", "feeds"), origin="gift, quiz.txt, 3")
    version = item.versions.get()
    key = version.keys.get()
    assert (item.state, item.competency, item.tags) == ("draft", competency, ["feeds", "privacy"])
    assert (version.n, key.n, key.status, key.values) == (1, 1, "proposed", {"correct": "B"})
    assert version.language == "en"
    assert changes(item) == [("created", [], 1)]


def test_write_item_leaves_nothing_of_an_item_that_is_not_well_formed() -> None:
    with pytest.raises(bank_errors.InvalidItem) as refused:
        authoring.write_item(content=replace(content(), key={"correct": "Z"}), by=None, at=NOW)
    assert [problem.path for problem in refused.value.problems] == ["key.correct"]
    assert not Item.objects.exists()


def test_a_reflection_is_marked_with_its_rubric() -> None:
    sample = SAMPLES["reflection"]
    asked = ItemContent(kind="reflection", body=sample.body, key=sample.key, tier="knows_how")
    item = authoring.write_item(content=asked, by=None, at=NOW)
    assert item.versions.get().keys.get().status == "rubric"


def test_rewrite_changes_a_version_in_place_while_nobody_used_it() -> None:
    item = written()
    authoring.rewrite_item(item=item, content=content("Another question?", points=2), by=None, at=NOW)
    version = item.versions.get()
    assert (version.body["stem"], version.points, version.keys.count()) == ("Another question?", 2, 1)
    assert changes(item)[1:] == [("edited", ["body.stem", "points"], 1)]


def test_rewrite_without_a_difference_writes_nothing() -> None:
    item = written()
    authoring.rewrite_item(item=item, content=content(), by=None, at=NOW)
    assert len(changes(item)) == 1


@pytest.mark.parametrize("use", ["published", "retired", "once published", "placed"])
def test_rewrite_leaves_a_used_version_as_it_was(use: str) -> None:
    item = written(competency=CompetencyFactory())
    first = item.versions.get()
    if use == "placed":
        AssessmentItemFactory(item_version=first)
    else:
        bank.change_state(items=[item], to="published", by=None, at=NOW)
    if use == "retired":
        bank.change_state(items=[item], to="retired", by=None, at=NOW)
    if use == "once published":
        Item.objects.filter(pk=item.pk).update(state="draft")
    before = ItemVersion.objects.filter(pk=first.pk).values().get()

    version = authoring.rewrite_item(item=item, content=content("Asked anew?"), by=None, at=NOW)

    item.refresh_from_db()
    assert ItemVersion.objects.filter(pk=first.pk).values().get() == before
    assert (version.n, version.body["stem"], item.state) == (2, "Asked anew?", "draft")
    assert changes(item)[-1] == ("new_version", ["body.stem"], 2)


def test_rewrite_of_the_key_alone_is_a_further_key_of_a_used_version() -> None:
    item = written(competency=CompetencyFactory())
    bank.change_state(items=[item], to="published", by=None, at=NOW)
    version = authoring.rewrite_item(
        item=item, content=replace(content(), key={"correct": "C"}), by=None, at=NOW
    )
    item.refresh_from_db()
    assert (version.n, item.state) == (1, "published")
    assert [key.values["correct"] for key in version.keys.all()] == ["C", "B"]
    assert changes(item)[-1] == ("new_key", ["key"], 1)


@pytest.mark.parametrize("used", [True, False])
def test_rewrite_keeps_a_translation_only_while_it_has_the_same_parts(used: bool) -> None:
    item = written(competency=CompetencyFactory())
    french = {**content().body, "stem": "Une camarade publie une photo. Que faire ?"}
    item.versions.update(translations={"fr": french})
    if used:
        bank.change_state(items=[item], to="published", by=None, at=NOW)
    version = authoring.rewrite_item(item=item, content=content("In other words?"), by=None, at=NOW)
    assert version.translations == {"fr": french}
    fewer = content("In other words?")
    fewer = replace(fewer, body={**fewer.body, "options": fewer.body["options"][:3]})
    version = authoring.rewrite_item(item=item, content=fewer, by=None, at=NOW)
    version.refresh_from_db()
    assert (len(version.body["options"]), version.translations) == (3, {})


def test_rewrite_refuses_another_kind_and_a_stale_page() -> None:
    item = written()
    with pytest.raises(bank_errors.KindStays):
        sample = SAMPLES["true_false"]
        other = ItemContent(kind="true_false", body=sample.body, key=sample.key, tier="knows")
        authoring.rewrite_item(item=item, content=other, by=None, at=NOW)
    with pytest.raises(bank_errors.EditedMeanwhile):
        authoring.rewrite_item(item=item, content=content("Late"), by=None, at=NOW, seen=4)
    assert item.versions.get().body == content().body


def test_correct_key_adds_a_key_and_keeps_the_old_one() -> None:
    version = ItemVersionFactory()
    by = UserFactory()
    key = authoring.correct_key(
        item_version=version,
        values={"correct": "C"},
        status="panel_confirmed",
        note="The panel chose C.",
        by=by,
        at=NOW,
        panel_size=9,
        panel_on=date(2026, 3, 1),
    )
    assert (key.n, key.panel_size, key.created_by) == (2, 9, by)
    assert [one.values["correct"] for one in version.keys.all()] == ["C", "B"]
    assert changes(version.item) == [("new_key", ["key"], 1)]
    with pytest.raises(bank_errors.InvalidItem):
        authoring.correct_key(
            item_version=version, values={"correct": "Q"}, status="proposed", note="", by=by, at=NOW
        )
    assert version.keys.count() == 2


def test_change_state_moves_all_items_or_none() -> None:
    ready, waiting = ItemVersionFactory().item, ItemVersionFactory().item
    Item.objects.filter(pk=ready.pk).update(state="draft")
    Item.objects.filter(pk=waiting.pk).update(state="draft", competency=None)
    with pytest.raises(bank_errors.NoSuchStep):
        bank.change_state(items=[ready, waiting], to="published", by=None, at=NOW)
    assert set(Item.objects.values_list("state", flat=True)) == {"draft"}
    assert bank.change_state(items=[ready], to="published", by=None, at=NOW) == 1
    ready.refresh_from_db()
    assert ready.state == "published"
    assert changes(ready) == [("published", [], 1)]
    assert changes(waiting) == []


@pytest.mark.parametrize(
    ("state", "to"),
    [("published", "draft"), ("published", "in_review"), ("retired", "draft"), ("draft", "retired")],
)
def test_change_state_refuses_steps_that_there_are_not(state: str, to: str) -> None:
    item = ItemVersionFactory(item__state=state).item
    with pytest.raises(bank_errors.NoSuchStep):
        bank.change_state(items=[item], to=to, by=None, at=NOW)
    item.refresh_from_db()
    assert item.state == state


def test_publishing_refuses_an_item_whose_key_does_not_fit() -> None:
    item = ItemVersionFactory(item__state="draft", key=False).item
    with pytest.raises(bank_errors.NoSuchStep):
        bank.change_state(items=[item], to="published", by=None, at=NOW)


def test_tag_items_adds_and_takes_away_whatever_the_case() -> None:
    one, two = ItemFactory(tags=["Privacy", "old"]), ItemFactory(tags=["privacy"])
    changed = bank.tag_items(items=[one, two], add=["PRIVACY"], remove=["OLD"], by=None, at=NOW)
    one.refresh_from_db()
    assert (changed, one.tags, changes(two)) == (1, ["Privacy"], [])
    assert changes(one) == [("tagged", ["tags"], None)]


def test_set_review_date_is_written_down() -> None:
    item = ItemFactory()
    assert bank.set_review_date(items=[item], on=date(2027, 1, 1), by=None, at=NOW) == 1
    assert bank.set_review_date(items=[item], on=date(2027, 1, 1), by=None, at=NOW) == 0
    assert changes(item) == [("edited", ["review_on"], None)]


def test_save_facts_names_what_changed() -> None:
    item = written()
    competency = CompetencyFactory()
    indicator = IndicatorFactory(competency=competency)
    source = ReferenceFactory()
    facts = bank.ItemFacts(
        title="Photo",
        competency=competency,
        indicators=(indicator,),
        tags=("feeds",),
        references=(source,),
    )
    assert bank.save_facts(item=item, facts=facts, by=None, at=NOW) == [
        "title", "competency", "tags", "indicators", "references",
    ]  # fmt: skip
    assert bank.save_facts(item=item, facts=facts, by=None, at=NOW) == []
    assert list(item.indicators.all()) == [indicator]
    assert list(item.references.all()) == [source]
    assert ItemChange.objects.filter(item=item, action="edited").count() == 1


def test_save_facts_keeps_the_competency_of_a_used_item() -> None:
    item = ItemVersionFactory().item
    before = item.competency
    with pytest.raises(bank_errors.CompetencyStays):
        bank.save_facts(item=item, facts=bank.ItemFacts(competency=CompetencyFactory()), by=None, at=NOW)
    item.refresh_from_db()
    assert item.competency == before


def test_store_picture_keeps_one_row_for_the_same_picture() -> None:
    first = authoring.store_picture(content=png(), by=None, at=NOW)
    again = authoring.store_picture(content=png(), by=None, at=NOW)
    assert first == again
    assert (first.media_type, first.width, first.height) == ("image/png", 20, 10)
    assert Picture.objects.count() == 1


def test_store_picture_scales_and_drops_what_the_file_told() -> None:
    exif = Image.Exif()
    exif[0x010E] = "ward 7, bed 2"
    picture = authoring.store_picture(content=png(4000, 1000, "JPEG", exif=exif), by=None, at=NOW)
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 1600, 400)
    assert b"ward 7" not in bytes(picture.content)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nnothing", png()[:40], b"MZ" * 99],
)
def test_store_picture_refuses_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(bank_errors.PictureRefused):
        authoring.store_picture(content=content, by=None, at=NOW)
    assert not Picture.objects.exists()


def test_store_picture_refuses_a_picture_that_unfolds_too_far() -> None:
    with pytest.raises(bank_errors.PictureTooLarge):
        authoring.store_picture(content=png(9000, 9000), by=None, at=NOW)
    with pytest.raises(bank_errors.PictureTooLarge):
        authoring.store_picture(content=b"x" * (5 * 1024 * 1024 + 1), by=None, at=NOW)
