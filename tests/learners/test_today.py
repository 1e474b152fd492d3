"""The desk of those who teach, sign or lead: what waits on it, and what does not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attainment
from learners.completion import progress_of
from learners.overdue import overdue_among
from learners.today import AT_MOST, next_to_sign, today_of
from people.models import Enrolment, StaffRole
from tests.assessments.services.school import RIGHT, TEXT
from tests.factories import (
    AssignmentFactory,
    CohortFactory,
    CohortFrameworkFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    ModuleFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.learners.classroom import DAY, Classroom


def desk(room: Classroom, person=None):
    return today_of(person or room.school.signer, at=room.now)


def page_of(person) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse("learners:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_today_lists_what_is_ready_for_a_signer_only(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    (one,) = desk(room).to_sign
    assert (one.code, one.learners, one.first.pk) == (
        room.school.competency.code,
        1,
        room.school.learner.pk,
    )
    assert desk(room, room.school.teacher).to_sign == ()
    assert desk(room, room.school.other_teacher).to_sign == ()


def test_today_leads_a_signer_to_the_page_on_which_they_sign(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    address = reverse(
        "learners:standing-detail", args=[room.school.learner.public_id, room.school.competency.public_id]
    )
    text = page_of(room.school.signer)
    assert f'href="{address}"' in text
    assert "One thing waits for you." in text


def test_today_leaves_out_what_the_cohort_does_not_follow(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    Enrolment.objects.all().update(cohort=CohortFactory(program=room.cohort.program))
    StaffRole.objects.filter(user=room.school.signer).update(cohort=None, program=room.cohort.program)
    assert desk(room).to_sign == ()


def test_today_leads_a_teacher_to_the_oldest_work(room):
    room.school.sit(room.school.reflection(), value=TEXT, at=room.now - DAY)
    today = desk(room, room.school.teacher)
    address = reverse(
        "assessments:marking-detail", args=[today.oldest.attempt.public_id, today.oldest.position]
    )
    assert (today.to_mark, today.waiting) == (1, 1)
    assert f'href="{address}"' in page_of(room.school.teacher)
    assert desk(room, room.school.signer).to_mark == 0


def test_today_counts_learners_with_work_past_its_date_by_cohort(room):
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY, required=False)
    room.admit(UserFactory())
    (place,) = desk(room, room.school.teacher).behind
    assert (place.cohort, place.overdue, place.learners) == (room.cohort, 2, 2)
    assert "2 learners have required work past its date." in page_of(room.school.teacher)


def test_overdue_among_agrees_with_the_dashboard(room):
    school, others = room.school, [UserFactory() for _ in range(4)]
    room.admit(*others)
    group = GroupFactory(cohort=room.cohort)
    GroupSpellFactory(user=others[0], group=group)
    Enrolment.objects.filter(user=others[1]).update(status=Enrolment.Status.ON_LEAVE)
    past = {"opens_at": room.now - 9 * DAY, "due_at": room.now - DAY}
    AssignmentFactory(to=[room.cohort], **past)
    AssignmentFactory(to=[group], **past)
    AssignmentFactory(to=[others[2]], **past)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=None)
    quiz = school.quiz()
    AssignmentFactory(administration=quiz, to=[room.cohort], **past)
    school.sit(quiz, value=RIGHT, at=room.now - 2 * DAY)
    keys = [school.learner.pk, *(one.pk for one in others)]

    overdue = overdue_among([room.cohort.pk], learner_ids=keys, at=room.now)

    assert overdue == progress_of(room.cohort, learner_ids=keys, at=room.now).overdue
    assert sorted(overdue.values()) == [1, 2, 3, 3]


def test_today_shows_modules_in_review_to_who_publishes_and_drafts_to_their_author(room):
    ModuleFactory(state="in_review", title="Larkspur week")
    ModuleFactory(state="draft", title="Foxglove week", author=room.school.teacher)
    ModuleFactory(state="draft", title="Somebody else's")

    lead, teacher = desk(room, room.school.other_teacher), desk(room, room.school.teacher)

    assert [module.title for module in lead.to_publish] == ["Larkspur week"]
    assert [module.title for module in teacher.drafts] == ["Foxglove week"]
    assert (lead.drafts, teacher.to_publish) == ((), ())


def test_today_says_so_when_nothing_waits(room):
    text = page_of(room.school.teacher)
    assert "Nothing waits for you" in text
    assert room.cohort.name in text


def test_today_never_puts_ones_own_record_on_the_desk(room):
    StaffRoleFactory(user=room.school.learner, cohort=room.cohort, role="signer")
    room.school.make_ready(at=room.now - 5 * DAY)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
    own = desk(room, room.school.learner)
    assert (own.to_sign, own.behind, own.waiting) == ((), (), 0)


def test_today_lists_a_few_decisions_to_look_at_again_and_counts_the_rest(room):
    people = [UserFactory() for _ in range(AT_MOST + 2)]
    room.admit(*people)
    for person in people:
        room.observe(person, room.school.competency, 3)
    Attainment.objects.standing().update(look_again=True)
    today = desk(room)
    assert (len(today.look_again), today.look_again_all, today.more_to_look_at) == (
        AT_MOST,
        AT_MOST + 2,
        2,
    )


def more(room: Classroom, many: int) -> None:
    """More of everything, in further cohorts of which the person has the same roles."""
    for n in range(many):
        cohort = CohortFactory(program=room.cohort.program)
        CohortFrameworkFactory(cohort=cohort, framework_version=room.school.competency.version)
        for person in (UserFactory(), UserFactory()):
            EnrolmentFactory(user=person, cohort=cohort)
            room.observe(person, room.school.competency, 3)
        AssignmentFactory(to=[cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
        ModuleFactory(state="in_review", title=f"Module {many} {n}")


def test_today_asks_as_often_for_one_cohort_as_for_many(room):
    boss = UserFactory()
    for role in ("lead", "signer"):
        StaffRoleFactory(user=boss, role=role, cohort=None, program=room.cohort.program)
    StaffRoleFactory(user=room.school.teacher, role="faculty", cohort=None, program=room.cohort.program)
    room.school.sit(room.school.reflection(), value=TEXT, at=room.now - DAY)
    counts = []
    for many in (1, 3, 5):
        more(room, many)
        with CaptureQueriesContext(connection) as asked:
            page_of(boss)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize(
    ("actor", "where"),
    [
        ("admin", "learners:cohort-list"),
        ("lead", "learners:today"),
        ("faculty", "learners:today"),
        ("signer", "learners:today"),
        ("viewer", "learners:cohort-list"),
    ],
)
def test_home_leads_staff_to_what_waits_for_them_or_to_cohorts(cast, actor, where):
    answer = cast.client(actor).get("/")
    assert answer.headers["Location"] == reverse(where)


@pytest.mark.parametrize("actor", ["student", "faculty_student", "former_staff"])
def test_home_is_the_page_of_who_learns(cast, actor):
    answer = cast.client(actor).get("/")
    assert "Good day" in answer.content.decode()


def wait(room: Classroom, *people) -> None:
    """Let these learners wait for a signature in the competency of the room."""
    standing = room.school.standing()
    room.admit(*people)
    for person in people:
        copied = {
            field.attname: getattr(standing, field.attname)
            for field in Attainment._meta.concrete_fields
            if not field.primary_key
        }
        Attainment.objects.create(**copied | {"learner_id": person.pk})


def test_signing_leads_to_the_next_by_name_then_around_again(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    learner, competency = room.school.learner, room.school.competency
    before = UserFactory(given_name="Ada", family_name="Aaron")
    behind = UserFactory(given_name="Zoe", family_name="Zzyzx")
    wait(room, before, behind)

    def after(person):
        return next_to_sign(room.school.signer, after=person, competency=competency, at=room.now)

    assert [after(one).learner.pk for one in (before, learner, behind)] == [learner.pk, behind.pk, before.pk]
    assert after(learner).learner.full_name == "Zoe Zzyzx"


def test_next_to_sign_stands_on_the_page_of_whom_one_signed_and_for_signers_alone(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    other = UserFactory(given_name="Zoe", family_name="Zzyzx")
    wait(room, other)
    ids = {"learner_id": room.school.learner.public_id, "competency_id": room.school.competency.public_id}
    client = Client()
    client.force_login(room.school.signer)
    page = client.get(reverse("learners:standing-detail", kwargs=ids))
    given = {"act": "attain", "level": "3", "submission": page.context["form"]["submission"].value()}
    answer = client.post(reverse("learners:decision-create", kwargs=ids), given, follow=True)
    next_page = reverse("learners:standing-detail", kwargs={**ids, "learner_id": other.public_id})
    label = f"Next to sign: Zoe Zzyzx, {room.school.competency.code}"
    assert f'href="{next_page}"' in answer.content.decode()
    assert label in answer.content.decode()
    client.force_login(room.school.teacher)
    assert label not in client.get(reverse("learners:standing-detail", kwargs=ids)).content.decode()


def test_nobody_is_next_once_nobody_else_waits(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    one = room.school.learner
    assert next_to_sign(room.school.signer, after=one, competency=room.school.competency, at=room.now) is None


def test_looking_for_the_next_takes_as_many_queries_for_three_as_for_one(room):
    room.school.make_ready(at=room.now - 5 * DAY)
    counts = []
    for more in (0, 1, 2):
        wait(room, *(UserFactory() for _ in range(more)))
        with CaptureQueriesContext(connection) as queries:
            next_to_sign(
                room.school.signer, after=room.school.learner, competency=room.school.competency, at=room.now
            )
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
