"""What tests of the bank's pages share."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from assessments.item_forms import EDITORS
from assessments.services.authoring import ItemContent
from tests.assessments.item_form_data import sent
from tests.assessments.kind_samples import SAMPLES


def png(width: int = 20, height: int = 10) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


FACTS = {"difficulty": "medium"}


def filled(kind: str) -> dict[str, Any]:
    """What the form of a kind sends, filled with its sample."""
    sample = SAMPLES[kind]
    status = "" if kind == "reflection" else "proposed"
    content = ItemContent(
        kind=kind, body=sample.body, key=sample.key, tier="knows", points=1, language="en", key_status=status
    )
    return {**sent(EDITORS[kind].of(content)), **FACTS}
