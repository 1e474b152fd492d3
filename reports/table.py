"""A report as such: typed columns, rows, and what has to be said about them. Pure: no Django.

Every format is written from this, so that a level is the same number in a book, a list and on paper.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

Cell = str | int | Fraction | date | None
Row = Sequence[Cell]


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    """Stays as it is written, `00417` included."""
    INTEGER = "integer"
    NUMBER = "number"
    SHARE = "share"
    """A share of a whole, 0 to 1."""
    DATE = "date"
    LEVEL = "level"
    """The number of a level, empty where nothing was assessed."""


WRITTEN = frozenset({Kind.TEXT, Kind.IDENTIFIER})
"""What somebody wrote: the cells that a spreadsheet could take for something else."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is stable and the same in every language; `title` is for the reader.

    `part` is what columns that stand once for each competency have in common: their keys end in it.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    part: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: for each label how many are of each kind. `kinds` are (key, title), in order."""

    title: str
    description: str
    kinds: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a file is: who took it out and when, of what, as of when, by which rules.

    `made_at` and `as_of` are instants in UTC; `filters` are (what, value) as chosen.
    """

    report: str
    school: str
    cohort: str
    made_by: str
    made_at: datetime
    as_of: datetime
    audience: str
    filters: tuple[tuple[str, str], ...] = ()
    policies: tuple[str, ...] = ()
    study: str = ""

    def as_json(self, *, rows: int, sha256: str) -> dict[str, Any]:
        """Return the manifest for machines, with the number of rows and a fingerprint."""
        return {
            "report": self.report,
            "school": self.school,
            "cohort": self.cohort,
            "made_by": self.made_by,
            "made_at": self.made_at.isoformat(),
            "as_of": self.as_of.isoformat(),
            "audience": self.audience,
            "filters": dict(self.filters),
            "policies": list(self.policies),
            "study": self.study or None,
            "rows": rows,
            "sha256": sha256,
        }


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a folder: its name, its format, and how it is built once its turn has come."""

    name: str
    file_format: str
    build: Callable[[], Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One table with what has to be said about it. `rows` may be read once.

    `head` is (what, value) for the reader; `row_count` is how many rows there will be. A folder has `members`
    and a row for each; `document` is a file that another format than a table has.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    row_count: int
    manifest: Manifest
    head: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    charts: tuple[Bars, ...] = ()
    members: tuple[Member, ...] = ()
    document: bytes = b""


@dataclass(slots=True)
class Tally:
    """Counts rows that pass and takes their fingerprint, which is the same whatever the format."""

    rows: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Return the rows, one after the other."""
        take = self._hash.update
        for row in rows:
            self.rows += 1
            take(("\x1f".join(map(str, row)) + "\x1e").encode())
            yield row

    @property
    def sha256(self) -> str:
        """The fingerprint of the rows so far, in hexadecimal figures."""
        digest: str = self._hash.hexdigest()
        return digest


def tenths_of_percent(share: Fraction) -> str:
    """Return a share in per cent with one decimal, never rounded up: 79.99 % is said as 79.9."""
    thousandths = int(share * 1000)
    return f"{thousandths // 10}.{thousandths % 10}"


def cut_to_tenths(cell: Cell) -> Cell:
    """Return a share cut off after the first decimal of its per cent, so that no program rounds it up."""
    return Fraction(int(cell * 1000), 1000) if isinstance(cell, Fraction) else cell


def plain(cell: Cell) -> str | int | float | None:
    """Return a cell for JSON: a date as text, a share as a number."""
    if isinstance(cell, Fraction):
        return float(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


def canonical(value: object) -> str:
    """Return JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
