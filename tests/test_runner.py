"""The runner counts what ran, and takes silence for a failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import venv
from tests import run
from tests.plugins import postgres

pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).resolve().parents[1]


def runner(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_runner_sums_up_in_its_last_line() -> None:
    done = runner("sqlite", "--", "-n0", "tests/test_house.py", "-k", "common_has_no_models")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "1 passed, 0 failed"


def test_runner_fails_when_no_test_ran() -> None:
    done = runner("sqlite", "--", "-n0", "tests/test_house.py", "-k", "no_such_test")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_runner_refuses_what_it_does_not_know() -> None:
    done = runner("oracle")
    assert done.returncode == 2
    assert "Unknown: oracle" in done.stdout


def test_runner_counts_a_missing_engine_as_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "_usable", lambda folder: False)
    assert run.main(["postgresql"]) == 1
    told = capsys.readouterr().out
    assert "No PostgreSQL was found for the tests" in told
    assert told.splitlines()[-1] == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("report", "outcome"),
    [
        ('<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/></testsuites>', (2, 2, 1)),
        ('<testsuites><testsuite tests="3" failures="0" errors="0" skipped="0"/></testsuites>', (3, 0, 0)),
    ],
)
def test_runner_reads_the_report(tmp_path: Path, report: str, outcome: tuple[int, int, int]) -> None:
    file = tmp_path / "report.xml"
    file.write_text(report)
    assert run._read(file) == run.Outcome(*outcome)


def test_an_old_python_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert venv._problem() == ""
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert "3.11 or newer is needed. Name one: make PYTHON=" in venv._problem()


def test_a_missing_venv_module_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(venv.importlib.util, "find_spec", lambda name: None)
    assert "apt-get install python3" in venv._problem()
    assert "-venv" in venv._problem()


def test_make_alone_lists_the_tasks() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    for task in ("run", "test", "check", "bench", "lock", "fmt", "clean"):
        assert f"make {task} " in done.stdout
