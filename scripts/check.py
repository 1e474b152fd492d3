"""Run every check of the house, say which failed, and end with 1 when one did."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LOCK = (
    "uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal"
    " --python-version 3.11"
).split()
# Nothing here is real: it only has to have the form of a production environment.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings_production",
    "SECRET_KEY": "Kq3vPz0mT8sWn5xLr2yJd7hFb4gCa9eUi6oQkXtMpVwYzRjNsBh1",
    "ALLOWED_HOSTS": "webside.school.example",
    "DATABASE_URL": "postgres://webside@db.school.example/webside",
    "SCHOOL_NAME": "A school",
    "SCHOOL_TIME_ZONE": "Europe/Paris",
    "EMAIL_URL": "submission://user:password@mail.school.example:587",
    "DEFAULT_FROM_EMAIL": "webside@school.example",
}


def run(*command: str, **environment: str) -> bool:
    """Run a tool of the virtual environment; return whether it was content."""
    program, *arguments = command
    done = subprocess.run(
        [str(BIN / program), *arguments], cwd=ROOT, check=False, env={**os.environ, **environment}
    )
    return done.returncode == 0


def deployment() -> bool:
    """Return whether Django finds nothing to warn about in the production settings."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
        return run(*command, **PRODUCTION, WEBSIDE_VAR=folder)


def lock() -> bool:
    """Return whether the locks are what their ``.in`` files give, without looking for newer versions."""
    content = True
    with tempfile.TemporaryDirectory() as folder:
        for name, more in (("requirements", ()), ("requirements-dev", ("-c", "requirements.txt"))):
            standing = ROOT / f"{name}.txt"
            fresh = Path(folder) / standing.name
            fresh.write_bytes(standing.read_bytes())  # uv keeps the versions that it finds there
            # A machine behind a proxy of its own trusts what its system trusts; pip asks there, too.
            made = run(*LOCK, f"{name}.in", *more, "-o", str(fresh), UV_SYSTEM_CERTS="1")
            if not made or _pins(fresh) != _pins(standing):
                print(f"{standing.name} is not what {name}.in gives. Run: make lock")
                content = False
            if any(mark in standing.read_text() for mark in ("://", "--index-url", "--find-links")):
                print(f"{standing.name} names an address.")
                content = False
    return content


def _pins(lock_file: Path) -> list[str]:
    """Return the pinned names and hashes, without the comments that name the file compiled to."""
    lines = (line.strip() for line in lock_file.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


CHECKS: dict[str, Callable[[], bool]] = {
    "ruff check": lambda: run("ruff", "check", "--quiet", "."),
    "ruff format": lambda: run("ruff", "format", "--check", "--quiet", "."),
    "mypy": lambda: run("mypy"),
    "import-linter": lambda: run("lint-imports", "--no-cache", "--no-logo"),
    "djlint form": lambda: run("djlint", "--check", "--quiet", "templates"),
    "djlint lint": lambda: run("djlint", "--lint", "--quiet", "templates"),
    "translations": lambda: run("python", "scripts/messages.py", "check"),
    "migrations": lambda: run("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    "deployment": deployment,
    "lock": lock,
}


def main() -> int:
    """Run the checks one after the other."""
    failed = []
    for name, check in CHECKS.items():
        print(f"--- {name}", flush=True)
        started = time.monotonic()
        content = check()
        print(f"    {'content' if content else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
        failed += [] if content else [name]
    print("Every check is content." if not failed else f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
