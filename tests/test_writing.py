"""The texts of the pages keep the rules of docs/writing.md, as far as a machine can tell."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from scripts.messages import ROOT, extract

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


def test_no_text_contracts_a_word():
    contracted = re.compile(r"\b\w+(n['’]t|['’](re|ve|ll|d))\b", re.IGNORECASE)
    assert [text for text, _where in texts() if contracted.search(text)] == []
