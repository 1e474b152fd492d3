"""Finding words whatever their accents and case."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from competencies.searching import MOST_WORDS, folded, rank, spans, words


def test_words_are_folded_and_kept_once() -> None:
    assert words("  Éthique, éthique & TWITTER! ") == ("ethique", "twitter")


def test_words_are_bounded() -> None:
    assert len(words(" ".join(f"w{n}" for n in range(50)))) == MOST_WORDS


def test_rank_is_nothing_unless_every_word_is_found() -> None:
    assert rank(["Privacy and security"], ["privacy", "hashtag"]) == 0
    assert rank(["Privacy", "a hashtag filters"], ["privacy", "hashtag"]) > 0


def test_rank_prefers_whole_words_then_beginnings_then_the_rest() -> None:
    whole, start, within = (rank([text], ["blog"]) for text in ("a blog", "bloggers", "microblog"))
    assert whole > start > within > 0


def test_rank_takes_the_best_find_in_a_field() -> None:
    assert rank(["a microblog is a blog"], ["blog"]) == rank(["blog"], ["blog"])


def test_rank_prefers_earlier_fields() -> None:
    assert rank(["wiki", "x"], ["wiki"]) > rank(["x", "wiki"], ["wiki"])


def test_rank_of_nothing_wanted_is_nothing() -> None:
    assert rank(["anything"], []) == 0


def test_spans_point_into_the_text_as_written() -> None:
    text = "Die Größe: São Paulo, ﬁne"
    found = [text[span.start : span.end] for span in spans(text, words("grosse sao fine"))]
    assert found == ["Größe", "São", "ﬁne"]


def test_spans_that_touch_become_one() -> None:
    assert spans("weblog", ["web", "log", "ebl"]) == [(0, 6)]


@given(st.text(max_size=60), st.text(max_size=20))
def test_spans_lie_within_and_in_order(text: str, query: str) -> None:
    found = spans(text, words(query))
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(left.end < right.start for left, right in pairwise(found))


@given(st.text(max_size=60))
def test_folded_knows_where_each_character_came_from(text: str) -> None:
    key = folded(text)
    assert len(key.places) == len(key.text)
    assert list(key.places) == sorted(key.places)
    assert all(0 <= place < len(text) for place in key.places)
