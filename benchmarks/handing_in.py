"""A class hands in at the same time over HTTP: every row counted, none lost, none twice.

Each learner saves a last answer, opens the page of handing in and hands in, at an instant of their own
within the minute: three requests, against gunicorn as it is deployed.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Evidence, Response, Score
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt
from assessments.windows import Window
from benchmarks.measuring import Figure
from benchmarks.school import cohort_of
from benchmarks.serving import cookie_of, server
from benchmarks.writing import ITEMS, quiz
from competencies.models import Competency
from people.models import Enrolment, User

TOKEN = "0123456789abcdefghijABCDEFGHIJkl"
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Hand:
    """One learner's way to handing in."""

    attempt: Attempt
    cookie: str
    begins_after: float

    def go(self, port: int, started: float) -> float:
        """Hand in, and return how many seconds it took. Raises RuntimeError for any other answer."""
        time.sleep(max(0.0, started + self.begins_after - time.monotonic()))
        began = time.monotonic()
        address = (self.attempt.public_id,)
        last = reverse("assessments:attempt-item", args=(*address, ITEMS))
        page = reverse("assessments:attempt-submit", args=address)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._ask(connection, "POST", last, {"choice": "B", "client_seq": "0", "go": "next"})
        self._ask(connection, "GET", page, {})
        self._ask(connection, "POST", page, {})
        connection.close()
        return time.monotonic() - began

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, fields: dict[str, str]
    ) -> None:
        headers = {
            "Cookie": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 302}:
            raise RuntimeError(f"{method} {path} answered {answer.status}")


def together(*, learners: int, within: float) -> Iterator[Figure]:
    """Let so many learners hand in within so many seconds, count the rows, and yield what each waited."""
    hands = _ready(learners, within)
    before = Evidence.objects.count()
    with server() as port, ThreadPoolExecutor(min(learners, AT_ONCE)) as pool:
        started = time.monotonic()
        waited = sorted(pool.map(lambda hand: hand.go(port, started), hands))
        taken = time.monotonic() - started
    _count(hands, before)
    assert threading.active_count() == 1
    slow = waited[int(len(waited) * 0.95)]
    yield Figure(
        f"{learners} learners hand in within {taken:.0f} s over HTTP (95 % wait at most {slow:.1f} s)",
        1000 * statistics.median(waited),
        1000 * waited[0],
        rows=learners,
    )


def _ready(learners: int, within: float) -> list[Hand]:
    """Sittings with all but the last answer."""
    cohort = cohort_of(1000, 8)
    competency = Competency.objects.get(version__framework__code=cohort.code, position=1)
    administration = quiz(competency, "together")
    spells = Enrolment.objects.filter(cohort=cohort).order_by("pk").values("user")
    at = timezone.now()
    hands = []
    for number, person in enumerate(User.objects.filter(pk__in=spells).order_by("pk")[:learners]):
        attempt = start_attempt(
            administration=administration, user=person, window=Window(opens_at=at), at=at, language="en"
        )
        for position in range(1, ITEMS):
            save_response(attempt=attempt, position=position, value={"choice": "B"}, client_seq=0, at=at)
        hands.append(Hand(attempt, cookie_of(person), within * number / learners))
    return hands


def _count(hands: list[Hand], evidence_before: int) -> None:
    """That everything is there once. Raises AssertionError."""
    keys = [hand.attempt.pk for hand in hands]
    wanted = len(keys) * ITEMS
    found = {
        "released": Attempt.objects.filter(pk__in=keys, state=Attempt.State.RELEASED).count(),
        "answers": Response.objects.filter(attempt_item__attempt__in=keys, is_late=False).count(),
        "scores": Score.objects.filter(attempt_item__attempt__in=keys, points=1).count(),
        "evidence": Evidence.objects.count() - evidence_before,
    }
    assert found == {"released": len(keys), "answers": wanted, "scores": wanted, "evidence": len(keys)}, found
