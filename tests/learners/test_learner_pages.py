"""The learner's own pages: home, reading, a competency, starting what was assigned."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Attempt, ModuleAssessment, SelfAssessment
from assessments.windows import Window
from common.school_time import school_day, start_of_day
from competencies.models import Module
from learners.models import Assignment
from learners.services.assigning import withdraw_assignment
from learners.todo import Progress, own_work, todos_of
from learners.wording import action, how_far
from tests.factories import (
    AssignmentFactory,
    CohortFactory,
    EnrolmentFactory,
    GroupFactory,
    ModuleFactory,
    SectionFactory,
    UserFactory,
)
from tests.factories.assessments import (
    AdministrationFactory,
    AssessmentCompetencyFactory,
    AssessmentVersionFactory,
)
from tests.learners.classroom import DAY, Classroom


def client_of(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.learner)
    return client


def test_home_lists_what_is_due_first_by_date_with_whether_it_counts(room):
    counting = room.school.quiz()
    AssignmentFactory(administration=counting, to=[room.cohort], due_at=room.now + 5 * DAY)
    AssignmentFactory(module__title="Read me first", to=[room.cohort], due_at=room.now + DAY)

    page = client_of(room).get("/").content.decode()

    assert page.index("Read me first") < page.index(counting.version.title)
    assert "Due soon" in page
    assert "Counts. You and your cohort&#x27;s faculty see the result." in page


def test_home_shows_the_level_beside_the_own_rating_and_the_next_step(room):
    room.observe(room.school.learner, room.school.competency, 3)

    page = client_of(room).get("/").content.decode()

    assert "In progress" in page
    assert "Next: 2 more pieces of evidence" in page
    assert "Not assessed" in page


def test_home_asks_a_constant_number_of_times(room, django_assert_max_num_queries):
    client = client_of(room)
    counts = []
    for more in (1, 2, 9):
        for _n in range(more):
            AssignmentFactory(to=[room.cohort])
            AssignmentFactory(administration=room.school.quiz(), to=[room.cohort])
        client.get("/")
        with django_assert_max_num_queries(60) as asked:
            client.get("/")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_todos_say_how_far_somebody_is(room):
    school = room.school
    started, done, not_open, closed = (school.quiz(kinds=("single_best_answer",) * 2) for _n in range(4))
    for administration, dates in (
        (started, {}),
        (done, {}),
        (not_open, {"opens_at": room.now + DAY}),
        (closed, {"closes_at": room.now - DAY}),
    ):
        AssignmentFactory(administration=administration, to=[room.cohort], **dates)
    school.answer(school.start(started, room.now - DAY), 1, at=room.now - DAY)
    school.sit(done, at=room.now - DAY)

    found = {todo.assignment.administration_id: todo for todo in todos_of(school.learner, at=room.now)}

    assert found[started.pk].progress is Progress.STARTED
    assert (found[started.pk].steps_done, found[started.pk].steps) == (1, 2)
    assert found[done.pk].progress is Progress.DONE
    assert found[not_open.pk].progress is Progress.NOT_OPEN
    assert found[closed.pk].progress is Progress.CLOSED


def test_a_sitting_without_an_answer_is_begun_where_it_can_be_continued(room):
    AssignmentFactory(administration=room.school.quiz(), to=[room.cohort])

    (before,) = todos_of(room.school.learner, at=room.now)
    room.school.start(before.assignment.administration, room.now - DAY)
    (after,) = todos_of(room.school.learner, at=room.now)

    assert (how_far(before), action(before)) == ("not started", "Start")
    assert (how_far(after), action(after)) == ("begun", "Continue")


def test_assignment_start_begins_one_sitting_however_often_it_is_pressed(room):
    given = AssignmentFactory(administration=room.school.quiz(), to=[room.cohort])
    address = reverse("learners:assignment-start", args=[given.public_id])
    client = client_of(room)

    answers = [client.post(address) for _press in range(2)]

    assert {answer.url for answer in answers} == {
        reverse("assessments:attempt-detail", args=[Attempt.objects.get().public_id])
    }


def test_assignment_start_after_closing_says_so_and_begins_nothing(room):
    given = AssignmentFactory(administration=room.school.quiz(), to=[room.cohort], closes_at=room.now - DAY)

    answer = client_of(room).post(reverse("learners:assignment-start", args=[given.public_id]), follow=True)

    assert "This has closed" in answer.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("dates", "said"), [({"opens_at": 1}, "not open yet"), ({"closes_at": -1}, "This has closed")]
)
def test_assignment_start_begins_no_self_rating_outside_its_dates(room, dates, said):
    form = AdministrationFactory(version__assessment__type="self_rating")
    dates = {name: room.now + days * DAY for name, days in dates.items()}
    given = AssignmentFactory(administration=form, to=[room.cohort], **dates)

    answer = client_of(room).post(reverse("learners:assignment-start", args=[given.public_id]), follow=True)

    assert said in answer.content.decode()
    assert not SelfAssessment.objects.exists()


def test_assignment_detail_settles_what_is_overdue_and_leads_on(room):
    administration = room.school.quiz()
    given = AssignmentFactory(administration=administration, to=[room.cohort])
    attempt = room.school.start(
        administration, room.now - 2 * DAY, window=Window(room.now - 3 * DAY, closes_at=room.now - DAY)
    )

    page = client_of(room).get(given.get_absolute_url()).content.decode()

    assert reverse("assessments:attempt-detail", args=[attempt.public_id]) in page
    assert "Done" in page
    attempt.refresh_from_db()
    assert attempt.state == Attempt.State.RELEASED


def test_assignment_detail_says_when_it_opens_and_that_it_was_withdrawn(room):
    opens = start_of_day(date(2031, 3, 3))
    given = AssignmentFactory(to=[room.cohort], opens_at=opens)

    assert "Opens Monday 3 March 2031." in client_of(room).get(given.get_absolute_url()).content.decode()

    withdraw_assignment(assignment=given)
    client = Client()
    client.force_login(room.school.teacher)
    assert "Withdrawn." in client.get(given.get_absolute_url()).content.decode()


def test_assignment_detail_leads_to_the_self_rating_that_was_handed_in(room):
    form = AdministrationFactory(version__assessment__type="self_rating")
    given = AssignmentFactory(administration=form, to=[room.cohort])
    held = SelfAssessment.objects.create(
        administration=form, user=room.school.learner, state="submitted", submitted_at=room.now
    )

    page = client_of(room).get(given.get_absolute_url()).content.decode()

    assert reverse("assessments:selfassessment-detail", args=[held.public_id]) in page


def test_module_detail_leads_on_to_the_readers_own_assignment(room):
    module = ModuleFactory(state="published")
    given, other = (room.school.quiz() for _n in range(2))
    for administration in (given, other):
        assessment = administration.version.assessment
        assessment.state = "published"
        assessment.save()
        ModuleAssessment.objects.create(module=module, assessment=assessment)
    assignment = AssignmentFactory(administration=given, to=[room.cohort])
    AssignmentFactory(administration=other, to=[UserFactory()])
    address = reverse("learners:module-detail", args=[module.public_id])

    page = client_of(room).get(address).content.decode()

    after = page.split('id="done"')[1]
    assert f'<a href="{assignment.get_absolute_url()}">{given.version.title}</a>' in after
    assert "not started" in after
    assert after.count("/assignments/") == 1
    assert other.version.title in after


def test_own_work_is_the_one_due_first_that_can_still_be_done(room):
    done, first, later = (room.school.quiz() for _n in range(3))
    version = done.version
    for administration, days in ((done, 1), (first, 3), (later, 9)):
        administration.version = version
        administration.save()
        AssignmentFactory(administration=administration, to=[room.cohort], due_at=room.now + days * DAY)
    room.school.sit(done, at=room.now - DAY)

    todos = todos_of(room.school.learner, at=room.now)

    assert own_work(todos)[version.assessment_id].assignment.administration == first
    assert own_work(todos[:1])[version.assessment_id].assignment.administration == done


def test_module_detail_cleans_hostile_markdown(room):
    module = ModuleFactory(state="published")
    SectionFactory(module=module, body="[x](javascript:alert(1)) <img src=x onerror=alert(1)>")

    page = client_of(room).get(reverse("learners:module-detail", args=[module.public_id])).content.decode()

    assert 'href="javascript' not in page
    assert "<img src=x" not in page


def test_competency_detail_shows_the_ceiling_of_each_assessment(room):
    administration = room.school.quiz(tier="knows")
    AssessmentCompetencyFactory(
        assessment=administration.version.assessment, competency=room.school.competency
    )

    page = client_of(room).get(reverse("learners:competency-detail", args=[room.school.competency.public_id]))

    assert "Knows, at most level 2" in page.content.decode()


def test_assignment_create_says_who_is_reached_before_anything_is_given(room):
    room.admit(*UserFactory.create_batch(2))
    module = ModuleFactory(state="published", title="Same standards")
    client = Client()
    client.force_login(room.school.teacher)
    address = f"{reverse('learners:assignment-create')}?cohort={room.cohort.public_id}"
    data = {
        "what": f"module:{module.public_id}",
        "audience": "cohort",
        "opens_on": room.now.date().isoformat(),
        "submission": "5f2b1c5e-52f6-4a55-9a0a-3f3a9d1f0a11",
    }

    page = client.post(address, data)
    assert "It reaches 3 learners today." in page.content.decode()
    assert not Assignment.objects.exists()

    for _press in range(2):
        client.post(address, {**data, "confirmed": "1"})
    assert Assignment.objects.count() == 1


def test_assignment_create_refuses_a_past_due_date_in_words(room):
    client = Client()
    client.force_login(room.school.teacher)
    module = ModuleFactory(state="published")
    data = {
        "what": f"module:{module.public_id}",
        "audience": "cohort",
        "opens_on": "2020-01-01",
        "due_on": "2020-02-01",
        "submission": "5f2b1c5e-52f6-4a55-9a0a-3f3a9d1f0a12",
        "confirmed": "1",
    }

    page = client.post(f"{reverse('learners:assignment-create')}?cohort={room.cohort.public_id}", data)

    assert page.status_code == 422
    assert "The due date has passed. Choose today or a later day." in page.content.decode()


def test_assignment_create_says_that_it_was_given_already(room):
    module = ModuleFactory(state="published", title="Same standards")
    client, data = teacher_of(room), asked(room, module, confirmed="1")

    first, second = (
        client.post(assign_address(room), data, follow=True).content.decode() for _press in range(2)
    )

    assert "“Same standards” was assigned." in first
    assert "Nothing was given twice." in second


def test_assignment_create_says_that_a_module_or_a_self_rating_never_counts(room):
    form = AssessmentVersionFactory(assessment__type="self_rating", assessment__state="published")
    for what in (ModuleFactory(state="published"), form.assessment):
        page = teacher_of(room).post(assign_address(room), asked(room, what, counts="on")).content.decode()

        assert "Nothing of it counts as evidence." in page


def test_assignment_create_says_before_the_confirmation_what_may_not_count(room):
    version = room.school.quiz().version
    item = version.items.get().item_version.item
    item.is_public = True
    item.save()

    answer = teacher_of(room).post(assign_address(room), asked(room, version.assessment, counts="on"))

    assert answer.status_code == 422
    assert "so it is for practice until somebody allows it to count" in answer.content.decode()


@pytest.mark.parametrize(("field", "day"), [("due_on", "9999-12-31"), ("opens_on", "0001-01-01")])
def test_assignment_create_refuses_a_year_that_no_calendar_holds(room, field, day):
    module = ModuleFactory(state="published")

    answer = teacher_of(room).post(assign_address(room), asked(room, module, confirmed="1", **{field: day}))

    assert answer.status_code == 422
    assert "Look at the year" in answer.content.decode()


def test_assignment_create_refuses_groups_and_learners_of_another_cohort(room):
    stranger, group = UserFactory(), GroupFactory()
    EnrolmentFactory(user=stranger, cohort=group.cohort)
    module = ModuleFactory(state="published")
    for kind, other in (("people", stranger), ("groups", group)):
        whom = {"audience": kind, kind: other.public_id}

        answer = teacher_of(room).post(assign_address(room), asked(room, module, confirmed="1", **whom))

        assert answer.status_code == 422
        assert "not among the choices" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_learner_detail_speaks_to_the_learner_of_their_own_page(room):
    address = reverse("learners:learner-detail", args=[room.school.learner.public_id])

    assert "Where you stand" in client_of(room).get(address).content.decode()
    assert "Where they stand" in teacher_of(room).get(address).content.decode()


def test_learner_detail_tells_staff_nothing_of_another_program(room):
    elsewhere = CohortFactory(name="Class in another program")
    EnrolmentFactory(user=room.school.learner, cohort=elsewhere)
    AssignmentFactory(module__title="Work in another program", to=[elsewhere])
    AssignmentFactory(module__title="Work in this one", to=[room.cohort])
    address = reverse("learners:learner-detail", args=[room.school.learner.public_id])

    theirs = client_of(room).get(address).content.decode()
    seen = teacher_of(room).get(address).content.decode()

    for secret in ("Class in another program", "Work in another program"):
        assert secret in theirs
        assert secret not in seen
    assert "Work in this one" in seen
    assert room.cohort.program.name in seen


def test_assignment_names_its_cohort_and_leads_back_there_once_withdrawn(room):
    given = AssignmentFactory(to=[room.cohort])
    cohort = reverse("learners:cohort-detail", args=[room.cohort.public_id])

    assert f'href="{cohort}"' in teacher_of(room).get(given.get_absolute_url()).content.decode()
    answer = teacher_of(room).post(reverse("learners:assignment-withdraw", args=[given.public_id]))

    assert answer.headers["Location"] == cohort


def teacher_of(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.teacher)
    return client


def assign_address(room: Classroom) -> str:
    return f"{reverse('learners:assignment-create')}?cohort={room.cohort.public_id}"


def asked(room: Classroom, what: Module | Assessment, **more: object) -> dict[str, object]:
    kind = "module" if isinstance(what, Module) else "assessment"
    return {
        "what": f"{kind}:{what.public_id}",
        "audience": "cohort",
        "opens_on": school_day(room.now).isoformat(),
        "submission": "5f2b1c5e-52f6-4a55-9a0a-3f3a9d1f0a13",
        **more,
    }
