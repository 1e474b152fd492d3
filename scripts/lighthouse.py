"""Ask Lighthouse what it thinks of the main pages, as on a phone with a slow line, and print a table.

    python scripts/lighthouse.py            # or: make lighthouse
    python scripts/lighthouse.py --runs 3   # the median of three

Serves the demo school from a folder of its own and signs in as its people. Needs Node, npm and a Chromium;
nothing else of the project does, and this is no part of `make test`. Lighthouse itself is put into a folder
for temporary files, unless LIGHTHOUSE names its program. Ends with 1 when a page misses a goal.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

ROOT = Path(__file__).resolve().parent.parent
VERSION = "12.8.2"
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100}
FIGURES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "weight",
}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PASSWORD = "seven willows by the river"  # noqa: S105  # of a school that is made up and thrown away
SECONDS_TO_START = 300

Scores = dict[str, float]


class Person:
    """One of the demo's people, or nobody, with a browser that knows only links and forms."""

    def __init__(self, site: str, mailbox: str = "") -> None:
        self.site = site
        self.jar = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        if mailbox:
            self._sign_in(mailbox)

    def _sign_in(self, mailbox: str) -> None:
        page = self.read("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "login": f"{mailbox}@harrowmere.example",
            "password": PASSWORD,
        }
        self.opener.open(f"{self.site}/accounts/login/", urlencode(form).encode(), timeout=60).close()
        if "sessionid" not in {cookie.name for cookie in self.jar}:
            raise SystemExit(f"{mailbox} could not sign in.")

    def read(self, path: str) -> str:
        """Return the text of a page."""
        with self.opener.open(f"{self.site}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def link(self, path: str, pattern: str) -> str:
        """Return the first address on a page that matches."""
        found = re.search(rf'href="({pattern})"', self.read(path))
        if found is None:
            raise SystemExit(f"No link like {pattern} on {path}.")
        return found[1]

    @property
    def cookies(self) -> str:
        """What the header of a request says of who is signed in."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


def pages(site: str) -> Iterator[tuple[str, Person, str]]:
    """Yield the name, the reader and the path of each page that is measured."""
    nobody, student, faculty = Person(site), Person(site, "student"), Person(site, "faculty")
    one = "[0-9a-f-]{36}"
    competency = student.link("/", f"/competencies/{one}/")
    yield "sign-in", nobody, "/accounts/login/"
    yield "student's home", student, "/"
    yield "module", student, student.link(competency, f"/modules/{one}/")
    yield "competency", student, competency
    yield "cohort dashboard", faculty, faculty.link("/cohorts/", f"/cohorts/{one}/")


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo school from a folder of its own; yield its address."""
    with tempfile.TemporaryDirectory() as var, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "WEBSIDE_VAR": var, "DEMO_PASSWORD": PASSWORD}
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=60)


def _wait(site: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{site}/healthz", timeout=5):  # noqa: S310  # an address of our own making
                return
        except OSError:
            time.sleep(1)
    raise SystemExit("The demo school did not start.")


def lighthouse() -> str:
    """Return the program, putting it into a folder for temporary files when it is nowhere."""
    if named := os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse"):
        return named
    if shutil.which("npm") is None:
        raise SystemExit("Lighthouse needs Node and npm. Install them, or set LIGHTHOUSE to its program.")
    folder = Path(tempfile.gettempdir()) / f"webside-lighthouse-{VERSION}"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run([*install, "--prefix", str(folder)], check=True)
    return str(program)


def chromium() -> str:
    """Return the path of the browser: of CHROMIUM, or the first that is installed."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        raise SystemExit("No Chromium was found. Install one, or set CHROMIUM to its path.")
    return found


def measure(program: str, person: Person, path: str) -> dict[str, Any]:
    """Return Lighthouse's report on one page, in its ordinary form: a phone, a slow line, nothing cached."""
    flags = "--headless --disable-dev-shm-usage" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [
        program,
        f"{person.site}{path}",
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        f"--only-categories={','.join(GOALS)}",
        f"--chrome-flags={flags}",
        f"--extra-headers={json.dumps({'Cookie': person.cookies})}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    report: dict[str, Any] = json.loads(done.stdout)
    final = report["finalDisplayedUrl"].removeprefix(person.site)
    if final != path:
        raise SystemExit(f"{path} led to {final}.")
    return report


def scores(reports: list[dict[str, Any]]) -> Scores:
    """Return the median score of each category in per cent, and the median of each figure."""
    middle: Callable[[list[float]], float] = statistics.median
    found = {name: middle([100 * one["categories"][name]["score"] for one in reports]) for name in GOALS}
    found |= {name: middle([one["audits"][name]["numericValue"] for one in reports]) for name in FIGURES}
    return found


def shortfalls(report: dict[str, Any]) -> list[str]:
    """Return what a report would have better, outside of speed: there the figures say it."""
    audits = report["audits"]
    wanted = [name for name in GOALS if name != "performance"]
    names = [reference["id"] for name in wanted for reference in report["categories"][name]["auditRefs"]]
    return [
        f"{name}: {audits[name]['title']}"
        for name in names
        if audits[name]["scoreDisplayMode"] in ("binary", "numeric") and audits[name]["score"] != 1
    ]


def line(name: str, found: Scores) -> str:
    """Return a row of the table."""
    cells = [
        name,
        *(f"{round(found[goal])}" for goal in GOALS),
        f"{found['first-contentful-paint'] / 1000:.1f} s",
        f"{found['largest-contentful-paint'] / 1000:.1f} s",
        f"{found['total-blocking-time']:.0f} ms",
        f"{found['cumulative-layout-shift']:.3f}",
        f"{found['total-byte-weight'] / 1000:.0f} kB",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Measure every page; return 1 when one misses a goal."""
    parser = argparse.ArgumentParser(description="Ask Lighthouse what it thinks of the main pages.")
    parser.add_argument("--runs", type=int, default=1, help="how often each page is measured (odd is best)")
    runs: int = parser.parse_args().runs
    program, missed, told = lighthouse(), [], set[str]()
    heads = ["page", *(goal.replace("-", " ") for goal in GOALS), *FIGURES.values()]
    print(f"{datetime.now(UTC):%Y-%m-%d}, Lighthouse {VERSION}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    with demo() as site:
        for name, person, path in pages(site):
            reports = [measure(program, person, path) for _ in range(runs)]
            found = scores(reports)
            print(line(name, found), flush=True)
            missed += [f"{name}: {goal}" for goal, wanted in GOALS.items() if round(found[goal]) < wanted]
            told.update(f"{name}: {said}" for said in shortfalls(reports[0]))
    print("\n".join(sorted(told)))
    print("Every page meets its goals." if not missed else f"Missed: {', '.join(missed)}.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
