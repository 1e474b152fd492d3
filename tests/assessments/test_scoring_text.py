"""Written answers and numbers, as people write them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring_text import accepts, number, plain


def fits(pattern: str, answer: str, *, case: bool = True, accents: bool = True) -> bool:
    return accepts(pattern, answer, fold_case=case, fold_accents=accents)


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("consent", "consent"),
        ("consent", "  Consent "),
        ("informed consent", "informed\tConsent"),
        ("naïve", "NAIVE"),
        ("e\u0301tat", "\u00e9tat"),
        ("Straße", "STRASSE"),
        ("don't", "don\u2019t"),
        ("*consent", "informed consent"),
        ("*consent", "consent"),
        ("consent*", "consents given"),
        ("in*ed *sent", "informed consent"),
        ("*", "anything"),
        ("**", ""),
        ("a*b*c", "axxbxxc"),
        (r"2 \* 3", "2 * 3"),
        (r"\**", "*anything"),
    ],
)
def test_answer_is_accepted(pattern, answer):
    assert fits(pattern, answer)


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("consent", "consents"),
        ("consent", ""),
        ("*consent", "consents"),
        ("ab*ba", "aba"),
        ("a*b*c", "axxcxxb"),
        ("a * b", "ab"),
        (r"2 \* 3", "2 plus 3"),
        (".*", "abc"),
        ("[a-z]+", "abc"),
        ("(a+)+$", "aaaa"),
    ],
)
def test_answer_is_not_accepted(pattern, answer):
    assert not fits(pattern, answer)


def test_case_and_accents_count_where_they_are_told_to():
    assert not fits("Consent", "consent", case=False)
    assert fits("Consent", "Consent", case=False)
    assert not fits("naïve", "naive", accents=False)
    assert fits("naïve", "NAÏVE", accents=False)


letters = st.text("ab* ", max_size=12)


@given(letters, st.text("ab ", max_size=12))
def test_star_means_any_text_as_in_a_shell(pattern, answer):
    """Against the plainest definition there is, tried out part by part."""

    def means(rest: str, text: str) -> bool:
        if not rest:
            return not text
        if rest[0] == "*":
            return means(rest[1:], text) or (bool(text) and means(rest, text[1:]))
        return bool(text) and rest[0] == text[0] and means(rest[1:], text[1:])

    tidy = " ".join(answer.split())
    assert fits(pattern, answer) is means(" ".join(pattern.split()), tidy)


def test_hostile_pattern_takes_no_time():
    begun = time.perf_counter()
    assert not fits("*a" * 200 + "b", "a" * 500)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        (" -2 ", "-2"),
        ("\u22122,25", "-2.25"),
        ("+3", "3"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1 000,5", "1000.5"),
        ("1\u202f000\u00a0000", "1000000"),
        ("1'000.5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("1.000,5", "1000.5"),
        ("1,000,000", "1000000"),
        ("1.000.000", "1000000"),
        ("1,125", "1.125"),
        ("2e3", "2000"),
        ("1.5E-3", "0.0015"),
    ],
)
def test_number_is_read_with_comma_or_point(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "x",
        "1x",
        "1.2.3,4,5",
        "1,2,3.4.5",
        "1..2,",
        "NaN",
        "inf",
        "1e999",
        "--1",
        "1" * 41,
        "\u0661",
        "e5",
    ],
)
def test_text_that_is_no_number_is_none(text):
    assert number(text) is None


def test_unit_may_stand_behind_a_number():
    assert number("5 mg", unit="mg") == number("5MG", unit=" mg ") == Decimal(5)
    assert number("5 g", unit="mg") is None


@given(st.decimals(-(10**12), 10**12, places=6))
def test_number_comes_back_from_its_digits_with_either_mark(value):
    assert number(plain(value)) == value
    assert number(plain(value).replace(".", ",")) == value


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_none(text):
    value = number(text)
    assert value is None or number(plain(value)) == value
