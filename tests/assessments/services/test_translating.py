"""An item in a further language: neither version nor key changes, and no learner reads half of each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assessments.item_texts import texts_of
from assessments.models import ItemChange, ItemKey, ItemVersion
from assessments.services.bank_errors import EditedMeanwhile, InvalidItem
from assessments.services.translating import mark_of, translate_item
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
