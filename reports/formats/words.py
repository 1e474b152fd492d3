"""The words that a file has of its own, in the language of whoever takes it out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on every file whatever it reports. `language` is a code such as `fr`.

    `decimal` stands in numbers on paper, `zone` says which day it is there.
    """

    language: str
    method: str = "Method"
    notes: str = "Notes"
    lines: str = "Lines"
    fingerprint: str = "Fingerprint of the lines"
    contents: str = "Contents"
    about: str = "About this report"
    table: str = "Table"
    page: str = "Page"
    of: str = "of"
    empty: str = "–"
    dash: str = "A dash stands for an empty cell."
    nothing: str = "There is nothing to tell."
    not_drawn: str = "%(sign)s stands for letters that no font here can draw: %(codes)s."
    decimal: str = "."
    zone: tzinfo = UTC
