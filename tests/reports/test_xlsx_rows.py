"""Rows that are written at once say the same as rows that xlsxwriter writes cell by cell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from python_calamine import CalamineWorkbook

from reports.formats import xlsx_file
from reports.formats.words import Words
from reports.table import Column, Kind, Manifest, Report

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
KINDS = (Kind.IDENTIFIER, Kind.TEXT, Kind.LEVEL, Kind.NUMBER, Kind.SHARE, Kind.DATE)
ROWS = (
    ("00417", "Zoé <b> & \"q\" 'a'", 3, Fraction(5, 3), Fraction(7999, 10000), date(2026, 3, 2)),
    ("=1+1", " kept \t spaces ", None, 1.25, Fraction(1), date(1999, 12, 31)),
    (None, "two\nlines", -2, None, None, None),
    ("_x0041_", "bell \x07 and \ufffe", 0, 12345678901234, Fraction(0), None),
    ("", "fewer than 5", "fewer than 5", 2, None, date(2026, 2, 28)),
)


def report(rows=ROWS) -> Report:
    return Report(
        title="Progress",
        columns=tuple(Column(kind, f"A {kind}", kind) for kind in KINDS),
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
        ),
    )


def read(given: Report) -> dict[str, list[list[object]]]:
    out = io.BytesIO()
    xlsx_file.write_xlsx(given, out, words=Words("en"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_rows_written_at_once_hold_the_same_cells():
    many = replace(report(), row_count=1_000_000)
    assert read(many) == read(report())


def test_rows_written_at_once_go_on_in_a_further_sheet(monkeypatch):
    monkeypatch.setattr(xlsx_file, "_MOST_ROWS", 2)
    sheets = read(replace(report(), row_count=1_000_000))
    assert [len(rows) for rows in sheets.values()][:3] == [3, 3, 2]
    assert sheets == read(report())


def test_a_text_beyond_what_a_cell_holds_is_cut_and_not_lost():
    rows = (("1", "x" * 40_000, None, None, None, None),)
    found = read(replace(report(rows), row_count=1_000_000))
    assert found["Lines"][1][1] == "x" * 32_767
