"""Requests a second over HTTP: gunicorn as it is deployed, eight clients on the loopback address."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks.measuring import Figure
from benchmarks.reading import teacher_of
from benchmarks.school import cohort_of
from people.models import Enrolment, User

CLIENTS = 8


def over_http(*, seconds: float) -> Iterator[Figure]:
    """Serve dashboard and home to eight clients for some seconds each."""
    cohort = cohort_of(200, 8)
    learner = Enrolment.objects.filter(cohort=cohort).order_by("pk")[1].user
    teacher = teacher_of(cohort)
    page = reverse("learners:cohort-detail", args=[cohort.public_id])
    with server() as port:
        for name, person, address in (("cohort dashboard", teacher, page), ("student's home", learner, "/")):
            done, taken = _load(port, address, cookie_of(person), seconds)
            rate = done / taken
            yield Figure(
                f"HTTP, {CLIENTS} clients: {name} ({rate:.0f} requests a second)",
                1000 * CLIENTS / rate,
                1000 * CLIENTS / rate,
                rows=done,
            )


def cookie_of(person: User) -> str:
    """Return the cookie of a session in which that person is signed in."""
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def server() -> Iterator[int]:
    """Serve the project as it is deployed, and yield the port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "error"],
        env={**os.environ, "LOG_LEVEL": "WARNING"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _load(port: int, address: str, cookie: str, seconds: float) -> tuple[int, float]:
    """Return how many requests were answered with 200, and in how many seconds."""
    counts, wrong = [0] * CLIENTS, set[int]()
    until = time.monotonic() + seconds

    def visit(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            connection.request("GET", address, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                counts[number] += 1
            else:
                wrong.add(answer.status)
        connection.close()

    started = time.monotonic()
    threads = [threading.Thread(target=visit, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{address} answered {sorted(wrong)}")
    return sum(counts), time.monotonic() - started
