"""The explanation of a standing: every fact has its row, and the whole says what is stored."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.explanation import explain
from assessments.models import Attainment, Evidence
from assessments.services.attempts import Window
from assessments.services.deciding import decline, revoke
from assessments.services.record import columns
from assessments.services.settling import settle_due
from assessments.services.void import void_evidence
from tests.assessments.services.school import DAY, HOUR, NOW, WRONG

pytestmark = pytest.mark.django_db


def explained(school, at=NOW):
    return explain(learner=school.learner, competency=school.competency, at=at)


def test_explanation_of_nothing(school) -> None:
    found = explained(school)
    assert found.standing.status == "not_assessed"
    assert (found.counted, found.left_out, found.decisions, found.decision) == ((), (), (), None)
    assert found.policy == school.policy


def test_explanation_names_the_rows_behind_each_fact(school) -> None:
    administration = school.quiz(release_rule="after_due")
    window = Window(opens_at=NOW - DAY, due_at=NOW + HOUR)
    school.sit(administration, WRONG, window=window)
    best = school.sit(administration, at=NOW + HOUR / 2, window=window)
    settle_due(at=NOW + HOUR)
    encounter = school.see(3, at=NOW + HOUR)
    school.see(1, at=NOW + HOUR)
    mistake = Evidence.objects.get(level=1, method="observation")
    void = void_evidence(evidence=mistake, reason="duplicate", by=school.teacher, at=NOW + HOUR)
    found = explained(school, at=NOW + HOUR)
    sources = [(one.evidence.encounter, one.evidence.attempt) for one in found.counted]
    assert sources == [(encounter, None), (None, best)]
    assert {(one.reason, one.evidence, one.void) for one in found.left_out} == {
        ("voided", mistake, void),
        ("other_attempt", Evidence.objects.get(level=1, method="quiz"), None),
    }
    assert all(one.line.fact.key == str(one.evidence.pk) for one in found.counted)


def test_explanation_lists_decisions_newest_first_and_names_the_one_that_stands(school) -> None:
    school.make_ready()
    first = school.sign()
    common = {"learner": school.learner, "competency": school.competency, "signer": school.signer}
    taken_back = revoke(reason="Wrong file.", submission=uuid4(), at=NOW + HOUR, **common)
    last = decline(reason="Not yet.", submission=uuid4(), at=NOW + DAY, **common)
    found = explained(school, at=NOW + DAY)
    assert found.decisions == (last, taken_back, first)
    assert found.decision == last
    assert found.decision.reason.text == "Not yet."
    assert explained(school, at=NOW + HOUR).decision is None
    assert explained(school, at=NOW).decision == first


def test_explanation_as_of_then_says_what_was_stored_then(school) -> None:
    school.see(2)
    school.see(4, at=NOW + DAY)
    school.make_ready(at=NOW + 2 * DAY)
    school.sign(at=NOW + 3 * DAY)
    for days in range(4):
        at = NOW + days * DAY
        row = Attainment.objects.as_of(at).get()
        wanted = columns(explained(school, at=at).standing)
        assert {name: getattr(row, name) for name in wanted} == wanted


def test_explanation_takes_the_same_queries_however_much_evidence(school) -> None:
    counts = []
    for _ in range(3):
        school.see(3, 4)
        with CaptureQueriesContext(connection) as queries:
            found = explained(school)
            [(one.evidence.rater.pk, one.evidence.encounter.context) for one in found.counted]
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
