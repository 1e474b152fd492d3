"""Short ways to a sitting of a learner of the cast, now."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.marking import mark_response
from assessments.windows import Window
from tests.assessments.kind_samples import SAMPLES
from tests.factories import CompetencyFactory
from tests.factories.assessments import adopted, quiz

HX = {"HX-Request": "true"}
SECRETS = ("SECRET feedback", "SECRET rationale")
MARKS = {"situation": 3, "reasoning": 3, "change": 3}
TEXT = "I asked her before I posted."


def give(*kinds: str, **options):
    """An administration with one item of each kind, for one competency under the default policy."""
    competency = options.pop("competency", None) or CompetencyFactory()
    adopted(competency)
    return quiz(competency, kinds=kinds, **options)


def begin(user, *kinds: str, due=timedelta(days=3), **options) -> Attempt:
    at = timezone.now()
    closes = options.pop("closes", None)
    window = Window(
        opens_at=at - timedelta(days=1), due_at=at + due, closes_at=at + closes if closes else None
    )
    return start_attempt(
        administration=give(*kinds, **options), user=user, window=window, at=at, language="en", seed=1
    )


def answer_all(attempt: Attempt) -> Attempt:
    """Give every item its keyed answer."""
    for item in attempt.items.select_related("item_version"):
        value = SAMPLES[item.item_version.kind].right_value
        save_response(attempt=attempt, position=item.position, value=value, client_seq=0, at=timezone.now())
    return attempt


def hand_in(attempt: Attempt) -> Attempt:
    return submit_attempt(attempt=attempt, by=attempt.user, at=timezone.now())


def waiting(user, **options) -> Attempt:
    """A reflection that was handed in and waits for its marker."""
    attempt = begin(user, "reflection", **{"type_": "reflection", "release_rule": "after_marking", **options})
    save_response(attempt=attempt, position=1, value={"text": TEXT}, client_seq=0, at=timezone.now())
    return hand_in(attempt)


def mark(attempt: Attempt, marker, **options):
    return mark_response(
        attempt_item=attempt.items.get(),
        marker=marker,
        at=timezone.now(),
        **{"criteria": MARKS, "level": 3, "comment": "", **options},
    )


def page(name: str, attempt: Attempt, *more) -> str:
    return reverse(f"assessments:{name}", args=(attempt.public_id, *more))


def count_queries(client, address: str, form: dict[str, str] | None = None) -> int:
    """How often an address asks the database; with a form, saved in the background."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, form, headers=HX) if form else client.get(address)
    assert answer.status_code == 200
    return len(queries)
