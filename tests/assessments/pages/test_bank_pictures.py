"""Pictures of items: given to whoever is signed in, and shown where a text names them."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from assessments.services.authoring import store_picture
from common import markdown
from tests.assessments.pages.bank import png

pytestmark = pytest.mark.django_db


def test_picture_is_given_with_its_type_and_kept_by_the_browser_alone(cast) -> None:
    picture = store_picture(content=png(), by=None, at=timezone.now())
    answer = cast.client("student").get(reverse("assessments:picture-detail", args=[picture.public_id]))
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.size == (20, 10)
    assert answer["Content-Type"] == "image/png"
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_text_shows_a_picture_of_the_bank_with_its_words() -> None:
    picture = store_picture(content=png(), by=None, at=timezone.now())
    address = reverse("assessments:picture-detail", args=[picture.public_id])
    html = markdown.render(f'A feed: ![A "ward" <corridor>](picture:{picture.public_id})')
    assert f'<img src="{address}" alt="A &quot;ward&quot; &lt;corridor&gt;">' in html


@pytest.mark.parametrize(
    "named",
    ["picture:photo.png", "picture:../../accounts/logout", "https://example.org/x.png", "/pictures/x.png"],
)
def test_text_links_to_other_pictures_and_never_loads_them(named: str) -> None:
    html = markdown.render(f"![A corridor]({named})")
    assert "<img" not in html
    assert "A corridor" in html
