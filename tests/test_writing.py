"""The texts of the pages keep the rules of docs/writing.md, as far as a machine can tell."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from common.catalogues import catalogue_files, read
from scripts.messages import ROOT, _strings, extract

RULES = (Path(ROOT) / "docs" / "writing.md").read_text(encoding="utf-8")
ELSEWHERE = "common/library_words.py"
"""Texts of the libraries, which are translated here and worded there."""


def never() -> list[str]:
    (words,) = re.findall(r"^Never: (.+?)\.$", RULES, re.MULTILINE | re.DOTALL)
    return [" ".join(word.split()) for word in words.split(",")]


@cache
def texts() -> list[tuple[str, str]]:
    found = []
    for message in extract():
        places = {path for path, _line in message.locations}
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if places != {ELSEWHERE}:
            found += [(text, ", ".join(sorted(places))) for text in ids if text]
    return found


def test_words_that_are_never_written_are_named_by_the_rules():
    assert {"please", "oops", "invalid", "click here"} <= set(never())


@pytest.mark.parametrize("word", [*never(), "!", "(s)"])
def test_no_text_says_what_the_rules_rule_out(word: str):
    edge = r"\b" if word.isalpha() or " " in word else ""
    pattern = re.compile(f"{edge}{re.escape(word)}{edge}", re.IGNORECASE)
    assert [(text, where) for text, where in texts() if pattern.search(text)] == []


@pytest.mark.parametrize("word", ["overdue", "late", "submit", "submitted", "submission", "reject"])
def test_no_text_says_that_somebody_is_late_or_submits(word: str):
    """The table of words: past its date, handed in, returned for revision."""
    assert [(text, where) for text, where in texts() if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


def test_no_french_text_says_that_somebody_is_late():
    """The same in French: date dépassée, never en retard."""
    (path,) = catalogue_files(Path(ROOT) / "locale")
    said = [text for message in read(path) for text in _strings(message) if "retard" in text]
    assert said == []


def test_no_text_contracts_a_word():
    contracted = re.compile(r"\b\w+(n['’]t|['’](re|ve|ll|d))\b", re.IGNORECASE)
    assert [text for text, _where in texts() if contracted.search(text)] == []
