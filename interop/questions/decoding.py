"""Bytes of a text file to text. Pure."""

from __future__ import annotations

import codecs

from interop.questions.limits import check_size
from interop.questions.parsed import QuestionFileError
from interop.questions.text import plain_line_breaks

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or the Western encoding of old Windows programs.

    Line breaks are of one kind. Raises QuestionFileError for what is no text, is empty or too large.
    """
    check_size(len(data))
    if not data.strip():
        raise QuestionFileError("empty")
    text = _decoded(data)
    if "\0" in text[:10_000]:
        raise QuestionFileError("not-text")
    return plain_line_breaks(text)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise QuestionFileError("not-text") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
