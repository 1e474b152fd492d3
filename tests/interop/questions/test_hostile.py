"""Files that mean harm are refused or cleaned, by every reader, in bounded time."""

from __future__ import annotations

import io
import string
import time
import zipfile

import pytest

from assessments.drafts import TextFormat
from interop.questions import limits, moodle_xml, reading, wording
from interop.questions.formats import FORMATS
from interop.questions.parsed import QuestionError, QuestionFileError
from interop.questions.text import draft_text, to_html, to_markdown

pytestmark = pytest.mark.sqlite

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
ENTITIES = [
    f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l8;</quiz>',
    '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
    '<!DOCTYPE quiz [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><quiz/>',
]


def refused(data: bytes, format_code: str = "auto") -> str:
    with pytest.raises(QuestionFileError) as raised:
        reading.read(data, "", format_code)
    assert wording.reason(raised.value.refused)
    return raised.value.refused.code


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("xml", ENTITIES)
@pytest.mark.parametrize("format_code", ["moodle-xml", "qti", "auto"])
def test_entities_are_refused(xml, format_code):
    assert refused(xml.encode(), format_code) == "xml-entities"


def test_deep_xml_is_refused():
    assert refused(b"<quiz>" + b"<a>" * 5_000, "moodle-xml") == "too-deep"


def test_yaml_aliases_are_refused():
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\nquestions: [*b]\n"
    assert refused(bomb, "yaml") == "yaml-alias"


@pytest.mark.parametrize(
    "entry", ["!!python/object/apply:os.system ['true']", "!!timestamp x", "!!binary 'x'", "!!set {a, b}"]
)
def test_yaml_tags_make_nothing(entry):
    parsed = reading.read(f"questions:\n- kind: {entry}\n".encode(), "", "yaml")
    assert parsed.items == ()
    assert len(parsed.refused) == 1


def test_deep_yaml_is_refused():
    assert refused(b"questions: " + b"[" * 1_000, "yaml") in {"too-deep", "not-yaml"}


@pytest.mark.parametrize("path", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "C:\\evil.xml"])
def test_zip_that_leads_out_of_itself_is_refused(path):
    assert refused(packed({path: b"<quiz/>"})) == "zip-path"


def test_zip_bomb_is_refused():
    assert refused(packed({"bomb.xml": b" " * (limits.MAX_UNPACKED_BYTES + 1)})) == "zip-too-large"
    assert refused(packed({"ratio.xml": b" " * (5 * limits.MEGABYTE)})) == "zip-too-large"


def test_zip_within_a_zip_is_not_unfolded_for_ever():
    inner = packed({"x.gift": b"q{T}"})
    for _level in range(5):
        inner = packed({"y.zip": inner})
    assert refused(inner) in {"no-questions", "unknown-format"}


def test_broken_zip_is_refused():
    assert refused(packed({"x.gift": b"q{T}"})[:40]) == "zip-broken"


def test_large_file_is_refused():
    assert refused(b"q{T}\n\n" * (limits.MAX_FILE_BYTES // 5), "gift") == "file-too-large"


def test_many_questions_are_refused():
    assert refused(b"q{T}\n\n" * (limits.MAX_QUESTIONS + 1), "gift") == "too-many-questions"


def test_package_that_names_files_outside_it_is_refused():
    resource = b'<resource type="imsqti_item_xmlv2p1" href="../x.xml"/>'
    manifest = b"<manifest><resources>" + resource + b"</resources></manifest>"
    assert refused(packed({"imsmanifest.xml": manifest})) == "zip-path"


HOSTILE = [
    "<script>alert(1)</script>hello",
    '<img src="x" onerror="alert(1)">hello',
    '<a href="javascript:alert(1)">hello</a>',
    '<a href="java&#10;script:alert(1)">hello</a>',
    '<iframe src="https://evil.example"></iframe>hello',
    "<svg onload=alert(1)>hello</svg>hello",
    '<p style="background:url(//evil.example)">hello</p>',
    '<form action="//evil.example"><button formaction="//x">hello</button></form>',
    "<<b>script>alert(1)<</b>/script>hello",
    "<object data='data:text/html,x'></object>hello",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("text_format", [TextFormat.HTML, TextFormat.MOODLE, TextFormat.MARKDOWN])
def test_scripts_in_texts_are_cleaned(text, text_format):
    said = draft_text(text, text_format)
    for shown in (to_html(said), to_markdown(said)):
        low = shown.lower()
        assert "<script" not in low
        assert "onerror=" not in low.replace("\\", "") or "<img" not in low
        assert "](javascript:" not in low
        assert 'href="javascript' not in low
        assert "<iframe" not in low
        assert "<form" not in low
    assert "hello" in to_markdown(said)


def test_harmless_html_stays_as_it_was():
    said = "<p>What's <b>this</b> &amp; that &eacute;?</p>"
    assert draft_text(said, TextFormat.HTML).text == said


def test_long_text_is_refused():
    with pytest.raises(QuestionError):
        draft_text("x" * (limits.MAX_TEXT + 1), TextFormat.PLAIN)


def test_picture_that_is_none_refuses_its_question():
    xml = (
        '<quiz><question type="essay"><name><text>P</text></name><questiontext format="html">'
        '<text>&lt;img src="@@PLUGINFILE@@/a.svg"&gt;</text>'
        '<file name="a.svg" encoding="base64">PHN2Zy8+</file></questiontext></question></quiz>'
    )
    parsed = moodle_xml.parse(xml.encode())
    assert [one.code for one in parsed.refused] == ["picture-unknown"]


@pytest.mark.parametrize(
    "data",
    [
        b"{" * 1_000_000,
        b"q{" + b"~a" * 400_000 + b"}",
        b"q{" + b"#" * 400_000 + b"}",
        b"// " + b"[tag:" * 200_000 + b"\nq{T}",
        b"[html]q" + b"<" * 49_000 + b"{T}",
        b"[markdown]q" + b"*a_" * 16_000 + b"{T}",
        b"[html]" + b"<b>" * 16_000 + b"q{T}",
    ],
)
def test_signs_in_great_number_take_no_time(data):
    begun = time.process_time()
    reading.read(data, "", "gift")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("format_code", sorted(FORMATS))
def test_readers_raise_nothing_of_others(format_code):
    for data in (b"", b"\0" * 50, b"\xff" * 50, string.printable.encode(), b"<", b"{", b"- [", b"PK\x03\x04"):
        try:
            reading.read(data, "", format_code)
        except QuestionFileError as error:
            assert wording.reason(error.refused)
