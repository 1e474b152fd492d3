"""Opening a zip that a stranger made: nothing is written to disk, and little is believed. Pure."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from interop.roster import limits
from interop.roster.refusal import FileRefusedError

ZIP_MARK: Final = b"PK\x03\x04"
_EMPTY_ZIP_MARK: Final = b"PK\x05\x06"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Archive:
    """The files of a zip, checked by name and size, unpacked one by one and never beyond the limit."""

    def __init__(self, data: bytes) -> None:
        """Open the zip. Raises FileRefusedError where it is broken, locked, far too large or dishonest."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FileRefusedError("zip_broken") from error
        self._entries = [info for info in self._zip.infolist() if not info.is_dir()]
        self._left = limits.MAX_UNPACKED_BYTES
        self._check()

    def _check(self) -> None:
        if len(self._entries) > limits.MAX_ENTRIES:
            raise FileRefusedError("zip_entries", found=len(self._entries), limit=limits.MAX_ENTRIES)
        total = sum(info.file_size for info in self._entries)
        if total > limits.MAX_UNPACKED_BYTES:
            raise _too_large()
        for info in self._entries:
            parts = PurePosixPath(info.filename.replace("\\", "/")).parts
            if ".." in parts or parts[:1] == ("/",) or any(":" in part for part in parts[:1]):
                raise FileRefusedError("zip_path", name=info.filename[:200])
            if info.flag_bits & 0x1:
                raise FileRefusedError("zip_locked")
            grown = info.file_size / max(info.compress_size, 1)
            if info.file_size > limits.RATIO_FROM_BYTES and grown > limits.MAX_RATIO:
                raise _too_large()

    def names(self) -> list[str]:
        """Return the paths of the files, in the order of the zip, without those an operating system adds."""
        paths = [info.filename.replace("\\", "/") for info in self._entries]
        return [
            path
            for path in paths
            if not path.startswith("__MACOSX/") and not PurePosixPath(path).name.startswith(".")
        ]

    def read(self, path: str) -> bytes:
        """Return one file, unpacked. Raises FileRefusedError when broken, or once all pass the limit."""
        info = next(info for info in self._entries if info.filename.replace("\\", "/") == path)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(self._left + 1)
        except _BROKEN as error:
            raise FileRefusedError("zip_broken") from error
        self._left -= len(data)
        if self._left < 0:
            raise _too_large()
        return data


def is_zip(data: bytes) -> bool:
    """Return whether the bytes begin as a zip does."""
    return data.startswith((ZIP_MARK, _EMPTY_ZIP_MARK))


def _too_large() -> FileRefusedError:
    return FileRefusedError("zip_too_large", limit=limits.MAX_UNPACKED_BYTES // 1024 // 1024)
