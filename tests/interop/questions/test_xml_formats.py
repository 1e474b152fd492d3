"""Moodle XML and QTI, question by question."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.drafts import ItemDraft, TextFormat
from interop.questions import moodle_xml, qti
from interop.questions.parsed import Parsed, QuestionFileError
from tests.interop.questions.drafts import PNG

pytestmark = pytest.mark.sqlite
SAMPLES = Path(__file__).parent / "samples"


def moodle(inside: str, kind: str = "multichoice") -> Parsed:
    head = "<name><text>N</text></name><questiontext format='html'><text>Which?</text></questiontext>"
    return moodle_xml.parse(f'<quiz>\n<question type="{kind}">{head}{inside}</question></quiz>'.encode())


def answer(fraction: object, text: str) -> str:
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text></answer>'


def item(name: str) -> ItemDraft:
    return qti.parse((SAMPLES / name).read_bytes()).items[0]


def package(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_moodle_file_of_every_kind():
    parsed = moodle_xml.parse((SAMPLES / "moodle-xml-kinds.xml").read_bytes())
    assert [one.kind for one in parsed.items] == [
        "single_best_answer",
        "numeric",
        "true_false",
        "matching",
        "ordering",
        "reflection",
        "short_answer",
    ]
    assert [(one.line, one.name, one.code) for one in parsed.refused] == [(20, "C", "unsupported-kind")]
    choice, numeric, truth, matching, ordering, _essay, short = parsed.items
    assert (choice.points, choice.tags) == (2, ("Ethics", "On/line", "t1"))
    assert choice.options[1].weight == Decimal("-33.33333")
    assert [picture.name for picture in choice.pictures] == ["a-b.png"]
    assert "<script" not in choice.stem.text
    assert (numeric.ranges[0].low, numeric.ranges[0].high) == (3, 4)
    assert numeric.more == {"body": {"unit": "mg"}}
    assert (truth.correct, truth.stem.format) == (False, TextFormat.MOODLE)
    assert [option.text.text for option in matching.options] == ["o3"]
    assert [option.text.text for option in ordering.options] == ["a", "b"]
    assert not short.fold_case
    assert {note.code for note in parsed.notes} == {"penalty", "graderinfo"}
    assert parsed.codes[0] == "x1"


def test_moodle_choice_of_several_says_so():
    two = answer(50, "a") + answer(50, "b") + answer(-50, "c")
    assert moodle(f"<single>false</single>{two}").items[0].kind == "multiple_response"
    assert moodle(f"<single>true</single>{two}").refused[0].code == "no-full-credit"


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("description", "", "not-a-question"),
        ("calculated", "", "unsupported-kind"),
        ("multichoice", answer(100, "a"), "too-few-options"),
        ("multichoice", answer(0, "a") + answer(0, "b"), "no-right-answer"),
        ("multichoice", answer("much", "a") + answer(0, "b"), "not-a-number"),
        ("truefalse", answer(100, "true"), "true-and-false"),
        ("numerical", answer(100, "many"), "not-a-number"),
        ("numerical", answer(100, "*"), "any-number"),
        ("shortanswer", answer(100, ""), "empty-answer"),
        ("matching", "", "too-few-pairs"),
        ("ordering", answer(1, "a"), "too-few-options"),
    ],
)
def test_moodle_question_is_refused_by_reason(kind, inside, code):
    (refused,) = moodle(inside, kind).refused
    assert (refused.line, refused.name, refused.code) == (2, "N", code)


def test_moodle_html_without_cdata_keeps_its_tags():
    stem = "<questiontext><text><p>Hi <b>you</b></p></text></questiontext>"
    xml = f"<quiz><question type='essay'>{stem}</question></quiz>"
    assert moodle_xml.parse(xml.encode()).items[0].stem.text == "<p>Hi <b>you</b></p>"


def test_moodle_picture_inside_the_text_is_lifted_out():
    xml = (
        "<quiz><question type='essay'><questiontext><text><![CDATA[<img src=\"data:image/png;base64,"
        "iVBORw0KGgo=\" alt='x'>]]></text></questiontext></question></quiz>"
    )
    found = moodle_xml.parse(xml.encode()).items[0]
    assert found.pictures[0].content == b"\x89PNG\r\n\x1a\n"
    assert f"picture:{found.pictures[0].name}" in found.stem.text


@pytest.mark.parametrize("data", [b"<quiz>", b"<quiz></quiz>", b"<html></html>", b"", b"<quiz>&nbsp;</quiz>"])
def test_moodle_file_that_cannot_be_read_is_refused(data):
    with pytest.raises(QuestionFileError):
        moodle_xml.parse(data)


def test_qti_choice_with_feedback_inside():
    found = item("qti-2-choice.xml")
    assert (found.kind, found.title, found.language) == ("single_best_answer", "Unattended luggage", "en")
    assert [(o.id, o.text.text, int(o.weight or 0), o.feedback.text) for o in found.options] == [
        ("ChoiceA", "Stay with your luggage.", 100, "Yes."),
        ("ChoiceB", "Let someone else look after it.", 0, ""),
        ("ChoiceC", "Remember it & leave.", 0, ""),
    ]
    assert found.general_feedback.text == "Read signs."


def test_qti_mapping_becomes_weights():
    found = item("qti-2-multiple.xml")
    assert found.kind == "multiple_response"
    assert [(o.id, int(o.weight or 0)) for o in found.options] == [
        ("H", 50),
        ("He", -100),
        ("O", 50),
        ("Cl", -50),
    ]


def test_qti_order_and_match():
    assert [o.text.text for o in item("qti-2-order.xml").options] == ["Michael", "Rubens", "Jenson"]
    match = item("qti-2-match.xml")
    assert (match.pairs[0].premise.text, match.pairs[0].option.text) == ("Capulet", "Romeo and Juliet")
    assert [o.text.text for o in match.options] == ["The Tempest"]


def test_qti_entries_are_words_or_numbers():
    words = item("qti-2-entry.xml")
    assert "sun of _____; and all" in words.stem.text
    assert [(o.text.text, int(o.weight or 0)) for o in words.options] == [("York", 100), ("york", 50)]
    number = item("qti-2-number.xml")
    assert (number.points, number.stem.text) == (2, "What is pi?")
    assert [(r.low, r.high) for r in number.ranges] == [(Decimal("3.13"), Decimal("3.16"))]
    assert item("qti-2-essay.xml").kind == "reflection"


def test_qti_of_another_kind_is_refused_by_name():
    (refused,) = qti.parse((SAMPLES / "qti-2-hotspot.xml").read_bytes()).refused
    assert (refused.name, refused.code, refused.values) == (
        "UK Airports",
        "unsupported-kind",
        {"kind": "hotspot"},
    )


def test_qti_package_brings_pictures_and_names_what_is_missing():
    choice = (SAMPLES / "qti-2-choice.xml").read_bytes()
    with_picture = choice.replace(b"<p>Look", b'<p><img src="../images/a.png" alt="sign"/>Look')
    manifest = (
        b'<manifest><resources><resource type="imsqti_item_xmlv2p1" href="items/one.xml"/>'
        b'<resource type="imsqti_item_xmlv2p1" href="items/two.xml"/>'
        b'<resource type="webcontent" href="images/a.png"/></resources></manifest>'
    )
    files = {"imsmanifest.xml": manifest, "items/one.xml": with_picture, "images/a.png": PNG}
    parsed = qti.parse(package(files))
    assert [picture.content for picture in parsed.items[0].pictures] == [PNG]
    assert parsed.files == ("items/one.xml",)
    assert [(one.name, one.code) for one in parsed.refused] == [("items/two.xml", "file-missing")]
    del files["images/a.png"]
    assert [one.code for one in qti.parse(package(files)).refused] == ["picture-missing", "file-missing"]
