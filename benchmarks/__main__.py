"""Run everything on PostgreSQL and on SQLite; print a table and JSON.

`--quick` tries it on little data, `--sizes` and `--only` choose. Fails where rows or checksums differ from
those of raw SQL.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.options import options
from tests.plugins import postgres

LINE = (
    "{name:<78} {median_ms:>10} {cpu_ms:>9} {raw_sql_ms:>10} {ratio:>6} {rows:>8} {statements:>5}"
    " {peak_mb:>8}  {goal:<8} {met}"
)
HEAD = {
    "name": "",
    "median_ms": "median ms",
    "cpu_ms": "CPU ms",
    "raw_sql_ms": "beside ms",
    "ratio": "ratio",
    "rows": "rows",
    "statements": "SQL",
    "peak_mb": "peak MB",
    "goal": "goal",
    "met": "met",
}
MET = {True: "yes", False: "no", None: ""}


def main() -> int:
    """Measure on both engines and print what was found."""
    found: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="webside-bench-") as folder:
        for engine in options().engines:
            with _database(engine, Path(folder)) as address:
                found[engine] = _measure(engine, address, Path(folder))
    for engine, rows in found.items():
        print(f"\n{engine}")
        print(LINE.format(**HEAD))
        for row in rows:
            said = {key: "" if value is None else value for key, value in row.items()}
            print(LINE.format(**{**said, "met": MET[row["met"]]}))
    print("\n" + json.dumps(found))
    return 0


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    with postgres.server() as address:
        yield address


def _measure(engine: str, address: str, folder: Path) -> list[dict[str, Any]]:
    environment = {**os.environ, "DATABASE_URL": address, "WEBSIDE_VAR": str(folder), "LOG_LEVEL": "WARNING"}
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], check=True, env=environment
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.engine", *sys.argv[1:]],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    rows = []
    for line in process.stdout:
        rows.append(json.loads(line))
        print(f"{engine}: {rows[-1]['name']}: {rows[-1]['median_ms']} ms", file=sys.stderr)
    if process.wait():
        raise SystemExit(f"the measurements on {engine} failed")
    return rows


if __name__ == "__main__":
    sys.exit(main())
