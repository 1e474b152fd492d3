"""Submitting an attempt, and importing people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from django.utils import timezone

from assessments.choices import Mode, ReleaseRule
from assessments.models import (
    Administration,
    Assessment,
    AssessmentItem,
    AssessmentVersion,
    Evidence,
    Item,
    ItemKey,
    ItemVersion,
)
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.windows import Window
from benchmarks.measuring import Figure, figure, times_once
from benchmarks.school import cohort_of
from competencies.models import Competency
from interop.roster import staging
from interop.roster.choices import options_for
from interop.roster.importing import Order, import_now
from people.access import today
from people.models import Cohort, Enrolment, Program, User

BODY = {
    "stem": "Which?",
    "rationale": "Because.",
    "options": [{"id": letter, "text": letter, "feedback": ""} for letter in "ABCDE"],
}
ITEMS = 6


def submitting() -> Iterator[Figure]:
    """Handing in a quiz of six items: scoring, evidence and attainment in one transaction."""
    cohort = cohort_of(200, 8)
    learners = iter(
        User.objects.filter(pk__in=Enrolment.objects.filter(cohort=cohort).values("user")).order_by("pk")
    )
    administration = quiz(Competency.objects.get(version__framework__code="200x8", position=1), "bench")
    at = timezone.now()
    ready = []
    for learner in (next(learners) for _n in range(26)):
        attempt = start_attempt(
            administration=administration, user=learner, window=Window(opens_at=at), at=at, language="en"
        )
        for position in range(1, ITEMS + 1):
            save_response(attempt=attempt, position=position, value={"choice": "B"}, client_seq=0, at=at)
        ready.append((attempt, learner))

    def work() -> None:
        attempt, learner = ready.pop()
        submit_attempt(attempt=attempt, by=learner, at=at)

    before = Evidence.objects.count()
    yield figure(f"submit an attempt of {ITEMS} items", work, runs=25, rows=ITEMS)
    assert Evidence.objects.count() == before + 26


def quiz(competency: Competency, code: str) -> Administration:
    """Return a counting quiz of six questions, each with B for its key."""
    author = User.objects.create_user(f"author@{code}.example")
    assessment = Assessment.objects.create(code=code, type="quiz", state="published")
    version = AssessmentVersion.objects.create(
        assessment=assessment, n=1, title="Bench", cut_scores=["0", "0.5", "0.7", "0.85"]
    )
    for position in range(1, ITEMS + 1):
        item = Item.objects.create(code=f"{code}-{position}", competency=competency, state="published")
        item_version = ItemVersion.objects.create(
            item=item, n=1, kind="single_best_answer", tier="knows_how", body=BODY
        )
        ItemKey.objects.create(version=item_version, n=1, values={"correct": "B"})
        AssessmentItem.objects.create(version=version, position=position, item_version=item_version)
    return Administration.objects.create(
        version=version,
        mode=Mode.COUNTING,
        release_rule=ReleaseRule.AFTER_SUBMISSION,
        attempts_allowed=1,
        created_by=author,
    )


def importing(*, quick: bool) -> Iterator[Figure]:
    """A CSV roster of new people into a new cohort; then the same file again, which changes nothing."""
    for people, goal in ((100, ""),) if quick else ((1000, "1000 ms"), (5000, "")):
        program = Program.objects.create(code=f"import-{people}", name="Import")
        cohort = Cohort.objects.create(program=program, code="1", name="One", starts_on=today(timezone.now()))
        data = _roster(people)

        def work(program: Program = program, cohort: Cohort = cohort, data: bytes = data) -> None:
            at = timezone.now()
            roster = staging.read_roster(data)
            options = options_for(roster, cohort=cohort, starts_on=today(at), mapping={})
            import_now(order=Order(roster, data, "roster.csv", program, cohort, options, None), at=at)

        yield _once(f"import {people} new people", work, goal=goal, rows=people)
        assert Enrolment.objects.filter(cohort=cohort).count() == people
        yield figure(f"import the same {people} people again", work, runs=3, rows=people)
        assert Enrolment.objects.filter(cohort=cohort).count() == people


def _once(name: str, work: Callable[[], None], *, goal: str, rows: int) -> Figure:
    taken = times_once(work)
    return Figure(name, taken, taken, goal=goal, rows=rows)


def _roster(people: int) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("identifier", "given name", "family name", "email"))
    writer.writerows(
        (f"{n:05}", f"Given{n}", f"Family{n}", f"n{n}-{people}@import.example") for n in range(people)
    )
    return out.getvalue().encode()
