"""Kinds read a neutral draft and write one that reads as the same item."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.drafts import DraftOption, DraftPair, DraftRange, DraftText, ItemDraft, TextFormat
from assessments.kinds import KINDS, get_kind
from tests.assessments.kind_samples import SAMPLES


def markdown(text: DraftText) -> str:
    return text.text


def words(text: str) -> DraftText:
    return DraftText(text)


def draft(kind: str, **more) -> ItemDraft:
    return ItemDraft(kind=kind, stem=words("What now?"), **more)


def weighed(**weights) -> tuple[DraftOption, ...]:
    return tuple(
        DraftOption(words(name), None if weight is None else Decimal(str(weight)), id=name)
        for name, weight in weights.items()
    )


def made(given: ItemDraft):
    body, key = get_kind(given.kind).from_draft(given, markdown)
    assert get_kind(given.kind).validate(body, key) == []
    return body, key


# The feedback of a premise has no place in a draft, whose pairs hold two texts each.
def without_premise_feedback(body):
    premises = [{"id": one["id"], "text": one["text"]} for one in body.get("premises", ())]
    return {**body, "premises": premises} if premises else body


@pytest.mark.parametrize("code", SAMPLES)
def test_item_comes_back_from_its_draft(code):
    kind, sample = get_kind(code), SAMPLES[code]
    written = kind.to_draft(sample.body, sample.key)
    assert written.kind == code
    body, key = kind.from_draft(written, markdown)
    assert body == without_premise_feedback(sample.body) or code == "matching"
    assert kind.validate(body, key) == []
    assert kind.to_draft(body, key) == written
    if code not in ("matching", "extended_matching"):
        assert key == sample.key


@pytest.mark.parametrize("code", KINDS)
def test_empty_draft_is_named_as_wrong_and_raises_nothing(code):
    body, key = get_kind(code).from_draft(ItemDraft(kind=code, stem=words("")), markdown)
    assert "body.stem" in {problem.path for problem in get_kind(code).validate(body, key)}


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({"A": 0, "B": 100, "C": 0}, {"correct": "B"}),
        ({"A": None, "B": 100}, {"correct": "B"}),
        ({"A": 50, "B": 100, "C": "-33.33333"}, {"correct": "B", "weights": {"A": 50, "C": "-33.33333"}}),
        ({"A": 100, "B": 100}, {"correct": "A", "weights": {"B": 100}}),
    ],
)
def test_single_best_answer_takes_the_heaviest_option(weights, key):
    body, found = made(draft("single_best_answer", options=weighed(**weights)))
    assert found == key
    assert [option["id"] for option in body["options"]] == list(weights)


@pytest.mark.parametrize("weights", [{"A": 0, "B": None}, {"A": -50, "B": 0}, {"A": 50, "B": 25}])
def test_single_best_answer_without_a_whole_answer_is_refused(weights):
    given = draft("single_best_answer", options=weighed(**weights))
    body, key = get_kind("single_best_answer").from_draft(given, markdown)
    assert get_kind("single_best_answer").validate(body, key)


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({"A": 100, "B": 100, "C": 0}, {"correct": ["A", "B"]}),
        ({"A": 50, "B": 50, "C": -50}, {"correct": ["A", "B"]}),
        ({"A": "33.33333", "B": "33.33333", "C": "33.33333", "D": "-33.33333"}, {"correct": ["A", "B", "C"]}),
        (
            {"A": 50, "B": 50, "C": -100},
            {"correct": ["A", "B"], "weights": {"A": 50, "B": 50, "C": -100}},
        ),
        ({"A": 50, "B": 50, "C": 0}, {"correct": ["A", "B"], "weights": {"A": 50, "B": 50}}),
        ({"A": 100, "B": 0}, {"correct": ["A"], "weights": {"A": 100}}),
    ],
)
def test_multiple_response_keeps_weights_that_say_more_than_plus_and_minus(weights, key):
    _body, found = made(draft("multiple_response", options=weighed(**weights)))
    assert found == key


def test_plus_and_minus_are_written_as_equal_weights_that_score_the_same():
    kind, sample = get_kind("multiple_response"), SAMPLES["multiple_response"]
    written = kind.to_draft(sample.body, sample.key)
    weights = {option.id: option.weight for option in written.options}
    third = Decimal("33.33333")
    assert weights == {"A": third, "B": -third, "C": third, "D": third, "E": -third}
    spelt = {"correct": sample.key["correct"], "weights": {name: str(one) for name, one in weights.items()}}
    for chosen in ([], ["A"], ["A", "B"], ["A", "C"], ["A", "C", "D"], ["A", "B", "C", "D", "E"], ["B"]):
        value = {"choices": chosen}
        assert kind.score(sample.body, spelt, value) == kind.score(sample.body, sample.key, value)


def test_options_without_a_good_id_get_a_free_letter():
    options = (
        DraftOption(words("one"), Decimal(100), id="B"),
        DraftOption(words("two"), id="no id"),
        DraftOption(words("three"), id="x"),
        DraftOption(words("four"), id="x"),
    )
    body, _key = made(draft("single_best_answer", options=options))
    assert [option["id"] for option in body["options"]] == ["B", "A", "C", "D"]


def test_true_false_feedback_follows_the_answer_and_not_its_truth():
    given = draft(
        "true_false", correct=False, correct_feedback=words("Right."), wrong_feedback=words("Look again.")
    )
    body, key = made(given)
    assert key == {"correct": False}
    assert body["feedback_false"] == "Right."
    assert body["feedback_true"] == "Look again."
    explained = get_kind("true_false").explain(body, key, {"choice": True})
    assert {option.id: option.feedback for option in explained.options} == {
        "true": "Look again.",
        "false": "Right.",
    }


def test_matching_takes_equal_texts_as_one_option_and_hides_the_order_of_its_pairs():
    pairs = tuple(
        DraftPair(words(premise), words(option))
        for premise, option in (("cat", "zebra food"), ("dog", "bone"), ("wolf", "bone"))
    )
    body, key = made(draft("matching", pairs=pairs, options=(DraftOption(words("hay")),)))
    texts = {option["id"]: option["text"] for option in body["options"]}
    assert list(texts.values()) == ["bone", "hay", "zebra food"]
    assert [texts[key["pairs"][one]] for one in ("P1", "P2", "P3")] == ["zebra food", "bone", "bone"]


def test_extended_matching_keeps_the_order_of_its_list():
    listed = tuple(DraftOption(words(text)) for text in ("f", "e", "d", "c", "b", "a"))
    given = draft("extended_matching", options=listed, pairs=(DraftPair(words("one"), words("c")),))
    body, key = made(given)
    assert [option["text"] for option in body["options"]] == ["f", "e", "d", "c", "b", "a"]
    assert key == {"pairs": {"P1": "D"}}


def test_ordering_is_drafted_in_the_right_order_and_kept_by_the_alphabet():
    body, key = made(draft("ordering", options=tuple(DraftOption(words(text)) for text in ("c", "a", "b"))))
    assert [(one["id"], one["text"]) for one in body["options"]] == [("A", "a"), ("B", "b"), ("C", "c")]
    assert key == {"order": ["C", "A", "B"]}


def test_short_answer_takes_answers_letter_by_letter():
    options = (DraftOption(DraftText(" a*b_c ", TextFormat.PLAIN)), *weighed(half=50))
    _body, key = made(draft("short_answer", options=options, fold_case=False))
    assert key == {
        "answers": [{"text": "a*b_c", "weight": 100}, {"text": "half", "weight": 50}],
        "fold_case": False,
        "fold_accents": True,
    }


def test_numeric_keeps_every_digit():
    ranges = (DraftRange(Decimal("1.10"), Decimal("1E+2"), feedback=words("Wide.")),)
    _body, key = made(draft("numeric", ranges=ranges))
    assert key == {"answers": [{"low": "1.1", "high": "100", "weight": 100, "feedback": "Wide."}]}


def test_essay_without_a_rubric_gets_the_default_one():
    body, key = made(draft("reflection"))
    assert key == {}
    assert [line["id"] for line in body["rubric"] if line.get("returns_at_zero")] == ["situation"]
    assert 0 < body["min_words"] < body["max_words"]


def test_more_keeps_only_what_the_kind_knows():
    more = {"body": {"hypothesis": "h", "finding": "f", "stem": "x"}, "key": {"panel": {"0": 2}, "x": 1}}
    body, key = made(draft("script_concordance", more=more))
    assert body == {"stem": "What now?", "hypothesis": "h", "finding": "f"}
    assert key == {"panel": {"0": 2}}
