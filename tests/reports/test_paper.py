"""A PDF read back: in the words of its reader, with every letter shown or said to be missing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from common.chart_geometry import bar
from reports.formats.drawable import STAND_IN, lacking_letters, named, unusual_letters, without
from reports.formats.paper_widths import widths
from reports.formats.pdf_file import pdf_bytes
from reports.formats.words import Words
from reports.table import Bars, Column, Kind, Manifest, Report

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
CHART = Bars("By status", "One bar", (("a", "Attained"), ("n", "Not")), (("SM-1", (3, 9)), ("SM-2", (12, 0))))


def report(columns, rows, **more) -> Report:
    return Report(
        title=more.pop("title", "Progress"),
        columns=columns,
        rows=rows,
        row_count=len(rows),
        manifest=Manifest(
            report="progress",
            school="Harrowmere",
            cohort="HMD/2029",
            made_by="Ada",
            made_at=NOW,
            as_of=NOW,
            audience="staff",
        ),
        **more,
    )


def names(*said: str) -> Report:
    return report((Column("name", "Name"),), [(one,) for one in said])


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(paper: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in paper.pages).replace("\u00a0", " ")


def test_numbers_and_days_stand_as_the_reader_writes_them():
    columns = (Column("share", "Part", Kind.SHARE), Column("mean", "Moyenne", Kind.NUMBER))
    words = Words("fr-ca", decimal=",", zone=ZoneInfo("America/Toronto"))
    paper = read(pdf_bytes(report(columns, [(Fraction(7999, 10000), Fraction(-5, 4))]), words=words))
    text = text_of(paper)
    assert "79,9 %" in text
    assert "-1,25" in text
    assert "2026-11-23" in text  # ten in the evening of the 23rd at the school
    assert paper.trailer["/Root"]["/Lang"] == "fr"


def test_names_in_letters_that_fonts_have_are_shown():
    text = text_of(
        read(pdf_bytes(names("Nguyễn Thị Ánh", "Ελένη Дмитриевна", "Œuvre ﬁn"), words=Words("en")))
    )
    assert "Nguyễn Thị Ánh" in text
    assert "Ελένη Дмитриевна" in text
    assert STAND_IN not in text


def test_letters_that_no_font_has_give_way_and_it_is_said():
    # U+0378 is no letter yet: no font has it, whatever the machine.
    text = text_of(read(pdf_bytes(names("\u0378\u0378 Willow", "Ada"), words=Words("en"))))
    assert f"{STAND_IN}{STAND_IN} Willow" in text
    assert "Ada" in text
    assert f"{STAND_IN} stands for letters that no font here can draw: U+0378." in text


def test_a_file_is_set_whatever_the_letters():
    # Marks of three scripts on letters of a fourth, and on none.
    text = text_of(
        read(pdf_bytes(names("\u0598\u0378\u0598\u0a3c\u0e31x", "\u05d0\u0e31\u0598"), words=Words("en")))
    )
    assert "x" in text


def test_letters_that_lack_are_read_from_what_typst_says():
    said = 'error: PDF/UA-1 error: the text `"王"` could not be displayed with font `"A"`\n'
    marked = 'error: the text `"e\\u{598}"` could not be displayed with font `"A"`'
    assert lacking_letters(said + marked) == {"王", "\u0598"}
    assert lacking_letters('the text `"é"` could not be displayed') == frozenset()
    assert lacking_letters("unknown variable: x") == frozenset()


def test_without_replaces_letters_in_texts_alone():
    data = {"rows": [["a王b", "Ελένη", "ok"]], "wide": True, "size": 7}
    assert without(data, {"王"}) == {"rows": [[f"a{STAND_IN}b", "Ελένη", "ok"]], "wide": True, "size": 7}
    assert named({"王", "\u0598"}) == "U+738B"
    assert unusual_letters(data) == {"王", *"Ελένη"}


def test_signs_that_say_nothing_neither_stop_a_file_nor_turn_a_name_around():
    text = text_of(read(pdf_bytes(names("Ada\u202e\x07 Lovelace"), words=Words("en"))))
    assert "Ada Lovelace" in text
    assert STAND_IN not in text


def test_long_words_break_where_their_column_ends():
    columns = tuple(Column(f"c{n}", f"Column {n}") for n in range(7))

    def pages(word: str) -> int:
        rows = [[word] * 7] * 40
        return len(read(pdf_bytes(report(columns, rows), words=Words("en"))).pages)

    assert pages("Wolfeschlegel" * 6) > pages("Wolfeschlegel")


def test_columns_are_wide_enough_for_their_words_where_the_page_is():
    columns = [Column("t", "Title"), *(Column(f"n{n}", "Discrimination", Kind.NUMBER) for n in range(8))]
    shared = widths(columns, [["A long title of many words, " * 4, *["0.25"] * 8]])
    assert all(width > len("Discrimination") for width in shared[1:])
    assert shared[0] > shared[1]
    # Nothing to say, nothing to divide.
    assert widths([Column("t", "")], []) == pytest.approx([4 + 7 / (9 * 0.52)])


def test_columns_that_do_not_fit_share_the_page_by_their_words():
    columns = [Column(f"c{n}", "Wolfeschlegelstein" if n else "A") for n in range(30)]
    shared = widths(columns, [])
    assert shared[1] / shared[0] > 2


def test_table_says_its_head_again_on_each_page():
    paper = read(pdf_bytes(names(*(f"Learner {n}" for n in range(150))), words=Words("en")))
    assert len(paper.pages) > 2
    assert all("Name" in page.extract_text() for page in paper.pages)
    assert f"Page 2 of {len(paper.pages)}" in paper.pages[1].extract_text()


def elements(paper: PdfReader, kind: str) -> list[dict[str, object]]:
    """The elements of the structure tree of a kind such as `/Figure`."""
    found = []
    waiting = [paper.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if one.get("/S") == kind:
                found.append(one)
            if "/K" in one:
                waiting.append(one["/K"])
    return found


def test_chart_carries_its_description_and_the_table_its_heads():
    columns = (Column("competency", "Competency"), Column("attained", "Attained", Kind.INTEGER))
    paper = read(pdf_bytes(report(columns, [("SM-1", 3), ("SM-2", 12)], charts=(CHART,)), words=Words("en")))
    assert [str(one["/Alt"]) for one in elements(paper, "/Figure")] == ["One bar"]
    assert len(elements(paper, "/TH")) >= 2
    assert paper.metadata.title == "Progress"
    assert paper.metadata.author == "Harrowmere"
    assert [str(one.title) for one in paper.outline] == ["About this report", "By status", "Table"]


def test_chart_stands_on_paper_where_the_geometry_of_pages_puts_it():
    columns = (Column("competency", "Competency"),)
    paper = read(pdf_bytes(report(columns, [("SM-1",)], charts=(CHART,)), words=Words("en")))
    counts: dict[str, float] = {}
    paper.pages[0].extract_text(
        visitor_text=lambda text, cm, _tm, _font, _size: counts.setdefault(text.strip(), cm[4])
    )
    labels_end, page_end = 45.4 + 90.7, 595.3 - 45.4  # points: the margin, 3.2 cm for the labels
    for part in bar((("a", 3), ("n", 9))).parts:
        middle = labels_end + (page_end - labels_end) * float(part.middle) / 100
        assert counts[str(part.count)] == pytest.approx(middle, abs=4)
