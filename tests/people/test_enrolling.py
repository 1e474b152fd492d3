"""Spells in cohorts and groups: nothing is changed in place, nothing overlaps, twice is once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from people.models import Enrolment, GroupSpell
from people.services import enrolling, grouping
from people.services.errors import RefusedError
from tests.factories.people import (
    CohortFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

START = date(2026, 9, 1)
LAST = date(2026, 11, 22)
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=1)
A_DAY = timedelta(days=1)


def current(user, cohort):
    return list(
        Enrolment.objects.filter(user=user, cohort=cohort, recorded_until__isnull=True)
        .order_by("starts_on")
        .values_list("starts_on", "ends_on", "status")
    )


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def spell(person, cohort):
    return enrolling.enrol(user=person, cohort=cohort, starts_on=START, at=BEFORE)


# One at a time


def test_enrol_opens_a_spell(spell, person, cohort):
    assert current(person, cohort) == [(START, None, "active")]
    assert spell.recorded_from == BEFORE


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        (START, None, True),
        (START - 30 * A_DAY, START, True),
        (START - 30 * A_DAY, START - A_DAY, False),
        (LAST, None, True),
        (LAST + A_DAY, None, False),
        (START + A_DAY, START + A_DAY, True),
        (START - A_DAY, LAST + A_DAY, True),
    ],
)
def test_enrol_refuses_overlaps_in_the_same_cohort(person, cohort, starts, ends, refused):
    EnrolmentFactory(user=person, cohort=cohort, starts_on=START, ends_on=LAST)
    if refused:
        with pytest.raises(RefusedError, match="already in Class of 2029"):
            enrolling.enrol(user=person, cohort=cohort, starts_on=starts, ends_on=ends, at=NOW)
    else:
        enrolling.enrol(user=person, cohort=cohort, starts_on=starts, ends_on=ends, at=NOW)
    assert Enrolment.objects.filter(user=person).count() == (1 if refused else 2)


def test_enrol_lets_a_person_be_in_two_cohorts(spell, person):
    enrolling.enrol(user=person, cohort=CohortFactory(), starts_on=START, at=NOW)
    assert Enrolment.objects.running(DAY).filter(user=person).count() == 2


def test_enrol_refuses_an_erased_person(cohort):
    person = UserFactory(erased_at=NOW)
    with pytest.raises(RefusedError, match="erased"):
        enrolling.enrol(user=person, cohort=cohort, starts_on=START, at=NOW)


def test_end_spell_keeps_what_was_recorded_before(spell, person, cohort):
    ended = enrolling.end_spell(spell=spell, ends_on=LAST, at=NOW, status=Enrolment.Status.COMPLETED)
    assert current(person, cohort) == [(START, LAST, "completed")]
    rows = Enrolment.objects.filter(user=person)
    assert rows.running(DAY, as_recorded_by=NOW - A_DAY / 100).exists()
    assert not rows.running(DAY).exists()
    assert list(rows.running(LAST)) == [ended]
    assert rows.running(DAY, as_recorded_by=BEFORE).get().ends_on is None


def test_end_spell_ends_the_groups_of_that_cohort_only(spell, person, cohort):
    for where in (cohort, EnrolmentFactory(user=person).cohort):
        GroupSpellFactory(user=person, group__cohort=where, starts_on=START)
    enrolling.end_spell(spell=spell, ends_on=LAST, at=NOW)
    running = GroupSpell.objects.running(DAY).filter(user=person)
    assert [each.group.cohort == cohort for each in running] == [False]
    assert GroupSpell.objects.running(LAST).filter(user=person).count() == 2


def test_end_spell_refuses_a_day_before_the_first(spell):
    with pytest.raises(RefusedError, match="cannot come before the first"):
        enrolling.end_spell(spell=spell, ends_on=START - A_DAY, at=NOW)


def test_end_spell_refuses_what_another_changed_meanwhile(spell):
    stale = Enrolment.objects.get(pk=spell.pk)
    enrolling.end_spell(spell=spell, ends_on=LAST, at=NOW)
    with pytest.raises(RefusedError, match="Somebody else changed this"):
        enrolling.end_spell(spell=stale, ends_on=DAY, at=NOW)


def test_void_spell_takes_back_and_remembers(spell, person, cohort):
    GroupSpellFactory(user=person, group__cohort=cohort, starts_on=START)
    enrolling.void_spell(spell=spell, at=NOW)
    assert current(person, cohort) == []
    assert Enrolment.objects.running(DAY, as_recorded_by=BEFORE).filter(user=person).exists()
    assert not GroupSpell.objects.running(START).filter(user=person).exists()


def test_correct_spell_adds_a_row_and_closes_the_old_one(spell, person, cohort):
    earlier = START - 10 * A_DAY
    enrolling.correct_spell(
        spell=spell, starts_on=earlier, ends_on=LAST, status=Enrolment.Status.WITHDRAWN, at=NOW
    )
    assert current(person, cohort) == [(earlier, LAST, "withdrawn")]
    old = Enrolment.objects.get(user=person, recorded_until=NOW)
    assert (old.starts_on, old.ends_on, old.status) == (START, None, "active")


@pytest.mark.parametrize(
    ("starts", "ends", "status", "said"),
    [
        (DAY, LAST, "active", "cannot come before"),
        (START, None, "completed", "has a last day"),
        (date(2026, 1, 15), None, "active", "already in"),
    ],
)
def test_correct_spell_refuses_what_cannot_be(spell, person, cohort, starts, ends, status, said):
    EnrolmentFactory(user=person, cohort=cohort, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    with pytest.raises(RefusedError, match=said):
        enrolling.correct_spell(spell=spell, starts_on=starts, ends_on=ends, status=status, at=NOW)
    assert (START, None, "active") in current(person, cohort)


def test_change_status_parts_the_days(spell, person, cohort):
    leave = enrolling.change_status(spell=spell, status=Enrolment.Status.ON_LEAVE, from_day=DAY, at=NOW)
    assert current(person, cohort) == [(START, LAST, "active"), (DAY, None, "on_leave")]
    enrolling.change_status(spell=leave, status=Enrolment.Status.ACTIVE, from_day=DAY, at=NOW + A_DAY)
    assert current(person, cohort) == [(START, LAST, "active"), (DAY, None, "active")]


def test_change_status_refuses_days_outside_the_spell(spell):
    for day, status in ((START - A_DAY, "active"), (DAY, "completed")):
        with pytest.raises(RefusedError):
            enrolling.change_status(spell=spell, status=status, from_day=day, at=NOW)


def test_move_ends_here_and_begins_there(spell, person, cohort):
    other = CohortFactory(program=cohort.program)
    enrolling.move(spell=spell, to=other, from_day=DAY, at=NOW)
    assert current(person, cohort) == [(START, LAST, "withdrawn")]
    assert current(person, other) == [(DAY, None, "active")]


def test_move_on_the_first_day_leaves_no_spell_behind(spell, person, cohort):
    other = CohortFactory(program=cohort.program)
    enrolling.move(spell=spell, to=other, from_day=START, at=NOW)
    assert current(person, cohort) == []
    assert current(person, other) == [(START, None, "active")]


def test_move_that_is_refused_changes_nothing(spell, person, cohort):
    other = EnrolmentFactory(user=person).cohort
    for to, day in ((cohort, DAY), (other, DAY), (CohortFactory(), START - A_DAY)):
        with pytest.raises(RefusedError):
            enrolling.move(spell=Enrolment.objects.get(pk=spell.pk), to=to, from_day=day, at=NOW)
    assert current(person, cohort) == [(START, None, "active")]


# By the thousand


def test_enrol_many_twice_is_once(cohort, student):
    people = UserFactory.create_batch(3)
    erased = UserFactory(erased_at=NOW)
    ids = [erased.pk, student.pk, *(person.pk for person in people)]
    first = enrolling.enrol_many(cohort=cohort, user_ids=ids, starts_on=START, at=NOW)
    again = enrolling.enrol_many(cohort=cohort, user_ids=ids, starts_on=START, at=NOW)
    assert first == sorted(person.pk for person in people)
    assert again == []


def test_end_many_twice_is_once(cohort):
    people = UserFactory.create_batch(3)
    ids = [person.pk for person in people]
    enrolling.enrol_many(cohort=cohort, user_ids=ids, starts_on=START, at=BEFORE)
    group = GroupFactory(cohort=cohort)
    grouping.join_many(group=group, user_ids=ids, starts_on=START, at=BEFORE)
    assert enrolling.end_many(cohort=cohort, user_ids=ids[:2], ends_on=LAST, at=NOW) == sorted(ids[:2])
    assert enrolling.end_many(cohort=cohort, user_ids=ids[:2], ends_on=LAST, at=NOW) == []
    for kind in (Enrolment, GroupSpell):
        assert [spell.user_id for spell in kind.objects.running(DAY).filter(user__in=ids)] == ids[2:]
    assert current(people[0], cohort) == [(START, LAST, "withdrawn")]


def test_end_many_takes_back_what_had_not_begun(cohort, person):
    enrolling.enrol(user=person, cohort=cohort, starts_on=DAY + A_DAY, at=BEFORE)
    assert enrolling.end_many(cohort=cohort, user_ids=[person.pk], ends_on=DAY, at=NOW) == [person.pk]
    assert current(person, cohort) == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_many_cost_the_same_however_many(cohort, count, django_assert_num_queries):
    group = GroupFactory(cohort=cohort)
    ids = [person.pk for person in UserFactory.create_batch(count)]
    in_transaction = 2  # the savepoint of the test's transaction
    lock = 1
    with django_assert_num_queries(in_transaction + lock + 2 + 1):
        enrolling.enrol_many(cohort=cohort, user_ids=ids, starts_on=START, at=BEFORE)
    with django_assert_num_queries(in_transaction + lock + 2 + 1):
        grouping.join_many(group=group, user_ids=ids, starts_on=START, at=BEFORE)
    with django_assert_num_queries(in_transaction + lock + 3 + 3):
        enrolling.end_many(cohort=cohort, user_ids=ids, ends_on=LAST, at=NOW)


# Groups


def test_join_group_needs_the_cohort(cohort, group, person):
    with pytest.raises(RefusedError, match="not in the cohort"):
        grouping.join_group(user=person, group=group, starts_on=START, at=NOW)


def test_join_group_twice_is_refused_and_two_groups_are_not(spell, person, cohort, group):
    grouping.join_group(user=person, group=group, starts_on=START, at=NOW)
    with pytest.raises(RefusedError, match="already in Tutorial A"):
        grouping.join_group(user=person, group=group, starts_on=DAY, at=NOW)
    grouping.join_group(user=person, group=GroupFactory(cohort=cohort), starts_on=START, at=NOW)
    assert GroupSpell.objects.running(DAY).filter(user=person).count() == 2


def test_leave_group_keeps_what_was_recorded(spell, person, group):
    joined = grouping.join_group(user=person, group=group, starts_on=START, at=BEFORE)
    grouping.leave_group(spell=joined, ends_on=LAST, at=NOW)
    rows = GroupSpell.objects.filter(user=person)
    assert not rows.running(DAY).exists()
    assert rows.running(DAY, as_recorded_by=BEFORE).exists()


def test_leave_group_before_its_first_day_takes_it_back(spell, person, group):
    joined = grouping.join_group(user=person, group=group, starts_on=DAY, at=BEFORE)
    grouping.leave_group(spell=joined, ends_on=LAST, at=NOW)
    assert not GroupSpell.objects.filter(user=person, recorded_until__isnull=True).exists()


def test_leave_many_ends_one_group_for_many(cohort, group):
    ids = [EnrolmentFactory(cohort=cohort, starts_on=START).user_id for _ in range(3)]
    grouping.join_many(group=group, user_ids=ids, starts_on=START, at=BEFORE)
    assert grouping.leave_many(group=group, user_ids=ids[1:], ends_on=LAST, at=NOW) == ids[1:]
    running = GroupSpell.objects.running(DAY).filter(group=group, user__in=ids)
    assert [each.user_id for each in running] == ids[:1]


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_writers_enrol_one_person_once():
    person, cohort = UserFactory(), CohortFactory()
    barrier, outcomes = threading.Barrier(2), []

    def write(starts_on):
        barrier.wait()
        try:
            enrolling.enrol(user=person, cohort=cohort, starts_on=starts_on, at=NOW, ends_on=DAY)
            outcomes.append("enrolled")
        except RefusedError:
            outcomes.append("refused")
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(day,)) for day in (START, START + A_DAY)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes) == ["enrolled", "refused"]
    assert Enrolment.objects.count() == 1
