"""Run the web server, the worker and the clock as one, and stop all of them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

STOP_SECONDS = 15.0
RESTART_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One process to keep: the site ends with an ``essential`` one, any other is started again."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    essential: bool = False
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it at the head of a process group of its own, so that Ctrl-C reaches only us."""
        self.running = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            start_new_session=True,
            cwd=settings.BASE_DIR,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # the supervisor has one thread
        )

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the process and everything that it started."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, number)


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent goes, even by SIGKILL; elsewhere do nothing."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps processes until a signal comes or an essential one ends."""

    def __init__(self, processes: list[Process], *, say: Callable[[str], None]) -> None:
        self.processes = processes
        self.say = say
        self.stopping = False

    def run(self, *, when_ready: Callable[[], None], is_ready: Callable[[], bool]) -> int:
        """Start everything, call ``when_ready`` once ``is_ready``, wait, stop; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        code, told = 0, False
        try:
            for process in self.processes:
                process.start()
            while not self.stopping:
                ended = self._ended()
                if ended is not None:
                    code = ended or 1
                    break
                if not told and is_ready():
                    told = True
                    when_ready()
                time.sleep(0.2)
        finally:
            self._stop()
        return code

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _ended(self) -> int | None:
        """Return the exit code of an essential process that ended; start the others again."""
        for process in self.processes:
            code = process.running.poll() if process.running else None
            if code is None and process.running is not None:
                continue
            if process.essential and code is not None:
                self.say(f"The {process.name} ended with {code}.")
                return code
            if process.running is not None:
                self.say(f"The {process.name} ended with {code} and is started again.")
                process.running, process.not_before = None, time.monotonic() + RESTART_SECONDS
            elif time.monotonic() >= process.not_before:
                process.start()
        return None

    def _stop(self) -> None:
        for process in self.processes:
            process.tell(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            if process.running is None:
                continue
            try:
                process.running.wait(timeout=max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                self.say(f"The {process.name} does not stop; it is ended.")
            process.tell(signal.SIGKILL)
            process.running.wait()


def processes(*, host: str, port: int) -> list[Process]:
    """Return the web server, the worker and the clock that serve the site at this address."""
    manage = [sys.executable, "-m", "django"]
    module = {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings")}
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn_conf", "config.wsgi"]
    return [
        Process("web server", gunicorn, {**module, "BIND": f"{host}:{port}"}, essential=True),
        Process("worker", [*manage, "db_worker", "--queue-name", "*"], module),
        Process("clock", [*manage, "tick", "--every", "60"], module),
    ]


def is_taken(host: str, port: int) -> bool:
    """Return whether something listens there already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
