"""The progress of a cohort as CSV, as a book and on paper: time, memory, and every row against raw SQL."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from assessments.models import Administration, PolicyVersion
from benchmarks import report_sql
from benchmarks.exporting import make
from benchmarks.measuring import (
    DifferentError,
    Figure,
    Taken,
    beside,
    checksum,
    figure_of,
    growth,
    statements_of,
)
from benchmarks.record import give_record
from benchmarks.school import cohort_of
from common.school_time import school_day
from learners.models import CohortFramework
from people.models import Cohort
from reports.table import Tally

COMPETENCIES = 40
FLAT: Final = {"postgresql": "32 MB", "sqlite": "64 MB"}
"""What ten times as many lines may add to the memory of a process. SQLite works within it, and may keep 32 MB
of its pages there."""


def exports(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Each format at each size; how times and memory grew; and what one sheet of paper takes."""
    found: dict[int, list[Figure]] = {}
    with tempfile.TemporaryDirectory(prefix="webside-bench-") as folder:
        for size in sizes:
            found[size] = []
            for one in _exported(_Bench(cohort_of(size, COMPETENCIES), Path(folder)), large=size > 2000):
                found[size].append(one)
                yield one
        small, large = sizes[0], sizes[-1]
        if small < large:
            for one, other in zip(found[small], found[large], strict=True):
                if "PDF" not in one.name:
                    yield growth(one, other, times_larger=large / small)
                    yield _flat(one, other)
        yield _on_paper(_Bench(cohort_of(small, 8), Path(folder)))


def _exported(bench: _Bench, *, large: bool) -> Iterator[Figure]:
    of = f"{bench.learners} x {COMPETENCIES}"
    runs = 3 if large else 5
    yield bench.csv(f"CSV of {of}, against {bench.raw_name}", runs=runs)
    yield bench.book(f"XLSX of {of}", runs=1)
    yield bench.paper(f"PDF of {of}{', summarised' if bench.learners > 1000 else ''}", runs=1)


def _flat(small: Figure, large: Figure) -> Figure:
    assert small.peak_mb is not None
    assert large.peak_mb is not None
    more = max(0.0, large.peak_mb - small.peak_mb)
    return Figure(f"memory added: {large.name}", 0, 0, goal=FLAT[connection.vendor], peak_mb=more)


def _on_paper(bench: _Bench) -> Figure:
    return bench.paper(f"PDF of {bench.learners} x 8", runs=3, goal="1000 ms")


class _Bench:
    """One cohort, written by the reports' own code and by hand."""

    def __init__(self, cohort: Cohort, folder: Path) -> None:
        at = timezone.now()
        give_record(cohort, at=at)
        self.cohort, self.folder = cohort, folder
        version = CohortFramework.objects.get(cohort=cohort).framework_version
        policy = PolicyVersion.objects.get(framework=version.framework)
        code = f"self_rating-{cohort.code}"
        self.values = {
            "cohort": cohort.pk,
            "version": version.pk,
            "policy": policy.pk,
            "n": policy.n,
            "scale": version.scale_id,
            "target": version.target_level,
            "on": school_day(at),
            "at": at,
            "then": at,
            "ratings": Administration.objects.get(version__assessment__code=code).pk,
        }
        self.learners = cohort.enrolments.count()
        self.raw_name = (
            "COPY, its rows written by csv.writer"
            if connection.vendor == "postgresql"
            else "the raw cursor, its rows written by csv.writer"
        )

    # --- CSV --------------------------------------------------------------------------------------

    def csv(self, name: str, *, runs: int) -> Figure:
        """Time against the same rows by the database's own means, in turn; memory in another process."""
        path, raw_path = self.folder / "ours.csv", self.folder / "raw.csv"

        def work() -> None:
            make(self.cohort, "csv", path)

        def raw() -> None:
            self._raw_csv(raw_path)

        work(), raw()
        rows = _demand_same_csv(path, raw_path)
        return beside(
            name,
            work,
            raw,
            runs=runs,
            goal="2 x",
            rows=rows,
            statements=statements_of(work),
            peak_mb=self._elsewhere("csv")["peak_mb"],
        )

    def _raw_csv(self, path: Path) -> None:
        with path.open("w", newline="", encoding="utf-8") as file, connection.cursor() as cursor:
            writer = csv.writer(file)
            if connection.vendor == "postgresql":
                asked = cursor.cursor.mogrify(report_sql.lines(), self.values).decode()
                cursor.copy_expert(f"COPY ({asked}) TO STDOUT WITH (NULL '')", _Split(writer))
            else:
                cursor.execute(report_sql.lines(), self.values)
                writer.writerows(cursor.cursor)

    # --- A book -----------------------------------------------------------------------------------

    def book(self, name: str, *, runs: int) -> Figure:
        """Time and memory in another process; every cell read back."""
        found = self._elsewhere("xlsx", runs=runs)
        sheet = CalamineWorkbook.from_path(str(self.folder / "file.xlsx")).get_sheet_by_index(0)
        rows = 0
        ours, raw = Tally(), Tally()
        theirs = iter(self._raw_rows())
        read = iter(sheet.iter_rows())
        next(read)
        for row in ours.over(map(_typed, read)):
            other = next(raw.over((_said(next(theirs)),)))
            if row != other:
                raise DifferentError(f"{name}: line {rows + 1} is {row}, {other} by raw SQL")
            rows += 1
        if next(theirs, None) is not None or ours.sha256 != raw.sha256:
            raise DifferentError(f"{name}: {rows} lines, more by raw SQL")
        return _figure(name, found, rows=rows)

    def _raw_rows(self) -> Iterator[Any]:
        with connection.cursor() as cursor:
            cursor.execute(report_sql.lines(), self.values)
            while rows := cursor.fetchmany(5000):
                yield from rows

    # --- Paper ------------------------------------------------------------------------------------

    def paper(self, name: str, *, runs: int, goal: str = "") -> Figure:
        """Time and memory in another process; the fingerprint of the lines that the paper bears."""
        found = self._elsewhere("pdf", runs=runs)
        rows = self._figures() if self.learners > 1000 else self._levels()
        tally = Tally()
        for _row in tally.over(rows):
            pass
        reader = PdfReader(self.folder / "file.pdf")
        said = "".join(page.extract_text() for page in reader.pages[:4])
        if tally.sha256 not in "".join(said.split()):
            raise DifferentError(f"{name}: the fingerprint is not {tally.sha256}")
        return _figure(name, found, rows=len(rows), goal=goal)

    def _figures(self) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(report_sql.figures(), self.values)
            found = cursor.fetchall()
        return [
            (*row[:10], Fraction(row[9], row[3]), *(int(one) for one in row[10:12]), row[12]) for row in found
        ]

    def _levels(self) -> list[Any]:
        """A line of each learner, with the levels of all competencies, from the lines by raw SQL."""
        people: dict[tuple[Any, ...], list[Any]] = {}
        for row in self._raw_rows():
            identifier, family, given, email, group, _code, _title, status, level, *_rest = row
            who = (identifier[2:-1], family, given, group, email)
            level = None if level is None else f"{level}{' *' if status == 'Attained' else ''}"
            people.setdefault(who, []).append(level)
        return [(*who[:4], *levels) for who, levels in people.items()]

    def _elsewhere(self, file_format: str, *, runs: int = 1) -> dict[str, Any]:
        path = self.folder / f"file.{file_format}"
        command = [sys.executable, "-m", "benchmarks.exporting", self.cohort.code, file_format, str(path)]
        done = subprocess.run([*command, "--runs", str(runs)], check=True, stdout=subprocess.PIPE, text=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


class _Split:
    """Takes what COPY sends, splits it into rows, and hands them to a writer."""

    def __init__(self, writer: Any) -> None:
        self._writer, self._rest = writer, b""

    def write(self, data: bytes) -> int:
        """Take a part, which ends anywhere."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._writer.writerows(line.decode().split("\t") for line in lines)
        return len(data)


def _figure(name: str, found: dict[str, Any], *, rows: int, goal: str = "") -> Figure:
    return figure_of(
        name,
        [Taken(**one) for one in found["times"]],
        goal=goal,
        rows=rows,
        statements=found["statements"],
        peak_mb=found["peak_mb"],
    )


def _demand_same_csv(ours: Path, raw: Path) -> int:
    """Compare line by line; return how many there are."""
    with (
        ours.open(newline="", encoding="utf-8-sig") as file,
        raw.open(newline="", encoding="utf-8") as other,
    ):
        mine = csv.reader(file)
        for row in mine:
            if not row:
                break
        next(mine)
        rows, theirs = list(mine), list(csv.reader(other))
    if len(rows) != len(theirs):
        raise DifferentError(f"CSV: {len(rows)} lines, {len(theirs)} by raw SQL")
    if checksum(rows) != checksum(theirs):
        odd = next(pair for pair in zip(rows, theirs, strict=True) if pair[0] != pair[1])
        raise DifferentError(f"CSV: the checksums differ, first at {odd}")
    return len(rows)


def _said(row: Any) -> tuple[Any, ...]:
    """A row by raw SQL as a book holds it: identifiers bare, days as days, nothing as nothing."""
    cells = [row[0][2:-1], *row[1:]]
    return tuple(
        date.fromisoformat(cell) if n in {14, 15} and isinstance(cell, str) else cell
        for n, cell in enumerate(cells)
    )


def _typed(row: list[Any]) -> tuple[Any, ...]:
    """A row of a book: numbers whole, instants as days, an empty text where a level has no name."""
    cells: list[Any] = []
    for place, cell in enumerate(row):
        if isinstance(cell, float):
            cells.append(int(cell))
        elif isinstance(cell, datetime):
            cells.append(cell.date())
        elif cell == "" and place not in {1, 2, 3, 4, 9}:
            cells.append(None)
        else:
            cells.append(cell)
    return tuple(cells)
