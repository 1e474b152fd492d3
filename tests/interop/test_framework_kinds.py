"""A content folder can hold an item of every kind, and each comes in as its kind wants it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml

from assessments.kinds import KINDS, get_kind
from interop.framework import wanted_assessments
from interop.framework.parse import parse_values
from tests.interop.test_framework_validate import VALID, Raw, find, told

FILE = "items/SM-1.yaml"

# As somebody would write them in a folder: the body in one language, and the key.
WRITTEN = """
matching:
  body:
    stem: 'Which law goes with which country?'
    rationale: Each names its own.
    premises: [{id: P1, text: Canada, feedback: Since 2000.}, {id: P2, text: United States}]
    options: [{id: A, text: HIPAA}, {id: B, text: PIPEDA}, {id: C, text: GDPR}]
  key: {pairs: {P1: B, P2: A}}
extended_matching:
  body:
    stem: 'Which principle weighs most?'
    rationale: As keyed.
    premises: [{id: P1, text: A student posts a scan.}]
    options: [{id: A, text: one}, {id: B, text: two}, {id: C, text: three}, {id: D, text: four},
      {id: E, text: five}, {id: F, text: six}]
  key: {pairs: {P1: F}}
ordering:
  body:
    stem: 'What comes first?'
    rationale: As keyed.
    options: [{id: A, text: Post, feedback: Last.}, {id: B, text: Ask, feedback: First.}]
  key: {order: [B, A]}
short_answer:
  body: {stem: 'What do you need first?', rationale: As keyed., width: 20}
  key: {answers: [{text: 'consent*'}, {text: leave, weight: 33.33333, feedback: No.}], fold_accents: false}
numeric:
  body: {stem: 'How many?', rationale: As keyed., unit: '%'}
  key: {answers: [{low: 9.5, high: 10.5}, {low: 0, high: 100, weight: 50}]}
script_concordance:
  body: {stem: A case., rationale: As keyed., hypothesis: to answer, finding: the group is public}
  key: {panel: {-2: 3, -1: 8, 0: 1}}
judgement_rating:
  body:
    stem: A case.
    rationale: As keyed.
    options: [{id: A, text: Wait, feedback: No.}, {id: B, text: Tell, feedback: Yes.}]
  key: {ratings: {A: 1, B: 4}, panel: {A: {1: 9, 2: 3}, B: {4: 12}}}
post_review:
  body:
    stem: 'May this go out?'
    rationale: As keyed.
    post: {author: Robin Quillfeather, handle: '@quill', place: public}
    spans: [{id: s1, text: Third night on 7B.}, {id: s2, text: ' Wash your hands!'}]
  key: {marks: {s1: identifier}, decision: edit, decisions: {withhold: 50}}
"""
ITEMS: dict[str, Any] = yaml.safe_load(WRITTEN)


def with_item(raw: Raw, kind: str, body: dict[str, Any], key: dict[str, Any]) -> dict[str, Any]:
    item = copy.deepcopy(find(raw, FILE, "SM-1-Q1"))
    item |= {"code": "SM-1-X1", "kind": kind, "body": {"en": body, "fr": copy.deepcopy(body)}, "key": key}
    raw[FILE]["items"].append(item)
    return item


@pytest.mark.parametrize("kind", ITEMS)
def test_item_of_every_kind_is_read_as_its_kind_wants_it(kind) -> None:
    raw = copy.deepcopy(VALID)
    with_item(raw, kind, **copy.deepcopy(ITEMS[kind]))
    content, problems = parse_values(raw, [], name="test")
    assert problems == []
    assert content
    row = wanted_assessments.item_versions(content)["SM-1-X1"]
    key = wanted_assessments.item_keys(content)["SM-1-X1"]["values"]
    for body in (row["body"], *row["translations"].values()):
        assert get_kind(kind).validate(body, key) == []


def test_folder_can_hold_every_kind() -> None:
    seeded = {
        item["kind"] for file, held in VALID.items() if file.startswith("items/") for item in held["items"]
    }
    assert seeded | set(ITEMS) == set(KINDS)


def test_text_of_a_post_is_that_of_its_pieces() -> None:
    raw = copy.deepcopy(VALID)
    with_item(raw, "post_review", **copy.deepcopy(ITEMS["post_review"]))
    content, _problems = parse_values(raw, [], name="test")
    assert content
    body = wanted_assessments.item_versions(content)["SM-1-X1"]["body"]
    assert body["post"]["text"] == "Third night on 7B. Wash your hands!"


@pytest.mark.parametrize(
    ("kind", "where", "name", "value", "message"),
    [
        ("numeric", "key", "ratings", {"A": 1}, "key.ratings: is not the key of a numeric; remove it"),
        ("numeric", "key", "answers", None, "key.answers: is missing; a numeric needs it"),
        ("numeric", "body", "hypothesis", "x", "body.en.hypothesis: is not for a numeric; remove it"),
        ("numeric", "body", "options", [{"id": "A", "text": "x"}], "a numeric takes none; remove them"),
        (
            "ordering",
            "body",
            "options",
            [{"id": "A", "text": "x"}],
            "A: has no feedback; say why it fits or ",
        ),
        ("post_review", "body", "spans", [{"id": "s1", "text": "x"}], "are not those of another language"),
        (
            "post_review",
            "body",
            "post",
            {"author": "x", "likes": 3},
            "likes: is not a field here; the fields",
        ),
    ],
)
def test_item_that_mixes_kinds_or_languages_is_refused(kind, where, name, value, message) -> None:
    def change(raw: Raw) -> None:
        item = with_item(raw, kind, **copy.deepcopy(ITEMS[kind]))
        target = item["key"] if where == "key" else item["body"]["en"]
        if value is None:
            del target[name]
        else:
            target[name] = value

    assert any(message in problem for problem in told(change))
