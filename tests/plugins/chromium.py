"""Find a Chromium for the browser tests, or fetch one.

Its headless shell is looked for first and fetched first: the same engine without the windows around it, which
nobody sees and which take more than half of the time that a whole Chromium needs for a page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = (SHELL, "chromium")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
REMEDY = (
    "No Chromium was found for the browser tests. Install it (Debian: apt-get install"
    " chromium-headless-shell; elsewhere: chromium), run `.venv/bin/playwright install --with-deps"
    " chromium`, or set CHROMIUM to the path of one."
)


class ChromiumNotFoundError(RuntimeError):
    """No usable browser; the message names the remedy."""


def arguments() -> list[str]:
    """Return the arguments to start Chromium with: quiet, and without the sandbox that root cannot have."""
    return [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS


def installed() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES] + [_playwrights_own()]
    return next((path for path in candidates if path and _starts(path)), None)


def find_or_fetch() -> str:
    """Return the path of a Chromium, fetching one where there is none. Raises ChromiumNotFoundError."""
    if path := installed():
        return path
    attempts = []
    for command in _ways_to_fetch():
        print(f"Fetching Chromium: {' '.join(command)}", flush=True)
        done = subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        attempts.append(f"  `{' '.join(command)}` ended with {done.returncode}")
        if path := installed():
            return path
    raise ChromiumNotFoundError("\n".join([REMEDY, "Tried:", *attempts]))


def _ways_to_fetch() -> list[list[str]]:
    apt = ["apt-get", "install", "-y", "--no-install-recommends"]
    if not shutil.which("apt-get"):
        apt = []
    elif os.geteuid() != 0:
        apt = ["sudo", "-n", *apt] if shutil.which("sudo") and _passwordless_sudo() else []
    ways = [[*apt, package] for package in PACKAGES if apt]
    ways.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return ways


def _passwordless_sudo() -> bool:
    return subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0


def _playwrights_own() -> str | None:
    """Return the newest shell or browser of Playwright's own; its library needs an event loop to tell."""
    base = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    browsers = (
        "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
        "chromium-*/chrome-linux*/chrome",
        "chromium_headless_shell-*/chrome-*/headless_shell",
    )
    found = [path for pattern in browsers for path in sorted(base.glob(pattern))]
    return str(found[-1]) if found else None


def _starts(path: str) -> bool:
    """Return whether it runs at all: some systems leave a stub that only tells how to install it."""
    try:
        return (
            subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
