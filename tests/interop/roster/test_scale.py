"""Thousands of rows: as many statements as there are thousands, not rows; and the times are linear."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interop.models import ImportBatch
from interop.roster import applying
from people.models import Enrolment, GroupSpell, Program, User
from tests.factories.people import CohortFactory, GroupFactory, ProgramFactory
from tests.interop.roster.files import csv_file
from tests.interop.roster.flows import AT, confirm, import_file, staged

pytestmark = pytest.mark.django_db


def school() -> Program:
    program = ProgramFactory()
    cohort = CohortFactory(program=program, code="2029")
    for code in "ABCDE":
        GroupFactory(cohort=cohort, code=code)
    return program


def people(count: int, start: int = 0) -> bytes:
    numbers = range(start, start + count)
    return csv_file(*(f"{n:06d},Zoé{n},Family{n},p{n}@x.example,2029,{'ABCDE'[n % 5]},,," for n in numbers))


def statements(data: bytes, program: Program) -> int:
    with CaptureQueriesContext(connection) as queries:
        import_file(data, program)
    return len(queries)


def test_statements_do_not_grow_with_the_rows():
    taken = {statements(people(count, start=count * 100), school()) for count in (5, 10, 20)}
    assert len(taken) == 1
    # SQLite takes a limited number of values in one statement, so a thousand people take some more.
    assert statements(people(1_000, start=10_000), school()) < taken.pop() + 100


@pytest.mark.slow
def test_five_thousand_come_in_with_progress_and_in_linear_time():
    program = school()
    started = time.process_time()
    import_file(people(1_000, start=10_000), program)
    one_thousand = time.process_time() - started
    told: list[int] = []
    started = time.process_time()
    batch = staged(people(5_000), program)
    told.append(batch.rows_done)
    assert confirm(batch)
    assert applying.apply(batch_id=batch.pk, at=AT)
    five_thousand = time.process_time() - started
    assert (Enrolment.objects.count(), GroupSpell.objects.count(), User.objects.count()) == (
        6_000,
        6_000,
        6_000,
    )
    assert told == [5_000]
    assert ImportBatch.objects.get(pk=batch.pk).state == "applied"
    # Twice as much per person would still be linear on a busy machine; squared would be 25 times as much.
    assert five_thousand < 5 * one_thousand * 3
