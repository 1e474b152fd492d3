"""A file that cannot be read at all. Pure; `wording` puts it into words."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from interop.roster.rows import Finding


class FileRefusedError(Exception):
    """The file as a whole is refused: a code of `wording` with its values."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.finding = Finding("file", code, params)

    def inside(self, name: str) -> Self:
        """Return the same refusal, said of one file inside a zip."""
        said = type(self)(self.finding.code, **self.finding.params)
        said.finding = replace(said.finding, file=name)
        return said
