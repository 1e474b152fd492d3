"""What a format declares to hold comes back from it as it went in."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.drafts import DraftText, ItemDraft, TextFormat
from interop.questions.exporting import lost_fields
from interop.questions.formats import FORMATS, WRITABLE
from tests.interop.questions.drafts import drafts

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("format_code", WRITABLE)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_round_trip_returns_what_went_in(format_code: str, data: st.DataObject) -> None:
    chosen = FORMATS[format_code]
    written = data.draw(st.lists(drafts(format_code), min_size=1, max_size=3))
    assert chosen.write is not None
    back = chosen.parse(chosen.write(written), "")
    assert back.refused == ()
    assert [replace(one, line=0) for one in back.items] == written


@pytest.mark.parametrize("format_code", WRITABLE)
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_round_trip_loses_nothing_that_is_declared(format_code: str, data: st.DataObject) -> None:
    chosen = FORMATS[format_code]
    draft = data.draw(drafts(format_code))
    assert lost_fields(chosen, draft) == ()
    assert chosen.holds <= {field.name for field in fields(ItemDraft)}


def test_lost_fields_name_what_a_format_does_not_hold() -> None:
    draft = ItemDraft(
        kind="reflection", stem=DraftText("Why?", TextFormat.PLAIN), difficulty="hard", language="fr"
    )
    assert lost_fields(FORMATS["gift"], draft) == ("difficulty", "language")
    assert lost_fields(FORMATS["qti"], draft) == ("difficulty",)
    assert lost_fields(FORMATS["yaml"], draft) == ()


def test_lost_fields_name_a_picture_that_gift_cannot_carry() -> None:
    draft = ItemDraft(
        kind="reflection", stem=DraftText('<p><img src="picture:a.png" alt="a cat"></p>', TextFormat.HTML)
    )
    assert "stem" in (lost_fields(FORMATS["gift"], draft) or ())
