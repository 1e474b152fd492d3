"""An import on its way through the worker: staged, looked at, confirmed, written once, picked up again."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from interop.models import ImportBatch, ImportRow
from interop.roster import applying, flow, staging
from interop.roster.batches import Options, is_working
from interop.roster.choices import options_for
from people.models import Enrolment, User
from people.services import accounts, enrolling, grouping, staffing
from tests.factories.people import CohortFactory, EnrolmentFactory, GroupFactory, UserFactory
from tests.interop.roster.files import csv_file, oneroster
from tests.interop.roster.flows import AT, START, confirm, everything, staged

ROWS = (
    "1,Ann,Bee,ann@x.example,2029,A,,,",
    "2,Bob,Cee,,2029,,,,",
    "S-1,Sam,Staff,,2029,,faculty,,",
    "3,Cy,Dee,wrong,2029,,,,",
)


@pytest.fixture
def cohort(db):
    found = CohortFactory(code="2029", name="Class of 2029")
    GroupFactory(cohort=found, code="A")
    EnrolmentFactory(cohort=found, user__given_name="Old")
    return found


@pytest.fixture
def batch(cohort):
    return staged(csv_file(*ROWS), cohort.program, by=UserFactory(admin=True))


def test_rows_are_staged_then_looked_at(cohort):
    roster = staging.read_roster(csv_file(*ROWS))
    options = options_for(roster, cohort=None, starts_on=START)
    common = {"roster": roster, "data": b"x", "file_name": "r.csv", "program": cohort.program, "cohort": None}
    batch = staging.stage(**common, options=options, by=None, at=AT)
    assert (batch.state, batch.rows_total, batch.rows_done) == ("reading", 4, 0)
    assert set(batch.rows.values_list("action", flat=True)) == {"read"}
    assert is_working(batch)
    told = []
    staging.look_at(batch_id=batch.pk, at=AT, report=lambda done, total: told.append((done, total)))
    batch.refresh_from_db()
    assert (batch.state, batch.rows_done, told) == ("staged", 4, [(4, 4)])
    found = list(batch.rows.order_by("pk").values_list("line", "action"))
    assert found == [(2, "new"), (3, "new"), (4, "new"), (5, "refused"), (0, "leaving")]
    assert Options.of_batch(batch).counts == {"new": 3, "refused": 1, "leaving": 1}
    assert not User.objects.filter(given_name="Ann").exists()


def test_progress_is_told_while_rows_are_looked_at(cohort, monkeypatch):
    monkeypatch.setattr(staging, "STEP", 2)
    seen = []
    data = csv_file(*(f"{number},Given{number},Family,,2029,,,," for number in range(5)))
    roster = staging.read_roster(data)
    options = options_for(roster, cohort=None, starts_on=START)
    batch = staging.stage(
        roster=roster,
        data=data,
        file_name="r",
        program=cohort.program,
        cohort=None,
        options=options,
        by=None,
        at=AT,
    )

    def look(done: int, total: int) -> None:
        seen.append((done, ImportBatch.objects.get().rows_done, total))

    staging.look_at(batch_id=batch.pk, at=AT, report=look)
    assert seen == [(2, 2, 5), (4, 4, 5), (5, 5, 5)]


def test_looking_that_was_killed_starts_over_and_ends_alike(cohort, monkeypatch):
    monkeypatch.setattr(staging, "STEP", 2)
    batch = staged(csv_file(*ROWS), cohort.program)
    whole = list(batch.rows.order_by("pk").values_list("line", "action", "changes", "problems"))
    options = Options.of_batch(batch)
    ImportBatch.objects.update(state="reading", rows_done=0)

    class KilledError(BaseException):
        pass

    def kill(_done: int, _total: int) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        staging.look_at(batch_id=batch.pk, at=AT, report=kill)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_done) == ("reading", 2)
    flow.carry_on(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert batch.state == "staged"
    assert list(batch.rows.order_by("pk").values_list("line", "action", "changes", "problems")) == whole
    assert Options.of_batch(batch).counts == options.counts


def test_confirmed_import_is_written_once(batch):
    assert confirm(batch, take_good=True)
    assert not confirm(batch, take_good=True)
    assert applying.apply(batch_id=batch.pk, at=AT)
    before = everything()
    assert not applying.apply(batch_id=batch.pk, at=AT)
    assert everything() == before
    batch.refresh_from_db()
    assert (batch.state, batch.applied_at) == ("applied", AT)
    assert set(User.objects.filter(created_at=AT).values_list("given_name", flat=True)) == {
        "Ann",
        "Bob",
        "Sam",
    }
    assert Enrolment.objects.filter(user__given_name="Old", recorded_until=None, ends_on=None).exists()


def test_missing_are_ended_when_it_is_said(batch):
    confirm(batch, take_good=True, end_missing=True)
    flow.carry_on(batch_id=batch.pk, at=AT)
    assert not Enrolment.objects.filter(user__given_name="Old", recorded_until=None, ends_on=None).exists()


def test_import_with_refused_rows_waits_until_the_good_ones_are_taken(batch):
    assert not confirm(batch)
    assert batch.state == "staged"


def test_confirmation_of_an_older_look_does_nothing(batch):
    look = Options.of_batch(batch).look
    ImportBatch.objects.update(state="reading")
    staging.look_at(batch_id=batch.pk, at=AT)
    assert not applying.confirm(batch=batch, look=look, take_good=True, end_missing=False, at=AT)


@pytest.mark.parametrize(
    ("room", "verb"),
    [
        (accounts, "create_people"),
        (accounts, "update_people"),
        (enrolling, "enrol_many"),
        (enrolling, "end_many"),
        (grouping, "join_many"),
        (staffing, "give_role"),
        (applying, "_name_the_new"),
    ],
)
def test_writing_that_dies_leaves_nothing_and_is_carried_on(batch, monkeypatch, room, verb):
    confirm(batch, take_good=True, end_missing=True)
    before = everything()

    class KilledError(BaseException):
        pass

    def die(*_args, **_kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(room, verb, die)
        with pytest.raises(KilledError):
            applying.apply(batch_id=batch.pk, at=AT)
    assert everything() == before
    batch.refresh_from_db()
    assert batch.state == "applying"
    assert flow.tick(AT + timedelta(minutes=5)) == 1
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_what_is_written_is_what_was_shown_or_nothing(batch, cohort):
    confirm(batch, take_good=True)
    UserFactory(email="ann@x.example", given_name="Somebody", family_name="Else")
    before = everything()
    assert not applying.apply(batch_id=batch.pk, at=AT)
    assert everything() == before
    batch.refresh_from_db()
    assert (batch.state, Options.of_batch(batch).moved_on) == ("reading", True)
    staging.look_at(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.get(line=2).action) == ("staged", "refused")
    assert batch.rows.count() == 5


def test_tick_leaves_fresh_work_to_the_worker(cohort):
    roster = staging.read_roster(csv_file(*ROWS))
    options = options_for(roster, cohort=None, starts_on=START).with_changes(asked=AT.isoformat())
    batch = staging.stage(
        roster=roster,
        data=b"",
        file_name="r",
        program=cohort.program,
        cohort=None,
        options=options,
        by=None,
        at=AT,
    )
    assert flow.tick(AT + timedelta(seconds=30)) == 0
    assert flow.tick(AT + timedelta(minutes=3)) == 1
    batch.refresh_from_db()
    assert batch.state == "staged"


def test_classes_wait_for_an_answer_and_may_be_answered_again(cohort):
    batch = staged(oneroster(), cohort.program)
    assert (batch.state, is_working(batch)) == ("reading", False)
    assert flow.tick(AT + timedelta(days=1)) == 0
    flow.map_classes(batch=batch, mapping={"c-anat": "2029", "c-hist": ""}, at=AT)
    flow.carry_on(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert Options.of_batch(batch).counts == {"new": 5, "refused": 1, "leaving": 1}
    flow.map_classes(batch=batch, mapping={"c-anat": "", "c-hist": ""}, at=AT)
    flow.carry_on(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert Options.of_batch(batch).counts == {"new": 2, "unchanged": 3, "refused": 1}
    assert batch.rows.count() == 6


def test_answer_that_changes_while_rows_are_looked_at_is_the_one_that_counts(cohort, monkeypatch):
    monkeypatch.setattr(staging, "STEP", 2)
    batch = staged(oneroster(), cohort.program)
    flow.map_classes(batch=batch, mapping={"c-anat": "2029", "c-hist": ""}, at=AT)
    later = {"c-anat": "", "c-hist": ""}

    def answer_again(_done: int, _total: int) -> None:
        flow.map_classes(batch=batch, mapping=later, at=AT + timedelta(seconds=1))

    staging.look_at(batch_id=batch.pk, at=AT, report=answer_again)
    batch.refresh_from_db()
    assert batch.state == "reading"
    staging.look_at(batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, Options.of_batch(batch).mapping) == ("staged", later)
    assert Options.of_batch(batch).counts == {"new": 2, "unchanged": 3, "refused": 1}


def test_given_up_import_forgets_its_rows_and_is_not_written(batch):
    assert flow.discard(batch=batch)
    assert not confirm(batch, take_good=True)
    assert (batch.state, batch.rows.count()) == ("discarded", 0)
    assert not flow.discard(batch=batch)


def test_import_being_written_is_not_given_up(batch):
    confirm(batch, take_good=True)
    assert not flow.discard(batch=batch)
    assert ImportRow.objects.count() == 5


def test_rows_are_forgotten_after_a_month(batch):
    confirm(batch, take_good=True)
    flow.carry_on(batch_id=batch.pk, at=AT)
    assert flow.tick(AT + timedelta(days=29)) == 0
    assert flow.tick(AT + timedelta(days=31)) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("applied", 0)
    assert User.objects.filter(given_name="Ann").exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_it_once():
    cohort = CohortFactory(code="2029")
    batch = staged(csv_file("1,Ann,Bee,ann@x.example,2029,,,,", "2,Bob,Cee,,2029,,,,"), cohort.program)
    confirm(batch)
    barrier = threading.Barrier(2)
    wrote: list[bool] = []

    def write() -> None:
        try:
            barrier.wait(timeout=30)
            wrote.append(applying.apply(batch_id=batch.pk, at=AT))
        finally:
            connection.close()

    workers = [threading.Thread(target=write) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(wrote) == [False, True]
    assert User.objects.count() == Enrolment.objects.count() == 2
