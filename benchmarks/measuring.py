"""Taking times: several runs after a warm-up, the median to quote; statements and rows counted beside."""

from __future__ import annotations

import gc
import hashlib
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.db import connection

_GOAL = re.compile(r"(?P<number>[0-9.]+) (?P<unit>x|ms|MB)\Z")


class DifferentError(AssertionError):
    """Raised where rows, checksums or numbers of statements are not what they must be."""


@dataclass(frozen=True)
class Figure:
    """One measurement in milliseconds, with the goal and what it is set against.

    A goal is "1.5 x" of what it is set against, "300 ms" of time, or "64 MB" of memory. `statements` is how
    many SQL statements one run takes, `peak_mb` the most memory that its process ever held, `cpu_ms` what the
    least of the runs took of a processor in this process: without the database server, and whatever else
    the machine had to do.
    """

    name: str
    median_ms: float
    best_ms: float
    raw_ms: float | None = None
    goal: str = ""
    rows: int | None = None
    statements: int | None = None
    peak_mb: float | None = None
    cpu_ms: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times what it is set against it takes."""
        return None if self.raw_ms is None else self.median_ms / self.raw_ms

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        found = _GOAL.match(self.goal)
        if found is None:
            return None
        measured = {"x": self.ratio, "ms": self.median_ms, "MB": self.peak_mb}[found["unit"]]
        return measured is not None and measured <= float(found["number"])

    def as_json(self) -> dict[str, Any]:
        """Return the figure for the JSON file."""
        return {
            "name": self.name,
            "median_ms": round(self.median_ms, 2),
            "best_ms": round(self.best_ms, 2),
            "raw_sql_ms": None if self.raw_ms is None else round(self.raw_ms, 2),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "goal": self.goal,
            "met": self.met,
            "rows": self.rows,
            "statements": self.statements,
            "cpu_ms": None if self.cpu_ms is None else round(self.cpu_ms, 2),
            "peak_mb": None if self.peak_mb is None else round(self.peak_mb, 1),
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took, in milliseconds: by the clock, and of a processor in this process."""

    clock: float
    cpu: float


def taken_by(work: Callable[[], Any]) -> Taken:
    """Run it once."""
    gc.collect()
    started, worked = time.perf_counter(), time.process_time()
    work()
    return Taken((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000)


def times_once(work: Callable[[], Any]) -> float:
    """Return the milliseconds of one run."""
    return taken_by(work).clock


def figure(name: str, work: Callable[[], Any], *, runs: int = 7, **more: Any) -> Figure:
    """Measure `work`, after one run that does not count."""
    work()
    return figure_of(name, [taken_by(work) for _run in range(runs)], **more)


def beside(
    name: str, work: Callable[[], Any], raw: Callable[[], Any], *, runs: int = 7, **more: Any
) -> Figure:
    """Measure `work` and the raw SQL in turn, so that a drifting machine drifts for both."""
    work(), raw()
    ours, theirs = [], []
    for _run in range(runs):
        ours.append(taken_by(work))
        theirs.append(taken_by(raw))
    return figure_of(name, ours, theirs, **more)


def figure_of(name: str, ours: Sequence[Taken], theirs: Sequence[Taken] = (), **more: Any) -> Figure:
    """Return the figure of some runs, beside those of what they are set against."""
    clocks = [one.clock for one in ours]
    return Figure(
        name,
        statistics.median(clocks),
        min(clocks),
        statistics.median(one.clock for one in theirs) if theirs else None,
        cpu_ms=min(one.cpu for one in ours),
        **more,
    )


def growth(small: Figure, large: Figure, *, times_larger: float) -> Figure:
    """Set a figure against another one that many times smaller: a ratio of 1 is growth in proportion.

    The best run of each is taken, which whatever else the machine had to do has changed least.
    Raises DifferentError where it takes another number of statements.
    """
    if small.statements != large.statements:
        raise DifferentError(f"{large.name}: {large.statements} statements, {small.statements} when smaller")
    return Figure(
        f"growth: {large.name}",
        large.best_ms,
        large.best_ms,
        small.best_ms * times_larger,
        goal="1.1 x",
        statements=large.statements,
    )


def statements_of(work: Callable[[], Any]) -> int:
    """Run it once, and return how many SQL statements that took. Savepoints and the like are not counted."""
    asked = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(count))
        work()
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")) for sql in asked)


def demand_same(what: str, ours: Iterable[Any], raw: Iterable[Any]) -> int:
    """Return how many rows both have, in whatever order. Raises DifferentError where they differ."""
    mine, theirs = sorted(map(tuple, ours), key=repr), sorted(map(tuple, raw), key=repr)
    if len(mine) != len(theirs):
        raise DifferentError(f"{what}: {len(mine)} rows, {len(theirs)} by raw SQL")
    if checksum(mine) != checksum(theirs):
        odd = next((pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]), None)
        raise DifferentError(f"{what}: the checksums differ, first at {odd}")
    return len(mine)


def checksum(rows: Iterable[Any]) -> str:
    """Return the SHA-256 of rows in their order."""
    found = hashlib.sha256()
    for row in rows:
        found.update(repr(row).encode())
    return found.hexdigest()
