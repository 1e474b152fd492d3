"""The texts of an item: all of a learner's words, and nothing that decides."""

from __future__ import annotations

import pytest

from assessments.item_texts import texts_of, with_texts
from assessments.kinds import KINDS
from tests.assessments.kind_samples import SAMPLES


@pytest.mark.parametrize("kind", SAMPLES)
def test_texts_said_anew_are_the_item_in_another_language(kind: str) -> None:
    body, key, *_ = SAMPLES[kind]
    assert with_texts(body, {}) == body
    other = with_texts(body, {one.path: f" «{one.text.strip()}» " for one in texts_of(body)})
    assert KINDS[kind].validate(other, key) == []
    assert KINDS[kind].option_ids(other) == KINDS[kind].option_ids(body)
    assert [one.path for one in texts_of(other)] == [one.path for one in texts_of(body)]
    assert [one.text.strip() for one in texts_of(other)] == [
        f"«{one.text.strip()}»" for one in texts_of(body)
    ]


def test_the_text_of_a_post_follows_from_its_pieces() -> None:
    body = SAMPLES["post_review"].body
    paths = [one.path for one in texts_of(body)]
    assert paths == [
        "stem",
        "post.alt",
        "spans.s1.text",
        "spans.s2.text",
        "spans.s3.text",
        "regions.r1.label",
        "rationale",
    ]
    other = with_texts(body, {"spans.s2.text": "et un foudroyé.", "post.text": "x", "post.picture": "x"})
    assert other["post"]["text"] == "Third night on 7B, et un foudroyé. Wash your hands!"
    assert other["post"]["picture"] == body["post"]["picture"]
