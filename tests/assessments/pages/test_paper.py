"""An assessment before anybody sits it: on the screen, where nothing is kept, and on paper."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.kinds import KINDS
from assessments.models import Attempt, BlueprintRow, Item
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import give
from tests.factories.assessments import ItemVersionFactory

pytestmark = pytest.mark.django_db


def page(name: str, administration, *more: object) -> str:
    return reverse(
        f"assessments:assessment-{name}", args=[administration.version.assessment.public_id, *more]
    )


@pytest.fixture
def every_kind():
    return give(*SAMPLES)


def test_preview_goes_through_every_kind_and_keeps_nothing(cast, every_kind) -> None:
    client = cast.client("faculty")
    begins = client.get(page("preview", every_kind)).content.decode()
    assert "Nothing that you answer is saved." in begins
    for position, kind in enumerate(SAMPLES, start=1):
        address = page("preview-item", every_kind, position)
        shown = client.get(address).content.decode()
        assert f"{position} of {len(SAMPLES)}" in shown.replace("\n", " ").replace("  ", ""), kind
        onward = client.post(address, {"go": "next"})
        last = position == len(SAMPLES)
        wanted = page("preview", every_kind) if last else page("preview-item", every_kind, position + 1)
        assert onward["Location"].removesuffix("#questions") == wanted
        assert "SECRET" not in shown
    assert not Attempt.objects.exists()


def test_preview_moves_an_option_without_scripts(cast) -> None:
    administration = give("ordering")
    address = page("preview-item", administration, 1)
    body = SAMPLES["ordering"].body
    one = body["options"][0]["id"]
    shown = cast.client("faculty").post(address, {"move": f"{one}:up"}).content.decode()
    assert "selected" in shown


def test_preview_draws_the_same_on_every_page(cast) -> None:
    administration = give("single_best_answer")
    item = ItemVersionFactory(item__title="One").item
    for _ in range(5):
        ItemVersionFactory(item__competency=item.competency)
    BlueprintRow.objects.create(version=administration.version, competency=item.competency, count=2)
    client = cast.client("faculty")
    first, second = (client.get(page("preview", administration)) for _ in range(2))
    drawn = [
        [one.item.item_version_id for one in each.context["preview"].questions] for each in (first, second)
    ]
    assert len(drawn[0]) == 3
    assert drawn[0] == drawn[1]
    assert "The drawn questions are one example" in first.content.decode()


def test_paper_has_every_kind_and_keys_only_where_asked_for(cast, every_kind) -> None:
    client = cast.client("faculty")
    without = client.get(page("paper", every_kind)).content.decode()
    assert without.count("paper-question") == len(SAMPLES) == len(KINDS)
    assert "SECRET" not in without
    with_keys = client.get(page("paper", every_kind), {"key": "on"}).content.decode()
    assert "SECRET rationale" in with_keys
    assert "Keyed: rank 2" in with_keys
    lines = re.sub(r"<[^>]+>|\s+", " ", with_keys)
    assert not re.search(r": +Keyed:", lines)
    assert re.search(r"Premise 1 +B +Keyed: Option B", lines)
    assert re.search(r" 4 +The whiteboard +Keyed: Identifier", lines)


def test_paper_keeps_keys_from_staff_who_learn_here(cast, every_kind) -> None:
    Item.objects.update(is_public=False)
    shown = cast.client("faculty_student").get(page("paper", every_kind), {"key": "on"}).content.decode()
    assert "SECRET" not in shown
    assert "so the keys are not shown to you" in shown


def test_colons_of_the_paper_are_those_of_the_reader(cast, every_kind) -> None:
    client = cast.client("faculty")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    shown = client.get(page("paper", every_kind), {"key": "on"}).content.decode()
    assert "Sur papier\N{NO-BREAK SPACE}:" in shown
    assert not re.findall(r"</span>:\s", shown)
