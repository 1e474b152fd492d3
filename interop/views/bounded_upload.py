"""Taking in an upload without keeping more of it than may be read."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from interop.roster.limits import MAX_FILE_BYTES


class BoundedUploadHandler(FileUploadHandler):
    """Holds a file in memory up to the limit and only counts what comes after.

    The file then has its true size, so that the form can say that it is too large; a browser hears the
    answer only when all was taken off the line.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._content = io.BytesIO()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some bytes, and pass none on."""
        self._size += len(raw_data)
        if self._size <= MAX_FILE_BYTES:
            self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file with its true size, whole only where it is within the limit."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=self._content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
        )
