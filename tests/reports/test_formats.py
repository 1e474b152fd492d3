"""Each format read back: the same values, typed, and nothing that a program takes for an order."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from reports.formats.csv_file import CsvShape, csv_chunks
from reports.formats.json_file import json_chunks
from reports.formats.pdf_file import MOST_ROWS, TooLongForPaperError, pdf_bytes
from reports.formats.words import Words
from reports.formats.xlsx_file import write_xlsx
from reports.formats.zip_file import UnsafeNameError, member_name, write_zip
from reports.table import Bars, Column, Kind, Manifest, Member, Report, tenths_of_percent

WORDS = Words("en")
COLUMNS = (
    Column("identifier", "Identifier", Kind.IDENTIFIER),
    Column("name", "Name"),
    Column("level", "Level", Kind.LEVEL),
    Column("bias", "Bias", Kind.INTEGER),
    Column("share", "Share", Kind.SHARE),
    Column("shown", "Last shown", Kind.DATE),
)
ROWS = (
    ("00417", "Zoé *bold* #emph[x] $y$", 4, -1, Fraction(7999, 10000), date(2026, 3, 2)),
    ("12-3", '=cmd|"/c calc"!A1', None, None, None, None),
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def report(rows=ROWS, **more) -> Report:
    return Report(
        title="Progress #title",
        columns=COLUMNS,
        rows=iter(rows),
        row_count=len(rows),
        manifest=Manifest(
            report="progress",
            school="Harrowmere",
            cohort="HMD/2029",
            made_by="Ada",
            made_at=NOW,
            as_of=NOW,
            audience="staff",
            policies=("Programmatic assessment v1",),
        ),
        head=(("Report", "Progress"), ("Cohort", "=2029")),
        notes=("Not assessed is never a result.",),
        charts=(Bars("By status", "One bar", (("a", "Attained"), ("n", "Not")), (("SM-1", (3, 0)),)),),
        **more,
    )


def book() -> tuple[CalamineWorkbook, zipfile.ZipFile]:
    out = io.BytesIO()
    write_xlsx(report(), out, words=WORDS)
    out.seek(0)
    return CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())), zipfile.ZipFile(out)


def test_csv_writes_values_and_stops_formulas():
    rows = list(csv.reader(io.StringIO(b"".join(csv_chunks(report(), words=WORDS)).decode("utf-8-sig"))))
    assert rows[:4] == [["Report", "Progress"], ["Cohort", "'=2029"], ["Notes", ROWS_NOTE], []]
    assert rows[4] == [column.title for column in COLUMNS]
    assert rows[5] == ['="00417"', ROWS[0][1], "4", "-1", "79.9 %", "2026-03-02"]
    assert rows[6] == ['="12-3"', """'=cmd|"/c calc"!A1""", "", "", "", ""]


ROWS_NOTE = "Not assessed is never a result."


@pytest.mark.parametrize(
    ("delimiter", "encoding", "begins", "name"),
    [
        ("semicolon", "utf-8", b"\xef\xbb\xbfReport;Progress", "utf-8-sig"),
        ("tab", "utf-16", b"\xff\xfeR\x00e\x00", "utf-16"),
        ("comma", "windows-1252", b"Report,Progress", "cp1252"),
    ],
)
def test_csv_takes_a_delimiter_and_an_encoding(delimiter, encoding, begins, name):
    content = b"".join(csv_chunks(report(), CsvShape(delimiter, encoding), words=WORDS))
    assert content.startswith(begins)
    assert "Zoé" in content.decode(name)


def test_xlsx_holds_typed_cells_and_identifiers_as_text():
    lines, _files = book()
    assert lines.sheet_names == ["Lines", "Method"]
    head, first, second = lines.get_sheet_by_name("Lines").to_python()
    assert head == [column.title for column in COLUMNS]
    # 79.99 % is cut off to 79.9 %: a program that shows one decimal would round it up to 80 %.
    assert first == ["00417", ROWS[0][1], 4.0, -1.0, 0.799, date(2026, 3, 2)]
    assert second == ["12-3", ROWS[1][1], "", "", "", ""]


def test_xlsx_freezes_its_head_filters_and_says_its_method():
    lines, files = book()
    sheet = files.read("xl/worksheets/sheet1.xml").decode()
    assert 'topLeftCell="B2"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:F3"/>' in sheet
    assert "<f>" not in sheet
    method = dict(lines.get_sheet_by_name("Method").to_python())
    assert method["Report"] == "Progress"
    assert method["Method"] == ROWS_NOTE
    assert method["Lines"] == "2"
    assert len(method["Fingerprint of the lines"]) == 64


def test_xlsx_columns_are_as_wide_as_what_they_hold():
    rows = [("00417", "Z" * 41, 4, -1, Fraction(1), date(2026, 3, 2)), ("1", "Z" * 90, 1, 0, None, None)]
    out = io.BytesIO()
    write_xlsx(report(rows[:1]), out, words=WORDS)
    assert widths_of(out)[1] == pytest.approx(43, abs=1)
    out = io.BytesIO()
    write_xlsx(report(rows), out, words=WORDS)
    assert widths_of(out)[1] == pytest.approx(64, abs=1)
    assert widths_of(out)[2] >= len("Level") + 4  # the arrow of the filter covers no letter
    assert widths_of(out)[5] >= len("2026-03-02")


def widths_of(out: io.BytesIO) -> list[float]:
    """The width of each column, in characters."""
    sheet = zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
    found = []
    for first, last, width in re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet):
        found += [float(width)] * (int(last) - int(first) + 1)
    return found


def test_xlsx_says_how_high_what_has_several_lines_is():
    long = report([("1", "Word " * 30, 1, 0, None, None)])
    long = replace(
        long, notes=("Sentence " * 60,), columns=(*COLUMNS[:5], Column("x", "Not released after", Kind.DATE))
    )
    out = io.BytesIO()
    write_xlsx(long, out, words=WORDS)
    heights = [
        [
            float(height)
            for height in re.findall(r'<row [^>]*\bht="([\d.]+)"', zipfile.ZipFile(out).read(name).decode())
        ]
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
    ]
    # A head of two lines or more, a cell of three; on the sheet of method a note of six.
    assert heights[0][0] >= 30
    assert heights[0][1] >= 45
    assert max(heights[1]) >= 90


def test_xlsx_words_stand_apart_from_the_figures_before_them():
    styles = book()[1].read("xl/styles.xml").decode()
    # Of a word, a day, and the heads over them. Without a side programs do not set a cell in.
    assert 'horizontal="left" vertical="top" indent="1"' in styles
    assert not re.search(r'<alignment vertical="top"[^>]*indent=', styles)


def test_xlsx_marks_no_identifier_as_a_mistake():
    sheet = book()[1].read("xl/worksheets/sheet1.xml").decode()
    assert '<ignoredError sqref="A1:F3" numberStoredAsText="1"/>' in sheet


def test_json_names_are_the_same_in_every_language():
    read = json.loads(b"".join(json_chunks(report())))
    assert [*read] == ["title", "about", "notes", "columns", "rows", "manifest"]
    assert read["about"][1] == {"title": "Cohort", "text": "=2029"}


def test_json_is_whole_and_ends_with_its_manifest():
    read = json.loads(b"".join(json_chunks(report())))
    assert [column["kind"] for column in read["columns"]][:3] == ["identifier", "text", "level"]
    assert read["rows"][0] == {
        "identifier": "00417",
        "name": ROWS[0][1],
        "level": 4,
        "bias": -1,
        "share": 0.7999,
        "shown": "2026-03-02",
    }
    assert read["rows"][1]["level"] is None
    assert read["manifest"]["rows"] == 2
    assert read["manifest"]["policies"] == ["Programmatic assessment v1"]


def test_json_of_nothing_is_json():
    assert json.loads(b"".join(json_chunks(report(()))))["rows"] == []


def test_the_fingerprint_of_the_lines_is_the_same_in_every_format():
    method = dict(book()[0].get_sheet_by_name("Method").to_python())
    read = json.loads(b"".join(json_chunks(report())))
    paper = PdfReader(io.BytesIO(pdf_bytes(report(), words=WORDS)))
    assert method["Fingerprint of the lines"] == read["manifest"]["sha256"]
    assert read["manifest"]["sha256"] in "".join(page.extract_text() for page in paper.pages)


def test_pdf_is_tagged_and_takes_no_name_for_markup():
    paper = PdfReader(io.BytesIO(pdf_bytes(report(), words=WORDS)))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data() or (
        b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    )
    assert paper.metadata.title == "Progress #title"
    text = "".join(page.extract_text() for page in paper.pages)
    assert "Contents" in text
    assert "#emph[x]" in text
    assert "$y$" in text
    assert "79.9 %" in text.replace("\u00a0", " ")
    assert "Page 1 of 1" in text


def test_pdf_of_too_many_rows_is_refused_before_it_is_set():
    with pytest.raises(TooLongForPaperError):
        pdf_bytes(report([ROWS[0]] * (MOST_ROWS + 1)), words=WORDS)


@pytest.mark.parametrize(
    ("share", "said"),
    [(Fraction(7999, 10000), "79.9"), (Fraction(4, 5), "80.0"), (Fraction(1), "100.0"), (Fraction(0), "0.0")],
)
def test_a_share_is_never_rounded_up(share, said):
    assert tenths_of_percent(share) == said


@pytest.mark.parametrize(
    "names",
    [
        ["../up.csv"],
        ["a/b.csv"],
        ["C:x.csv"],
        ["a b.csv"],
        [".hidden"],
        ["end."],
        ["ä" * 70 + ".csv"],
        ["One.csv", "one.CSV"],
        ["Manifest.json"],
    ],
)
def test_zip_takes_no_name_that_does_not_unpack_everywhere(names):
    members = tuple(Member(name, "csv", report) for name in names)
    out = io.BytesIO()
    with pytest.raises(UnsafeNameError):
        write_zip(report(members=members), out, write=lambda member, file: member.build())
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("0001-Zoé Willowherb", "0001-Zoé_Willowherb.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
        ("-rf *", "rf_.pdf"),
        ("...", "file.pdf"),
        ("王" * 80, "王" * 38 + ".pdf"),
    ],
)
def test_names_in_a_folder_unpack_everywhere(said, name):
    assert member_name(said, "pdf") == name
    members = (Member(name, "csv", report),)
    write_zip(report(members=members, rows=[("a",) * 6]), io.BytesIO(), write=lambda one, file: one.build())
