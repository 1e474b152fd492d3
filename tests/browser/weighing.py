"""What a page weighs: a site as it is deployed, and a visitor who has never been there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.db import connection

from tests.plugins.browser import Visitor

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
CLASSES = "[...new Set([...document.querySelectorAll('[class]')].flatMap((one) => [...one.classList]))]"


@contextmanager
def deployed(var: Path) -> Iterator[str]:
    """Serve the test's database by gunicorn, static files collected and compressed; yield the address."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "WEBSIDE_VAR": str(var),
        "WEB_PROCESSES": "1",
    }
    collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn_conf", "config.wsgi"]
    server = subprocess.Popen(gunicorn, cwd=ROOT, env={**environment, "BIND": f"127.0.0.1:{port}"})
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(site: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urlopen(f"{site}/healthz", timeout=5):
                return
        except OSError:
            assert time.monotonic() < deadline, "The server did not start."
            time.sleep(0.2)


@dataclass
class Load:
    """One first load: bytes by address as they came over the wire (headers too), and what was seen."""

    sizes: dict[str, int] = field(default_factory=dict)
    shifted: float = 0.0
    classes: set[str] = field(default_factory=set)

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    def of(self, ending: str) -> int:
        """The bytes of the files with this ending."""
        return sum(size for address, size in self.sizes.items() if address.endswith(ending))


def first_load(visitor: Visitor, path: str) -> Load:
    """Open a page with an empty cache and tell what that took. Fails unless the page is there."""
    load, addresses, page = Load(), {}, visitor.page
    session = page.context.new_cdp_session(page)

    def begin(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def finish(event: dict[str, Any]) -> None:
        address = addresses[event["requestId"]]
        if address.startswith("data:"):  # came with the stylesheet
            return
        load.sizes[address] = load.sizes.get(address, 0) + round(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begin)
    session.on("Network.loadingFinished", finish)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answer = page.goto(path, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, f"{answer.status} from {path}"
    assert urlsplit(answer.url).path == urlsplit(path).path, f"{path} leads to {answer.url}"
    load.shifted = page.evaluate("window.shifts")
    load.classes = set(page.evaluate(CLASSES))
    session.detach()
    return load
