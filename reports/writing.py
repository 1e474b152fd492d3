"""From a report to a file, in the language of whoever takes it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.school_time import school_zone
from reports.formats.csv_file import CsvShape, csv_chunks
from reports.formats.json_file import json_chunks
from reports.formats.pdf_file import pdf_bytes
from reports.formats.words import Words
from reports.formats.xlsx_file import write_xlsx
from reports.formats.zip_file import write_zip
from reports.table import Member, Report

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "xml": "application/xml",
    "zip": "application/zip",
}


def content_type(file_format: str, *, encoding: str = "utf-8") -> str:
    """Return the media type of a file; that of a plain table names its encoding."""
    return f"text/csv; charset={encoding}" if file_format == "csv" else CONTENT_TYPES[file_format]


class SeveralDocumentsError(ValueError):
    """Raised where one document is asked for and there are several, or none."""


def words() -> Words:
    """Return the words that every file has, in the current language."""
    return Words(
        language=get_language() or "en",
        method=_("Method"),
        notes=_("Notes"),
        lines=_("Lines"),
        fingerprint=_("Fingerprint of the lines"),
        contents=_("Contents"),
        about=_("About this report"),
        table=_("Table"),
        page=_("Page"),
        of=_("of"),
        dash=_("A dash stands for an empty cell."),
        nothing=_("There is nothing to tell."),
        not_drawn=_(
            "%(sign)s stands for letters that no font here can draw (%(codes)s). The other formats hold them."
        ),
        decimal=str(get_format("DECIMAL_SEPARATOR")),
        zone=school_zone(),
    )


def write(report: Report, file_format: str, out: IO[bytes], *, shape: CsvShape | None = None) -> None:
    """Write the report into a file that is open for writing bytes.

    Raises TooLongForPaperError for a PDF of too many rows, SeveralDocumentsError for a folder of several as
    one document, and KeyError for an unknown format.
    """
    if file_format == "zip":
        write_zip(report, out, write=_write_member)
        return
    if file_format == "xml":
        out.write(_document(report))
        return
    if file_format == "xlsx":
        write_xlsx(report, out, words=words())
        return
    for chunk in _chunks(report, file_format, shape):
        out.write(chunk)


def _document(report: Report) -> bytes:
    """The document that a report is; of a folder the only one that is in it."""
    if not report.members:
        return report.document
    members = [member for _row, member in zip(report.rows, report.members, strict=True)]
    if len(members) != 1:
        raise SeveralDocumentsError
    return members[0].build().document


def _write_member(member: Member, out: IO[bytes]) -> Report:
    report = member.build()
    write(report, member.file_format, out)
    return report


def _chunks(report: Report, file_format: str, shape: CsvShape | None) -> Iterator[bytes]:
    if file_format == "csv":
        yield from csv_chunks(report, shape, words=words())
    elif file_format == "json":
        yield from json_chunks(report)
    elif file_format == "pdf":
        yield pdf_bytes(report, words=words())
    else:
        raise KeyError(file_format)
