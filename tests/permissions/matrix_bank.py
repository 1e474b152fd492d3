"""Addresses of the item bank. Who learns here is kept out: its keys may be asked of them."""

from __future__ import annotations

from django.utils import timezone

from assessments.services.authoring import store_picture
from tests.assessments.pages.bank import png
from tests.cast import Cast
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:picture-detail            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   in
"""


def picture(cast: Cast) -> Scene:
    stored = store_picture(content=png(), by=None, at=timezone.now())
    return Scene(kwargs={"public_id": stored.public_id}, secret=("IHDR",))


SCENES: dict[str, SceneMaker] = {"assessments:picture-detail": picture}
