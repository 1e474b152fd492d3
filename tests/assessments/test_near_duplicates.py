"""Nearly the same: what resembles, and what it does not depend on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.near_duplicates import nearest, normalised, resemblance, shingles, text_of

WORDS = st.lists(
    st.sampled_from("a classmate posts photo of the ward patient privacy élève privée what now".split()),
    min_size=1,
    max_size=30,
).map(" ".join)

STEM = (
    "A classmate posts a photo from the ward to a private group. A patient can be seen. What do you do first?"
)
CHANGED = "A classmate posts a picture from a ward to a private group; a patient can be seen. What do you do?"
OTHER = "A blogger asks you to review a wearable device and offers to pay you. What do you disclose?"


@given(WORDS, WORDS)
@settings(max_examples=100)
def test_resemblance_is_a_share_that_goes_both_ways(one: str, other: str) -> None:
    found = resemblance(shingles(one), shingles(other))
    assert 0 <= found <= 1
    assert found == resemblance(shingles(other), shingles(one))
    assert (found == 1) == (shingles(one) == shingles(other))


@given(WORDS)
@settings(max_examples=100)
def test_resemblance_looks_through_case_signs_and_accents(text: str) -> None:
    dressed = "**" + text.upper().replace(" ", " ,  ") + "**!"
    assert resemblance(shingles(text), shingles(dressed)) == 1
    assert normalised("Élève, *privée*") == "eleve privee"


@given(WORDS, st.lists(WORDS, max_size=8))
@settings(max_examples=100)
def test_nearest_leaves_out_nothing_that_resembles(text: str, others: list[str]) -> None:
    asked = list(enumerate(others))
    found = nearest(text, asked, at_least=0.3, most=99)
    wanted = {
        name: resemblance(shingles(text), shingles(other))
        for name, other in asked
        if resemblance(shingles(text), shingles(other)) >= 0.3
    }
    assert {near.name: near.resemblance for near in found} == wanted
    assert [near.resemblance for near in found] == sorted(wanted.values(), reverse=True)


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert 0 <= resemblance(shingles(one), shingles(other)) <= 1


def test_nearest_finds_a_reworded_question_and_no_other() -> None:
    found = nearest(STEM, [("other", OTHER), ("changed", CHANGED), ("same", STEM)])
    assert [near.name for near in found] == ["same", "changed"]
    assert found[0].resemblance == 1


def test_an_empty_text_resembles_nothing() -> None:
    assert nearest(" ?", [("empty", ""), ("other", OTHER)]) == []


def test_text_of_tells_items_with_the_same_stem_apart() -> None:
    body = {"stem": "Review this post.", "post": {"author": "K.", "text": "Long shift!"}}
    assert text_of(body) == "Review this post.\nLong shift!"
    assert text_of({"stem": 3}) == ""
