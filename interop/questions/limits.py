"""How much of a file of questions is taken: enough for a bank, too little to hurt the server. Pure."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from interop.questions.parsed import QuestionFileError

MEGABYTE: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 5 * MEGABYTE
"""Size of a file, packed or not. A thousand questions without pictures take about one megabyte."""
MAX_UNPACKED_BYTES: Final = 40 * MEGABYTE
"""Size of everything inside a zip, unpacked."""
MAX_ENTRIES: Final = 12_000
MAX_RATIO: Final = 200
"""How many times an entry of a zip may grow when unpacked; text grows 5 to 30 times."""
RATIO_FROM_BYTES: Final = MEGABYTE
MAX_QUESTIONS: Final = 5_000
MAX_TEXT: Final = 50_000
"""Characters of one text."""
MAX_OPTIONS: Final = 200
"""Options, pairs or accepted answers of one question."""
MAX_TAGS: Final = 50
MAX_PICTURES: Final = 50
LONGEST_LANGUAGE: Final = 10
"""Characters of the code of a language."""
MAX_DEPTH: Final = 60
"""How deep elements or entries may stand inside each other."""
MAX_ELEMENTS: Final = 400_000
MAX_DIGITS: Final = 30
"""Digits of a number, and the size of its exponent."""

ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)


def check_size(size: int, *, file: str = "") -> None:
    """Refuse a file by its size in bytes. Raises QuestionFileError."""
    if size > MAX_FILE_BYTES:
        raise QuestionFileError(
            "file-too-large", file=file, size=-(-size // MEGABYTE), limit=MAX_FILE_BYTES // MEGABYTE
        )


def check_count(count: int) -> None:
    """Refuse a file by the number of its questions. Raises QuestionFileError."""
    if count > MAX_QUESTIONS:
        raise QuestionFileError("too-many-questions", limit=MAX_QUESTIONS)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip does."""
    return data.startswith(ZIP_MARKS)


def is_safe_path(path: str) -> bool:
    """Whether a path of a zip stays inside it."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    first = parts[0] if parts else ""
    return bool(parts) and ".." not in parts and first != "/" and ":" not in first and "\0" not in path


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a zip by path, in memory; nothing is written to disk and nothing that it says is believed.

    Raises QuestionFileError where the zip is broken, locked, far too large, or names paths outside itself.
    """
    check_size(len(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as error:
        raise QuestionFileError("zip-broken") from error
    _check_entries(entries)
    files: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for info in entries:
        path = info.filename.replace("\\", "/")
        if _is_of_the_system(path):
            continue
        if path in files:
            raise QuestionFileError("zip-broken")
        content = _read(archive, info, left)
        left -= len(content)
        if left < 0:
            raise _too_large()
        files[path] = content
    return files


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise QuestionFileError("zip-entries", found=len(entries), limit=MAX_ENTRIES)
    if sum(info.file_size for info in entries) > MAX_UNPACKED_BYTES:
        raise _too_large()
    for info in entries:
        if not is_safe_path(info.filename):
            raise QuestionFileError("zip-path", name=info.filename[:200])
        if info.flag_bits & 0x1:
            raise QuestionFileError("zip-locked")
        grown = info.file_size / max(info.compress_size, 1)
        if info.file_size > RATIO_FROM_BYTES and grown > MAX_RATIO:
            raise _too_large()


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(left + 1)
    except _BROKEN as error:
        raise QuestionFileError("zip-broken") from error


def _is_of_the_system(path: str) -> bool:
    return path.startswith("__MACOSX/") or PurePosixPath(path).name.startswith(".")


def _too_large() -> QuestionFileError:
    return QuestionFileError("zip-too-large", limit=MAX_UNPACKED_BYTES // MEGABYTE)
