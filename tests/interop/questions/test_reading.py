"""Aiken and YAML, which format a file is in, and that everything can be said in words."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from interop.questions import aiken, present, reading, wording, yaml_items
from interop.questions.detect import detect
from interop.questions.formats import FORMATS
from interop.questions.numbers import points_or_one
from interop.questions.parsed import QuestionFileError
from tests.interop.questions.test_hostile import packed

pytestmark = pytest.mark.sqlite
SAMPLES = Path(__file__).parent / "samples"
HERE = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_format_is_told_by_content(path):
    expected = next(code for code in FORMATS if path.name.startswith(code))
    assert detect(path.read_bytes()) == ("zip" if path.suffix == ".zip" else expected)
    assert reading.read(path.read_bytes(), "x").format == expected


@pytest.mark.parametrize("data", [b"Dear all,\n\nsee you tomorrow.", b"1,2,3\n4,5,6\n", b"%PDF-1.4 x"])
def test_format_that_is_none_is_refused(data):
    with pytest.raises(QuestionFileError):
        reading.read(data)


def test_aiken_takes_letters_and_refuses_what_lacks_one():
    parsed = aiken.parse((SAMPLES / "aiken-two.txt").read_bytes())
    assert [[int(o.weight or 0) for o in item.options] for item in parsed.items] == [[0, 0, 0, 100], [100, 0]]
    assert [item.line for item in parsed.items] == [1, 8]
    assert [(one.line, one.code) for one in parsed.refused] == [(13, "no-answer-line")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Q\nA) a\nB) b\nANSWER: C", "no-such-answer"),
        ("Q\nA) a\nANSWER: A", "too-few-options"),
        ("A) a\nB) b\nANSWER: A", "no-stem"),
        ("Q\nA) a\nA) b\nANSWER: A", "letter-twice"),
    ],
)
def test_aiken_question_is_refused_by_reason(text, code):
    assert [one.code for one in aiken.parse(text.encode()).refused] == [code]


@pytest.mark.parametrize(
    "path", sorted((HERE / "fixtures").glob("*/items/*.yaml")), ids=lambda path: path.stem
)
def test_items_of_content_folders_come_in(path):
    parsed = reading.read(path.read_bytes(), path.name)
    assert [(one.line, one.code) for one in parsed.refused] == []
    again = yaml_items.parse(yaml_items.write(parsed.items))
    assert [item.more for item in again.items] == [item.more for item in parsed.items]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{kind: reflection}", "no-stem"),
        ("{kind: reflection, stem: x, colour: red}", "unknown-field"),
        ("{kind: poem, stem: x}", "unsupported-kind"),
        ("{kind: true_false, stem: x, correct: maybe}", "field"),
        ("{kind: single_best_answer, stem: x}", "not-well-formed-item"),
        ("{kind: reflection, stem: x, stem: y}", "key-twice"),
        ("{kind: numeric, stem: x, ranges: [{low: 3, high: 1}]}", "range-reversed"),
        ("just words", "field"),
        ("{kind: reflection, stem: x, points: 0.004}", "field"),
        ("{kind: reflection, stem: x, points: 1000}", "field"),
        ("{kind: reflection, stem: x, language: the-language-of-angels}", "field"),
    ],
)
def test_yaml_question_is_refused_by_reason(entry, code):
    parsed = reading.read(f"questions:\n- {entry}\n".encode())
    assert [(one.line, one.code) for one in parsed.refused] == [(2, code)]


@pytest.mark.parametrize("facts", ["points: 0", "points: 0.005", "points: 4000", "tags: 5", "tags: {a: b}"])
def test_item_of_a_content_folder_is_refused_where_the_bank_would_not_take_it(facts):
    entry = "{kind: true_false, body: {stem: x}, key: {correct: true}, %s}"
    parsed = reading.read(f"items:\n- {entry % facts}\n".encode())
    assert [one.code for one in parsed.refused] == ["field"]


@pytest.mark.parametrize(("said", "points"), [("0.005", 1), ("0.006", "0.01"), ("2.345", "2.34"), ("1e9", 1)])
def test_points_of_other_formats_are_those_that_the_bank_keeps(said, points):
    lost = []
    assert points_or_one(said, lost.append) == Decimal(points)
    assert lost == (["points"] if points == 1 else [])


def test_zip_of_several_formats_is_read_file_by_file():
    parsed = reading.read(packed({"a.gift": b"q{T}", "b/c.txt": b"Q\nA) a\nB) b\nANSWER: B", "d.png": b"x"}))
    assert (parsed.format, parsed.files) == ("mixed", ("a.gift", "b/c.txt"))


def test_zip_with_one_bad_file_is_refused_with_its_name():
    with pytest.raises(QuestionFileError) as raised:
        reading.read(packed({"a.gift": b"q{T}", "b.xml": b"<quiz>"}))
    assert raised.value.refused.file == "b.xml"


def test_json_has_the_documented_shape():
    source = b"\n" * 13 + (
        b"::Q2:: What's between orange and green in the spectrum?\n{ =yellow # right; good! ~red }\n\nIntro\n"
    )
    shown = present.as_json(reading.read(source))
    assert shown["format"] == "gift"
    assert shown["imported"] == [
        {
            "line": 14,
            "kind": "single_best_answer",
            "title": "Q2",
            "stem": "What's between orange and green in the spectrum?",
            "stem_format": "moodle",
            "options": [
                {"text": "yellow", "weight": 100, "feedback": "right; good!"},
                {"text": "red", "weight": 0, "feedback": ""},
            ],
            "general_feedback": "",
            "tags": [],
        }
    ]
    (refused,) = shown["refused"]
    assert (refused["line"], refused["code"], refused["name"]) == (17, "not-a-question", "Intro")
    assert refused["message"]


def test_every_reason_has_words():
    said = "".join(path.read_text() for path in (HERE / "interop" / "questions").glob("*.py"))
    raised = set(re.findall(r'(?:QuestionError|QuestionFileError)\(\s*"([a-z-]+)"', said))
    assert raised <= set(wording.REFUSALS)
    assert len(raised) > 40
    lost = set(re.findall(r'lose\(\s*"([a-z-]+)"', said))
    assert lost <= set(wording.NOTES)
    assert {"penalty", "hint", "graderinfo", "responsetemplate"} <= set(wording.NOTES)
