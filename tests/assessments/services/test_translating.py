"""An item in a further language: neither version nor key changes, and no learner reads half of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessments.bank import content_of
from assessments.item_texts import texts_of
from assessments.models import ItemChange, ItemKey, ItemVersion
from assessments.services.authoring import rewrite_item
from assessments.services.bank_errors import EditedMeanwhile, InvalidItem
from assessments.services.translating import keep_draft, mark_of, translate_item
from assessments.sitting import body_in
from tests.assessments.kind_samples import SAMPLES
from tests.factories.assessments import ItemVersionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


def french(version: ItemVersion, **changes: str) -> dict[str, str]:
    return {one.path: f"fr {one.text.strip()}" for one in texts_of(version.body)} | changes


def translate(version: ItemVersion, texts: dict[str, str], **more) -> ItemVersion:
    return translate_item(
        item=version.item, texts=texts, by=UserFactory(), at=NOW, **{"language": "fr", **more}
    )


@pytest.mark.parametrize("kind", SAMPLES)
def test_translation_of_every_kind_is_read_and_changes_no_version_or_key(kind: str) -> None:
    version = ItemVersionFactory(kind=kind)
    before = (version.body, list(ItemKey.objects.values_list("n", "values", "status")), version.item.state)
    translate(version, french(version))
    version.refresh_from_db()
    version.item.refresh_from_db()
    stands = (version.body, list(ItemKey.objects.values_list("n", "values", "status")), version.item.state)
    assert stands == before
    assert ItemVersion.objects.count() == 1
    assert body_in(version, "fr")["stem"].startswith("fr ")
    assert body_in(version, "de") == version.body
    assert list(ItemChange.objects.values_list("action", "fields", "version")) == [
        ("edited", ["translations"], 1)
    ]
    translate(version, french(version))
    assert ItemChange.objects.count() == 1


def test_translation_that_lacks_a_text_is_refused_whole() -> None:
    version = ItemVersionFactory()
    with pytest.raises(InvalidItem) as refused:
        translate(version, french(version, **{"options.B.text": " ", "rationale": ""}))
    assert [one.path for one in refused.value.problems] == ["body.options.1.text", "body.rationale"]
    version.refresh_from_db()
    assert version.translations == {}


def test_translation_is_not_written_over_what_was_saved_meanwhile() -> None:
    version = ItemVersionFactory()
    seen = mark_of(version, "fr")
    translate(version, french(version), seen=seen)
    with pytest.raises(EditedMeanwhile):
        translate(version, french(version, stem="Autre"), seen=seen)


@pytest.mark.parametrize("language", ["en", "xx"])
def test_only_a_further_language_of_the_school_is_written(language: str) -> None:
    version = ItemVersionFactory()
    with pytest.raises(ValueError, match=language):
        translate(version, french(version), language=language)


def keep(version: ItemVersion, texts: dict[str, str], **more) -> ItemVersion:
    return keep_draft(item=version.item, language="fr", texts=texts, by=UserFactory(), at=NOW, **more)


def test_draft_is_kept_and_nobody_is_asked_in_it_until_all_is_saved() -> None:
    version = ItemVersionFactory()
    keep(version, {"stem": "Une question ?", "rationale": " ", "options.Z.text": "Rien"})
    version.refresh_from_db()
    assert (version.translation_drafts, version.translations) == ({"fr": {"stem": "Une question ?"}}, {})
    assert body_in(version, "fr") == version.body
    keep(version, {"stem": "Une question ?"})
    translate(version, french(version))
    version.refresh_from_db()
    assert (version.translation_drafts, body_in(version, "fr")["stem"][:3]) == ({}, "fr ")
    assert list(ItemChange.objects.order_by("pk").values_list("fields", flat=True)) == [
        ["translation_drafts"],
        ["translations"],
    ]


def test_draft_holds_what_differs_from_the_translation_that_stands() -> None:
    version = ItemVersionFactory()
    stands = french(version)
    translate(version, stands)
    kept = keep(version, stands | {"stem": "Mieux"})
    assert kept.translation_drafts == {"fr": {"stem": "Mieux"}}
    assert body_in(kept, "fr")["stem"].startswith("fr ")
    assert keep(version, stands).translation_drafts == {}


def test_draft_is_not_written_over_another_and_comes_along_into_a_further_version() -> None:
    version = ItemVersionFactory()
    seen = mark_of(version, "fr")
    keep(version, {"stem": "Une question ?"}, seen=seen)
    with pytest.raises(EditedMeanwhile):
        keep(version, {"stem": "Autre"}, seen=seen)
    asked = content_of(version)
    content = replace(asked, body={**asked.body, "stem": "Another"})
    further = rewrite_item(item=version.item, content=content, by=UserFactory(), at=NOW)
    assert (further.n, further.translation_drafts) == (2, {"fr": {"stem": "Une question ?"}})


def test_translation_that_no_longer_fits_is_a_draft_for_who_translates_anew() -> None:
    version = ItemVersionFactory(item__state="draft")
    translate(version, french(version))
    asked = content_of(version)
    body = {**asked.body, "options": [*asked.body["options"], {"id": "Z", "text": "One more"}]}
    changed = rewrite_item(item=version.item, content=replace(asked, body=body), by=UserFactory(), at=NOW)
    assert (changed.n, changed.translations) == (1, {})
    assert changed.translation_drafts["fr"]["options.B.text"] == "fr Option B"
