"""The supervisor starts everything together and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import serve

SLEEPER = "import time; time.sleep(60)"
# A process that starts one of its own, as gunicorn does, and tells both ids.
PARENT = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "open(sys.argv[1], 'w').write(f'{os.getpid()} {child.pid}\\n'); time.sleep(60)"
)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(condition())


def python(*arguments: str, name: str = "worker", essential: bool = False) -> serve.Process:
    return serve.Process(name, [sys.executable, "-c", *arguments], {}, essential=essential)


@pytest.fixture
def _own_signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_own_signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_supervisor_stops_every_process_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    said: list[str] = []
    file = tmp_path / "pids"
    processes = [python(PARENT, str(file), essential=True), python(SLEEPER)]
    supervisor = serve.Supervisor(processes, say=said.append)
    code = supervisor.run(is_ready=file.exists, when_ready=lambda: os.kill(os.getpid(), number))
    pids = [int(pid) for pid in file.read_text().split()]
    assert code == 0
    assert said == []
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids))
    assert all(process.running is not None and process.running.poll() is not None for process in processes)


@pytest.mark.usefixtures("_own_signals")
def test_supervisor_ends_with_an_essential_process() -> None:
    said: list[str] = []
    server, worker = python("raise SystemExit(3)", name="web server", essential=True), python(SLEEPER)
    code = serve.Supervisor([server, worker], say=said.append).run(
        is_ready=lambda: False, when_ready=lambda: None
    )
    assert code == 3
    assert said == ["The web server ended with 3."]
    assert worker.running is not None
    assert worker.running.poll() is not None


@pytest.mark.usefixtures("_own_signals")
def test_supervisor_starts_a_worker_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "RESTART_SECONDS", 0.1)
    said: list[str] = []
    file = tmp_path / "starts"
    worker = python("import sys; open(sys.argv[1], 'a').write('x')", str(file))
    supervisor = serve.Supervisor([python(SLEEPER, essential=True), worker], say=said.append)

    def stop_after_three() -> bool:
        supervisor.stopping = supervisor.stopping or (file.exists() and len(file.read_text()) >= 3)
        return False

    assert supervisor.run(is_ready=stop_after_three, when_ready=lambda: None) == 0
    assert said[0] == "The worker ended with 0 and is started again."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_processes_go_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    script = (
        "from config import serve; import sys, time; from django.conf import settings;"
        "settings.configure(BASE_DIR='.');"
        "p = serve.Process('worker', [sys.executable, '-c', 'import time; time.sleep(60)'], {});"
        f"p.start(); open({str(file)!r}, 'w').write(str(p.running.pid)); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    try:
        assert wait_until(lambda: file.exists() and file.read_text())
        child = int(file.read_text())
        assert is_alive(child)
    finally:
        parent.kill()
        parent.wait()
    assert wait_until(lambda: not is_alive(child))


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert serve.is_taken("127.0.0.1", port)
    assert not serve.is_taken("127.0.0.1", port)
