"""`manage.py serve`, as `make run` calls it: a school to sign in to, and nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from config import serve
from tests.plugins import migrated

pytestmark = [pytest.mark.sqlite, pytest.mark.slow, pytest.mark.django_db]
ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 400


class Demo:
    """A demo in a process of its own, with its own folder and port."""

    def __init__(self, var: Path, output: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.output = output
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DATABASE_URL", "TEST_ENGINE"}
        }
        environment |= {
            "WEBSIDE_VAR": str(var),
            "DEMO_PASSWORD": "a password of the demo",
            "WEB_PROCESSES": "1",
        }
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> str:
        """Wait until it says that it serves; return what it said."""
        deadline = time.monotonic() + SECONDS_TO_START
        while "Ctrl-C stops it." not in (said := self.output.read_text()):
            assert self.process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.2)
        return said

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def demos(tmp_path: Path) -> Iterator[list[Demo]]:
    started: list[Demo] = []
    yield started
    for demo in started:
        demo.stop(signal.SIGKILL)


def test_the_demo_serves_and_stops_and_starts_again(tmp_path: Path, demos: list[Demo]) -> None:
    var = tmp_path / "var"
    var.mkdir()
    migrated.place(var / "webside.sqlite3")  # what the migrations give, without the wait
    demos.append(first := Demo(var, tmp_path / "first"))
    said = first.wait()
    assert f"Webside is at http://127.0.0.1:{first.port}/" in said
    assert "a password of the demo" in said
    assert len(re.findall(r"\S+@\S+", said.partition("Webside is at")[2])) >= 3
    status, page = first.get("/accounts/login/")
    assert status == 200
    style = re.search(r'href="(/static/[^"]+webside\.[0-9a-f]+\.css)"', page)
    assert style is not None
    assert first.get(style[1])[0] == 200
    assert first.stop() == 0
    assert not serve.is_taken("127.0.0.1", first.port)

    people = count(var, "people_user")
    evidence = count(var, "assessments_evidence")
    demos.append(second := Demo(var, tmp_path / "second"))
    started = time.monotonic()
    second.wait()
    assert time.monotonic() - started < SECONDS_TO_START / 3
    assert second.stop(signal.SIGTERM) == 0
    assert (count(var, "people_user"), count(var, "assessments_evidence")) == (people, evidence)
    assert people >= 3


def count(var: Path, table: str) -> int:
    import sqlite3

    connection = sqlite3.connect(var / "webside.sqlite3")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_the_demo_refuses_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "WEBSIDE_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} is taken. Choose another one: make run PORT={port + 1}" in done.stderr
