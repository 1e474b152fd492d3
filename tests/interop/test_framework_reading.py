"""YAML is taken with limits, and a slip is told with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interop.framework import reading
from interop.framework.parse import parse_folder, read_content
from interop.framework.problem import ContentError
from interop.framework.reading import read_folder
from interop.framework.validate import load_folder
from tests.interop.framework_support import SEED, change


def told(folder: Path) -> str:
    return "\n".join(str(problem) for problem in read_folder(folder)[1])


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"nowhere: is not a folder; give the folder that holds"):
        load_folder(tmp_path / "nowhere")


def test_empty_folder_misses_its_framework(tmp_path: Path) -> None:
    content, problems = parse_folder(tmp_path)
    assert content is None
    assert [str(problem) for problem in problems] == [
        "framework.yaml: is missing; every content folder has one"
    ]


def test_reading_content_raises_with_every_problem(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text("default_language: en\n")
    with pytest.raises(ContentError) as refused:
        read_content(tmp_path)
    assert "framework.yaml: scale: is missing; add it" in str(refused.value)
    assert len(refused.value.problems) > 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' stands twice in one entry; keep one of the two"),
        ("x:\n  - {code: A, code: B}\n", "line 2: the key 'code' stands twice in one entry"),
        ("a: &x [1]\nb: *x\n", "line 2: an alias (*name) is not taken here; write the value out"),
        ("a:\n  <<: {b: 1}\n", "line 2: a key must be a plain word or number"),
        ("? [1, 2]\n: b\n", "line 1: a key must be a plain word or number"),
        ("a: [1\nb: 2\n", "is not YAML"),
        ("a: !!python/object:os.system x\n", "is not YAML"),
        ("a: 1\n---\nb: 2\n", "is not YAML"),
        ("a: 2026-13-45\n", "is not YAML"),
        ("a: \x07\n", "is not YAML"),
        ("- a\n- b\n", "holds no entries; it should be a mapping"),
        ("", "holds no entries; it should be a mapping"),
        ("[" * 3_000, "is nested too deeply; flatten it"),
    ],
)
def test_what_is_not_taken_is_told_with_a_remedy(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "facts.yaml").write_text(text)
    assert told(tmp_path).startswith("facts.yaml: ")
    assert message in told(tmp_path)


def test_latin_1_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes("name: Zoé\n".encode("latin-1"))
    assert told(tmp_path) == "facts.yaml: is not UTF-8 (byte 8); save it as UTF-8"


def test_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_bytes(b"\xef\xbb\xbf" + "name: Zoé\n".encode())
    assert read_folder(tmp_path) == ({"facts.yaml": {"name": "Zoé"}}, [])


def test_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 20)
    (tmp_path / "facts.yaml").write_text("a: [" + "1, " * 20)
    assert told(tmp_path) == "facts.yaml: has more than 20 bytes; split it or take something out"


def test_large_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FOLDER_BYTES", 20)
    (tmp_path / "a.yaml").write_text("a: 123456789\n")
    (tmp_path / "b.yaml").write_text("b: 123456789\n")
    assert told(tmp_path) == "b.yaml: has more than 20 bytes; split it or take something out"


def test_unknown_file_is_told_with_those_that_belong(tmp_path: Path) -> None:
    (tmp_path / "fact.yaml").write_text("facts: []\n")
    problems = [str(problem) for problem in parse_folder(tmp_path)[1]]
    assert any(one.startswith("fact.yaml: is not a file of a content folder; those are") for one in problems)


def test_slip_in_shape_hides_no_other_slip_and_echoes_nowhere(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    change(folder, "items/SM-1.yaml", "tier: knows", "tier: knew")
    change(folder, "facts.yaml", "references: [khan2013]", "references: [kahn2013]")
    with pytest.raises(ContentError) as refused:
        load_folder(folder)
    # The quiz that asks the item, and the count of items, are not to blame.
    assert [str(problem) for problem in refused.value.problems] == [
        "facts.yaml: F10: references: there is no reference 'kahn2013'; do you mean 'khan2013'?",
        "items/SM-1.yaml: SM-1-Q1: tier: should be one of knows, knows_how, shows_how, does; is 'knew'",
    ]
