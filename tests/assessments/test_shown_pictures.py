"""The pictures of a preview: each with the words for it, as many as one page bears, none kept."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assessments.models import Item
from assessments.pictures import UnreadablePictureError, pixels_of
from assessments.services.authoring import store_picture
from interop.questions.exporting import export, with_content
from interop.questions.formats import FORMATS
from interop.questions.shown_pictures import Drawing
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.bank import png
from tests.factories.assessments import ItemVersionFactory


def draft_with_picture():
    stored = store_picture(content=png(800, 400), by=None, at=timezone.now())
    sample = SAMPLES["post_review"].body
    body = {**sample, "post": {**sample["post"], "picture": f"picture:{stored.public_id}"}}
    item = ItemVersionFactory(kind="post_review", body=body).item
    content = export(format_code="yaml", items=with_content(Item.objects.filter(pk=item.pk))).content
    return FORMATS["yaml"].parse(content, "").items[0]


@pytest.mark.django_db
def test_picture_of_a_post_comes_with_the_words_for_it() -> None:
    [shown] = Drawing().draw(draft_with_picture())
    assert shown.alt == SAMPLES["post_review"].body["post"]["alt"]
    assert shown.src.startswith("data:image/png;base64,")


@pytest.mark.django_db
@pytest.mark.parametrize("bounds", [{"left": 0}, {"pixels_left": 800 * 400 - 1}])
def test_no_more_is_drawn_than_a_page_bears(bounds: dict[str, int]) -> None:
    [shown] = Drawing(**bounds).draw(draft_with_picture())
    assert (shown.src, shown.broken) == ("", False)


def test_pixels_are_told_without_decoding_and_only_of_pictures() -> None:
    assert pixels_of(png(30, 20)) == 600
    with pytest.raises(UnreadablePictureError):
        pixels_of(b"<svg/>")
