"""What to measure, and how large."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PARTS: Final = (
    "cohort",
    "dashboard",
    "map",
    "exports",
    "requests",
    "submitting",
    "importing",
    "lines",
    "regrading",
    "http",
    "together",
)
ENGINES: Final = ("postgresql", "sqlite")


@dataclass(frozen=True, slots=True)
class Options:
    """`sizes` are numbers of learners, the smallest first; `only` the parts, all where there are none."""

    quick: bool
    sizes: tuple[int, ...]
    only: tuple[str, ...]
    engines: tuple[str, ...]


def options(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="on little data, to see that it works")
    parser.add_argument(
        "--sizes", metavar="N", type=int, nargs="+", help="learners of dashboard, map and exports"
    )
    parser.add_argument("--only", metavar="PART", choices=PARTS, nargs="+", default=(), help=", ".join(PARTS))
    parser.add_argument("--engine", choices=ENGINES, nargs="+", default=ENGINES)
    given = parser.parse_args(arguments)
    sizes = given.sizes or ([60, 240] if given.quick else [1000, 10000])
    return Options(given.quick, tuple(sorted(sizes)), tuple(given.only), tuple(given.engine))
