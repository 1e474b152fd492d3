"""Addresses of the item bank. Who learns here is kept out: its keys may be asked of them."""

from __future__ import annotations

from django.utils import timezone

from assessments.bank import content_of
from assessments.item_forms import EDITORS
from assessments.item_texts import texts_of
from assessments.models import Item, ItemVersion
from assessments.services.authoring import store_picture
from assessments.services.translating import mark_of
from tests.assessments.item_form_data import sent
from tests.assessments.pages.bank import filled, png
from tests.cast import Cast
from tests.factories.assessments import ItemVersionFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:item-list                 ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:item-act                  ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:item-act                  go   go   no   no   no   go   no   no   no   no   in  # publishes
GET  assessments:item-kinds                ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:item-create               ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:item-create               go   go   go   no   no   go   no   no   no   no   in
POST assessments:item-hints                bad  bad  bad  no   no   bad  no   no   no   no   in  # saves nothing
GET  assessments:item-detail               ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:item-edit                 ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:item-edit                 go   go   go   no   no   go   no   no   no   no   in
GET  assessments:item-preview              ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:item-preview              bad  bad  bad  no   no   bad  no   no   no   no   in  # saves nothing
GET  assessments:item-translate            ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:item-translate            go   go   go   no   no   go   no   no   no   no   in  # of a draft
GET  assessments:picture-detail            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   in
"""

SECRET = "Willowherb and the ward photo"


def picture(cast: Cast) -> Scene:
    stored = store_picture(content=png(), by=None, at=timezone.now())
    return Scene(kwargs={"public_id": stored.public_id}, secret=("IHDR",))


def draft() -> Item:
    return ItemVersionFactory(item__title=SECRET, item__state="draft").item


def listed(cast: Cast) -> Scene:
    draft()
    return Scene(secret=(SECRET,))


def asked(cast: Cast) -> Scene:
    return Scene(query={"do": "in_review", "item": str(draft().public_id)}, secret=(SECRET,))


def published(cast: Cast) -> Scene:
    item = draft()
    return Scene(
        data={"do": "published", "item": str(item.public_id), "sure": "on"},
        state=lambda: Item.objects.values_list("state", flat=True).get(pk=item.pk),
    )


def kinds(cast: Cast) -> Scene:
    return Scene(secret=("Vignettes that share",))


def writing(cast: Cast) -> Scene:
    return Scene(
        kwargs={"kind": "true_false"},
        secret=("It is saved as a draft.",),
        data=filled("true_false"),
        state=Item.objects.count,
    )


def hinting(cast: Cast) -> Scene:
    return Scene(kwargs={"kind": "true_false"}, data={"stem": "x"}, state=Item.objects.count)


def one(cast: Cast) -> Scene:
    return Scene(kwargs={"public_id": draft().public_id}, secret=(SECRET,))


def changing(cast: Cast) -> Scene:
    item = draft()
    version = item.versions.get()
    data = {**sent(EDITORS[version.kind].of(content_of(version))), "difficulty": "hard", "title": SECRET}
    return Scene(
        kwargs={"public_id": item.public_id},
        data=data,
        state=lambda: Item.objects.values_list("difficulty", flat=True).get(pk=item.pk),
    )


def translatable(cast: Cast) -> Scene:
    return Scene(kwargs={"public_id": draft().public_id, "language": "fr"}, secret=(SECRET,))


def translating(cast: Cast) -> Scene:
    version = draft().versions.get()
    texts = {one.path: f"fr {one.text}" for one in texts_of(version.body)}
    return Scene(
        kwargs={"public_id": version.item.public_id, "language": "fr"},
        data={**texts, "seen": mark_of(version, "fr")},
        state=lambda: list(ItemVersion.objects.values_list("translations", flat=True)),
    )


def trying(cast: Cast) -> Scene:
    return Scene(kwargs={"public_id": draft().public_id}, data={"choice": "B"}, state=Item.objects.count)


SCENES: dict[str, SceneMaker] = {
    "assessments:item-list": listed,
    "GET assessments:item-act": asked,
    "POST assessments:item-act": published,
    "assessments:item-kinds": kinds,
    "assessments:item-create": writing,
    "assessments:item-hints": hinting,
    "assessments:item-detail": one,
    "GET assessments:item-edit": one,
    "POST assessments:item-edit": changing,
    "GET assessments:item-preview": one,
    "POST assessments:item-preview": trying,
    "GET assessments:item-translate": translatable,
    "POST assessments:item-translate": translating,
    "assessments:picture-detail": picture,
}
