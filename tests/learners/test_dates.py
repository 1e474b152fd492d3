"""Changing the dates of what was given: whom it touches, what stays promised, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt
from assessments.windows import Window
from common.school_time import end_of_day, school_day, start_of_day
from learners.audience import base_window, dates_of, given_to, window_for, windows_of
from learners.models import Assignment
from learners.services.dates import NewDates, change_dates
from learners.services.reading import mark_read
from tests.factories import (
    AssignmentFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    SectionFactory,
    UserFactory,
)
from tests.learners.classroom import DAY, Classroom


def quiz_of(room: Classroom, **dates: object) -> Assignment:
    """A quiz for the class, open for nine days and due in five."""
    dates = {"opens_at": room.now - 9 * DAY, "due_at": room.now + 5 * DAY, **dates}
    return AssignmentFactory(administration=room.school.quiz(), to=[room.cohort], **dates)


def begin(room: Classroom, given: Assignment, **options: object) -> Attempt:
    return room.school.start(given.administration, room.now - DAY, window=base_window(given), **options)


def change(room: Classroom, given: Assignment, own: dict | None = None, **dates: object) -> Assignment:
    base = replace(base_window(given), **dates)
    return change_dates(assignment=given, dates=NewDates(base=base, own=own or {}), at=room.now)


def test_change_dates_holds_for_those_who_have_not_begun(room):
    given = quiz_of(room)
    opens, due, closes = room.now - 2 * DAY, room.now + DAY, room.now + 2 * DAY

    change(room, given, opens_at=opens, due_at=due, closes_at=closes)

    assert window_for(given, room.school.learner, at=room.now) == Window(opens, due, closes)


@pytest.mark.parametrize(("days", "kept"), [(9, 9), (1, 5), (None, None)])
def test_change_dates_gives_a_running_sitting_the_later_date(room, days, kept):
    given = quiz_of(room)
    attempt = begin(room, given)

    change(room, given, due_at=None if days is None else room.now + days * DAY)

    attempt.refresh_from_db()
    assert attempt.due_at == (None if kept is None else room.now + kept * DAY)


def test_change_dates_lets_a_running_sitting_go_on_where_it_now_closes_later(room):
    given = quiz_of(room, closes_at=room.now + 5 * DAY)
    attempt = begin(room, given)

    change(room, given, due_at=room.now + 8 * DAY, closes_at=room.now + 8 * DAY)

    attempt.refresh_from_db()
    assert attempt.deadline_at == room.now + 8 * DAY


def test_change_dates_leaves_what_was_handed_in(room):
    given = quiz_of(room)
    attempt = room.school.sit(given.administration, at=room.now - DAY, window=base_window(given))

    change(room, given, due_at=room.now + 9 * DAY)

    attempt.refresh_from_db()
    assert attempt.due_at == room.now + 5 * DAY


def test_change_dates_of_one_group_leaves_the_others(room):
    member, other = UserFactory.create_batch(2)
    room.admit(member, other)
    groups = [GroupFactory(cohort=room.cohort) for _n in range(2)]
    for person, group in ((member, groups[0]), (other, groups[1])):
        GroupSpellFactory(group=group, user=person)
    given = AssignmentFactory(to=groups, opens_at=room.now - DAY, due_at=room.now + 5 * DAY)
    target = given.targets.get(group=groups[0])
    later = room.now + 20 * DAY

    change(room, given, own={target.pk: replace(dates_of(target), due_at=later)})

    dues = [given_to(person, at=room.now)[0].window.due_at for person in (member, other)]
    assert dues == [later, room.now + 5 * DAY]

    target.refresh_from_db()
    change(room, given, own={target.pk: replace(dates_of(target), due_at=None)})
    assert given_to(member, at=room.now)[0].window.due_at == room.now + 5 * DAY


@pytest.mark.parametrize(
    ("dates", "field", "said"),
    [
        ({"due_at": -1}, "due_on", "The due date has passed"),
        ({"opens_at": 6}, "due_on", "cannot be due before it opens"),
        ({"closes_at": 2}, "closes_on", "cannot close before it is due"),
        ({"due_at": None, "closes_at": -2}, "closes_on", "That day has passed"),
        ({"due_at": None, "closes_at": 3, "opens_at": 4}, "closes_on", "cannot close before it opens"),
    ],
)
def test_change_dates_refuses_what_cannot_be_and_writes_nothing(room, dates, field, said):
    given = quiz_of(room)
    before = base_window(given)
    dates = {name: None if day is None else room.now + day * DAY for name, day in dates.items()}

    with pytest.raises(ValidationError, match=said) as refused:
        change(room, given, **dates)

    assert list(refused.value.message_dict) == [field]
    assert base_window(Assignment.objects.get(pk=given.pk)) == before


def test_change_dates_refuses_a_past_date_of_one_target_by_its_own_field(room):
    given = quiz_of(room)
    target = given.targets.get()

    with pytest.raises(ValidationError) as refused:
        change(room, given, own={target.pk: replace(dates_of(target), due_at=room.now - DAY)})

    assert list(refused.value.message_dict) == [f"due_on.{target.pk}"]


def test_change_dates_keeps_a_past_date_that_does_not_change(room):
    given = quiz_of(room, due_at=room.now - DAY)

    change(room, given, closes_at=room.now + DAY)

    assert window_for(given, room.school.learner, at=room.now).closes_at == room.now + DAY


def test_change_dates_opens_later_only_where_nobody_has_begun(room):
    later = {"opens_at": room.now + DAY}
    untouched, sat, read = quiz_of(room), quiz_of(room), AssignmentFactory(to=[room.cohort])
    begin(room, sat)
    sections = [SectionFactory(module=read.module, position=n) for n in (1, 2)]
    mark_read(section=sections[0], user=room.school.learner, at=room.now)

    change(room, untouched, **later)
    for given in (sat, read):
        with pytest.raises(ValidationError, match="has begun already"):
            change(room, given, **later)


def test_windows_of_agrees_with_what_each_learner_is_told(room, django_assert_num_queries):
    given = quiz_of(room)
    group = GroupFactory(cohort=room.cohort)
    in_group, by_name, away = UserFactory.create_batch(3)
    room.admit(in_group, by_name)
    EnrolmentFactory(user=away, cohort=room.cohort, status="on_leave")
    GroupSpellFactory(group=group, user=in_group)
    given.targets.create(group=group, due_at=room.now + 2 * DAY)
    given.targets.create(user=by_name, due_at=room.now + 3 * DAY)
    given.targets.create(user=away, due_at=room.now + 3 * DAY)

    with django_assert_num_queries(4):
        found = windows_of(given, at=room.now, base=base_window(given), own={})

    people = (room.school.learner, in_group, by_name, away)
    told = {person.pk: window_for(given, person, at=room.now) for person in people}
    assert found == {key: window for key, window in told.items() if window is not None}
    assert len(found) == 3


def teacher_of(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.teacher)
    return client


def address_of(given: Assignment) -> str:
    return reverse("learners:assignment-dates", args=[given.public_id])


def test_assignment_dates_comes_prefilled_and_says_the_rule(room):
    given = quiz_of(room, opens_at=start_of_day(date(2026, 9, 1)), due_at=end_of_day(date(2031, 3, 7)))

    page = teacher_of(room).get(address_of(given)).content.decode()

    assert 'value="2026-09-01"' in page
    assert 'value="2031-03-07"' in page
    assert "Whoever has begun loses nothing" in page
    assert address_of(given) in teacher_of(room).get(given.get_absolute_url()).content.decode()


def test_assignment_dates_says_whom_it_touches_before_anything_changes(room):
    given = quiz_of(room)
    begun, done = UserFactory.create_batch(2)
    room.admit(begun, done)
    begin(room, given, user=begun)
    room.school.sit(given.administration, at=room.now - DAY, user=done, window=base_window(given))
    due = end_of_day(school_day(room.now + 9 * DAY))
    data = {"opens_on": school_day(given.opens_at).isoformat(), "due_on": school_day(due).isoformat()}
    client = teacher_of(room)

    page = client.post(address_of(given), data).content.decode()

    assert "It reaches 3 learners today." in page
    assert "Not begun: 1. Begun: 1. Done, and not affected: 1." in page
    assert "1 sitting that has begun gets the later date." in page
    given.refresh_from_db()
    assert given.due_at == room.now + 5 * DAY

    answer = client.post(address_of(given), {**data, "confirmed": "1"}, follow=True)
    assert f"The new dates of “{given.title}” hold." in answer.content.decode()
    given.refresh_from_db()
    assert (given.opens_at, given.due_at) == (room.now - 9 * DAY, due)
    assert Attempt.objects.get(user=begun).due_at == due

    again = client.post(address_of(given), {**data, "confirmed": "1"}, follow=True)
    assert "Nothing was changed." in again.content.decode()


def test_assignment_dates_says_who_keeps_a_later_date(room):
    given = quiz_of(room)
    begin(room, given)
    data = {
        "opens_on": school_day(given.opens_at).isoformat(),
        "due_on": school_day(room.now + 2 * DAY).isoformat(),
    }

    page = teacher_of(room).post(address_of(given), data).content.decode()

    assert "1 sitting that has begun keeps its own date, which is later." in page


def test_assignment_dates_refuses_a_past_due_date_beside_its_field(room):
    given = quiz_of(room)

    answer = teacher_of(room).post(
        address_of(given), {"opens_on": "2020-01-01", "due_on": "2020-02-01", "confirmed": "1"}
    )

    assert answer.status_code == 422
    assert "The due date has passed. Choose today or a later day." in answer.content.decode()
    assert Assignment.objects.get(pk=given.pk).due_at == given.due_at


def test_assignment_dates_goes_back_with_what_was_written(room):
    given = quiz_of(room)

    page = teacher_of(room).post(
        address_of(given), {"opens_on": "2026-09-01", "due_on": "2031-03-07", "back": "1"}
    )

    assert 'value="2031-03-07"' in page.content.decode()
    assert "See whom it touches" in page.content.decode()


def test_assignment_dates_asks_each_group_for_its_own(room):
    groups = [GroupFactory(cohort=room.cohort, name=name) for name in ("Tutorial A", "Tutorial B")]
    given = AssignmentFactory(to=groups, opens_at=room.now - 9 * DAY, due_at=room.now + 5 * DAY)
    client = teacher_of(room)
    own = f"due_on_{groups[1].public_id.hex}"
    data = {
        "opens_on": school_day(given.opens_at).isoformat(),
        "due_on": school_day(given.due_at).isoformat(),
        own: "2031-03-07",
    }

    form = client.get(address_of(given)).content.decode()
    assert f'name="{own}"' in form
    assert "Due on (Tutorial B)" in form
    confirm = client.post(address_of(given), data).content.decode()
    assert "Tutorial B:" in confirm
    client.post(address_of(given), {**data, "confirmed": "1"})

    assert given.targets.get(group=groups[1]).due_at == end_of_day(date(2031, 3, 7))
    assert given.targets.get(group=groups[0]).due_at is None

    wrong = client.post(address_of(given), {**data, own: "2020-03-07"})
    assert wrong.status_code == 422
    assert f'id="id_{own}' in wrong.content.decode()
    assert "The due date has passed." in wrong.content.decode()


def test_assignment_dates_asks_nothing_of_groups_that_the_reader_does_not_teach(room):
    foreign = GroupFactory(name="Group in another class")
    given = AssignmentFactory(to=[room.cohort, foreign], due_at=room.now + 5 * DAY)

    assert "Group in another class" not in teacher_of(room).get(address_of(given)).content.decode()


def test_assignment_dates_asks_a_constant_number_of_times(room, django_assert_max_num_queries):
    given, client, counts = quiz_of(room), teacher_of(room), []
    data = {"opens_on": school_day(given.opens_at).isoformat(), "due_on": "2031-03-07"}
    for more in (1, 2, 6):
        people = UserFactory.create_batch(more)
        room.admit(*people)
        for person in people:
            begin(room, given, user=person)
        client.post(address_of(given), data)
        with django_assert_max_num_queries(40) as asked:
            client.post(address_of(given), data)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
