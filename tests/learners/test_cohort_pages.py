"""Dashboards: what they say, that they agree with the record, and how often they ask."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attainment
from assessments.services.deciding import sign
from assessments.windows import Window
from learners.cohort_page import cohort_page
from learners.completion import progress_of
from learners.matrix import cohort_columns, cohort_learners, read_matrix
from learners.picking import Wanted
from learners.stands import NOWHERE
from people.models import Enrolment
from tests.assessments.services.school import RIGHT
from tests.factories import (
    AssignmentFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    EnrolmentFactory,
    GroupFactory,
    GroupSpellFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.factories.assessments import (
    AdministrationFactory,
    AssessmentCompetencyFactory,
    PolicyAdoptionFactory,
)
from tests.learners.classroom import DAY, Classroom


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(room: Classroom, **wanted: object):
    columns = cohort_columns(room.cohort, at=room.now)
    learners = cohort_learners(room.cohort, at=room.now)
    return cohort_page(room.cohort, Wanted(**wanted), columns=columns, learners=learners, at=room.now)


def test_read_matrix_says_what_was_recorded_and_not_assessed_elsewhere(room):
    room.observe(room.school.learner, room.school.competency, 4)
    stored = Attainment.objects.standing().get(learner=room.school.learner)

    (row,) = read_matrix(room.cohort, at=room.now).rows

    assert (row.stands[0].level, row.stands[0].status) == (stored.level, stored.status) == (4, "in_progress")
    assert row.stands[1] == NOWHERE


def test_read_matrix_lists_by_family_name_without_minding_accents(room):
    for given, family in (("Zoé", "Ábel"), ("Ann", "Abela"), ("Bo", "Zett")):
        room.admit(UserFactory(given_name=given, family_name=family))

    names = [row.learner.name for row in read_matrix(room.cohort, at=room.now).rows]

    assert names.index("Ábel, Zoé") < names.index("Abela, Ann") < names.index("Zett, Bo")


def test_cohort_page_filters_and_sorts(room):
    high, low = UserFactory(family_name="High"), UserFactory(family_name="Low")
    room.admit(high, low)
    group = GroupFactory(cohort=room.cohort)
    GroupSpellFactory(group=group, user=high)
    room.observe(high, room.school.competency, 4)
    room.observe(low, room.school.competency, 1)

    here = str(room.school.competency.public_id)
    by_level = [row.learner.family_name for row in page_of(room, sort=here).rows]
    assert by_level[:2] == ["Low", "High"]
    assert by_level[2] == room.school.learner.family_name
    highest = [row.learner.family_name for row in page_of(room, sort=here, descending=True).rows]
    assert highest == ["High", "Low", by_level[2]]
    assert [row.learner.family_name for row in page_of(room, group=group).rows] == ["High"]
    assert [row.learner.family_name for row in page_of(room, name="lo").rows] == ["Low"]
    assert page_of(room, status="attained").rows == ()


def test_counts_are_of_the_whole_cohort_whatever_the_filter(room):
    other = UserFactory(family_name="Other")
    room.admit(other)
    room.observe(other, room.school.competency, 4)

    page = page_of(room, name="nobody")

    assert (page.fitting, page.assessed, page.places) == (0, 1, 4)


def test_needs_names_ready_learners_overdue_work_and_marking(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    school.sit(school.reflection(), value={"text": "A text."}, at=room.now - DAY)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)

    needs = page_of(room).needs

    assert [(ready.column.code, ready.learners) for ready in needs.ready] == [(school.competency.code, 1)]
    assert [(one.learner.pk, one.pieces) for one in needs.overdue] == [(school.learner.pk, 1)]
    assert needs.to_mark == 1
    # The other competency is one in which most are not assessed and nothing was given that assesses.
    assert [one.column.code for one in needs.unseen] == [school.other_competency.code]
    assert needs.total == 4


@pytest.mark.parametrize(("kind", "needed"), [("self_rating", True), ("quiz", False)])
def test_self_rating_that_was_given_does_not_stand_for_an_assessment(room, kind, needed):
    competency = room.school.other_competency
    administration = AdministrationFactory(version__assessment__type=kind)
    AssessmentCompetencyFactory(assessment=administration.version.assessment, competency=competency)
    AssignmentFactory(administration=administration, to=[room.cohort])
    unseen = [one.column.pk for one in page_of(room).needs.unseen]
    assert (competency.pk in unseen) is needed


def test_progress_of_counts_done_begun_and_late_by_each_ones_own_dates(room):
    school = room.school
    done, begun, spared = UserFactory.create_batch(3)
    room.admit(done, begun, spared)
    administration = school.quiz()
    assignment = AssignmentFactory(
        administration=administration,
        to=[room.cohort],
        opens_at=room.now - 9 * DAY,
        due_at=room.now - DAY,
    )
    assignment.targets.create(user=spared, due_at=room.now + DAY)
    school.sit(administration, at=room.now - 2 * DAY, user=done)
    window = Window(assignment.opens_at, due_at=assignment.due_at)
    attempt = school.start(administration, room.now - 2 * DAY, user=begun, window=window)
    school.answer(attempt, 1, RIGHT, room.now - 2 * DAY)

    people = [person.pk for person in (school.learner, done, begun, spared)]
    progress = progress_of(room.cohort, learner_ids=people, at=room.now)

    (one,) = progress.completions
    assert (one.reached, one.done, one.started, one.not_started, one.late) == (4, 1, 1, 2, 2)
    assert set(progress.overdue) == {school.learner.pk, begun.pk}


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("cohort-detail", {}),
        ("cohort-detail", {"status": "in_progress", "since": "2026-01-01"}),
        ("cohort-figures", {}),
        ("cohort-figures", {"as_of": "2026-01-01"}),
        ("cohort-assignments", {}),
    ],
)
def test_dashboard_asks_a_constant_number_of_times(room, name, query, django_assert_max_num_queries):
    client = signed_in(room.school.other_teacher)
    address = reverse(f"learners:{name}", args=[room.cohort.public_id], query=query)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
    room.observe(room.school.learner, room.school.competency, 3)
    client.get(address)
    counts = []
    for more in (0, 2, 57):
        people = UserFactory.create_batch(more)
        room.admit(*people)
        for person in people[:5]:
            room.observe(person, room.school.competency, 2)
        with django_assert_max_num_queries(60) as asked:
            answer = client.get(address)
        counts.append(len(asked))
    # Where too many are late for one message, their addresses are not asked for.
    assert counts[0] == counts[1] == counts[2] + (name == "cohort-assignments"), counts
    if name == "cohort-detail" and not query:
        assert answer.content.count(b'<th scope="row" role="rowheader">') == 50


def test_cohort_detail_escapes_names(room):
    room.admit(UserFactory(given_name="<script>alert(1)</script>", family_name="Bobby"))

    page = signed_in(room.school.teacher).get(reverse("learners:cohort-detail", args=[room.cohort.public_id]))

    assert b"<script>alert(1)" not in page.content
    assert b"&lt;script&gt;alert(1)" in page.content


def test_cohort_detail_shows_a_viewer_figures_and_no_names(room):
    viewer = UserFactory()
    StaffRoleFactory(user=viewer, cohort=room.cohort, role="viewer")

    page = (
        signed_in(viewer)
        .get(reverse("learners:cohort-detail", args=[room.cohort.public_id]))
        .content.decode()
    )

    assert "The cohort, by competency" in page
    assert room.school.learner.family_name not in page


@pytest.mark.parametrize(
    ("role", "said", "link"),
    [
        ("viewer", "What its faculty assign shows here", False),
        ("signer", "What its faculty assign shows here", False),
        ("faculty", "Assign a module or an assessment", True),
    ],
)
def test_cohort_assignments_without_any_says_what_the_reader_can_do(room, role, said, link):
    reader = UserFactory()
    StaffRoleFactory(user=reader, cohort=room.cohort, role=role)

    page = (
        signed_in(reader)
        .get(reverse("learners:cohort-assignments", args=[room.cohort.public_id]))
        .content.decode()
        .split("Nothing is assigned yet")[1]
    )

    assert said in page
    assert (reverse("learners:assignment-create") in page) is link


def test_standing_detail_explains_and_a_signer_signs_once(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    client = signed_in(school.signer)
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    page = client.get(reverse("learners:standing-detail", kwargs=ids)).content.decode()
    assert "Why level 3?" in page
    assert "Counted: 3 pieces" in page
    assert "Median of 3, 3, 3 = 3" in page

    data = {"act": "attain", "level": "3", "reason": "", "submission": str(uuid4())}
    for _press in range(2):
        client.post(reverse("learners:decision-create", kwargs=ids), data)

    assert school.standing().status == "attained"
    page = client.get(reverse("learners:standing-detail", kwargs=ids)).content.decode()
    assert page.count("stands") >= 1
    assert "Revoke the standing decision" in page


def test_standing_detail_refuses_the_only_rater_and_says_why(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    StaffRoleFactory(user=school.teacher, cohort=room.cohort, role="signer")
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    data = {"act": "attain", "level": "3", "reason": "", "submission": str(uuid4())}

    answer = signed_in(school.teacher).post(reverse("learners:decision-create", kwargs=ids), data)

    assert answer.status_code == 422
    assert "only person behind this evidence" in answer.content.decode()
    assert school.standing().status == "ready_for_review"


def test_standing_detail_asks_for_a_reason_to_decline(room):
    school = room.school
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    data = {"act": "decline", "reason": " ", "submission": str(uuid4())}

    answer = signed_in(school.signer).post(reverse("learners:decision-create", kwargs=ids), data)

    assert answer.status_code == 422
    assert "Say why." in answer.content.decode()


def test_reason_of_a_decision_is_never_called_optional(room):
    school = room.school
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}

    page = signed_in(school.signer).get(reverse("learners:standing-detail", kwargs=ids)).content.decode()

    assert "Needed to decline, to revoke" in page
    assert "(optional)" not in page


def test_standing_detail_says_that_a_signer_declined_what_the_rule_has(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    data = {"act": "decline", "reason": "One more, in theatre.", "submission": str(uuid4())}

    answer = signed_in(school.signer).post(reverse("learners:decision-create", kwargs=ids), data, follow=True)

    page = answer.content.decode()
    assert "A signer declined to sign it" in page
    assert "is not there yet" not in page


def test_standing_detail_asks_for_the_level_to_sign(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    data = {"act": "attain", "level": "", "reason": "", "submission": str(uuid4())}

    answer = signed_in(school.signer).post(reverse("learners:decision-create", kwargs=ids), data)

    assert answer.status_code == 422
    assert "Say at which level you sign." in answer.content.decode()
    assert school.standing().status == "ready_for_review"


def test_a_level_off_the_scale_is_refused(room):
    school = room.school
    school.make_ready(at=room.now - 5 * DAY)
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}
    data = {"act": "attain", "level": "7", "reason": "x", "submission": str(uuid4())}

    answer = signed_in(school.signer).post(reverse("learners:decision-create", kwargs=ids), data)

    assert answer.status_code == 422
    assert school.standing().status == "ready_for_review"


def test_standing_detail_without_a_policy_in_force_says_so(room):
    competency = CompetencyFactory()
    CohortFrameworkFactory(cohort=room.cohort, framework_version=competency.version)
    ids = {"learner_id": room.school.learner.public_id, "competency_id": competency.public_id}
    data = {"act": "attain", "level": "3", "reason": "", "submission": str(uuid4())}

    looked = signed_in(room.school.teacher).get(reverse("learners:standing-detail", kwargs=ids), follow=True)
    signed = signed_in(room.school.signer).post(
        reverse("learners:decision-create", kwargs=ids), data, follow=True
    )

    for answer in (looked, signed):
        assert "No policy is in force for this framework yet." in answer.content.decode()


def test_pages_agree_when_the_clock_alone_has_made_a_decision_old(room):
    school = room.school
    old = room.now - 800 * DAY
    PolicyAdoptionFactory(policy_version=school.policy, adopted_at=old - DAY)
    school.make_ready(at=old)
    sign(
        learner=school.learner,
        competency=school.competency,
        signer=school.signer,
        level=3,
        reason="",
        submission=uuid4(),
        at=old + DAY,
    )
    client = signed_in(school.teacher)
    ids = {"learner_id": school.learner.public_id, "competency_id": school.competency.public_id}

    (row,) = read_matrix(room.cohort, at=room.now).rows
    why = client.get(reverse("learners:standing-detail", kwargs=ids)).content.decode()
    person = client.get(reverse("learners:learner-detail", args=[school.learner.public_id])).content.decode()

    assert row.stands[0].status == "refresh_due"
    assert "newer evidence refreshes it" in why
    assert "Refresh due" in person


def test_progress_of_leaves_out_who_is_on_leave(room):
    away = UserFactory()
    EnrolmentFactory(user=away, cohort=room.cohort, status=Enrolment.Status.ON_LEAVE)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)

    progress = progress_of(room.cohort, learner_ids=[room.school.learner.pk, away.pk], at=room.now)

    assert (progress.completions[0].reached, progress.completions[0].late) == (1, 1)
    assert away.pk not in progress.overdue


def test_a_new_filter_begins_on_its_first_page(room):
    room.admit(*UserFactory.create_batch(55))

    page = signed_in(room.school.teacher).get(
        reverse("learners:cohort-detail", args=[room.cohort.public_id]), {"page": 2}
    )

    form = page.content.decode().split('class="filters"')[1].split("</form>")[0]
    assert 'name="page"' not in form
    assert page.content.count(b'<th scope="row" role="rowheader">') == 6
