"""Numbers by learner and competency, in eight bytes each. Pure.

A dict of 400,000 pairs takes 80 MB and more: the pair, its two keys and the place in the dict. A report of
ten thousand learners holds several numbers of each pair, and is to run where a page runs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, overload

Pair = tuple[int, int]
"""The key of a learner and the key of a competency."""

T = TypeVar("T")
_NONE = 0
"""What stands where there is no number; each number is kept as one more than it is."""


class Pairs(Mapping[Pair, int]):
    """Reads like a dict of numbers from 0 up to 2^63 - 2 by the keys of learner and competency."""

    __slots__ = ("_columns", "_rows")

    def __init__(self, triples: Iterable[tuple[int, int, int]] = ()) -> None:
        """`triples` are learner, competency and number; the later one of the same pair stands."""
        self._rows: dict[int, int] = {}
        self._columns: dict[int, array[int]] = {}
        for learner, competency, number in triples:
            self.put(learner, competency, number)

    def put(self, learner: int, competency: int, number: int) -> None:
        """Keep the number of a pair, in place of what was kept."""
        row = self._rows.setdefault(learner, len(self._rows))
        column = self._columns.get(competency)
        if column is None:
            column = self._columns[competency] = array("q")
        if row >= len(column):
            column.frombytes(bytes(column.itemsize * (row + 1 - len(column))))
        column[row] = number + 1

    @overload
    def get(self, key: Pair, /) -> int | None: ...
    @overload
    def get(self, key: Pair, /, default: int | T) -> int | T: ...
    def get(self, key: Pair, /, default: T | None = None) -> int | T | None:
        """Return the number of a pair, or `default` where there is none."""
        learner, competency = key
        row, column = self._rows.get(learner), self._columns.get(competency)
        if row is None or column is None or row >= len(column):
            return default
        number = column[row]
        return number - 1 if number else default

    def __getitem__(self, key: Pair) -> int:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Pair]:
        for competency, column in self._columns.items():
            for learner, number in zip(self._rows, column, strict=False):
                if number != _NONE:
                    yield learner, competency

    def __len__(self) -> int:
        return sum(len(column) - column.count(_NONE) for column in self._columns.values())
