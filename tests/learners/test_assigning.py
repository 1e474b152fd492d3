"""Giving something: to whom it reaches, once, with its mail, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.choices import Mode
from assessments.models import Administration
from assessments.services.errors import MayNotCount
from assessments.windows import Window
from common.school_time import end_of_day, school_day, start_of_day
from learners.audience import Audience, given_to, reached_by, reached_by_audience, window_for
from learners.completion import progress_of
from learners.models import Assignment, AssignmentTarget
from learners.services.announcing import announce
from learners.services.assigning import assign_assessment, assign_module, withdraw_assignment
from people.models import Enrolment, User
from tests.assessments.services.together import at_once
from tests.factories import (
    AssignmentFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    ModuleFactory,
    UserFactory,
)
from tests.factories.assessments import quiz
from tests.learners.classroom import DAY, Classroom


def module():
    return ModuleFactory(state="published", title="Same standards, new setting")


def give(room: Classroom, **options: object) -> Assignment:
    defaults = {
        "module": module(),
        "audience": Audience(cohorts=[room.cohort]),
        "window": Window(opens_at=room.now - DAY, due_at=room.now + 3 * DAY),
        "by": room.school.teacher,
        "at": room.now,
    }
    return assign_module(**{**defaults, **options})


def test_assign_module_reaches_the_cohort_and_those_who_join_later(room):
    assignment = give(room)
    late = UserFactory()
    room.admit(late)

    assert set(reached_by(assignment, at=room.now)) == {room.school.learner, late}
    assert [one.assignment for one in given_to(late, at=room.now)] == [assignment]
    assert AssignmentTarget.objects.count() == 1


def test_assign_module_does_not_reach_who_left_or_is_on_leave(room):
    gone, away = UserFactory(), UserFactory()
    EnrolmentFactory(user=gone, cohort=room.cohort, ends_on=school_day(timezone.now()) - timedelta(days=2))
    EnrolmentFactory(user=away, cohort=room.cohort, status=Enrolment.Status.ON_LEAVE)

    assert list(reached_by(give(room), at=room.now)) == [room.school.learner]


def test_assign_module_reaches_a_group_and_a_person_once_each(room):
    member, both = UserFactory(), UserFactory()
    room.admit(member, both)
    group = GroupFactory(cohort=room.cohort)
    for person in (member, both):
        GroupSpellFactory(group=group, user=person)

    assignment = give(room, audience=Audience(groups=[group], people=[both]))

    assert set(reached_by(assignment, at=room.now)) == {member, both}


def test_a_group_reaches_nobody_who_left_its_cohort_or_is_on_leave(room, django_assert_num_queries):
    stays, gone, away = UserFactory.create_batch(3)
    group = GroupFactory(cohort=room.cohort)
    EnrolmentFactory(user=stays, cohort=room.cohort)
    EnrolmentFactory(user=gone, cohort=room.cohort, ends_on=school_day(timezone.now()) - timedelta(days=2))
    EnrolmentFactory(user=away, cohort=room.cohort, status=Enrolment.Status.ON_LEAVE)
    for person in (stays, gone, away):
        GroupSpellFactory(group=group, user=person)

    assignment = give(room, audience=Audience(groups=[group]))

    on = school_day(room.now)
    assert list(reached_by(assignment, at=room.now)) == [stays]
    for person, there in ((stays, 1), (gone, 0), (away, 0)):
        with django_assert_num_queries(1):
            assert len(given_to(person, at=room.now)) == there
        assert Assignment.objects.visible_to(person, on=on).count() == there


def named(room: Classroom, spell: str) -> User:
    """Somebody who was in the class, and of whose enrolment the rest is `spell`."""
    person = UserFactory()
    status = Enrolment.Status.ON_LEAVE if spell == "on leave" else Enrolment.Status.ACTIVE
    left = school_day(timezone.now()) - timedelta(days=2) if spell.startswith("left") else None
    EnrolmentFactory(user=person, cohort=room.cohort, status=status, ends_on=left)
    if spell == "left, active elsewhere":
        EnrolmentFactory(user=person)
    return person


@pytest.mark.parametrize(
    ("spell", "there"), [("active", 1), ("on leave", 0), ("left", 0), ("left, active elsewhere", 1)]
)
def test_what_names_a_person_reaches_them_while_they_are_active_anywhere(
    room, spell, there, django_assert_num_queries
):
    person = named(room, spell)
    due = {"opens_at": room.now - 9 * DAY, "due_at": room.now - DAY}
    assignment = AssignmentFactory(to=[room.school.learner, person], **due)

    assert (person in reached_by(assignment, at=room.now)) is bool(there)
    assert reached_by_audience(Audience(people=[person]), at=room.now).count() == there
    with django_assert_num_queries(1):
        assert len(given_to(person, at=room.now)) == there
    assert Assignment.objects.visible_to(person, on=school_day(room.now)).count() == there
    (one,) = progress_of(
        room.cohort, learner_ids=[room.school.learner.pk, person.pk], at=room.now
    ).completions
    assert (one.reached, one.late) == (1 + there, 1 + there)


def test_a_persons_own_date_decides(room):
    assignment = give(room)
    later = room.now + 30 * DAY
    AssignmentTarget.objects.create(assignment=assignment, user=room.school.learner, due_at=later)

    assert window_for(assignment, room.school.learner, at=room.now).due_at == later


def test_assign_module_with_the_same_submission_gives_it_once(room):
    once = uuid4()

    assert give(room, submission=once) == give(room, submission=once)
    assert Assignment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_assign_module_pressed_twice_at_once_gives_it_once():
    room, given, once = Classroom.open(), module(), uuid4()

    answers = at_once(*[partial(give, room, module=given, submission=once)] * 4)

    assert answers == [Assignment.objects.get()] * 4


def test_assign_assessment_with_the_same_submission_makes_one_administration(room):
    version = quiz(room.school.competency).version
    before = Administration.objects.count()
    options = {
        "version": version,
        "mode": Mode.COUNTING,
        "audience": Audience(cohorts=[room.cohort]),
        "window": Window(opens_at=room.now),
        "by": room.school.teacher,
        "at": room.now,
        "submission": uuid4(),
    }

    assert assign_assessment(**options) == assign_assessment(**options)
    assert Administration.objects.count() == before + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"audience": Audience()}, "Choose a cohort"),
        ({"window": Window(opens_at=timezone.now() - 9 * DAY, due_at=timezone.now() - DAY)}, "has passed"),
        (
            {"window": Window(opens_at=timezone.now() + 9 * DAY, due_at=timezone.now() + 3 * DAY)},
            "must come after the opening",
        ),
    ],
)
def test_assign_module_refuses_what_cannot_be_and_writes_nothing(room, change, said):
    with pytest.raises(ValidationError, match=said):
        give(room, **change)

    assert not Assignment.objects.exists()


def test_assign_module_refuses_a_draft(room):
    with pytest.raises(ValidationError, match="Publish the module"):
        give(room, module=ModuleFactory(state="draft"))


def test_assign_assessment_of_public_items_counts_only_when_allowed(room):
    administration = quiz(room.school.competency)
    item = administration.version.items.get().item_version.item
    item.is_public = True
    item.save()

    with pytest.raises(MayNotCount):
        assign_assessment(
            version=administration.version,
            mode=Mode.COUNTING,
            audience=Audience(cohorts=[room.cohort]),
            window=Window(opens_at=room.now),
            by=room.school.teacher,
            at=room.now,
        )
    assert not Assignment.objects.exists()


def test_withdraw_assignment_takes_it_off_every_list_and_keeps_it(room):
    assignment = give(room)

    withdraw_assignment(assignment=assignment)

    assert given_to(room.school.learner, at=room.now) == []
    assert Assignment.objects.filter(pk=assignment.pk).exists()


def test_assigning_tells_everyone_by_mail_once_and_says_no_result(room, django_capture_on_commit_callbacks):
    nobody = UserFactory(email=None)
    room.admit(nobody)

    with django_capture_on_commit_callbacks(execute=True):
        assignment = give(room, message="Read it before Friday.")

    assert announce(assignment_id=assignment.pk, at=room.now) == 0
    (told,) = mail.outbox
    assert told.to == [room.school.learner.email]
    assert "Same standards, new setting" in told.body
    assert "Read it before Friday." in told.body
    assert "level" not in told.body.lower()


def test_the_mail_tells_the_days_of_the_school(room):
    opens, due = start_of_day(date(2031, 3, 3)), end_of_day(date(2031, 3, 7))
    assignment = AssignmentFactory(to=[room.cohort], opens_at=opens, due_at=due)

    with timezone.override("UTC"):
        announce(assignment_id=assignment.pk, at=room.now)

    (told,) = mail.outbox
    assert "It opens on Monday 3 March 2031." in told.body
    assert "by the end of Friday 7 March 2031." in told.body


def test_given_to_takes_one_query_however_much_there_is(room, django_assert_num_queries):
    for _n in range(7):
        AssignmentFactory(to=[room.cohort])

    with django_assert_num_queries(1):
        found = given_to(room.school.learner, at=room.now)

    assert len(found) == 7
