"""Run the suite on SQLite, on PostgreSQL and in Chromium, and sum up in one line.

    python -m tests.run                          everything
    python -m tests.run sqlite postgresql        some of it
    python -m tests.run postgresql -- tests/people -x     arguments for pytest

A run that found no test is a failure, and so is a missing engine or browser.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.plugins import chromium, postgres

ROOT = Path(__file__).resolve().parent.parent
WORKERS = os.environ.get("TEST_WORKERS", "2")
RUNS = ("sqlite", "postgresql", "browser")
BROWSER = "tests/browser"


@dataclass(frozen=True)
class Outcome:
    """How many tests of one run passed, failed (or broke) and were skipped."""

    passed: int
    failed: int
    skipped: int


def main(arguments: list[str]) -> int:
    """Run what ``arguments`` name; return 0 when every test passed and there was at least one in each run."""
    names = arguments[: arguments.index("--")] if "--" in arguments else arguments
    extra = arguments[len(names) + 1 :]
    unknown = set(names) - set(RUNS)
    if unknown:
        print(f"Unknown: {', '.join(sorted(unknown))}. Choose from {', '.join(RUNS)}.")
        return 2
    shared = ["--shared-out"] if not extra and {"sqlite", "postgresql"} <= set(names or RUNS) else []
    outcomes = []
    with contextlib.ExitStack() as stack:
        for name in names or RUNS:
            try:
                outcomes += _run(name, extra, shared, stack)
            except (postgres.PostgresNotFoundError, chromium.ChromiumNotFoundError) as error:
                print(f"\n{error}\n", flush=True)
                outcomes.append(Outcome(0, 1, 0))
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _run(name: str, extra: list[str], shared: list[str], stack: contextlib.ExitStack) -> list[Outcome]:
    if name == "browser":
        environment = {"CHROMIUM": chromium.find_or_fetch(), "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        everything = ["-m", "browser", *(extra or [BROWSER])]
        outcomes = [_pytest("browser on sqlite", everything, engine="sqlite", **environment)]
        if not extra:
            marker = ["-m", "browser and both_engines", BROWSER]
            environment["TEST_DATABASE_URL"] = _postgres(stack)
            arguments = [*marker, *_kept()]
            outcomes.append(_pytest("browser on postgresql", arguments, engine="postgresql", **environment))
        return outcomes
    if name == "postgresql":
        arguments = [*extra, *shared, *_kept()]
        return [_pytest(name, arguments, engine=name, TEST_DATABASE_URL=_postgres(stack))]
    return [_pytest(name, extra + shared, engine=name)]


_address: list[str] = []


def _postgres(stack: contextlib.ExitStack) -> str:
    """Return the address of one server for all runs, started when first asked for."""
    if not _address:
        _address.append(stack.enter_context(postgres.server()))
    return _address[0]


def _kept() -> list[str]:
    """Let the runs on a server of our own share its migrated databases, which end with it."""
    return [] if os.environ.get("TEST_DATABASE_URL") else ["--reuse-db"]


def _pytest(title: str, arguments: list[str], *, engine: str, **environment: str) -> Outcome:
    print(f"\n=== {title} ===", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        workers = ["-n", WORKERS, "--dist", "worksteal"]
        command = [sys.executable, "-m", "pytest", *workers, "-q", f"--junitxml={report}", *arguments]
        code = subprocess.run(
            command, cwd=ROOT, check=False, env={**os.environ, "TEST_ENGINE": engine, **environment}
        ).returncode
        outcome = _read(report)
    if outcome.passed + outcome.failed == 0 or (code and not outcome.failed):
        print(
            f"{title}: pytest ended with {code} after {outcome.passed} passed tests: a failure.", flush=True
        )
        return Outcome(outcome.passed, outcome.failed + 1, outcome.skipped)
    return outcome


def _read(report: Path) -> Outcome:
    if not report.exists():
        return Outcome(0, 0, 0)
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", "0"))
        failed += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        skipped += int(suite.get("skipped", "0"))
    return Outcome(max(total - failed - skipped, 0), failed, skipped)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
