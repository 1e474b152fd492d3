"""Start the real server on the test database, and speak to it as a browser does."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


class Server:
    """A gunicorn of its own process group, and its address."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url("/healthz"), timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def ended_by(self) -> int:
        """Wait for the end of the server, and return the signal that ended it."""
        return -self.process.wait(timeout=SECONDS)


def environment_of(var: Path) -> dict[str, str]:
    """What a process of its own needs to work on the database of this test, with its files in `var`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
        "DATABASE_URL": _database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "WEBSIDE_VAR": str(var),
    }


@contextlib.contextmanager
def running(application: str, log: Path, **environment: str) -> Iterator[Server]:
    """Serve `application` on the database of this test, and end whatever is left of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {
        **environment_of(log.parent / "var"),
        "BIND": f"127.0.0.1:{port}",
        "WEB_PROCESSES": "1",
        "WEB_THREADS": "2",
        **environment,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn_conf", application]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=given, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(process, port, log)
    try:
        server.wait_until_ready()
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=SECONDS)


class Browser:
    """Somebody who is signed in: fetches a page and sends its form."""

    def __init__(self, user: object) -> None:
        self.cookies = http.cookiejar.CookieJar()
        client = Client()
        client.force_login(user)
        self.session = client.cookies["sessionid"].value
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, server: Server, path: str) -> tuple[int, str]:
        """Return the status and the text of a page, redirects followed."""
        return self._open(urllib.request.Request(server.url(path)))

    def post(self, server: Server, path: str, **fields: str) -> tuple[int, str]:
        """Send a form with the token of the page before. Raises URLError or OSError if the server dies."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._open(urllib.request.Request(server.url(path), data=data))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        kept = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        request.add_header("Cookie", f"sessionid={self.session}; {kept}".rstrip("; "))
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password = quote(database["USER"]), quote(database["PASSWORD"] or "", safe="")
    host, port = quote(database["HOST"], safe=""), database["PORT"]
    login = f"{user}:{password}" if password else user
    return f"postgres://{login}@{host}{f':{port}' if port else ''}/{database['NAME']}"


LOST = (URLError, OSError)
"""What a browser sees when its server dies."""
