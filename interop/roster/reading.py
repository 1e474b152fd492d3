"""Bytes to what they hold: a table, or the files of a zip. Told by content, never by a file's name. Pure."""

from __future__ import annotations

from typing import Final

from interop.roster import limits
from interop.roster.archive import Archive, is_zip
from interop.roster.refusal import FileRefusedError
from interop.roster.sheets import is_workbook, read_workbook
from interop.roster.tables import Table
from interop.roster.text import read_csv

_FOREIGN: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE: Final = (b"<!doctype html", b"<html")


def read(data: bytes) -> Table | Archive:
    """Return the table of a CSV file or a workbook, or the open zip for the OneRoster reader.

    Raises FileRefusedError for everything else, with what was found and what to send instead.
    """
    check_size(len(data))
    if not data.strip():
        raise FileRefusedError("empty")
    if is_zip(data):
        archive = Archive(data)
        return read_workbook(data, archive) if is_workbook(archive) else archive
    _refuse_foreign(data)
    return read_csv(data)


def check_size(size: int) -> None:
    """Refuse a file by its size in bytes, before anybody reads it."""
    if size > limits.MAX_FILE_BYTES:
        megabytes = 1024 * 1024
        raise FileRefusedError(
            "too_large", size=-(-size // megabytes), limit=limits.MAX_FILE_BYTES // megabytes
        )


def _refuse_foreign(data: bytes) -> None:
    for mark, name in _FOREIGN:
        if data.startswith(mark):
            raise FileRefusedError("other_format", format=name)
    if data.startswith(_OLD_OFFICE):
        raise FileRefusedError("old_office")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB_PAGE):
        raise FileRefusedError("web_page")
    if start.startswith(b"<?xml"):
        raise FileRefusedError("other_format", format="XML")
