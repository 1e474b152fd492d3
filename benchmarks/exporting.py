"""One report as a file, in a process of its own, so that the memory it takes can be told. Prints JSON.

    python -m benchmarks.exporting COHORT FORMAT PATH [--runs 3]

The format `nothing` stops before the report is made: what the process takes anyway.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django


def peak_mb() -> float:
    """Return the most memory that this process ever held, in MB (2^20 bytes).

    Linux keeps it for each process image. `ru_maxrss`, elsewhere, may be that of the process which started
    this one, where that was larger.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(found.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def make(cohort: Any, file_format: str, path: Path) -> Any:
    """Write the progress of a cohort to a file, as the worker does; return the report."""
    from django.utils import timezone

    from reports.services.exporting import Choice, prepare
    from reports.writing import write

    choice = Choice(file_format=file_format)
    report = prepare(cohort=cohort, choice=choice, at=timezone.now(), made_by="bench")
    with path.open("wb") as out:
        write(report, file_format, out)
    return report


def _measured(options: Namespace) -> dict[str, Any]:
    from benchmarks.measuring import statements_of, taken_by
    from people.models import Cohort

    cohort = Cohort.objects.select_related("program").get(code=options.cohort)
    before = peak_mb()
    if options.format == "nothing":
        return {"peak_mb": before, "times": [], "statements": 0}
    asked: list[int] = []

    def work() -> None:
        make(cohort, options.format, Path(options.path))

    times = [taken_by(lambda: asked.append(statements_of(work)))]
    peak = peak_mb()
    times += [taken_by(work) for _run in range(options.runs - 1)]
    return {"peak_mb": peak, "times": [asdict(one) for one in times], "statements": asked[0]}


def main() -> None:
    """Make the file, and print what it took."""
    parser = ArgumentParser()
    parser.add_argument("cohort")
    parser.add_argument("format")
    parser.add_argument("path")
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(_measured(options)))


if __name__ == "__main__":
    main()
