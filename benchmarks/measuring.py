"""Taking times: several runs after a warm-up, the median to quote."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measurement in milliseconds, with the goal and what it is set against."""

    name: str
    median_ms: float
    best_ms: float
    raw_ms: float | None = None
    goal: str = ""
    rows: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the raw SQL it takes."""
        return None if self.raw_ms is None else self.median_ms / self.raw_ms

    def as_json(self) -> dict[str, Any]:
        """Return the figure for the JSON file."""
        return {
            "name": self.name,
            "median_ms": round(self.median_ms, 2),
            "best_ms": round(self.best_ms, 2),
            "raw_sql_ms": None if self.raw_ms is None else round(self.raw_ms, 2),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "goal": self.goal,
            "rows": self.rows,
        }


def times(work: Callable[[], Any], *, runs: int) -> list[float]:
    """Return the milliseconds of each run, after one that does not count."""
    work()
    found = []
    for _run in range(runs):
        gc.collect()
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return found


def figure(name: str, work: Callable[[], Any], *, runs: int = 7, **more: Any) -> Figure:
    """Measure `work`."""
    taken = times(work, runs=runs)
    return Figure(name, statistics.median(taken), min(taken), **more)


def beside(
    name: str, work: Callable[[], Any], raw: Callable[[], Any], *, runs: int = 7, goal: str = "", rows: int
) -> Figure:
    """Measure `work` and the raw SQL in turn, so that a drifting machine drifts for both."""
    work(), raw()
    ours, theirs = [], []
    for _run in range(runs):
        ours.append(times_once(work))
        theirs.append(times_once(raw))
    return Figure(name, statistics.median(ours), min(ours), statistics.median(theirs), goal=goal, rows=rows)


def times_once(work: Callable[[], Any]) -> float:
    """Return the milliseconds of one run."""
    gc.collect()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
