"""Bytes to tables: encodings, separators, and everything that is not a roster."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

import pytest

from interop.roster import limits, wording
from interop.roster.archive import Archive
from interop.roster.reading import check_size, read
from interop.roster.refusal import FileRefusedError
from interop.roster.tables import Table
from tests.interop.roster.files import csv_file, sheet, workbook, zipped

ROW = ["00417", "Zoé", "Ñandú"]


def cells(data: bytes) -> list[list[str]]:
    table = read(data)
    assert isinstance(table, Table)
    return [line.cells for line in table.lines]


def refusal(data: bytes) -> wording.Said:
    with pytest.raises(FileRefusedError) as refused:
        read(data)
    return wording.say(refused.value.finding)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_csv_reads_the_same_however_it_was_saved(encoding, separator, newline):
    header = separator.join(["id", "given", "family"])
    text = newline.join([header, separator.join(ROW), separator.join(['"0,1"', '"a;b"', '"c\td"'])])
    assert cells(text.encode(encoding))[1:] == [ROW, ["0,1", "a;b", "c\td"]]


def test_csv_of_windows_keeps_its_own_letters():
    assert cells("id;name\n1;Łódź".encode())[1] == ["1", "Łódź"]
    assert cells("id;name\n1;Œuvre – “x”".encode("cp1252"))[1] == ["1", "Œuvre – “x”"]


def test_latin_text_says_so():
    assert [note.code for note in read("id,name\n1,Zoé".encode("latin-1")).notes] == ["read_as_latin"]
    assert read("id,name\n1,Zoé".encode()).notes == ()


def test_decomposed_accents_are_composed():
    assert cells("id,name\n1,Zoe\u0301".encode())[1] == ["1", "Zoé"]


def test_cells_lose_what_stands_around_a_value():
    assert cells(b'id,name\n="00417", \xc2\xa0Sam \n')[1] == ["00417", "Sam"]


def test_lines_keep_their_numbers_over_blank_ones_and_line_breaks_in_cells():
    table = read(b'sep=;\nid;name\n\n1;"a\nb"\n\n2;c\n')
    assert [line.number for line in table.lines] == [2, 4, 6]


def test_workbook_reads_text_numbers_days_and_truths():
    table = read(sheet(["id", "n", "big", "day", "yes"], ["00417", 417, 1.5, 2, True]))
    assert [line.cells for line in table.lines][1] == ["00417", "417", "1.5", "2", "TRUE"]


def test_workbook_keeps_zeros_that_only_the_format_shows():
    def fill(book):
        book.add_worksheet("Empty")
        page = book.add_worksheet("Cover & people")
        padded = book.add_format({"num_format": "00000", "align": "left"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(3, 1, ["id", "starts_on"])
        page.write_number(4, 1, 417, padded)
        page.write_datetime(4, 2, date(2026, 9, 1), day)

    table = read(workbook(fill))
    assert [(line.number, line.cells) for line in table.lines] == [
        (4, ["", "id", "starts_on"]),
        (5, ["", "00417", "2026-09-01"]),
    ]
    assert [note.code for note in table.notes] == ["zeros_from_format"]


def test_workbook_shortens_a_number_of_too_many_digits_visibly():
    assert "E+" in cells(sheet(["id"], [12345678901234567]))[1][0]


def test_workbook_names_the_sheets_it_did_not_read_and_skips_hidden_ones():
    def fill(book):
        hidden = book.add_worksheet("Secret")
        book.add_worksheet("People").write_row(0, 0, ["id"])
        book.add_worksheet("More").write_row(0, 0, ["id"])
        hidden.write_row(0, 0, ["id"])
        book.get_worksheet_by_name("People").activate()
        hidden.hide()

    table = read(workbook(fill))
    assert [note.params for note in table.notes] == [{"sheet": "People", "others": "More"}]


def test_workbook_with_a_cell_in_the_last_corner_is_refused_before_it_fills_the_memory():
    said = refusal(workbook(lambda book: book.add_worksheet().write(1048575, 16383, "x")))
    assert "more than" in said.message


def test_workbook_whose_cells_hide_their_place_in_entities_is_refused():
    made = io.BytesIO(sheet(["id"], ["1"]))
    with zipfile.ZipFile(made) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    declared = b'<!DOCTYPE x [<!ENTITY far "A1048576">]>'
    page = parts["xl/worksheets/sheet1.xml"].replace(b"?>", b"?>" + declared, 1)
    parts["xl/worksheets/sheet1.xml"] = page.replace(b'r="A2"', b'r="&far;"')
    assert "workbook" in refusal(zipped(parts)).message


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t ", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b",,\n,,\n", "The file is empty."),
        (b"%PDF-1.7\n%\xe2\xe3", "in the format PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "in the format PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400, "old Excel workbook"),
        (b"<!DOCTYPE html><html><body>Sign in", "a web page"),
        (b'<?xml version="1.0"?><a/>', "in the format XML"),
        (bytes(range(256)) * 8, "not a table"),
        (b'id,name\n1,"' + b"x" * 200_000, "cannot be read beyond row 2"),
        (b",".join([b"x"] * 300), "more than 200 columns"),
        (b"PK\x03\x04 and then nothing", "zip cannot be opened"),
        (zipped({"photo.jpg": b"x"}), "not a OneRoster export"),
        (zipped({"xl/workbook.bin": b"x"}), "of a kind that is not read"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "workbook cannot be opened"),
        (sheet([]), "The file is empty."),
    ],
)
def test_what_is_no_roster_is_refused_with_what_it_is_and_a_remedy(data, found):
    from interop.roster.staging import read_roster

    with pytest.raises(FileRefusedError) as refused:
        read_roster(data)
    said = wording.say(refused.value.finding)
    assert found in said.message
    assert said.remedy


def test_file_of_200_megabytes_is_refused_by_its_size_alone():
    with pytest.raises(FileRefusedError) as refused:
        check_size(200 * 1024 * 1024)
    assert "200 MB; at most 10 MB" in wording.say(refused.value.finding).message


def test_table_beyond_the_limit_of_rows_is_refused():
    rows = "\n".join(str(number) for number in range(limits.MAX_ROWS + 2))
    assert "more than 20000 rows" in refusal(f"id\n{rows}".encode()).message


def test_zip_bomb_is_refused_by_what_it_says_of_itself():
    assert "far larger" in refusal(zipped({"users.csv": b"0" * (80 * 1024 * 1024)})).message
    assert "far larger" in refusal(zipped({"users.csv": b"0" * (20 * 1024 * 1024)})).message


def test_zip_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks(monkeypatch):
    honest = zipped({"users.csv": b"0123456789abcdef" * 4096})
    size = struct.pack("<I", 16 * 4096)
    lying = honest.replace(size, struct.pack("<I", 100))
    archive = Archive(lying)
    with pytest.raises(FileRefusedError):
        archive.read("users.csv")
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 60_000)
    with pytest.raises(FileRefusedError) as refused:
        Archive(honest)
    assert refused.value.finding.code == "zip_too_large"


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a\\..\\..\\users.csv", "C:\\users.csv"])
def test_zip_that_points_out_of_its_folder_is_refused(name):
    assert "points out of its folder" in refusal(zipped({name: "x"})).message


def test_zip_of_too_many_files_is_refused():
    assert "501 files" in refusal(zipped({f"{number}.csv": "" for number in range(501)})).message


def test_zip_with_a_password_is_refused():
    data = bytearray(zipped({"users.csv": "sourcedId"}))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "password" in refusal(bytes(data)).message


def test_zero_byte_inside_a_cell_becomes_a_lost_letter():
    assert cells("id,name\n1,Zo\0é".encode("utf-16"))[1] == ["1", "Zo\ufffdé"]


def test_workbook_on_which_the_reader_gives_up_is_refused(monkeypatch):
    class PanicException(BaseException):  # the name that the reader gives it
        pass

    class Panicking:
        @staticmethod
        def from_filelike(_file):
            raise PanicException

    monkeypatch.setattr("interop.roster.sheets.CalamineWorkbook", Panicking)
    assert "workbook cannot be opened" in refusal(sheet(["id"], ["1"])).message


def test_csv_file_of_the_helpers_reads():
    assert cells(csv_file("1,a,b,,,,,,"))[1][:3] == ["1", "a", "b"]
